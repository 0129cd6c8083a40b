using Tandem.Store.Sealing;

namespace Tandem.Store.Backups;

/// <summary>
/// What of a data directory belongs into a backup. Not in it: locks and addresses, <c>admin.key</c> and <c>kept.keys</c> (who has a backup shall not thereby own the switch that runs, nor open calls of
/// it), other backups, and <c>seal.key</c> unless asked for: without it the secrets in the database can't be read.
/// </summary>
internal static class BackupContents
{
    public const string Database = "tandem.db";
    public const string Journal = "journal";
    public const string Recordings = "recordings";

    /// <summary>What the machine's owner has written, and the keys of its certificates. Restored where there is none.</summary>
    public static readonly IReadOnlyList<string> Configuration = ["tandem.json", "tls", "openid.secret"];

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Files of the configuration, by their paths within the directory.</summary>
    public static IEnumerable<string> ConfigurationFiles(string dataDirectory) => Configuration.SelectMany(name => FilesOf(dataDirectory, name));

    /// <summary>A file, or all within a folder, by their paths within the directory.</summary>
    public static IEnumerable<string> FilesOf(string dataDirectory, string name)
    {
        string path = Path.Combine(dataDirectory, name);
        if (File.Exists(path))
        {
            return [name];
        }

        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(dataDirectory, file)).Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>Whether a path of a backup leads to a place of its own within the directory, and to none else.</summary>
    public static bool IsKnown(string path)
    {
        string[] parts = path.Split('/');
        bool isPlain = Array.TrueForAll(parts, static part => part is not ("" or "." or "..") && !part.Contains('\\', StringComparison.Ordinal) && !part.Contains('\0', StringComparison.Ordinal));
        return isPlain && parts switch
        {
            [Database] or ["tandem.json"] or ["openid.secret"] or [SealPlace.FileName] or [BackupManifest.Name] => true,
            [Journal, _] or ["tls", _, ..] or [Recordings, _, _] => true,
            _ => false,
        };
    }

    /// <summary>A new file that only the owner reads.</summary>
    public static FileStream Create(string path) => OperatingSystem.IsWindows()
        ? new(path, FileMode.CreateNew, FileAccess.ReadWrite)
        : new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = OwnerOnly });

    /// <summary>A folder that only the owner enters.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}
