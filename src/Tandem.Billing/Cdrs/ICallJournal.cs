namespace Tandem.Billing.Cdrs;

/// <summary>
/// Where a shard writes what must not be lost. One journal for each shard, called with that shard's work held: by one thread at a time. When a call
/// returns, the mark survives the death of the process; a moment later it survives the death of the machine too.
/// </summary>
public interface ICallJournal
{
    /// <summary>
    /// The call has been answered: the record so far, enough to charge it should nobody see its end. Of a call that was taken back from a process that died: again, with the talk time up to now
    /// in <see cref="Cdr.TalkMs"/>.
    /// </summary>
    bool Answered(Cdr record);

    /// <summary>What it takes to go on with an answered call should the process die; the newest word counts. The journal does not look into it.</summary>
    bool Kept(long id, ReadOnlySpan<byte> state);

    /// <summary>
    /// All calls that are answered and not ended are alive at this moment. Called about once a second, whether there are such calls or not: it
    /// is also when a disk that could not be written is tried again.
    /// </summary>
    void Alive(DateTimeOffset at);

    /// <summary>The call has ended: the whole record. It will be stored and charged exactly once.</summary>
    bool Ended(Cdr record);

    /// <summary>
    /// An answered call has ended and the parameters say that it leaves no record: without this mark the next start would take it for cut off
    /// by a crash, and charge it.
    /// </summary>
    bool Forget(long id);

    /// <summary>False when marks cannot be written (disk gone). New calls are then refused; running calls go on.</summary>
    bool IsWritable { get; }

    /// <summary>From now on marks may wait for <see cref="Flush"/>, so that those of several calls are one write. Who asks for it flushes before anything leaves that a mark must precede.</summary>
    void Gather();

    /// <summary>What waits is written: it outlives this process when this returns, or waits for the disk.</summary>
    void Flush();
}
