using Tandem.Store.Journal;

namespace Tandem.Store.Cdrs;

/// <summary>Follows one shard's journal from end to end of a call, over its segments.</summary>
internal sealed class LogCursor(ShardLog log) : IDisposable
{
    private SegmentReader? _reader;
    private int _skipped;

    public ShardLog Log { get; } = log;

    /// <summary>The segment that is being read.</summary>
    public long Sequence { get; private set; }

    /// <summary>Where the next mark will be read.</summary>
    public long Offset { get; private set; }

    /// <summary>The mark that was read last.</summary>
    public SegmentReader Reader => _reader ?? throw new InvalidOperationException("nothing has been read");

    public JournalPlace Place => new(Log.Shard, Sequence, Reader.Offset);

    /// <summary>Damaged bytes that were stepped over since it was asked last.</summary>
    public long TakeSkipped()
    {
        long bytes = 0;
        for (; _reader is not null && _skipped < _reader.Skipped.Count; _skipped++)
        {
            bytes += _reader.Skipped[_skipped].Bytes;
        }

        return bytes;
    }

    public void Seek(long sequence, long offset)
    {
        _reader?.Dispose();
        _reader = null;
        _skipped = 0;
        Sequence = sequence;
        Offset = offset;
    }

    /// <summary>Goes on to the next end of a call; false when there is none yet.</summary>
    public bool TryReadEnd()
    {
        while (true)
        {
            Segment[] segments = Log.Segments;
            Segment? segment = Array.Find(segments, candidate => candidate.Sequence >= Sequence);
            if (segment is null)
            {
                return false;
            }

            if (segment.Sequence != Sequence)
            {
                Seek(segment.Sequence, 0);
            }

            // In this order: what has a follower has its final length.
            bool isLast = segment == segments[^1];
            long committed = segment.Committed;
            _reader ??= SegmentReader.Open(segment.Path, Offset);
            while (_reader is not null && _reader.TryRead(committed))
            {
                Offset = _reader.Next;
                if (_reader.Kind == MarkKind.Ended)
                {
                    return true;
                }
            }

            if (isLast)
            {
                return false;
            }

            Seek(segment.Sequence + 1, 0);
        }
    }

    public void Dispose() => _reader?.Dispose();
}
