using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>How a batch went.</summary>
internal enum TransferResult
{
    /// <summary>The journals have no more.</summary>
    Done,

    /// <summary>There may be more.</summary>
    More,

    /// <summary>The database can't take it now.</summary>
    Failed,
}

/// <summary>
/// Takes records out of the journals into the database, a batch at a time, each in one transaction with the place that was read up to. What the database can't take stays in
/// the journals; a record that it never will take is set aside alone. Used by one thread.
/// </summary>
internal sealed class CdrTransfer : IDisposable
{
    private readonly SqliteStore _store;
    private readonly JournalFolder _journals;
    private readonly ILogger _logger;
    private readonly CdrBatch _batch;
    private readonly LogCursor[] _cursors;
    private readonly (long Sequence, long Offset)[] _before;
    private long _written;
    private long _refused;
    private long _failures;
    private bool _isWaiting;
    private bool _oneByOne;

    public CdrTransfer(SqliteStore store, JournalFolder journals, TimeProvider time, ILogger logger, Func<string, bool> isWhiteListed)
    {
        _store = store;
        _journals = journals;
        _logger = logger;
        _batch = new CdrBatch(time, isWhiteListed);
        _cursors = [.. journals.Logs.Select(static log => new LogCursor(log))];
        _before = new (long, long)[_cursors.Length];
    }

    /// <summary>The calls that have ended, by trunk.</summary>
    public Reports.EndedCalls Ended => _batch.Ended;

    /// <summary>Who else sees the records; null: nobody.</summary>
    public IStoredRecords? Watcher
    {
        get => _batch.Watcher;
        set => _batch.Watcher = value;
    }

    public long Written => Volatile.Read(ref _written);

    public long Refused => Volatile.Read(ref _refused);

    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Goes to where the database is; false while it can't be read.</summary>
    public bool TryBegin()
    {
        try
        {
            foreach ((int shard, long segment, long offset) in _store.Read(JournalPosition.ReadAll))
            {
                if (shard < _cursors.Length)
                {
                    _cursors[shard].Seek(segment, offset);
                }
            }

            return true;
        }
        catch (Exception e)
        {
            Failed(e);
            return false;
        }
    }

    /// <summary>Stores what the journals have, up to <paramref name="most"/> records.</summary>
    public TransferResult StoreBatch(int most)
    {
        for (int i = 0; i < _cursors.Length; i++)
        {
            _before[i] = (_cursors[i].Sequence, _cursors[i].Offset);
        }

        int atMost = _oneByOne ? 1 : most;
        int read = 0;
        int ofThisRun = 0;
        JournalPlace last = default;
        _batch.Clear();
        try
        {
            // The transaction is opened by the first record: idle journals cost no write.
            if (!TryReadEnd(out LogCursor? cursor))
            {
                KeepPlaces();
                _journals.Ends.EarlierAreStored();
                return TransferResult.Done;
            }

            _store.Write(database =>
            {
                do
                {
                    read++;
                    last = cursor.Place;
                    ofThisRun += IsOfThisRun(cursor) ? 1 : 0;
                    _batch.Add(database, last, cursor.Reader.Payload);
                }
                while (read < atMost && TryReadEnd(out cursor));

                _batch.Finish(database, _cursors);
                return true;
            });
        }
        catch (Exception e)
        {
            return Undo(e, read == 1 ? last : null);
        }

        Succeeded(read, ofThisRun);
        return read == atMost ? TransferResult.More : TransferResult.Done;
    }

    public void Dispose()
    {
        foreach (LogCursor cursor in _cursors)
        {
            cursor.Dispose();
        }
    }

    /// <summary>Nothing was stored. <paramref name="alone"/> is the record that was in the batch with no other.</summary>
    private TransferResult Undo(Exception e, JournalPlace? alone)
    {
        for (int i = 0; i < _cursors.Length; i++)
        {
            _cursors[i].Seek(_before[i].Sequence, _before[i].Offset);
        }

        _oneByOne = IsFaultOfRecord(e);
        if (!_oneByOne)
        {
            Failed(e);
            return TransferResult.Failed;
        }

        return alone is not { } poisoned || TryRefuse(poisoned, e.Message) ? TransferResult.More : TransferResult.Failed;
    }

    private bool TryReadEnd([NotNullWhen(true)] out LogCursor? cursor)
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

    private void Succeeded(int read, int ofThisRun)
    {
        _oneByOne = false;
        _batch.Ended.Keep();
        _batch.Watcher?.Keep();
        KeepPlaces();
        Volatile.Write(ref _written, _written + _batch.Stored);
        Volatile.Write(ref _refused, _refused + _batch.Refused.Count);
        _journals.Ends.Stored(ofThisRun, read - ofThisRun);
        if (_isWaiting)
        {
            _isWaiting = false;
            _logger.StoringResumed();
        }

        foreach ((JournalPlace place, string fault) in _batch.Refused)
        {
            _logger.RecordRefused(place.Shard, place.Segment, place.Offset, fault);
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
            Succeeded(1, IsOfThisRun(cursor) ? 1 : 0);
            return true;
        }
        catch (Exception e)
        {
            Failed(e);
            return false;
        }
    }

    private bool IsOfThisRun(LogCursor cursor) => cursor.Reader.Header.Run == _journals.Run;

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
