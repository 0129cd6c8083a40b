namespace Tandem.Store.Journal;

/// <summary>
/// How many ends of calls are in the journals and not in the database yet, and the bell between the shards that write them and the one thread that stores them.
/// </summary>
internal sealed class UnstoredEnds : IDisposable
{
    /// <summary>So many ends wake the storing thread before its time.</summary>
    public const int WakeAt = 500;

    private readonly AutoResetEvent _bell = new(false);
    private long _written;
    private long _stored;
    private long _earlier;
    private volatile bool _isReaderIdle;

    /// <summary>All of them, as far as this process knows.</summary>
    public long Waiting => OfThisRun + Volatile.Read(ref _earlier);

    private long OfThisRun => Math.Max(0, Volatile.Read(ref _written) - Volatile.Read(ref _stored));

    /// <summary>By a shard: it has written an end.</summary>
    public void Written()
    {
        long waiting = Interlocked.Increment(ref _written) - Volatile.Read(ref _stored);
        if (_isReaderIdle || waiting == WakeAt)
        {
            _isReaderIdle = false;
            Wake();
        }
    }

    /// <summary>At a start: so many of earlier runs were found.</summary>
    public void FoundEarlier(long count) => Volatile.Write(ref _earlier, count);

    /// <summary>By the storing thread: these are in the database.</summary>
    public void Stored(long ofThisRun, long earlier)
    {
        Interlocked.Add(ref _stored, ofThisRun);
        Volatile.Write(ref _earlier, Math.Max(0, _earlier - earlier));
    }

    /// <summary>By the storing thread, when it has read to the ends of all journals.</summary>
    public void EarlierAreStored() => Volatile.Write(ref _earlier, 0);

    /// <summary>For the storing thread: until an end is written, or the time is over.</summary>
    public void WaitForOne(TimeSpan atMost)
    {
        _isReaderIdle = true;

        // Either this sees the end that was just written, or its writer sees that we are idle.
        Interlocked.MemoryBarrier();
        if (OfThisRun == 0)
        {
            _bell.WaitOne(atMost);
        }

        _isReaderIdle = false;
    }

    /// <summary>For the storing thread: until a batch is full, or the time is over.</summary>
    public void WaitForBatch(TimeSpan atMost)
    {
        if (OfThisRun < WakeAt)
        {
            _bell.WaitOne(atMost);
        }
    }

    /// <summary>Wakes the storing thread.</summary>
    public void Wake() => _bell.Set();

    public void Dispose() => _bell.Dispose();
}
