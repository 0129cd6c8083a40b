using System.Globalization;
using Tandem.Store.Backups;

namespace Tandem.Store.Archive;

/// <summary>A piece that lies in an archive.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">Of when it is; null when it is only a part, and another follows at once.</param>
/// <param name="Path">Where it is.</param>
internal sealed record ArchivedPiece(int Number, DateTimeOffset? At, string Path);

/// <summary>A base and the pieces that follow it.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="BeganAt">When its first piece began.</param>
/// <param name="Base">The backup that it goes out from; null when that was not finished.</param>
/// <param name="First">The first piece up to which it can be restored: what is before it came while the base was made.</param>
/// <param name="Pieces">By number; there may be gaps.</param>
internal sealed record ArchivedGeneration(string Folder, DateTimeOffset BeganAt, string? Base, int First, IReadOnlyList<ArchivedPiece> Pieces)
{
    /// <summary>The pieces up to which it can be restored.</summary>
    public IEnumerable<ArchivedPiece> Ends => Base is null ? [] : Pieces.Where(piece => piece.At is not null && piece.Number >= First);
}

/// <summary>What lies where in an archive: <c>generation-TIME/</c> with <c>base-NUMBER.tar.gz</c> and <c>NUMBER-TIME.piece</c>, or <c>NUMBER-part.piece</c> for what another one completes. The number of the base is that of the first piece after it.</summary>
internal static class ArchiveFolder
{
    /// <summary>How the name of each begins, and that of no backup.</summary>
    public const string Generation = "generation-";

    private const string BaseStart = "base-";
    private const string BaseEnd = ".tar.gz";
    private const string PieceEnd = ".piece";
    private const string Part = "part";
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>The generations of an archive, oldest first.</summary>
    public static IReadOnlyList<ArchivedGeneration> List(string directory) => Directory.Exists(directory)
        ? [.. Directory.EnumerateDirectories(directory, Generation + "*").Select(Read).OfType<ArchivedGeneration>().OrderBy(static one => one.BeganAt)]
        : [];

    public static string NewGeneration(string directory, DateTimeOffset at)
    {
        string folder = Path.Combine(directory, Generation + Text(at));
        BackupContents.MakeFolder(directory);
        BackupContents.MakeFolder(folder);
        return folder;
    }

    /// <summary>The place of a piece; <paramref name="at"/> null: of one that is only a part.</summary>
    public static string PathOfPiece(string folder, int number, DateTimeOffset? at) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:D8}-{(at is { } of ? Text(of) : Part)}{PieceEnd}"));

    public static string PathOfBase(string folder, int first) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{BaseStart}{first:D8}{BaseEnd}"));

    /// <summary>Deletes generations that nobody needs to restore to a time after <paramref name="since"/>: those before the last one that leads there. Answers how many.</summary>
    public static int Sweep(string directory, DateTimeOffset since)
    {
        IReadOnlyList<ArchivedGeneration> all = List(directory);
        ArchivedGeneration? needed = all.LastOrDefault(one => one.Ends.FirstOrDefault() is { } first && first.At <= since);
        ArchivedGeneration[] gone = needed is null ? [] : [.. all.TakeWhile(one => one != needed)];
        foreach (ArchivedGeneration one in gone)
        {
            Directory.Delete(one.Folder, recursive: true);
        }

        return gone.Length;
    }

    /// <summary>Deletes generations without a backup, from which nothing can be restored. While none is being written.</summary>
    public static void DeleteUnfinished(string directory)
    {
        foreach (ArchivedGeneration one in List(directory).Where(static one => one.Base is null))
        {
            Directory.Delete(one.Folder, recursive: true);
        }
    }

    private static ArchivedGeneration? Read(string folder)
    {
        if (!TryTime(Path.GetFileName(folder)[Generation.Length..], out DateTimeOffset began))
        {
            return null;
        }

        string? found = Directory.EnumerateFiles(folder, BaseStart + "*" + BaseEnd).Order(StringComparer.Ordinal).FirstOrDefault();
        bool isBase = int.TryParse(found is null ? "" : Path.GetFileName(found)[BaseStart.Length..^BaseEnd.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int first);
        var pieces = new List<ArchivedPiece>();
        foreach (string path in Directory.EnumerateFiles(folder, "*" + PieceEnd).Order(StringComparer.Ordinal))
        {
            string[] parts = Path.GetFileNameWithoutExtension(path).Split('-');
            if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                continue;
            }

            if (TryTime(parts[1], out DateTimeOffset at))
            {
                pieces.Add(new(number, at, path));
            }
            else if (parts[1] == Part)
            {
                pieces.Add(new(number, null, path));
            }
        }

        return new(folder, began, isBase ? found : null, first, pieces);
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static bool TryTime(string text, out DateTimeOffset at) => DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
}
