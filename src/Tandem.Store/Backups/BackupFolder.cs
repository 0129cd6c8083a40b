using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Store.Backups;

/// <summary>A backup that is done.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="CreatedAt">When it was begun, after its name; for one that was put here under another name, when its file was written.</param>
public sealed record BackupFile(string Name, long Bytes, DateTimeOffset CreatedAt);

/// <summary>The backups of a data directory: <c>backups/tandem-TIME.tar.gz</c>. One that comes from elsewhere is copied into it.</summary>
public sealed partial class BackupFolder(string dataDirectory, TimeProvider time)
{
    private const string Ending = ".tar.gz";
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";
    private readonly string _folder = Path.Combine(dataDirectory, "backups");

    /// <summary>Newest first.</summary>
    public IReadOnlyList<BackupFile> List() => Directory.Exists(_folder)
        ? [.. new DirectoryInfo(_folder).EnumerateFiles("*" + Ending).Where(static file => IsName(file.Name)).Select(Of).OrderByDescending(static file => file.CreatedAt)]
        : [];

    /// <summary>Null when there is none of that name.</summary>
    public BackupFile? Find(string name) => IsName(name) && new FileInfo(PathOf(name)) is { Exists: true } file ? Of(file) : null;

    /// <summary>Where a backup is, or will be.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>False when there was none.</summary>
    public bool Delete(string name)
    {
        if (Find(name) is null)
        {
            return false;
        }

        File.Delete(PathOf(name));
        return true;
    }

    /// <summary>The name of a backup that is begun now; the folder is there afterwards.</summary>
    public string NewName()
    {
        BackupContents.MakeFolder(_folder);
        foreach (string left in Directory.EnumerateFiles(_folder, "*.part*"))
        {
            File.Delete(left); // of a process that died
        }

        return "tandem-" + time.GetUtcNow().ToString(TimeFormat, CultureInfo.InvariantCulture) + Ending;
    }

    private static bool IsName(string name) => name.EndsWith(Ending, StringComparison.Ordinal) && Name().IsMatch(name);

    private static BackupFile Of(FileInfo file)
    {
        string text = file.Name["tandem-".Length..^Ending.Length];
        bool isTime = DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at);
        return new(file.Name, file.Length, isTime ? at : new(file.LastWriteTimeUtc));
    }

    [GeneratedRegex(@"^tandem-[A-Za-z0-9._-]{1,80}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
