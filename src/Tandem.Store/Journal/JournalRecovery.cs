using Tandem.Billing.Cdrs;

namespace Tandem.Store.Journal;

/// <summary>What a start found in the journals of the run before.</summary>
/// <param name="OpenCallsClosed">Answered calls whose end nobody saw: closed at their last proven moment.</param>
/// <param name="RecordsReplayed">Marks that were read.</param>
/// <param name="Repairs">What was damaged, what was kept: a sentence each.</param>
public sealed record RecoveryNote(int OpenCallsClosed, int RecordsReplayed, IReadOnlyList<string> Repairs);

/// <summary>
/// Reads one shard's journal after a start. Killed at any moment, it can be run again: an end that it has written counts as any
/// other end.
/// </summary>
internal sealed class JournalRecovery(ShardLog log)
{
    private readonly Dictionary<long, OpenCall> _open = [];
    private readonly Dictionary<long, long> _lastMonotonic = [];
    private readonly List<string> _repairs = [];

    /// <summary>An answered call whose end hasn't been read.</summary>
    /// <param name="Record">The record as it was at the answer.</param>
    /// <param name="Run">The process that wrote it.</param>
    /// <param name="AnsweredMs">When, by that process's monotonic clock.</param>
    /// <param name="Segment">Where.</param>
    private sealed record OpenCall(byte[] Record, long Run, long AnsweredMs, long Segment)
    {
        /// <summary>Nothing later proves this call: its end may have been in what is damaged.</summary>
        public long ProvenAtMostMs { get; set; } = long.MaxValue;
    }

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

    /// <summary>Writes the end of each call that has none. Answers how many.</summary>
    public int CloseOpenCalls(CallJournal journal)
    {
        if (_open.Count == 0)
        {
            return 0;
        }

        long oldest = _open.Values.Min(static call => call.Segment);
        var record = new Cdr();
        foreach (OpenCall call in _open.Values)
        {
            record.Clear();
            CdrCodec.Read(call.Record, record, withLadder: false);
            DateTimeOffset answeredAt = record.AnsweredAt ?? record.StartedAt;
            long talkMs = Math.Max(0, Math.Min(_lastMonotonic[call.Run], call.ProvenAtMostMs) - call.AnsweredMs);
            record.TalkMs = talkMs;
            record.AnsweredAt = answeredAt;
            record.EndedAt = answeredAt.AddMilliseconds(talkMs);
            record.EndReason = (int)EndReason.NodeCrash;
            record.EndDirection = EndDirection.Switch;
            if (!journal.EndedByRecovery(record, oldest))
            {
                throw new IOException("the ends of open calls can't be written to the journal");
            }
        }

        return _open.Count;
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
        foreach (OpenCall call in _open.Values)
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
            _open[id] = new OpenCall(mark.Payload.ToArray(), run, mark.MonotonicMs, segment.Sequence);
        }
        else
        {
            _open.Remove(id);
        }
    }
}
