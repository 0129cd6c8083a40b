using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tandem.Store.Sealing;

namespace Tandem.Store.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class Database : IDisposable
{
    /// <summary>Pages of the write-ahead log from which on a commit copies them into the database.</summary>
    public const int LogPages = 8000;

    private const int StatementsKept = 200;

    private readonly SqliteConnection _connection;
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _statements = [];
    private SealRing? _seal;

    public Database(string path, bool isWriter)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 2,
        }.ToString());
        try
        {
            _connection.Open();
            _handle = _connection.Handle ?? throw new InvalidOperationException("an open connection has a handle");

            // FULL: what is committed survives the death of the machine. 16 MB of pages keep the indexes' tops in memory, what else is read
            // the system's own cache has, and a WAL of 32 MB lets a page that many commits touch be copied into the database once.
            Execute(isWriter
                ? $"""
                  PRAGMA busy_timeout=500; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
                  PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint={LogPages};
                  """
                : "PRAGMA busy_timeout=2000; PRAGMA query_only=ON; PRAGMA cache_size=-16384;");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>What seals and opens the secrets in it.</summary>
    public SealRing Seal
    {
        get => _seal ?? throw new InvalidOperationException("this connection was opened without the keys of its secrets");
        set => _seal = value;
    }

    /// <summary>The prepared statement for this text, ready to be bound. Not to be used again while its rows are being read.</summary>
    public Statement Sql(string sql)
    {
        if (!_statements.TryGetValue(sql, out Statement? statement))
        {
            if (_statements.Count == StatementsKept)
            {
                Forget();
            }

            statement = new Statement(_handle, sql);
            _statements.Add(sql, statement);
        }

        statement.Reset();
        return statement;
    }

    /// <summary>Runs a script of statements without values.</summary>
    public void Execute(string script)
    {
        int rc = raw.sqlite3_exec(_handle, script);
        if (rc != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(rc, _handle);
        }
    }

    /// <summary>All or nothing.</summary>
    public T Transact<T>(Func<Database, T> work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            T result = work(this);
            Execute("COMMIT");
            return result;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    /// <summary>From any thread: ends the statement that runs, with an error.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_handle);

    /// <summary>
    /// Copies all pages into another file by SQLite's online backup, some at a time. A read transaction is held meanwhile, so that they are all of one moment, and what is written meanwhile does not
    /// make it begin anew. <paramref name="progress"/> is told the bytes that are copied, and all there are.
    /// </summary>
    public void CopyTo(string path, Action<long, long> progress, CancellationToken stop)
    {
        const int PagesAtOnce = 256;
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        target.Open();
        sqlite3 handle = target.Handle ?? throw new InvalidOperationException("an open connection has a handle");
        Snapshot(source =>
        {
            long pageBytes = source.Number("PRAGMA page_size");
            source.Number("SELECT count(*) FROM sqlite_schema"); // the transaction begins with the first read
            using sqlite3_backup backup = raw.sqlite3_backup_init(handle, "main", source._handle, "main");
            if (backup.IsInvalid)
            {
                SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(handle), handle);
            }

            int rc = raw.SQLITE_OK;
            while (rc == raw.SQLITE_OK)
            {
                stop.ThrowIfCancellationRequested();
                rc = raw.sqlite3_backup_step(backup, PagesAtOnce);
                long total = raw.sqlite3_backup_pagecount(backup);
                progress((total - raw.sqlite3_backup_remaining(backup)) * pageBytes, total * pageBytes);
            }

            if (rc != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(rc, handle);
            }

            return true;
        });
    }

    /// <summary>The first column of a statement's only row.</summary>
    public long Number(string sql)
    {
        Statement row = Sql(sql);
        row.Step();
        long number = row.Long(0);
        row.Reset();
        return number;
    }

    /// <summary>Reads that all see the same moment.</summary>
    public T Snapshot<T>(Func<Database, T> work)
    {
        Execute("BEGIN");
        try
        {
            return work(this);
        }
        finally
        {
            RollBack();
        }
    }

    public void Dispose()
    {
        Forget();
        _connection.Dispose();
    }

    /// <summary>Searches have as many shapes as users think of.</summary>
    private void Forget()
    {
        foreach (Statement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }

    private void RollBack()
    {
        foreach (Statement statement in _statements.Values)
        {
            statement.Reset();
        }

        // A full disk may have rolled back already.
        if (raw.sqlite3_get_autocommit(_handle) == 0)
        {
            _ = raw.sqlite3_exec(_handle, "ROLLBACK");
        }
    }
}
