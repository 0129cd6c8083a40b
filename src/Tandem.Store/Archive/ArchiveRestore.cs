using System.Globalization;
using Tandem.Store.Backups;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Archive;

/// <summary>Puts together from an archive what the data directory was at a time: the backup of a generation, and over it the pages and journals of its pieces up to the last one before that time.</summary>
internal static class ArchiveRestore
{
    /// <summary>
    /// Fills the new folder <paramref name="folder"/>. Answers what it was taken from, and the instant up to which everything is in it. Throws <see cref="BackupUnusableException"/> when the archive does not lead there.
    /// </summary>
    /// <param name="directory">The archive.</param>
    /// <param name="at">The time; null: as late as can be.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="stop">Gives it up.</param>
    public static (string Name, DateTimeOffset At) Fill(string directory, DateTimeOffset? at, string folder, CancellationToken stop)
    {
        IReadOnlyList<ArchivedGeneration> all = ArchiveFolder.List(directory);
        ArchivedGeneration generation = all.LastOrDefault(one => one.Ends.Any(piece => at is null || piece.At <= at)) ?? throw NothingThere(directory, all, at);
        int last = generation.Ends.Last(piece => at is null || piece.At <= at).Number;
        BackupUnpacking.Unpack(generation.Base!, folder, stop); // it has ends
        BackupContents.MakeFolder(Path.Combine(folder, BackupContents.Journal));
        string database = Path.Combine(folder, BackupContents.Database);
        PieceHeader? reached = null;
        using (var file = new FileStream(database, FileMode.Open, FileAccess.ReadWrite))
        {
            for (int number = 1; number <= last; number++)
            {
                stop.ThrowIfCancellationRequested();
                if (Read(generation, number, reached) is not { } piece)
                {
                    break; // the newest of all, and not whole
                }

                Lay(piece, file, folder);
                reached = piece.Header;
            }

            file.Flush(flushToDisk: true);
        }

        if (reached is null || reached.Number < generation.First)
        {
            throw new BackupUnusableException($"{generation.Folder} has no whole piece that follows its backup.");
        }

        Cut(reached, Path.Combine(folder, BackupContents.Journal));
        Check(database, generation);
        return (Path.GetFileName(generation.Folder), reached.At);
    }

    private static ArchivePiece? Read(ArchivedGeneration generation, int number, PieceHeader? before)
    {
        string upTo = before is not null && before.Number >= generation.First ? $"Without it the archive leads no further than --at {Text(before.At)}." : "Without it nothing of this generation can be restored; choose a time in another one.";
        ArchivedPiece? there = generation.Pieces.FirstOrDefault(piece => piece.Number == number);
        if (there is null)
        {
            throw new BackupUnusableException($"{generation.Folder} lacks its piece {number:D8}. {upTo}");
        }

        ArchivePiece? piece = ArchivePiece.Read(there.Path);
        if (piece?.Header.Number == number)
        {
            return piece;
        }

        bool isNewest = number == generation.Pieces[^1].Number && before is not null && before.Number >= generation.First;
        return isNewest ? null : throw new BackupUnusableException($"{there.Path} is damaged: it is not what was written. {upTo}");
    }

    private static void Lay(ArchivePiece piece, FileStream database, string folder)
    {
        PieceHeader header = piece.Header;
        for (int i = 0; i < header.Pages.Count; i++)
        {
            database.Position = (header.Pages[i] - 1L) * header.PageBytes;
            database.Write(piece.Pages[i]);
        }

        if (header.DatabasePages > 0)
        {
            database.SetLength((long)header.DatabasePages * header.PageBytes);
        }

        for (int i = 0; i < header.Tails.Count; i++)
        {
            PieceTail tail = header.Tails[i];
            string name = $"{BackupContents.Journal}/{tail.Name}";
            if (!BackupContents.IsKnown(name))
            {
                throw new BackupUnusableException($"Piece {header.Number:D8} has a journal that none is called: '{tail.Name}'.");
            }

            string path = Path.Combine(folder, name);
            using FileStream journal = File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Write) : BackupContents.Create(path);
            journal.Position = tail.Offset;
            journal.Write(piece.Tails[i]);
        }
    }

    /// <summary>The backup's journals are of another moment: what was written after this one, and what was dropped before it, goes.</summary>
    private static void Cut(PieceHeader reached, string journals)
    {
        var lengths = reached.Segments.ToDictionary(static one => one.Name, static one => one.Length, StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(journals, "*.log"))
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

    private static void Check(string database, ArchivedGeneration generation)
    {
        using var opened = new Database(database, isWriter: false);
        Statement row = opened.Sql("PRAGMA quick_check(1)");
        row.Step();
        string said = row.Text(0);
        row.Reset();
        if (said != "ok")
        {
            throw new BackupUnusableException($"The database that {generation.Folder} leads to is damaged: {said}.");
        }
    }

    private static BackupUnusableException NothingThere(string directory, IReadOnlyList<ArchivedGeneration> all, DateTimeOffset? at)
    {
        DateTimeOffset? first = all.SelectMany(static one => one.Ends).Select(static piece => (DateTimeOffset?)piece.At).Min();
        return new(first is null || at is null
            ? $"{directory} is no archive that could be restored: it has no generation with a backup and a piece after it."
            : $"The archive {directory} does not lead back to {Text(at.Value)}: it begins at {Text(first.Value)}.");
    }

    internal static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
