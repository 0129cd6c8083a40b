using Microsoft.Extensions.Logging;

namespace Tandem.Store.Journal;

/// <summary>What is done to the journals behind the shards' backs, by a thread of its own: what was written is synced, the oldest segments are dropped.</summary>
internal sealed class JournalCare : IDisposable
{
    private readonly ShardLog[] _logs;
    private readonly JournalOptions _options;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Lock _syncing = new();
    private readonly Lock _dropping = new();
    private long _keepSinceMs = long.MinValue;
    private int _holds;

    public JournalCare(ShardLog[] logs, JournalOptions options, ILogger logger)
    {
        _logs = logs;
        _options = options;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "journal sync" };
        _thread.Start();
    }

    /// <summary>Segments whose marks are all older may go, whatever their size; null keeps them by size alone.</summary>
    public DateTimeOffset? KeepSince
    {
        set => Volatile.Write(ref _keepSinceMs, value?.ToUnixTimeMilliseconds() ?? long.MinValue);
    }

    /// <summary>Drops no segment until what it answers is disposed of; once it has answered, none is being dropped.</summary>
    public IDisposable Hold()
    {
        lock (_dropping)
        {
            _holds++;
        }

        return new Held(this);
    }

    /// <summary>Ends the thread. What is written after it is synced by <see cref="Sync"/>.</summary>
    public void Dispose()
    {
        if (!_stop.IsSet)
        {
            _stop.Set();
            _thread.Join();
            _stop.Dispose();
        }
    }

    /// <summary>What the thread does each time.</summary>
    public void Tend()
    {
        Sync();
        lock (_dropping)
        {
            if (_holds == 0)
            {
                Retain();
            }
        }
    }

    /// <summary>What was written survives the machine; a segment that is whole is closed. By one thread at a time: the file that one syncs another may be closing.</summary>
    public void Sync()
    {
        lock (_syncing)
        {
            foreach (ShardLog log in _logs)
            {
                SyncOne(log);
            }
        }
    }

    private void SyncOne(ShardLog log)
    {
        Segment[] segments = log.Segments;
        for (int i = 0; i < segments.Length; i++)
        {
            Segment segment = segments[i];
            if (segment.File is null)
            {
                continue;
            }

            bool isLast = i == segments.Length - 1;
            long committed = segment.Committed;
            if (segment.Synced < committed && !TrySync(log, segment, committed))
            {
                break;
            }

            if (!isLast && segment.Synced == segment.Committed)
            {
                segment.File.Dispose();
                segment.File = null;
            }
        }
    }

    private void Run()
    {
        while (!_stop.Wait(_options.SyncEvery))
        {
            Tend();
        }
    }

    private bool TrySync(ShardLog log, Segment segment, long committed)
    {
        try
        {
            segment.File?.Sync();
            segment.Synced = committed;
            if (log.IsSyncFailing)
            {
                log.IsSyncFailing = false;
                _logger.JournalResumed(log.Shard, 0);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!log.IsSyncFailing)
            {
                log.IsSyncFailing = true;
                _logger.JournalFailed(log.Shard, e.Message);
            }

            return false;
        }
    }

    /// <summary>Drops the oldest segments beyond the size or the time that is kept: only stored ones without an open call, and each shard's in order.</summary>
    private void Retain()
    {
        foreach (ShardLog log in _logs)
        {
            while (MayDropFirst(log) && IsOutdated(log) && TryDropFirst(log))
            {
            }
        }

        long total = _logs.Sum(static log => log.Segments.Sum(static segment => segment.Committed));
        while (total > _options.RetainBytes)
        {
            ShardLog? oldest = _logs.Where(MayDropFirst).MinBy(static log => log.Segments[0].Header.CreatedAt);
            if (oldest is null)
            {
                return;
            }

            long size = oldest.Segments[0].Committed;
            if (!TryDropFirst(oldest))
            {
                return;
            }

            total -= size;
        }
    }

    private static bool MayDropFirst(ShardLog log) =>
        log.Segments is [Segment first, _, ..] && first.File is null && first.Open == 0 && first.Sequence < log.Reading;

    /// <summary>Nothing was written to a segment after the next was begun.</summary>
    private bool IsOutdated(ShardLog log) => log.Segments[1].Header.CreatedAt.ToUnixTimeMilliseconds() < Volatile.Read(ref _keepSinceMs);

    private static bool TryDropFirst(ShardLog log)
    {
        try
        {
            File.Delete(log.Segments[0].Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        log.DropFirst();
        return true;
    }

    private sealed class Held(JournalCare care) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            lock (care._dropping)
            {
                care._holds -= _isOver ? 0 : 1;
                _isOver = true;
            }
        }
    }
}
