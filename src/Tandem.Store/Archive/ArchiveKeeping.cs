using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Tandem.Routing.Plan;
using Tandem.Store.Backups;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Archive;

/// <summary>
/// Keeps an archive of the database and its journals while the switch runs, to be restored as they were at any time (docs/backups.md): a backup now and then, and every few seconds a piece with the pages that transactions have
/// changed since, read from SQLite's write-ahead log, and what has come to the journals. For that the log is emptied by nobody else. When the archive can't be written the log is let go, so that it does not fill the disk of
/// the data; calls go on, and a new generation is begun every minute until one can be.
/// </summary>
public sealed class ArchiveKeeping : IDisposable
{
    /// <summary>Even when nothing is stored a piece says so, so that one knows how far the archive reaches.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);
    private readonly SqliteStore _store;
    private readonly JournalFolder _journals;
    private readonly string _directory;
    private readonly Func<SystemParameters> _parameters;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly long _walBytes;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _worker;
    private readonly List<ArchiveGeneration> _generations = [];
    private long _failingSince = -1;
    private long _nextTry;
    private long _nextSweep;
    private volatile string _failure = "";

    /// <summary>Writes nothing before <see cref="Start"/>.</summary>
    /// <param name="store">The open database.</param>
    /// <param name="journals">Its journals.</param>
    /// <param name="directory">Where the archive is; best on another disk.</param>
    /// <param name="parameters">SERVER_ARCHIVE_*, as they are now.</param>
    /// <param name="time">When.</param>
    /// <param name="log">Has a line when it begins to fail, and when it works again.</param>
    /// <param name="walBytes">From which length on the log is emptied.</param>
    public ArchiveKeeping(SqliteStore store, JournalFolder journals, string directory, Func<SystemParameters> parameters, TimeProvider time, ILogger log, long walBytes = 32 << 20)
    {
        (_store, _journals, _directory, _parameters, _time, _log, _walBytes) = (store, journals, Path.GetFullPath(directory), parameters, time, log, walBytes);
        _nextTry = _nextSweep = time.GetTimestamp();
        _worker = new Thread(Work) { IsBackground = true, Name = "archive" };
    }

    /// <summary>Why nothing is archived; empty when it is.</summary>
    public string Failure => _failure;

    /// <summary>How long nothing has been archived, for it could not be.</summary>
    public TimeSpan FailingFor => Volatile.Read(ref _failingSince) is >= 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    public void Start() => _worker.Start();

    /// <summary>Archives what is left. After the last writer has stopped.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (_worker.IsAlive)
        {
            _worker.Join();
        }

        Step(must: true);
        End();
        _stop.Dispose();
    }

    /// <summary>Until the backup that is being made is there, or has failed.</summary>
    internal void WaitForBase() => _generations.ForEach(static one => one.WaitForBase());

    /// <summary>One look.</summary>
    internal void Step(bool must = false)
    {
        if (_generations.Count == 0 && _time.GetTimestamp() < _nextTry)
        {
            return;
        }

        try
        {
            Archive(must);
            if (_failure.Length > 0)
            {
                _log.ArchivedAgain(_directory);
            }

            Volatile.Write(ref _failingSince, -1);
            _failure = "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or BackupUnusableException or SqliteException or OperationCanceledException)
        {
            if (_failure.Length == 0)
            {
                _log.NotArchived(_directory, failure.Message);
                Volatile.Write(ref _failingSince, _time.GetTimestamp());
            }

            _failure = failure.Message;
            _nextTry = _time.GetTimestamp() + (long)(BetweenTries.TotalSeconds * _time.TimestampFrequency);
            End();
        }
    }

    private void Work()
    {
        do
        {
            Step();
        }
        while (!_stop.Wait(TimeSpan.FromSeconds(_parameters().ArchivePeriod)));
    }

    private void Archive(bool must)
    {
        if (_generations.Count == 0)
        {
            Begin();
        }

        foreach (ArchiveGeneration one in _generations)
        {
            one.Step(must || _time.GetUtcNow() - one.LastAt >= LongestSilence);
        }

        if (_generations is [var old, { IsWhole: true }])
        {
            old.Dispose();
            _generations.RemoveAt(0);
        }
        else if (_generations is [{ IsWhole: true } only] && _time.GetUtcNow() - only.BeganAt >= TimeSpan.FromHours(_parameters().ArchiveBaseHours))
        {
            Begin();
        }

        if (_generations.Max(static one => one.WalBytes) > _walBytes)
        {
            EmptyLog();
        }

        Sweep();
    }

    private void Begin()
    {
        _store.KeepLog(keeps: true);
        _generations.Add(new(_directory, _store, _journals, _time));
    }

    /// <summary>While nobody writes all that is in the log is read; then it may go into the database.</summary>
    private void EmptyLog()
    {
        WalPages[] read = [];
        _store.EmptyLog(() => read = [.. _generations.Select(static one => one.ReadAll())]);
        foreach (ArchiveGeneration one in _generations)
        {
            one.MayRestart();
        }

        for (int i = 0; i < read.Length; i++)
        {
            _generations[i].Write(read[i], must: false);
        }
    }

    private void Sweep()
    {
        if (_time.GetTimestamp() < _nextSweep || _parameters().ArchiveExpireDays is not (> 0 and var days))
        {
            return;
        }

        _nextSweep = _time.GetTimestamp() + (long)(BetweenSweeps.TotalSeconds * _time.TimestampFrequency);
        ArchiveFolder.Sweep(_directory, _time.GetUtcNow().AddDays(-days));
    }

    private void End()
    {
        foreach (ArchiveGeneration one in _generations)
        {
            one.Dispose();
        }

        _generations.Clear();
        _store.KeepLog(keeps: false);
    }
}
