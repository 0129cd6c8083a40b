using Microsoft.Extensions.Logging;
using Tandem.Routing.Plan;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Archive;

/// <summary>
/// Keeps an archive of the database and its journals while the switch runs, to be restored as they were at any time (docs/backups.md): a backup now and then, and every few seconds a piece with the pages that transactions have
/// changed since, read from SQLite's write-ahead log, and what has come to the journals. For that the log is emptied by nobody else. When the archive can't be written, or its disk does not answer, the log is let go, so that
/// it does not fill the disk of the data; calls go on, and a new generation is begun every minute until one can be.
/// </summary>
public sealed class ArchiveKeeping : IDisposable
{
    /// <summary>A look that takes longer hangs.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenWatches = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMinutes(1);
    private readonly string _directory;
    private readonly Func<SystemParameters> _parameters;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ArchiveLimits _limits;
    private readonly ArchiveHealth _health;
    private readonly ArchiveGenerations _generations;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _worker;
    private readonly Lock _gate = new();
    private ITimer? _watch;
    private long _nextTry;
    private long? _stepBegan;
    private bool _isLetGo;
    private bool _isClosed;

    /// <summary>Writes nothing before <see cref="Start"/>.</summary>
    /// <param name="store">The open database.</param>
    /// <param name="journals">Its journals.</param>
    /// <param name="directory">Where the archive is; best on another disk.</param>
    /// <param name="parameters">SERVER_ARCHIVE_*, as they are now.</param>
    /// <param name="time">When.</param>
    /// <param name="log">Has a line when it begins to fail, and when it works again.</param>
    public ArchiveKeeping(SqliteStore store, JournalFolder journals, string directory, Func<SystemParameters> parameters, TimeProvider time, ILogger log)
        : this(store, journals, directory, parameters, time, log, ArchiveLimits.Default)
    {
    }

    internal ArchiveKeeping(SqliteStore store, JournalFolder journals, string directory, Func<SystemParameters> parameters, TimeProvider time, ILogger log, ArchiveLimits limits)
    {
        (_directory, _parameters, _time, _log, _limits) = (Path.GetFullPath(directory), parameters, time, log, limits);
        _health = new(_directory, time, log);
        _generations = new(store, journals, _directory, parameters, time, log, limits, _health);
        _nextTry = time.GetTimestamp();
        _worker = new Thread(Work) { IsBackground = true, Name = "archive" };
    }

    /// <summary>Where the archive is.</summary>
    public string Place => _directory;

    /// <summary>Why nothing is archived, or no new backup is made; empty when all is well.</summary>
    public string Failure => _health.Failure;

    /// <summary>For how long what is stored could not have been restored, beyond the usual SERVER_ARCHIVE_PERIOD, or no new backup could be made.</summary>
    public TimeSpan Behind => _health.Behind(TimeSpan.FromSeconds(_parameters().ArchivePeriod));

    public void Start()
    {
        _health.Begin();
        _watch = _time.CreateTimer(_ => Watch(), null, BetweenWatches, BetweenWatches);
        _worker.Start();
    }

    /// <summary>Archives what is left, unless the archive's disk hangs. After the last writer has stopped.</summary>
    public void Dispose()
    {
        _watch?.Dispose();
        _stop.Set();
        bool isDone = true;
        if (_worker.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            Finish();
        }
        else
        {
            isDone = _worker.Join(_limits.LongestStop);
        }

        lock (_gate)
        {
            _isClosed = true;
        }

        if (isDone)
        {
            _stop.Dispose();
        }
        else
        {
            _log.LeftHanging(_directory); // its thread ends with the process
        }
    }

    /// <summary>Until the backup that is being made is there, or has failed.</summary>
    internal void WaitForBase() => _generations.WaitForBase();

    /// <summary>Until its thread has ended, after <see cref="Dispose"/>.</summary>
    internal void WaitForEnd() => _worker.Join();

    /// <summary>One look.</summary>
    internal void Step(bool must = false)
    {
        _health.Begin();
        bool isLetGo;
        lock (_gate)
        {
            (isLetGo, _isLetGo, _stepBegan) = (_isLetGo, false, _time.GetTimestamp());
        }

        try
        {
            if (isLetGo)
            {
                throw new IOException(Hung);
            }

            if (!_generations.IsEmpty || _time.GetTimestamp() >= _nextTry)
            {
                _generations.Step(must);
                Tell();
            }
        }
        catch (Exception failure)
        {
            // Whatever it is, it ends what is being written and not the switch.
            _health.Failed(failure.Message);
            _nextTry = _time.GetTimestamp() + (long)(BetweenTries.TotalSeconds * _time.TimestampFrequency);
            _generations.End();
        }
        finally
        {
            lock (_gate)
            {
                _stepBegan = null;
            }
        }
    }

    /// <summary>The log is let go while a look hangs: it can't do so itself.</summary>
    internal void Watch()
    {
        lock (_gate)
        {
            if (_isClosed || _isLetGo || _stepBegan is not { } began || _time.GetElapsedTime(began) < LongestStep)
            {
                return;
            }

            _isLetGo = true;
            _generations.LetGo();
        }

        _health.Failed(Hung);
    }

    private string Hung => $"{_directory} does not answer: what was to be read or written there was not done within {LongestStep.TotalSeconds:0} s";

    private void Work()
    {
        try
        {
            do
            {
                Step();
            }
            while (!_stop.Wait(TimeSpan.FromSeconds(_parameters().ArchivePeriod)));

            Finish();
        }
        catch (Exception failure)
        {
            _health.Failed(failure.Message); // the store was closed while it hung
        }
    }

    private void Finish()
    {
        Step(must: true);
        _generations.End();
    }

    private void Tell()
    {
        lock (_gate)
        {
            if (_isLetGo)
            {
                return; // the next look ends them all
            }
        }

        _generations.Tell();
    }
}
