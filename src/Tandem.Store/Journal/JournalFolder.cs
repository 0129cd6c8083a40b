using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Billing.Cdrs;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Journal;

/// <summary>
/// All journals of a data directory: <c>journal/</c>, one append-only chain of segment files for each shard, checksummed records. Segments stay after their records are stored, as
/// the archive of ladders, until retention takes them. A thread of its own syncs what was written.
/// </summary>
public sealed class JournalFolder : IDisposable
{
    /// <summary>So many ends wake the storing thread before its time.</summary>
    internal const int WakeAt = 500;

    private readonly string _directory;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ShardLog[] _logs;
    private readonly CallJournal[] _journals;
    private readonly Thread _syncing;
    private readonly ManualResetEventSlim _stop = new();
    private readonly AutoResetEvent _endsWaiting = new(false);
    private long _written;
    private long _stored;
    private long _lost;
    private volatile bool _isReaderIdle;
    private bool _isRecovered;

    private JournalFolder(string directory, ShardLog[] logs, TimeProvider time, JournalOptions options, ILogger logger)
    {
        _directory = directory;
        _options = options;
        _time = time;
        _logger = logger;
        _logs = logs;
        Run = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
        _journals = [.. logs.Select(log => new CallJournal(this, log, options, time))];
        _isRecovered = logs.All(static log => log.Segments.Length == 0);
        _syncing = new Thread(KeepSyncing) { IsBackground = true, Name = "journal sync" };
        _syncing.Start();
    }

    /// <summary>Ends that the disk didn't take and memory had no more room for.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Whether every journal takes marks.</summary>
    public bool IsWritable => Array.TrueForAll(_journals, static journal => journal.IsWritable);

    internal long Run { get; }
    internal IReadOnlyList<ShardLog> Logs => _logs;

    /// <summary>Ends in the journals that haven't been stored, as far as this process knows.</summary>
    internal long Waiting => Math.Max(0, Volatile.Read(ref _written) - Volatile.Read(ref _stored));

    public static JournalFolder Open(string dataDirectory, int shards, TimeProvider time) =>
        Open(dataDirectory, shards, time, JournalOptions.Default, NullLogger<JournalFolder>.Instance);

    /// <summary>Opens or makes the folder. Throws <see cref="StoreUnusableException"/> with one clear line when it can't be had.</summary>
    public static JournalFolder Open(string dataDirectory, int shards, TimeProvider time, JournalOptions options, ILogger logger)
    {
        string directory = Path.Combine(Path.GetFullPath(dataDirectory), "journal");
        try
        {
            Directory.CreateDirectory(directory);
            ILookup<int, Segment> found = SegmentFiles.Find(directory, logger).ToLookup(static segment => segment.Header.Shard);
            ILookup<int, long> used = SegmentFiles.Numbers(directory).ToLookup(static file => file.Shard, static file => file.Sequence);
            int count = Math.Max(shards, used.Count == 0 ? 0 : used.Max(static group => group.Key) + 1);
            var logs = new ShardLog[count];
            for (int shard = 0; shard < count; shard++)
            {
                logs[shard] = new ShardLog(shard)
                {
                    Segments = [.. found[shard].OrderBy(static segment => segment.Sequence)],
                    Used = used[shard].DefaultIfEmpty().Max(),
                };
            }

            return new JournalFolder(directory, logs, time, options, logger);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnusableException($"The journal {directory} can't be used: {e.Message}", e);
        }
    }

    /// <summary>
    /// Before the first call: cuts a torn tail (noting what was kept), and closes every call that was answered and not ended at its last proven second with
    /// <see cref="EndReason.NodeCrash"/>. With the database that the records go to: journals that can't be its own are refused, and no segment gets a number below
    /// what it has stored, for it would be taken as stored unread. Calls of a process that died no longer than <paramref name="takeBackWithin"/> ago may be
    /// <see cref="RecoveryNote.Open"/> instead.
    /// </summary>
    public RecoveryNote Recover(SqliteStore? database = null, TimeSpan takeBackWithin = default)
    {
        long nowMs = _time.GetTimestamp() / (_time.TimestampFrequency / 1000);
        long since = takeBackWithin > TimeSpan.Zero ? nowMs - (long)takeBackWithin.TotalMilliseconds : long.MaxValue;
        var open = new List<OpenCall>();
        if (database is not null)
        {
            StartAbove(database.Read(JournalPosition.ReadAll));
        }

        int closed = 0;
        int marks = 0;
        var repairs = new List<string>();
        try
        {
            foreach (ShardLog log in _logs)
            {
                var recovery = new JournalRecovery(log);
                recovery.Scan();
                closed += recovery.CloseOpenCalls(_journals[log.Shard], since, nowMs, open);
                marks += recovery.Marks;
                repairs.AddRange(recovery.Repairs);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StoreUnusableException($"The journal {_directory} can't be recovered: {e.Message}", e);
        }

        Sync();
        _isRecovered = true;
        return new RecoveryNote(closed, marks, repairs) { Open = open };
    }

    public ICallJournal ForShard(int shard) => _isRecovered
        ? _journals[shard]
        : throw new InvalidOperationException($"{nameof(Recover)} comes first: there are journals of an earlier run");

    /// <summary>Writes what waits in memory and syncs all. The shards must have stopped.</summary>
    public void Dispose()
    {
        if (_stop.IsSet)
        {
            return;
        }

        _stop.Set();
        _syncing.Join();
        foreach (CallJournal journal in _journals)
        {
            journal.TryWriteHeld();
        }

        Sync();
        foreach (ShardLog log in _logs)
        {
            foreach (Segment segment in log.Segments)
            {
                segment.File?.Dispose();
            }
        }

        _stop.Dispose();
        _endsWaiting.Dispose();
    }

    internal static string PathOf(string dataDirectory, int shard, long sequence) =>
        Path.Combine(dataDirectory, "journal", FormattableString.Invariant($"{shard}-{sequence}.log"));

    internal string PathOf(int shard, long sequence) =>
        Path.Combine(_directory, FormattableString.Invariant($"{shard}-{sequence}.log"));

    internal void EndWritten()
    {
        long waiting = Interlocked.Increment(ref _written) - Volatile.Read(ref _stored);
        if (_isReaderIdle || waiting == WakeAt)
        {
            _isReaderIdle = false;
            _endsWaiting.Set();
        }
    }

    internal void EndsStored(long count) => Interlocked.Add(ref _stored, count);

    /// <summary>For the storing thread: until an end is written, or the time is over.</summary>
    internal void WaitForEnd(TimeSpan atMost)
    {
        _isReaderIdle = true;

        // Either this sees the end that was just written, or its writer sees that we are idle.
        Interlocked.MemoryBarrier();
        if (Waiting == 0)
        {
            _endsWaiting.WaitOne(atMost);
        }

        _isReaderIdle = false;
    }

    /// <summary>For the storing thread: until a batch is full, or the time is over.</summary>
    internal void WaitForBatch(TimeSpan atMost)
    {
        if (Waiting < WakeAt)
        {
            _endsWaiting.WaitOne(atMost);
        }
    }

    /// <summary>Wakes the storing thread.</summary>
    internal void Wake() => _endsWaiting.Set();

    internal void Failed(int shard, Exception e) => _logger.JournalFailed(shard, e.Message);

    internal void Resumed(int shard, int written) => _logger.JournalResumed(shard, written);

    internal void Overflowed(int shard, long call)
    {
        if (Interlocked.Increment(ref _lost) == 1)
        {
            _logger.JournalOverflowed(shard, call);
        }
    }

    private void StartAbove(List<JournalPosition> stored)
    {
        foreach ((int shard, long segment, _) in stored)
        {
            if (shard >= _logs.Length)
            {
                continue;
            }

            // One segment may be missing: a machine that dies can lose the newest file after the database has kept what was in it.
            ShardLog log = _logs[shard];
            if (log.Used > 0 && log.Used < segment - 1)
            {
                throw new StoreUnusableException(
                    $"The journal {_directory} ends at {shard}-{log.Used}.log, but the database has stored it up to {shard}-{segment}.log: they don't belong together. "
                    + "Put back the journal that goes with the database, or move the folder away.");
            }

            log.Used = Math.Max(log.Used, segment);
        }
    }

    private void KeepSyncing()
    {
        while (!_stop.Wait(_options.SyncEvery))
        {
            Tend();
        }
    }

    /// <summary>What the syncing thread does each time.</summary>
    internal void Tend()
    {
        Sync();
        Retain();
    }

    private void Sync()
    {
        foreach (ShardLog log in _logs)
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

    /// <summary>Drops the oldest segments beyond the size that is kept: only stored ones without an open call, and each shard's in order.</summary>
    private void Retain()
    {
        long total = _logs.Sum(static log => log.Segments.Sum(static segment => segment.Committed));
        while (total > _options.RetainBytes)
        {
            ShardLog? oldest = _logs.Where(MayDropFirst).MinBy(static log => log.Segments[0].Header.CreatedAt);
            if (oldest is null)
            {
                return;
            }

            Segment segment = oldest.Segments[0];
            try
            {
                File.Delete(segment.Path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return;
            }

            oldest.DropFirst();
            total -= segment.Committed;
        }
    }

    private static bool MayDropFirst(ShardLog log) =>
        log.Segments is [Segment first, _, ..] && first.File is null && first.Open == 0 && first.Sequence < log.Reading;
}
