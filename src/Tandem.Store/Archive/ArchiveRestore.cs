using System.Globalization;
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
    /// <param name="stop">Gives it up.</param>
    public static (string Name, DateTimeOffset At) Fill(string directory, DateTimeOffset? at, string folder, CancellationToken stop)
    {
        IReadOnlyList<ArchivedGeneration> all = ArchiveFolder.List(directory);
        ArchivedGeneration generation = all.LastOrDefault(one => one.Ends.Any(piece => at is null || piece.At <= at)) ?? throw NothingThere(directory, all, at);
        ArchivedPiece end = End(generation, [.. generation.Ends.Where(piece => at is null || piece.At <= at)]);
        BackupUnpacking.Unpack(generation.Base!, folder, stop); // it has ends
        BackupContents.MakeFolder(Path.Combine(folder, BackupContents.Journal));
        PieceHeader? reached = null;
        using (var laying = new ArchiveLaying(folder))
        {
            for (int number = 1; number <= end.Number; number++)
            {
                stop.ThrowIfCancellationRequested();
                string path = Proved(generation, number);
                reached = ArchivePiece.Read(path, laying) ?? throw new BackupUnusableException($"{path} could be read once, and not again.");
                laying.End(reached);
            }

            laying.Finish(reached!); // numbers begin with 1
        }

        Check(Path.Combine(folder, BackupContents.Database), generation);
        return (Path.GetFileName(generation.Folder), reached!.At);
    }

    /// <summary>The last one; when that is the newest of all, and not whole, the one before it.</summary>
    private static ArchivedPiece End(ArchivedGeneration generation, ArchivedPiece[] ends)
    {
        bool isTorn = ends[^1] == generation.Pieces[^1] && ArchivePiece.Read(ends[^1].Path)?.Number != ends[^1].Number;
        return !isTorn ? ends[^1] : ends.Length > 1 ? ends[^2] : throw new BackupUnusableException($"{generation.Folder} has no whole piece that follows its backup.");
    }

    /// <summary>Where the piece is, when it is as it was written.</summary>
    private static string Proved(ArchivedGeneration generation, int number)
    {
        ArchivedPiece? there = generation.Pieces.FirstOrDefault(piece => piece.Number == number);
        if (there is not null && ArchivePiece.Read(there.Path)?.Number == number)
        {
            return there.Path;
        }

        string what = there is null ? $"{generation.Folder} lacks its piece {number:D8}." : $"{there.Path} is damaged: it is not what was written.";
        DateTimeOffset? upTo = generation.Ends.LastOrDefault(piece => piece.Number < number)?.At;
        throw new BackupUnusableException($"{what} {(upTo is { } last ? $"Without it the archive leads no further than --at {Text(last)}." : "Without it nothing of this generation can be restored; choose a time in another one.")}");
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

    private static BackupUnusableException NothingThere(string directory, IReadOnlyList<ArchivedGeneration> all, DateTimeOffset? at)
    {
        DateTimeOffset? first = all.SelectMany(static one => one.Ends).Min(static piece => piece.At);
        return new(first is null || at is null
            ? $"{directory} is no archive that could be restored: it has no generation with a backup and a piece after it."
            : $"The archive {directory} does not lead back to {Text(at.Value)}: it begins at {Text(first.Value)}.");
    }

    internal static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
