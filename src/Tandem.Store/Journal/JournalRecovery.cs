using Tandem.Billing.Cdrs;

namespace Tandem.Store.Journal;

/// <summary>What a start found in the journals of the run before.</summary>
/// <param name="OpenCallsClosed">Answered calls whose end nobody saw: closed at their last proven moment.</param>
/// <param name="RecordsReplayed">Marks that were read.</param>
/// <param name="Repairs">What was damaged, what was kept: a sentence each.</param>
public sealed record RecoveryNote(int OpenCallsClosed, int RecordsReplayed, IReadOnlyList<string> Repairs)
{
    /// <summary>Calls that may still be going on. Each has to be gone on with, or ended, before the first new call.</summary>
    public IReadOnlyList<OpenCall> Open { get; init; } = [];
}

/// <summary>
/// Reads one shard's journal after a start. Killed at any moment, it can be run again: an end that it has written counts as any
/// other end.
/// </summary>
internal sealed class JournalRecovery(ShardLog log)
{
    private readonly Dictionary<long, OpenCallMark> _open = [];
    private readonly Dictionary<long, long> _lastMonotonic = [];
    private readonly List<string> _repairs = [];

    public int Marks { get; private set; }
    public IReadOnlyList<string> Repairs => _repairs;

    /// <summary>Reads from the oldest segment that may hold an open call; cuts torn tails.</summary>
    public void Scan()
    {
        if (log.Segments.Length == 0)
        {
            return;
        }

        long from = log.Segments[^1].Header.OldestOpen;
        foreach (Segment segment in log.Segments)
        {
            if (segment.Sequence >= from)
            {
                Scan(segment);
            }
        }
    }

    /// <summary>
    /// Writes the end of each call that has none, and answers how many. A call that may still be going on stays open and comes into <paramref name="open"/>: its process was alive
    /// at <paramref name="since"/> or later, by the machine's monotonic clock, and has said how to go on with it.
    /// </summary>
    public int CloseOpenCalls(CallJournal journal, long since, long nowMs, List<OpenCall> open)
    {
        if (_open.Count == 0)
        {
            return 0;
        }

        long oldest = _open.Values.Min(static call => call.Segment.Sequence);
        var closing = new List<OpenCall>();
        foreach ((long id, OpenCallMark mark) in _open)
        {
            long lastMs = _lastMonotonic[mark.Run];
            OpenCall call = mark.Close(log.Shard, lastMs);
            bool mayGoOn = mark.State.Length > 0 && mark.ProvenAtMostMs == long.MaxValue && lastMs >= since && lastMs <= nowMs;
            (mayGoOn ? open : closing).Add(call);
            if (mayGoOn)
            {
                journal.Reopen(id, mark.Segment);
            }
        }

        foreach (OpenCall call in closing)
        {
            if (!journal.EndedByRecovery(call.Record, oldest))
            {
                throw new IOException("the ends of open calls can't be written to the journal");
            }
        }

        return closing.Count;
    }

    private void Scan(Segment segment)
    {
        using SegmentReader? reader = SegmentReader.Open(segment.Path);
        if (reader is null)
        {
            return;
        }

        int marks = 0;
        int skipped = 0;
        while (reader.TryRead(segment.Committed))
        {
            marks++;
            if (reader.Skipped.Count > skipped)
            {
                skipped = reader.Skipped.Count;
                Doubt(segment.Header.Run);
            }

            Seen(reader, segment);
        }

        Marks += marks;
        string name = Path.GetFileName(segment.Path);
        foreach ((long offset, long bytes) in reader.Skipped)
        {
            _repairs.Add($"journal/{name}: {bytes} damaged bytes at {offset} were stepped over.");
        }

        if (reader.Next < segment.Committed)
        {
            _repairs.Add(
                $"journal/{name}: a torn tail of {segment.Committed - reader.Next} bytes was cut; {marks} marks in {reader.Next} bytes are kept.");
            using var file = new FileStream(segment.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(reader.Next);
            file.Flush(flushToDisk: true);
            segment.Committed = reader.Next;
        }
    }

    private void Doubt(long run)
    {
        foreach (OpenCallMark call in _open.Values)
        {
            if (call.Run == run)
            {
                call.ProvenAtMostMs = Math.Min(call.ProvenAtMostMs, _lastMonotonic[run]);
            }
        }
    }

    private void Seen(SegmentReader mark, Segment segment)
    {
        long run = segment.Header.Run;
        _lastMonotonic[run] = Math.Max(_lastMonotonic.GetValueOrDefault(run, long.MinValue), mark.MonotonicMs);
        if (mark.Kind == MarkKind.Alive)
        {
            return;
        }

        long id = CdrCodec.ReadId(mark.Payload);
        if (mark.Kind == MarkKind.Answered)
        {
            _open[id] = new OpenCallMark(mark.Payload.ToArray(), run, mark.MonotonicMs, segment);
        }
        else if (mark.Kind == MarkKind.Kept)
        {
            _open.GetValueOrDefault(id)?.State = CdrCodec.ReadAfterId(mark.Payload);
        }
        else
        {
            _open.Remove(id);
        }
    }
}
