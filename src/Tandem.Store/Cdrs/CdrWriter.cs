using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>
/// Tails the journals and puts record, charges, balances and the journal position into one transaction: a replay changes nothing. Its own thread; flushes at 500 records
/// or 200 ms, under load 1 s; while the database is locked or its disk is full it waits and the journal holds the truth.
/// </summary>
public sealed class CdrWriter : IDisposable
{
    private const int BatchRecords = UnstoredEnds.WakeAt;

    /// <summary>
    /// A commit costs some milliseconds of CPU whatever is in it; the journal holds the truth meanwhile. At 200 calls a second, 50 ms would
    /// cost three times the CPU for each record.
    /// </summary>
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(200);

    /// <summary>So many records in that time are load: they wait longer, so that more share a commit. Who looks for a single call finds it at once.</summary>
    private const int BusyAt = 20;
    private static readonly TimeSpan BusyTime = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryTime = TimeSpan.FromMilliseconds(250);

    private readonly JournalFolder _journals;
    private readonly CdrTransfer _transfer;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Lock _asking = new();
    private List<TaskCompletionSource> _drains = [];
    private Thread? _thread;

    public CdrWriter(SqliteStore store, JournalFolder journals, TimeProvider time)
        : this(store, journals, time, NullLogger<CdrWriter>.Instance)
    {
    }

    /// <summary>With whether a source of illegal calls is known to be harmless: its attempts are stored, and no traffic figure has them.</summary>
    public CdrWriter(SqliteStore store, JournalFolder journals, TimeProvider time, ILogger logger, Func<string, bool>? isWhiteListed = null)
    {
        _journals = journals;
        _transfer = new CdrTransfer(store, journals, time, logger, isWhiteListed ?? (static _ => false));
    }

    /// <summary>The calls that have ended since the start, by trunk.</summary>
    public Reports.EndedCalls Ended => _transfer.Ended;

    /// <summary>Who else sees the records as they are stored; null: nobody. Before <see cref="Start"/>.</summary>
    public IStoredRecords? Watcher
    {
        get => _transfer.Watcher;
        set => _transfer.Watcher = value;
    }

    /// <summary>Records stored by this process.</summary>
    public long Written => _transfer.Written;

    /// <summary>Records in the journals that are not in the database yet, those of earlier runs too.</summary>
    public long Waiting => _journals.Ends.Waiting;

    /// <summary>Records that neither the disk nor memory had room for: calls that nobody will be charged for.</summary>
    public long Lost => _journals.Lost;

    /// <summary>Attempts that the database did not take; nothing was lost by them.</summary>
    public long Failures => _transfer.Failures;

    /// <summary>Records that could not be understood; they stand in <c>cdr_refused</c> with their place in the journal.</summary>
    public long Refused => _transfer.Refused;

    /// <summary>Somebody waits until the records are stored.</summary>
    private bool IsAwaited
    {
        get
        {
            lock (_asking)
            {
                return _drains.Count > 0;
            }
        }
    }

    /// <summary>Starts the thread. After <see cref="JournalFolder.Recover"/>.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "cdr writer" };
        _thread.Start();
    }

    /// <summary>Waits until everything that is in the journals now is in the database.</summary>
    public Task DrainAsync(CancellationToken stop)
    {
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_asking)
        {
            _drains.Add(drained);
        }

        _journals.Ends.Wake();
        return drained.Task.WaitAsync(stop);
    }

    /// <summary>Stores what is left, as far as the database takes it, and ends the thread.</summary>
    public void Dispose()
    {
        if (_stop.IsSet)
        {
            return;
        }

        _stop.Set();
        _journals.Ends.Wake();
        _thread?.Join();
        _transfer.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsSet && !_transfer.TryBegin())
        {
            _stop.Wait(RetryTime);
        }

        while (!_stop.IsSet)
        {
            List<TaskCompletionSource> drains;
            lock (_asking)
            {
                drains = [.. _drains];
            }

            switch (_transfer.StoreBatch(BatchRecords))
            {
                case TransferResult.Failed:
                    _stop.Wait(RetryTime);
                    break;
                case TransferResult.Done:
                    Finish(drains);
                    Rest();
                    break;
            }
        }

        while (_transfer.StoreBatch(BatchRecords) == TransferResult.More)
        {
        }
    }

    private void Rest()
    {
        if (IsAwaited)
        {
            return;
        }

        _journals.Ends.WaitForOne(IdleTime);
        if (!_stop.IsSet && !IsAwaited)
        {
            _journals.Ends.WaitForBatch(BatchTime);
            if (_journals.Ends.Waiting >= BusyAt && !_stop.IsSet && !IsAwaited)
            {
                _journals.Ends.WaitForBatch(BusyTime);
            }
        }
    }

    private void Finish(List<TaskCompletionSource> drains)
    {
        if (drains.Count == 0)
        {
            return;
        }

        lock (_asking)
        {
            _drains = [.. _drains.Except(drains)];
        }

        foreach (TaskCompletionSource drained in drains)
        {
            drained.TrySetResult();
        }
    }
}
