using System.Globalization;
using Tandem.Store.Backups;

namespace Tandem.Store.Archive;

/// <summary>A generation, and the piece up to which it is laid out.</summary>
/// <param name="Generation">It has a backup, and every piece up to the last one.</param>
/// <param name="Piece">The last one.</param>
internal sealed record ArchiveEnd(ArchivedGeneration Generation, ArchivedPiece Piece)
{
    /// <summary>Octets of the backup and of its pieces.</summary>
    public long Bytes => new FileInfo(Generation.Base!).Length + Generation.Pieces.Where(piece => piece.Number <= Piece.Number).Sum(static piece => new FileInfo(piece.Path).Length);

    /// <summary>The last one before <paramref name="at"/>, or of all when that is null. Throws <see cref="BackupUnusableException"/> when there is none, or one before it is missing.</summary>
    public static ArchiveEnd Choose(string directory, DateTimeOffset? at)
    {
        IReadOnlyList<ArchivedGeneration> all = ArchiveFolder.List(directory);
        ArchivedGeneration generation = all.LastOrDefault(one => one.Ends.Any(piece => at is null || piece.At <= at)) ?? throw NothingThere(directory, all, at);
        ArchivedPiece end = Last(generation, [.. generation.Ends.Where(piece => at is null || piece.At <= at)]);
        var there = generation.Pieces.Select(static piece => piece.Number).ToHashSet();
        for (int number = 1; number <= end.Number; number++)
        {
            if (!there.Contains(number))
            {
                throw NoFurther(generation, number, $"{generation.Folder} lacks its piece {NameOf(number)}.");
            }
        }

        return new(generation, end);
    }

    public static string NameOf(int number) => number.ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>What is wrong with a piece, and up to when the archive leads without it.</summary>
    public static BackupUnusableException NoFurther(ArchivedGeneration generation, int number, string what)
    {
        DateTimeOffset? upTo = generation.Ends.LastOrDefault(piece => piece.Number < number)?.At;
        return new($"{what} {(upTo is { } last ? $"Without it the archive leads no further than --at {Text(last)}." : "Without it nothing of this generation can be restored; choose a time in another one.")}");
    }

    /// <summary>The last one; when that is the newest of all, and not whole, the one before it.</summary>
    private static ArchivedPiece Last(ArchivedGeneration generation, ArchivedPiece[] ends)
    {
        bool isTorn = ends[^1] == generation.Pieces[^1] && ArchivePiece.Read(ends[^1].Path)?.Number != ends[^1].Number;
        return !isTorn ? ends[^1] : ends.Length > 1 ? ends[^2] : throw new BackupUnusableException($"{generation.Folder} has no whole piece that follows its backup.");
    }

    private static BackupUnusableException NothingThere(string directory, IReadOnlyList<ArchivedGeneration> all, DateTimeOffset? at)
    {
        DateTimeOffset? first = all.SelectMany(static one => one.Ends).Min(static piece => piece.At);
        return new(first is null || at is null
            ? $"{directory} is no archive that could be restored: it has no generation with a backup and a piece after it."
            : $"The archive {directory} does not lead back to {Text(at.Value)}: it begins at {Text(first.Value)}.");
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
