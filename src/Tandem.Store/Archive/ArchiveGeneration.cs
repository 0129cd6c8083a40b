using Tandem.Store.Backups;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Archive;

/// <summary>
/// A generation that is being written: a backup that is made in the background, and from its beginning on a piece after another. The first piece that is read after the backup is done is the first that can be restored
/// to: the pages of all pieces up to it, laid over the backup, are the database as it was then, whatever moment the backup is of. One thread, but for the backup and where it says so.
/// </summary>
internal sealed class ArchiveGeneration : IDisposable
{
    /// <summary>Why a generation ends whose log is lost.</summary>
    public const string Emptied = "another program has emptied the database's write-ahead log";

    private const string Draft = "base.made";

    /// <summary>Where the database is copied to, in the data directory.</summary>
    private const string Copy = "archive.copy.db";

    /// <summary>Pages, beyond which the log is not taken into memory while its writer is held.</summary>
    private const int MostHeld = 4096;

    private readonly string _folder;
    private readonly JournalFolder _journals;
    private readonly TimeProvider _time;
    private readonly int _mostPages;
    private readonly WalTail _tail;
    private readonly BackupMaking _making;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, long> _lengths = new(StringComparer.Ordinal);
    private readonly Thread _maker;
    private volatile Exception? _failure;
    private volatile bool _isOver;
    private (DateTimeOffset At, long Timestamp) _read;
    private int _next = 1;
    private bool _isPart;

    /// <summary>Begins. The log must be kept from here on.</summary>
    public ArchiveGeneration(string directory, SqliteStore store, JournalFolder journals, TimeProvider time, int mostPages)
    {
        (_journals, _time, _mostPages) = (journals, time, mostPages);
        BeganAt = LastAt = time.GetUtcNow();
        _folder = ArchiveFolder.NewGeneration(directory, BeganAt);
        _tail = new(store.WalPath);
        while (_tail.Read(mostPages) is { Count: > 0 })
        {
            // What was there before the backup is in it.
        }

        foreach ((string path, long length) in journals.Whole())
        {
            _lengths[Path.GetFileName(path)] = length;
        }

        _making = new(store, journals, withRecordings: false, time, copyAt: Path.Combine(store.DataDirectory, Copy));
        _maker = new Thread(Make) { IsBackground = true, Name = "archive backup" };
        _maker.Start();
    }

    public DateTimeOffset BeganAt { get; }

    /// <summary>When the last piece was written.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>The timestamp at which all was read that is in its pieces.</summary>
    public long UpTo { get; private set; }

    /// <summary>It can be restored from.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>How much of its backup is made, in octets that were read for it.</summary>
    public long BaseOctets => _making.DoneBytes;

    /// <summary>How much of the log has been read.</summary>
    public long WalBytes => _tail.At;

    /// <summary>Writes what there is to write, and a piece in any case when <paramref name="must"/> says so. Throws what disks throw.</summary>
    public void Step(bool must)
    {
        bool isMade = !IsWhole && _isOver;
        if (isMade && _failure is { } why)
        {
            throw new IOException(why.Message, why);
        }

        bool isMore;
        do
        {
            // Held before pages are read: what they have not got yet is in the journals that are looked at after them.
            using IDisposable held = _journals.Hold();
            WalPages pages = Read(_mostPages);
            isMore = pages.Count >= _mostPages;
            Write(pages, must || isMade, isMore, held);
        }
        while (isMore);

        if (isMade)
        {
            File.Move(Path.Combine(_folder, Draft), ArchiveFolder.PathOfBase(_folder, _next - 1));
            IsWhole = true;
        }
    }

    /// <summary>The rest of the log, or as much as memory shall have of it, with its writer and the journals held; <see cref="WriteRest"/> follows.</summary>
    public WalPages ReadRest()
    {
        WalPages pages = Read(MostHeld);
        if (IsAll(pages))
        {
            pages.Load();
        }

        return pages;
    }

    /// <summary>Whether <see cref="ReadRest"/> has read all of the log.</summary>
    public static bool IsAll(WalPages pages) => pages.Count < MostHeld;

    /// <summary>The log is in the database, and what <see cref="ReadRest"/> has read of it is written next.</summary>
    public void MayRestart() => _tail.MayRestart();

    /// <summary>Writes what <see cref="ReadRest"/> has read.</summary>
    public void WriteRest(WalPages pages, IDisposable held) => Write(pages, must: false, isPart: !IsAll(pages), held);

    /// <summary>Until the backup that it begins with is made, or has failed.</summary>
    public void WaitForBase() => _maker.Join();

    /// <summary>From any thread: no journal is kept for its backup any more, which may fail of it.</summary>
    public void LetGo() => _making.LetGo();

    /// <summary>A backup that is not made yet is given up. Without it the generation is of no use, and goes.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _maker.Join();
        _stop.Dispose();
        if (IsWhole)
        {
            return;
        }

        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The disk is away: it is deleted when the next one begins.
        }
    }

    private void Make()
    {
        try
        {
            _making.Make(Path.Combine(_folder, Draft), _stop.Token);
        }
        catch (Exception failure)
        {
            _failure = failure; // whatever it is, it ends this generation and not the switch
        }

        _isOver = true;
    }

    /// <summary>A piece is of the moment before its pages were read: what was changed later may be missing in it.</summary>
    private WalPages Read(int most)
    {
        _read = (_time.GetUtcNow(), _time.GetTimestamp());
        return _tail.Read(most) ?? throw new IOException(Emptied);
    }

    /// <summary>These pages, and what has come to the journals meanwhile. Journals are held no longer than until their files are open, whatever the archive's disk does.</summary>
    private void Write(WalPages pages, bool must, bool isPart, IDisposable held)
    {
        using var tails = new JournalTails(_journals, _lengths);
        held.Dispose();
        if (pages.Count > 0 || tails.Tails.Count > 0 || must || _isPart)
        {
            var header = new PieceHeader(_next, _read.At, pages.PageBytes, pages.DatabasePages, pages.Numbers, tails.Segments, tails.Tails);
            ArchivePiece.Write(ArchiveFolder.PathOfPiece(_folder, _next, isPart ? null : _read.At), header, put =>
            {
                pages.Give(put);
                tails.Give(put);
            });
            _next++;
            _isPart = isPart;
            LastAt = _read.At;
            _lengths.Clear();
            tails.Segments.ForEach(one => _lengths[one.Name] = one.Length);
        }

        UpTo = isPart ? UpTo : _read.Timestamp;
    }
}
