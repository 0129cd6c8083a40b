namespace Tandem.Store.Archive;

/// <summary>A stretch of time that one generation of an archive leads to, step by step.</summary>
/// <param name="Generation">Its folder's name.</param>
/// <param name="From">The first instant that can be restored.</param>
/// <param name="To">The last one; before a piece that is missing, if one is.</param>
/// <param name="Steps">How many instants between them, both included.</param>
/// <param name="Lacks">The piece that is missing, so that what came after it in this generation can't be restored; null when none is.</param>
public sealed record ArchiveSpan(string Generation, DateTimeOffset From, DateTimeOffset To, int Steps, string? Lacks);

/// <summary>Where a time leads in an archive.</summary>
/// <param name="Generation">The generation that is laid out.</param>
/// <param name="At">The instant up to which everything is in it: the last step before the time that was asked for.</param>
/// <param name="Bytes">Octets of the archive that are read for it.</param>
public sealed record ArchiveInstant(string Generation, DateTimeOffset At, long Bytes);

/// <summary>What an archive leads to, as far as the names of its files tell. Whether each piece is as it was written only reading tells.</summary>
public static class ArchiveReach
{
    /// <summary>Oldest first. Between two of them nothing was archived: a time there leads to the end of the one before.</summary>
    public static IReadOnlyList<ArchiveSpan> Spans(string directory) => [.. ArchiveFolder.List(directory).Select(Span).OfType<ArchiveSpan>()];

    /// <summary>Where <paramref name="at"/> leads; null: as late as can be. Throws <see cref="Backups.BackupUnusableException"/> when it leads nowhere.</summary>
    public static ArchiveInstant Find(string directory, DateTimeOffset? at)
    {
        ArchiveEnd end = ArchiveEnd.Choose(directory, at);
        return new(Path.GetFileName(end.Generation.Folder), end.Piece.At ?? throw new InvalidOperationException("an end has its time"), end.Bytes);
    }

    private static ArchiveSpan? Span(ArchivedGeneration one)
    {
        int whole = 0;
        foreach (ArchivedPiece piece in one.Pieces)
        {
            if (piece.Number != whole + 1)
            {
                break;
            }

            whole = piece.Number;
        }

        DateTimeOffset[] steps = [.. one.Ends.Where(end => end.Number <= whole).Select(static end => end.At).OfType<DateTimeOffset>()];
        return steps.Length == 0 ? null : new(Path.GetFileName(one.Folder), steps[0], steps[^1], steps.Length, whole == one.Pieces[^1].Number ? null : ArchiveEnd.NameOf(whole + 1));
    }
}
