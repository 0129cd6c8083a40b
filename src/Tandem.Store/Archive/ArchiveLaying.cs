using Tandem.Store.Backups;

namespace Tandem.Store.Archive;

/// <summary>Lays pieces, each proved before and in their order, over the database and the journals of a folder. One thread.</summary>
internal sealed class ArchiveLaying : IPieceTarget, IDisposable
{
    private readonly string _folder;
    private readonly FileStream _database;
    private FileStream? _journal;

    public ArchiveLaying(string folder)
    {
        _folder = folder;
        _database = new FileStream(Path.Combine(folder, BackupContents.Database), FileMode.Open, FileAccess.ReadWrite);
    }

    public void Page(PieceHeader header, uint number, ReadOnlySpan<byte> page)
    {
        _database.Position = (number - 1L) * header.PageBytes;
        _database.Write(page);
    }

    public void Tail(PieceHeader header, PieceTail tail, long offset, ReadOnlySpan<byte> part)
    {
        if (offset == tail.Offset)
        {
            OpenJournal(header, tail);
        }

        _journal!.Write(part); // open since its first part
    }

    /// <summary>After all of a piece.</summary>
    public void End(PieceHeader header)
    {
        _journal?.Dispose();
        _journal = null;
        if (header.DatabasePages > 0)
        {
            _database.SetLength((long)header.DatabasePages * header.PageBytes);
        }
    }

    /// <summary>After all pieces. The backup's journals are of another moment: what was written after this one, and what was dropped before it, goes.</summary>
    public void Finish(PieceHeader reached)
    {
        _database.Flush(flushToDisk: true);
        var lengths = reached.Segments.ToDictionary(static one => one.Name, static one => one.Length, StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(Path.Combine(_folder, BackupContents.Journal), "*.log"))
        {
            if (lengths.TryGetValue(Path.GetFileName(path), out long length))
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
                file.SetLength(length);
                file.Flush(flushToDisk: true);
            }
            else
            {
                File.Delete(path);
            }
        }
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _database.Dispose();
    }

    private void OpenJournal(PieceHeader header, PieceTail tail)
    {
        _journal?.Dispose();
        _journal = null;
        string name = $"{BackupContents.Journal}/{tail.Name}";
        if (!BackupContents.IsKnown(name))
        {
            throw new BackupUnusableException($"Piece {header.Number:D8} has a journal that none is called: '{tail.Name}'.");
        }

        string path = Path.Combine(_folder, name);
        _journal = File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Write) : BackupContents.Create(path);
        _journal.Position = tail.Offset;
    }
}
