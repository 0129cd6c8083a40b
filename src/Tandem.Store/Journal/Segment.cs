namespace Tandem.Store.Journal;

/// <summary>One file of a shard's journal, shared by the shard that writes it, the thread that syncs it and the one that stores from it.</summary>
internal sealed class Segment(string path, SegmentHeader header, ISegmentFile? file, long length)
{
    private long _committed = length;
    private int _open;

    public string Path { get; } = path;
    public SegmentHeader Header { get; } = header;
    public long Sequence => Header.Sequence;

    /// <summary>Where it is written; null once it is closed for good.</summary>
    public ISegmentFile? File { get; set; } = file;

    /// <summary>Up to here it is whole.</summary>
    public long Committed
    {
        get => Volatile.Read(ref _committed);
        set => Volatile.Write(ref _committed, value);
    }

    /// <summary>Up to here it survives the machine. Only the syncing thread looks.</summary>
    public long Synced { get; set; } = length;

    /// <summary>How many calls answered in it haven't ended.</summary>
    public int Open
    {
        get => Volatile.Read(ref _open);
        set => Volatile.Write(ref _open, value);
    }
}

/// <summary>All segments of one shard, oldest first. The array is replaced, never changed.</summary>
internal sealed class ShardLog(int shard)
{
    private volatile Segment[] _segments = [];
    private volatile bool _isSyncFailing;
    private long _reading;

    public int Shard { get; } = shard;

    public Segment[] Segments
    {
        get => _segments;
        set => _segments = value;
    }

    /// <summary>The last sync failed: what was written may not survive the machine.</summary>
    public bool IsSyncFailing
    {
        get => _isSyncFailing;
        set => _isSyncFailing = value;
    }

    /// <summary>The segment that the database is at; those before it are stored.</summary>
    public long Reading
    {
        get => Volatile.Read(ref _reading);
        set => Volatile.Write(ref _reading, value);
    }

    /// <summary>
    /// The highest number that a segment of this journal is known to have had, whether it is still there or not: what the database says of a number is true of one
    /// segment only, so that none is given twice.
    /// </summary>
    public long Used { get; set; }

    /// <summary>Guards adding and dropping of segments: the shard adds, retention drops.</summary>
    public Lock Changing { get; } = new();

    public void Add(Segment segment)
    {
        lock (Changing)
        {
            _segments = [.. _segments, segment];
        }
    }

    public void DropFirst()
    {
        lock (Changing)
        {
            _segments = _segments[1..];
        }
    }
}
