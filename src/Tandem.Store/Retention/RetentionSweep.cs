using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Tandem.Routing.Plan;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Retention;

/// <summary>
/// Removes what is older than the plan in force says (SERVER_AUTOCLEAN_…): call records, the figures of their minutes, the journals' segments with their ladders, sources of illegal calls. Looks once a
/// second, and removes so little in one transaction that who stores records hardly waits. Ledger, balances and audit lines are never touched.
/// </summary>
public sealed class RetentionSweep : IDisposable
{
    /// <summary>Rows of one transaction: some milliseconds.</summary>
    private const int BatchRows = 250;

    /// <summary>Transactions of one second: more calls than a switch takes, so that the sweep keeps up.</summary>
    private const int BatchesASecond = 8;

    /// <summary>Sources are found by a look at all of them.</summary>
    private const int SecondsBetweenSources = 60;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromHours(1);

    private readonly SqliteStore _store;
    private readonly JournalFolder _journals;
    private readonly PlanHolder _plan;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _sweeping = new();
    private readonly ITimer _timer;
    private long _records;
    private long _sources;
    private long _toldAt;
    private int _untilSources;
    private bool _isWaiting;
    private bool _isStopped;

    public RetentionSweep(SqliteStore store, JournalFolder journals, PlanHolder plan, TimeProvider time, ILogger logger)
    {
        _store = store;
        _journals = journals;
        _plan = plan;
        _time = time;
        _logger = logger;
        _toldAt = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>After the plan is loaded.</summary>
    public void Start() => _timer.Change(Second, Second);

    /// <summary>Waits for a sweep that is on.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_sweeping)
        {
            _isStopped = true;
        }
    }

    private void Sweep()
    {
        // A sweep that takes longer than a second is not joined by a second one.
        if (!_sweeping.TryEnter())
        {
            return;
        }

        try
        {
            if (!_isStopped)
            {
                Sweep(_plan.Current.Parameters);
            }
        }
        catch (Exception e)
        {
            if (!_isWaiting)
            {
                _isWaiting = true;
                _logger.SweepWaits(e is SqliteException sqlite ? SqliteStore.Words(sqlite) : e.Message);
            }
        }
        finally
        {
            _sweeping.Exit();
        }
    }

    private void Sweep(SystemParameters parameters)
    {
        DateTimeOffset? records = Before(parameters.CdrExpireDays);
        DateTimeOffset? ladders = Before(parameters.LadderExpireDays);

        // A ladder is part of its record: it does not stay longer.
        _journals.KeepSince(records > ladders || ladders is null ? records : ladders);
        if (records is { } recordsBefore)
        {
            SweepRecords(recordsBefore);
        }

        if (Before(parameters.IllegalExpireDays) is { } sourcesBefore && --_untilSources < 0)
        {
            SweepSources(sourcesBefore);
        }

        _isWaiting = false;
        if (_records + _sources > 0 && _time.GetElapsedTime(_toldAt) >= BetweenLines)
        {
            _logger.Swept(_records, _sources);
            (_records, _sources, _toldAt) = (0, 0, _time.GetTimestamp());
        }
    }

    private void SweepRecords(DateTimeOffset before)
    {
        for (int i = 0; i < BatchesASecond && _store.Read(database => CdrSweep.IsDue(database, before)); i++)
        {
            _records += _store.Write(database => CdrSweep.Run(database, before, BatchRows));
        }

        for (int i = 0; i < BatchesASecond && _store.Read(database => MinuteSweep.IsDue(database, before)); i++)
        {
            _store.Write(database => MinuteSweep.Run(database, before, BatchRows));
        }
    }

    private void SweepSources(DateTimeOffset before)
    {
        _untilSources = SecondsBetweenSources;
        List<string> sources = _store.Read(database => IllegalSweep.Find(database, before, BatchRows));
        if (sources.Count > 0)
        {
            _sources += _store.Write(database => IllegalSweep.Run(database, before, sources));
        }

        if (sources.Count == BatchRows)
        {
            _untilSources = 0;
        }
    }

    private DateTimeOffset? Before(int days) => days > 0 ? _time.GetUtcNow().AddDays(-days) : null;
}
