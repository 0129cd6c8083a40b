using Microsoft.Data.Sqlite;
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
    /// <param name="progress">How far it is.</param>
    /// <param name="stop">Gives it up.</param>
    public static (string Name, DateTimeOffset At) Fill(string directory, DateTimeOffset? at, string folder, RestoreProgress progress, CancellationToken stop)
    {
        ArchiveEnd end = ArchiveEnd.Choose(directory, at);
        ArchivedGeneration generation = end.Generation;
        progress.Begin(end.Bytes);
        Reserve(end, folder);
        BackupUnpacking.Unpack(generation.Base!, folder, stop, progress.Reach); // it has ends
        BackupContents.MakeFolder(Path.Combine(folder, BackupContents.Journal));
        long done = new FileInfo(generation.Base!).Length;
        PieceHeader? reached = null;
        using (var laying = new ArchiveLaying(folder))
        {
            foreach (ArchivedPiece piece in generation.Pieces.Where(piece => piece.Number <= end.Piece.Number))
            {
                stop.ThrowIfCancellationRequested();
                if (ArchivePiece.Read(piece.Path)?.Number != piece.Number)
                {
                    throw ArchiveEnd.NoFurther(generation, piece.Number, $"{piece.Path} is damaged: it is not what was written.");
                }

                reached = ArchivePiece.Read(piece.Path, laying) ?? throw new BackupUnusableException($"{piece.Path} could be read once, and not again.");
                laying.End(reached);
                progress.Reach(done += new FileInfo(piece.Path).Length);
            }

            laying.Finish(reached!); // numbers begin with 1
        }

        Check(Path.Combine(folder, BackupContents.Database), generation);
        return (Path.GetFileName(generation.Folder), reached!.At);
    }

    /// <summary>The switch may run beside it, and a full disk would stop its own writing. How long the database was then the piece says, where it has pages; else it is held to have been no longer than the one that is there now.</summary>
    private static void Reserve(ArchiveEnd end, string folder)
    {
        string parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        BackupContents.MakeFolder(parent);
        PieceHeader? last = ArchivePiece.Read(end.Piece.Path);
        var now = new FileInfo(Path.Combine(parent, BackupContents.Database));
        long database = Math.Max(last is null ? 0 : (long)last.DatabasePages * last.PageBytes, now.Exists ? now.Length : 0);
        BackupMaking.Reserve(parent, Math.Max(database, new FileInfo(end.Generation.Base!).Length) + (last?.Segments.Sum(static segment => segment.Length) ?? 0), "what is restored", "make room");
    }

    private static void Check(string database, ArchivedGeneration generation)
    {
        string said;
        try
        {
            using var opened = new Database(database, isWriter: false);
            Statement row = opened.Sql("PRAGMA quick_check(1)");
            row.Step();
            said = row.Text(0);
            row.Reset();
        }
        catch (SqliteException failure)
        {
            throw new BackupUnusableException($"The database that {generation.Folder} leads to is damaged: {SqliteStore.Words(failure)}.", failure);
        }

        if (said != "ok")
        {
            throw new BackupUnusableException($"The database that {generation.Folder} leads to is damaged: {said}.");
        }
    }
}
