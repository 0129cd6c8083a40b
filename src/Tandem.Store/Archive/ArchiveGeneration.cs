using Microsoft.Data.Sqlite;
using Tandem.Store.Backups;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Archive;

/// <summary>
/// A generation that is being written: a backup that is made in the background, and from its beginning on a piece after another. The first piece that is read after the backup is done is the first that can be restored
/// to: the pages of all pieces up to it, laid over the backup, are the database as it was then, whatever moment the backup is of. One thread, but for the backup.
/// </summary>
internal sealed class ArchiveGeneration : IDisposable
{
    private const string Draft = "base.made";
    private const int MostPages = 16_384;
    private readonly string _folder;
    private readonly JournalFolder _journals;
    private readonly TimeProvider _time;
    private readonly WalTail _tail;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, long> _lengths = new(StringComparer.Ordinal);
    private readonly Thread _maker;
    private volatile Exception? _failure;
    private volatile bool _isOver;
    private DateTimeOffset _readAt;
    private int _next = 1;

    /// <summary>Begins. The log must be kept from here on.</summary>
    public ArchiveGeneration(string directory, SqliteStore store, JournalFolder journals, TimeProvider time)
    {
        _journals = journals;
        _time = time;
        BeganAt = LastAt = time.GetUtcNow();
        _folder = ArchiveFolder.NewGeneration(directory, BeganAt);
        _tail = new(store.WalPath);
        while (_tail.Read(MostPages) is { Pages.Count: > 0 })
        {
            // What was there before the backup is in it.
        }

        foreach ((string path, long length) in journals.Whole())
        {
            _lengths[Path.GetFileName(path)] = length;
        }

        _maker = new Thread(() => Make(store)) { IsBackground = true, Name = "archive backup" };
        _maker.Start();
    }

    public DateTimeOffset BeganAt { get; }

    /// <summary>When the last piece was written.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>It can be restored from.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>How much of the log has been read.</summary>
    public long WalBytes => _tail.At;

    /// <summary>Writes a piece, when there is something to write or <paramref name="must"/> says so. Throws what disks throw.</summary>
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
            WalPages pages = Read(MostPages);
            isMore = pages.Pages.Count >= MostPages;
            bool isWritten = Write(pages, must || isMade);
            if (isWritten && isMade)
            {
                File.Move(Path.Combine(_folder, Draft), ArchiveFolder.PathOfBase(_folder, _next - 1));
                IsWhole = true;
            }

            (must, isMade) = (false, false);
        }
        while (isMore);
    }

    /// <summary>All of the log, with its writer held; <see cref="Write"/> follows.</summary>
    public WalPages ReadAll() => Read(int.MaxValue);

    /// <summary>The log is in the database, and what <see cref="ReadAll"/> has read of it is written next.</summary>
    public void MayRestart() => _tail.MayRestart();

    /// <summary>Writes these pages and what has come to the journals meanwhile. False: there was nothing.</summary>
    public bool Write(WalPages pages, bool must)
    {
        // In this order: what the database has not got yet is in the journals.
        using IDisposable held = _journals.Hold();
        List<(string Path, long Length)> whole = _journals.Whole();
        var tails = new List<PieceTail>();
        var bytes = new List<byte[]>();
        foreach ((string path, long length) in whole)
        {
            string name = Path.GetFileName(path);
            long from = _lengths.GetValueOrDefault(name);
            if (length > from)
            {
                bytes.Add(ReadFile(path, from, length));
                tails.Add(new(name, from, bytes[^1].Length));
            }
        }

        if (pages.Pages.Count == 0 && tails.Count == 0 && !must)
        {
            return false;
        }

        DateTimeOffset at = _readAt;
        var header = new PieceHeader(_next, at, pages.PageBytes, pages.DatabasePages, [.. pages.Pages.Keys], [.. whole.Select(static one => new PieceSegment(Path.GetFileName(one.Path), one.Length))], tails);
        new ArchivePiece(header, [.. pages.Pages.Values], bytes).Write(ArchiveFolder.PathOfPiece(_folder, _next, at));
        _next++;
        LastAt = at;
        _lengths.Clear();
        foreach ((string path, long length) in whole)
        {
            _lengths[Path.GetFileName(path)] = length;
        }

        return true;
    }

    /// <summary>Until the backup that it begins with is made, or has failed.</summary>
    public void WaitForBase() => _maker.Join();

    /// <summary>A backup that is not made yet is given up: without it the generation is of no use, and is swept one day.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _maker.Join();
        _stop.Dispose();
    }

    private void Make(SqliteStore store)
    {
        try
        {
            new BackupMaking(store, _journals, withRecordings: false, _time).Make(Path.Combine(_folder, Draft), _stop.Token);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or BackupUnusableException or SqliteException or OperationCanceledException)
        {
            _failure = failure;
        }

        _isOver = true;
    }

    /// <summary>A piece is of the moment before its pages were read: what was changed later may be missing in it.</summary>
    private WalPages Read(int most)
    {
        _readAt = _time.GetUtcNow();
        return _tail.Read(most) ?? throw new IOException("another program has emptied the database's write-ahead log");
    }

    private static byte[] ReadFile(string path, long from, long to)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = from;
        byte[] bytes = new byte[to - from];
        file.ReadExactly(bytes);
        return bytes;
    }
}
