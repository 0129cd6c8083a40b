using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>
/// Tails the journals and puts record, charges, balances and the journal position into one transaction: a replay changes nothing. Its own thread; flushes at 500 records
/// or 200 ms; while the database is locked or its disk is full it waits and the journal holds the truth.
/// </summary>
public sealed class CdrWriter : IDisposable
{
    private const int BatchRecords = JournalFolder.WakeAt;

    /// <summary>
    /// A commit costs some milliseconds of CPU whatever is in it; the journal holds the truth meanwhile. At 200 calls a second, 50 ms would
    /// cost three times the CPU for each record.
    /// </summary>
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryTime = TimeSpan.FromMilliseconds(250);

    private readonly SqliteStore _store;
    private readonly JournalFolder _journals;
    private readonly ILogger _logger;
    private readonly CdrBatch _batch;
    private readonly LogCursor[] _cursors;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Lock _asking = new();
    private readonly List<(long Id, TaskCompletionSource Stored)> _awaited = [];
    private List<TaskCompletionSource> _drains = [];
    private Thread? _thread;
    private long _written;
    private long _refused;
    private long _failures;
    private bool _isWaiting;
    private bool _oneByOne;

    public CdrWriter(SqliteStore store, JournalFolder journals, TimeProvider time)
        : this(store, journals, time, NullLogger<CdrWriter>.Instance)
    {
    }

    public CdrWriter(SqliteStore store, JournalFolder journals, TimeProvider time, ILogger logger)
    {
        _store = store;
        _journals = journals;
        _logger = logger;
        _batch = new CdrBatch(time);
        _cursors = [.. journals.Logs.Select(static log => new LogCursor(log))];
    }

    /// <summary>Somebody waits for a record: it is stored at once.</summary>
    private bool IsAwaited
    {
        get
        {
            lock (_asking)
            {
                return _drains.Count > 0 || _awaited.Count > 0;
            }
        }
    }

    private enum Outcome
    {
        /// <summary>The journals have no more.</summary>
        Done,

        /// <summary>The batch was full: there may be more.</summary>
        More,

        /// <summary>The database can't take it now.</summary>
        Failed,
    }

    /// <summary>Records stored by this process.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Records in the journals that are not in the database yet.</summary>
    public long Waiting => _journals.Waiting;

    /// <summary>Records that neither the disk nor memory had room for: calls that nobody will be charged for.</summary>
    public long Lost => _journals.Lost;

    /// <summary>Attempts that the database did not take; nothing was lost by them.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Records that could not be understood; they stand in <c>cdr_refused</c> with their place in the journal.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Told the id of each stored record, after its transaction, on the writer's thread: must not wait.</summary>
    public Action<long>? Stored { get; set; }

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

        _journals.Wake();
        return drained.Task.WaitAsync(stop);
    }

    /// <summary>Waits until the record of this id is stored.</summary>
    public async Task WaitForAsync(long id, CancellationToken stop)
    {
        (long Id, TaskCompletionSource Stored) waiting = (id, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_asking)
        {
            _awaited.Add(waiting);
        }

        try
        {
            bool isThere = _store.Read(database => database.Sql("SELECT 1 FROM cdr WHERE id = ?").Bind(id).Step());
            if (!isThere)
            {
                _journals.Wake();
                await waiting.Stored.Task.WaitAsync(stop);
            }
        }
        finally
        {
            lock (_asking)
            {
                _awaited.Remove(waiting);
            }
        }
    }

    /// <summary>Stores what is left, as far as the database takes it, and ends the thread.</summary>
    public void Dispose()
    {
        if (_stop.IsSet)
        {
            return;
        }

        _stop.Set();
        _journals.Wake();
        _thread?.Join();
        foreach (LogCursor cursor in _cursors)
        {
            cursor.Dispose();
        }

        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsSet && !TryBegin())
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

            switch (StoreBatch())
            {
                case Outcome.Failed:
                    _stop.Wait(RetryTime);
                    break;
                case Outcome.Done:
                    Finish(drains);
                    Rest();
                    break;
            }
        }

        while (StoreBatch() == Outcome.More)
        {
        }
    }

    private void Rest()
    {
        lock (_asking)
        {
            if (_drains.Count > 0)
            {
                return;
            }
        }

        _journals.WaitForEnd(IdleTime);
        if (!_stop.IsSet && !IsAwaited)
        {
            _journals.WaitForBatch(BatchTime);
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

    private bool TryBegin()
    {
        try
        {
            _store.Read(database =>
            {
                Statement positions = database.Sql("SELECT shard, segment, offset FROM journal_position");
                while (positions.Step())
                {
                    if (positions.Int(0) < _cursors.Length)
                    {
                        _cursors[positions.Int(0)].Seek(positions.Long(1), positions.Long(2));
                    }
                }

                return true;
            });
            return true;
        }
        catch (Exception e)
        {
            Failed(e);
            return false;
        }
    }

    private Outcome StoreBatch()
    {
        (long Sequence, long Offset)[] before = [.. _cursors.Select(static cursor => (cursor.Sequence, cursor.Offset))];
        int atMost = _oneByOne ? 1 : BatchRecords;
        int read = 0;
        int ofThisRun = 0;
        bool isOpen = false;
        _batch.Clear();
        try
        {
            // The transaction is opened by the first record: idle journals cost no write.
            if (!TryReadEnd(out LogCursor? cursor))
            {
                KeepPlaces();
                return Outcome.Done;
            }

            isOpen = true;
            _store.Write(database =>
            {
                do
                {
                    read++;
                    ofThisRun += cursor.Reader.Header.Run == _journals.Run ? 1 : 0;
                    _batch.Add(database, cursor.Place, cursor.Reader.Payload);
                }
                while (read < atMost && TryReadEnd(out cursor));

                _batch.Finish(database, _cursors);
                return true;
            });
        }
        catch (Exception e)
        {
            JournalPlace? poisoned = isOpen && read == 1 && IsFaultOfRecord(e) ? _cursors.First(cursor => Moved(cursor, before)).Place : null;
            for (int i = 0; i < _cursors.Length; i++)
            {
                _cursors[i].Seek(before[i].Sequence, before[i].Offset);
            }

            _oneByOne = IsFaultOfRecord(e);
            return poisoned is { } place
                ? TryRefuse(place, e.Message) ? Outcome.More : Outcome.Failed
                : _oneByOne ? Outcome.More : Fail(e);
        }

        Succeeded(ofThisRun);
        return read == atMost ? Outcome.More : Outcome.Done;
    }

    private bool Moved(LogCursor cursor, (long Sequence, long Offset)[] before)
    {
        int index = Array.IndexOf(_cursors, cursor);
        return (cursor.Sequence, cursor.Offset) != before[index];
    }

    private Outcome Fail(Exception e)
    {
        Failed(e);
        return Outcome.Failed;
    }

    private bool TryReadEnd([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LogCursor? cursor)
    {
        foreach (LogCursor candidate in _cursors)
        {
            if (candidate.TryReadEnd())
            {
                cursor = candidate;
                return true;
            }
        }

        cursor = null;
        return false;
    }

    private void Succeeded(int ofThisRun)
    {
        _oneByOne = false;
        KeepPlaces();
        Volatile.Write(ref _written, _written + _batch.Stored.Count);
        Volatile.Write(ref _refused, _refused + _batch.Refused.Count);
        _journals.EndsStored(ofThisRun);
        if (_isWaiting)
        {
            _isWaiting = false;
            _logger.StoringResumed();
        }

        foreach ((JournalPlace place, string fault) in _batch.Refused)
        {
            _logger.RecordRefused(place.Shard, place.Segment, place.Offset, fault);
        }

        foreach (long id in _batch.Stored)
        {
            Stored?.Invoke(id);
            Tell(id);
        }
    }

    private void KeepPlaces()
    {
        foreach (LogCursor cursor in _cursors)
        {
            cursor.Log.Reading = cursor.Sequence;
            if (cursor.TakeSkipped() is > 0 and long bytes)
            {
                _logger.JournalDamaged(cursor.Log.Shard, cursor.Sequence, bytes);
            }
        }
    }

    private void Tell(long id)
    {
        lock (_asking)
        {
            foreach ((long awaited, TaskCompletionSource stored) in _awaited)
            {
                if (awaited == id)
                {
                    stored.TrySetResult();
                }
            }
        }
    }

    /// <summary>A record that SQLite itself won't have (too big, against a constraint): it is set aside alone.</summary>
    private bool TryRefuse(JournalPlace place, string fault)
    {
        try
        {
            LogCursor cursor = _cursors[place.Shard];
            _batch.Clear();
            if (!cursor.TryReadEnd() || cursor.Place != place)
            {
                return false;
            }

            _store.Write(database =>
            {
                _batch.Refuse(database, place, fault);
                _batch.Finish(database, _cursors);
                return true;
            });
            Succeeded(cursor.Reader.Header.Run == _journals.Run ? 1 : 0);
            return true;
        }
        catch (Exception e)
        {
            Failed(e);
            return false;
        }
    }

    /// <summary>SQLITE_TOOBIG, CONSTRAINT, MISMATCH, RANGE.</summary>
    private static bool IsFaultOfRecord(Exception e) => e is SqliteException { SqliteErrorCode: 18 or 19 or 20 or 25 };

    private void Failed(Exception e)
    {
        Volatile.Write(ref _failures, _failures + 1);
        if (!_isWaiting)
        {
            _isWaiting = true;
            _logger.StoringWaits(e is SqliteException sqlite ? SqliteStore.Words(sqlite) : e.Message);
        }
    }
}
