using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Tandem.Store.Sealing;

namespace Tandem.Store.Sqlite;

/// <summary>
/// The database of one data directory: <c>tandem.db</c>, WAL, migrated on opening. One writing connection, used in turn; reading connections as they are
/// needed. The classes beside run their own SQL.
/// </summary>
public sealed class SqliteStore : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly Database _writer;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentBag<Database> _readers = [];
    private volatile bool _isClosed;

    private SqliteStore(string dataDirectory, string path, FileStream held, Database writer, SealRing seal, TimeProvider time)
    {
        DataDirectory = dataDirectory;
        _path = path;
        _lock = held;
        _writer = writer;
        _writer.Seal = Seal = seal;
        Time = time;
    }

    /// <summary>The directory that the database and its journals are in.</summary>
    public string DataDirectory { get; }

    /// <summary>Where the keys of its secrets are.</summary>
    public SealPlace SealPlace => Seal.Place;

    /// <summary>What seals its secrets.</summary>
    internal SealRing Seal { get; }

    internal TimeProvider Time { get; }

    /// <summary>Opens or makes the database. Throws <see cref="StoreUnusableException"/> with one clear line when it can't be had.</summary>
    /// <param name="dataDirectory">Made when it is not there.</param>
    /// <param name="time">When things are done.</param>
    /// <param name="seal">Where the keys of its secrets are; null: <c>seal.key</c> in the directory.</param>
    public static SqliteStore Open(string dataDirectory, TimeProvider time, SealPlace? seal = null) => Open(dataDirectory, time, seal, dropsSecrets: false);

    /// <summary>The same; <paramref name="dropsSecrets"/>: their key is lost, and those that can't be opened are given up.</summary>
    internal static SqliteStore Open(string dataDirectory, TimeProvider time, SealPlace? seal, bool dropsSecrets)
    {
        string directory = Path.GetFullPath(dataDirectory);
        string path = Path.Combine(directory, "tandem.db");
        FileStream? held = null;
        Database? writer = null;
        try
        {
            MakeDirectory(directory);
            held = Lock(directory);
            MakePrivate(path);
            writer = new Database(path, isWriter: true);
            Migrator.Migrate(writer, path);
            var store = new SqliteStore(directory, path, held, writer, SealedRows.Begin(writer, seal ?? SealPlace.In(directory), dropsSecrets), time);
            (held, writer) = (null, null);
            return store;
        }
        catch (SqliteException e)
        {
            throw new StoreUnusableException($"The database {path} can't be used: {Words(e)}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnusableException($"The data directory {directory} can't be used: {e.Message}", e);
        }
        finally
        {
            writer?.Dispose();
            held?.Dispose();
        }
    }

    /// <summary>Runs a write in its own transaction, when it is this caller's turn.</summary>
    internal async Task<T> WriteAsync<T>(Func<Database, T> work, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return _writer.Transact(work);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The same for a thread of its own that may wait.</summary>
    internal T Write<T>(Func<Database, T> work)
    {
        _turn.Wait();
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return _writer.Transact(work);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads on a connection of its own; all of it sees one moment. Is given up in the middle of a statement when <paramref name="stop"/> says so.</summary>
    internal T Read<T>(Func<Database, T> work, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!_readers.TryTake(out Database? reader))
        {
            reader = new Database(_path, isWriter: false) { Seal = Seal };
        }

        bool isGood = false;
        try
        {
            using CancellationTokenRegistration interrupts = stop.Register(reader.Interrupt);
            T result = reader.Snapshot(work);
            isGood = !_isClosed && !stop.IsCancellationRequested;
            return result;
        }
        catch (SqliteException) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        finally
        {
            if (isGood)
            {
                _readers.Add(reader);
            }
            else
            {
                reader.Dispose();
            }
        }
    }

    /// <summary>Copies the database, as it is at one moment, into the file <paramref name="path"/>, which is there and empty; its schema. Writers go on meanwhile.</summary>
    internal int CopyTo(string path, Action<long, long> progress, CancellationToken stop)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        using var reader = new Database(_path, isWriter: false);
        reader.CopyTo(path, progress, stop);
        return (int)reader.Number("PRAGMA user_version");
    }

    /// <summary>Empties the write-ahead log into the database.</summary>
    internal void Truncate()
    {
        _turn.Wait();
        try
        {
            SealedRows.Truncate(_writer);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The file of the write-ahead log.</summary>
    internal string WalPath => _path + "-wal";

    /// <summary>The write-ahead log is emptied by <see cref="EmptyLog"/> alone, or again by itself at its usual length.</summary>
    internal void KeepLog(bool keeps)
    {
        _turn.Wait();
        try
        {
            _writer.Execute($"PRAGMA wal_autocheckpoint={(keeps ? 0 : Database.LogPages)}");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// While nobody writes: <paramref name="before"/>, and if that says so what is in the write-ahead log goes into the database, as far as readers let it. Once all has, the log begins anew with the next write. Answers
    /// what <paramref name="before"/> has said.
    /// </summary>
    internal bool EmptyLog(Func<bool> before)
    {
        _turn.Wait();
        try
        {
            bool may = before();
            if (may)
            {
                _writer.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            }

            return may;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Pages of the write-ahead log from which on it empties itself; 0: it is kept.</summary>
    internal long LogLimit()
    {
        _turn.Wait();
        try
        {
            return _writer.Number("PRAGMA wal_autocheckpoint");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets the database grow to so many pages and no further: what a full disk does to it.</summary>
    internal void LimitPages(long pages)
    {
        _turn.Wait();
        try
        {
            _writer.Execute($"PRAGMA max_page_count={pages}");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _turn.Wait();
        _isClosed = true;
        while (_readers.TryTake(out Database? reader))
        {
            reader.Dispose();
        }

        _writer.Dispose();
        Seal.Dispose();
        _lock.Dispose();
        _turn.Release();
        _turn.Dispose();
    }

    /// <summary>What went wrong with a database, for an operator.</summary>
    internal static string Words(SqliteException e) => e.SqliteErrorCode switch
    {
        5 or 6 => "it is locked by another program",
        8 => "it is read-only",
        10 => "reading or writing it failed (disk or file system)",
        11 => "it is damaged; restore it from a backup",
        13 => "the disk is full",
        14 => "it can't be opened",
        26 => "the file is not a database",
        _ => e.Message,
    };

    private static void MakeDirectory(string directory)
    {
        if (File.Exists(directory))
        {
            throw new IOException("it is a file.");
        }

        if (!Directory.Exists(directory))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    /// <summary>Held while the process lives; the kernel lets go of it when the process dies, however it does.</summary>
    private static FileStream Lock(string directory)
    {
        string path = Path.Combine(directory, "tandem.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new StoreUnusableException($"Another Tandem runs on the data directory {directory}; stop it, or choose another one with --data.", e);
        }
    }

    /// <summary>SQLite gives its WAL the mode of the database, so that this is enough to keep secrets from other users.</summary>
    private static void MakePrivate(string path)
    {
        if (!File.Exists(path) && !OperatingSystem.IsWindows())
        {
            using var made = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
    }
}
