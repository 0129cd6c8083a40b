using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Billing.Cdrs;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Journal;

/// <summary>
/// All journals of a data directory: <c>journal/</c>, one append-only chain of segment files for each shard, checksummed records. Segments stay after their records are stored, as
/// the archive of ladders, until retention takes them. <see cref="JournalCare"/> syncs what was written.
/// </summary>
public sealed class JournalFolder : IDisposable
{
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ShardLog[] _logs;
    private readonly CallJournal[] _journals;
    private readonly JournalCare _care;
    private long _lost;
    private bool _isRecovered;
    private bool _isClosed;

    private JournalFolder(string directory, ShardLog[] logs, TimeProvider time, JournalOptions options, ILogger logger)
    {
        _directory = directory;
        _time = time;
        _logger = logger;
        _logs = logs;
        Run = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
        _journals = [.. logs.Select(log => new CallJournal(this, log, options, time))];
        _isRecovered = logs.All(static log => log.Segments.Length == 0);
        _care = new JournalCare(logs, options, logger);
    }

    /// <summary>Ends that the disk didn't take and memory had no more room for.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Whether every journal takes marks.</summary>
    public bool IsWritable => Array.TrueForAll(_journals, static journal => journal.IsWritable);

    internal long Run { get; }
    internal IReadOnlyList<ShardLog> Logs => _logs;

    /// <summary>What is in the journals and not stored yet.</summary>
    internal UnstoredEnds Ends { get; } = new();

    public static JournalFolder Open(string dataDirectory, int shards, TimeProvider time) =>
        Open(dataDirectory, shards, time, JournalOptions.Default, NullLogger<JournalFolder>.Instance);

    /// <summary>Opens or makes the folder. Throws <see cref="StoreUnusableException"/> with one clear line when it can't be had.</summary>
    public static JournalFolder Open(string dataDirectory, int shards, TimeProvider time, JournalOptions options, ILogger logger)
    {
        string directory = Path.Combine(Path.GetFullPath(dataDirectory), "journal");
        try
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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

        _care.Sync();
        _isRecovered = true;
        return new RecoveryNote(closed, marks, repairs) { Open = open };
    }

    public ICallJournal ForShard(int shard) => _isRecovered
        ? _journals[shard]
        : throw new InvalidOperationException($"{nameof(Recover)} comes first: there are journals of an earlier run");

    /// <summary>Writes what waits in memory and syncs all. The shards must have stopped.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _care.Dispose();
        foreach (CallJournal journal in _journals)
        {
            journal.TryWriteHeld();
        }

        _care.Sync();
        foreach (ShardLog log in _logs)
        {
            foreach (Segment segment in log.Segments)
            {
                segment.File?.Dispose();
            }
        }

        Ends.Dispose();
    }

    internal static string PathOf(string dataDirectory, int shard, long sequence) =>
        Path.Combine(dataDirectory, "journal", FormattableString.Invariant($"{shard}-{sequence}.log"));

    internal string PathOf(int shard, long sequence) =>
        Path.Combine(_directory, FormattableString.Invariant($"{shard}-{sequence}.log"));

    /// <summary>Keeps all segments that there are, until what it answers is disposed of.</summary>
    internal IDisposable Hold() => _care.Hold();

    /// <summary>The files of all segments, each with the length up to which its marks are whole.</summary>
    internal List<(string Path, long Length)> Whole() => [.. _logs.SelectMany(static log => log.Segments).Select(static segment => (segment.Path, segment.Committed))];

    /// <summary>Segments whose marks are all older than this may go before there are too many of them; null keeps them by size alone.</summary>
    internal void KeepSince(DateTimeOffset? time) => _care.KeepSince = time;

    /// <summary>What is done to the journals in the background, now.</summary>
    internal void Tend() => _care.Tend();

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
}
