using System.Security.Cryptography;
using Tandem.Billing.Cdrs;

namespace Tandem.Store.Journal;

/// <summary>
/// One shard's journal. A positioned write has one mark, or those that were gathered: when it returns they are the kernel's, and outlive
/// this process. While the disk can't be written marks wait in memory, in order, and a probe is made once a second.
/// </summary>
internal sealed class CallJournal : ICallJournal
{
    private readonly JournalFolder _folder;
    private readonly ShardLog _log;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ByteSink _mark = new();
    private readonly Dictionary<long, Segment> _open = [];
    private readonly HeldMarks _held = new();
    private readonly GatheredMarks _gathered = new();
    private Segment? _segment;
    private long _room;
    private long _nextProbeMs;
    private long _begunMs;
    private bool _gathers;
    private volatile bool _isFailing;

    public CallJournal(JournalFolder folder, ShardLog log, JournalOptions options, TimeProvider time)
    {
        _folder = folder;
        _log = log;
        _options = options;
        _time = time;
    }

    public bool IsWritable => !_isFailing && !_log.IsSyncFailing;

    public bool Answered(Cdr record)
    {
        // An answer is only needed should the process die before the end.
        _room = _options.HeldBytes / 2;
        Encode(record, withWhy: true, withLadder: false);
        return Append(MarkKind.Answered, record.Id);
    }

    public bool Kept(long id, ReadOnlySpan<byte> state)
    {
        _room = _options.HeldBytes / 2;
        _mark.Clear();
        _mark.Take(JournalFormat.MarkLength);
        CdrCodec.WriteId(id, _mark);
        _mark.Blob(state);
        return Append(MarkKind.Kept, id);
    }

    public void Alive(DateTimeOffset at)
    {
        if (_open.Count == 0 && !_isFailing)
        {
            return;
        }

        _mark.Clear();
        _mark.Take(JournalFormat.MarkLength);
        _mark.Time(at);
        Append(MarkKind.Alive, 0);
    }

    public bool Ended(Cdr record)
    {
        // The end of an answered call is money, and needed for certain. Whoever can't pay, strangers above all, must not use up its place.
        bool isStranger = record.BillingMode == BillingMode.IllegalCall;
        _room = isStranger ? _options.HeldBytes / 4 : record.Answered ? _options.HeldBytes : _options.HeldBytes / 2;
        Encode(record, withWhy: true, withLadder: !_isFailing || _held.Bytes < _options.HeldBytes / 4);
        if (_mark.Length > JournalFormat.MaxPayload)
        {
            Encode(record, withWhy: false, withLadder: false);
        }

        return Append(MarkKind.Ended, record.Id);
    }

    public bool Forget(long id)
    {
        _room = _options.HeldBytes;
        _mark.Clear();
        _mark.Take(JournalFormat.MarkLength);
        CdrCodec.WriteId(id, _mark);
        return Append(MarkKind.Forgotten, id);
    }

    public void Gather() => _gathers = true;

    public void Flush()
    {
        if (_gathered.Count == 0)
        {
            return;
        }

        // Gathering only goes on while the segment can be written and nothing waits in memory.
        Segment segment = _segment!;
        bool isWritten = TryPut(segment, _gathered.Bytes);
        for (int i = 0; i < _gathered.Count; i++)
        {
            if (isWritten)
            {
                Written(_gathered.Note(i), segment);
            }
            else
            {
                Hold(_gathered.Note(i), _gathered.Mark(i));
            }
        }

        _gathered.Clear();
    }

    /// <summary>An end that recovery writes for a call of a former run; <paramref name="oldest"/> is where such calls begin.</summary>
    public bool EndedByRecovery(Cdr record, long oldest)
    {
        if (_segment is null && !TryRoll(oldest))
        {
            return false;
        }

        return Ended(record);
    }

    /// <summary>A call of a former run is still open, and its answer stands in this segment: it counts like one of ours.</summary>
    public void Reopen(long id, Segment answeredIn)
    {
        if (_open.TryAdd(id, answeredIn))
        {
            answeredIn.Open++;
        }
    }

    /// <summary>Writes what waits in memory, if the disk lets it. With the shard's work held, or at the end when there is none any more.</summary>
    public bool TryWriteHeld()
    {
        Flush();
        _nextProbeMs = 0;
        return _held.Count == 0 || TryResume();
    }

    private void Encode(Cdr record, bool withWhy, bool withLadder)
    {
        _mark.Clear();
        _mark.Take(JournalFormat.MarkLength);
        CdrCodec.Write(record, _mark, withWhy, withLadder);
    }

    private bool Append(MarkKind kind, long call)
    {
        var note = new MarkNote(kind, NowMs(), call, _room);
        bool isTaken = _isFailing
            ? note.MonotonicMs >= _nextProbeMs && TryResume() && TryWrite(_mark.Written, note)
            : _gathers ? TryGather(_mark.Written, note) : TryWrite(_mark.Written, note);
        if (!isTaken)
        {
            Hold(note, _mark.Written);
        }

        return isTaken;
    }

    private bool TryGather(ReadOnlySpan<byte> mark, in MarkNote note)
    {
        if (IsNextDue(mark.Length) || _gathered.PlaceFor(mark.Length).IsEmpty)
        {
            Flush();
            if (_isFailing)
            {
                return false;
            }
        }

        if (IsNextDue(mark.Length) && !TryRoll(oldestOpen: null))
        {
            return false;
        }

        Span<byte> place = _gathered.PlaceFor(mark.Length);
        if (place.IsEmpty)
        {
            return TryWrite(_mark.Written, note); // it is longer than all that gathers
        }

        mark.CopyTo(place);
        JournalFormat.Seal(place, note.Kind, note.MonotonicMs, _segment!.Header.Salt, _segment.Committed + _gathered.Length);
        _gathered.Add(note, mark.Length);
        return true;
    }

    /// <summary>At once: nothing may have been gathered before it.</summary>
    private bool TryWrite(Span<byte> mark, in MarkNote note)
    {
        if (IsNextDue(mark.Length) && !TryRoll(oldestOpen: null))
        {
            return false;
        }

        // TryRoll has made one; the syncing thread closes its file only when another has followed it.
        Segment segment = _segment!;
        JournalFormat.Seal(mark, note.Kind, note.MonotonicMs, segment.Header.Salt, segment.Committed);
        if (!TryPut(segment, mark))
        {
            return false;
        }

        Written(note, segment);
        return true;
    }

    private bool TryPut(Segment segment, ReadOnlySpan<byte> sealedMarks)
    {
        long offset = segment.Committed;
        try
        {
            segment.File!.Write(sealedMarks, offset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Fail(e);
            return false;
        }

        segment.Committed = offset + sealedMarks.Length;
        return true;
    }

    private bool IsNextDue(int length) =>
        _segment is null || _segment.Committed + _gathered.Length + length > _options.SegmentBytes || NowMs() - _begunMs > _options.SegmentTime.TotalMilliseconds;

    private void Written(in MarkNote note, Segment segment)
    {
        if (note.Kind == MarkKind.Answered)
        {
            if (_open.TryAdd(note.Call, segment))
            {
                segment.Open++;
            }
        }
        else if (note.Kind is MarkKind.Ended or MarkKind.Forgotten && _open.Remove(note.Call, out Segment? answeredIn))
        {
            answeredIn.Open--;
        }

        if (note.Kind == MarkKind.Ended)
        {
            _folder.Ends.Written();
        }
    }

    private bool TryRoll(long? oldestOpen)
    {
        Segment[] segments = _log.Segments;
        long sequence = Math.Max(segments.Length == 0 ? 0 : segments[^1].Sequence, _log.Used) + 1;
        long oldest = oldestOpen ?? sequence;
        foreach (Segment segment in segments)
        {
            if (segment.Open > 0)
            {
                oldest = Math.Min(oldest, segment.Sequence);
                break;
            }
        }

        string path = _folder.PathOf(_log.Shard, sequence);
        var header = new SegmentHeader(
            _log.Shard, sequence, _time.GetUtcNow(), oldest, _folder.Run, BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)));
        Span<byte> bytes = stackalloc byte[JournalFormat.HeaderLength];
        JournalFormat.WriteHeader(bytes, header);
        ISegmentFile? file = null;
        try
        {
            // What a failed attempt left under this name has no mark in it.
            File.Delete(path);
            file = _options.CreateFile(path);
            file.Write(bytes, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            Fail(e);
            return false;
        }

        _segment = new Segment(path, header, file, JournalFormat.HeaderLength) { Synced = 0 };
        _log.Add(_segment);
        _begunMs = NowMs();
        return true;
    }

    private void Fail(Exception e)
    {
        _nextProbeMs = NowMs() + 1000;
        if (!_isFailing)
        {
            _isFailing = true;
            _folder.Failed(_log.Shard, e);
        }
    }

    /// <summary>Whether the disk takes marks again; those that waited go first.</summary>
    private bool TryResume()
    {
        int written = 0;
        while (_held.TryPeek(out MarkNote note, out Span<byte> mark))
        {
            if (!TryWrite(mark, note))
            {
                return false;
            }

            _held.Dequeue();
            written++;
        }

        if (_isFailing && !CanWrite())
        {
            return false;
        }

        if (_isFailing)
        {
            _isFailing = false;
            _folder.Resumed(_log.Shard, written);
        }

        return true;
    }

    private bool CanWrite()
    {
        // Nothing waited: an alive mark is the probe.
        Span<byte> probe = stackalloc byte[JournalFormat.MarkLength + 12];
        var payload = new ByteSink(16);
        payload.Time(_time.GetUtcNow());
        payload.Written.CopyTo(probe[JournalFormat.MarkLength..]);
        return TryWrite(probe[..(JournalFormat.MarkLength + payload.Length)], new MarkNote(MarkKind.Alive, NowMs(), Call: 0, Room: 0));
    }

    private void Hold(in MarkNote note, ReadOnlySpan<byte> mark)
    {
        if (note.Kind != MarkKind.Alive && !_held.TryAdd(note, mark) && note.Kind == MarkKind.Ended)
        {
            _folder.Overflowed(_log.Shard, note.Call);
        }
    }

    private long NowMs() => _time.GetTimestamp() / (_time.TimestampFrequency / 1000);
}
