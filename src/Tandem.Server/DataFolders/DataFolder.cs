using System.Security.Cryptography;

namespace Tandem.Server.DataFolders;

/// <summary>The data directory can't be used: one line for the operator.</summary>
internal sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The data directory, held by this process: made with mode 0700, locked against a second switch, with the administrator's key (<c>admin.key</c>, mode 0600) and the note where the
/// HTTP side is found (<c>http.address</c>).
/// </summary>
internal sealed class DataFolder : IDisposable
{
    public const string KeyFile = "admin.key";
    public const string AddressFile = "http.address";
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held, string adminKey, KeptKeys keptKeys)
    {
        FullPath = path;
        _lock = held;
        AdminKey = adminKey;
        KeptKeys = keptKeys;
    }

    public string FullPath { get; }

    public string AdminKey { get; }

    /// <summary>What seals the calls that are left in the journal.</summary>
    public KeptKeys KeptKeys { get; }

    public static DataFolder Open(string directory)
    {
        string path = Path.GetFullPath(directory);
        try
        {
            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
            }

            FileStream held = Lock(path);
            return new(path, held, ReadOrMakeKey(Path.Combine(path, KeyFile)), KeptKeys.Begin(path));
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException or NotSupportedException)
        {
            throw new DataFolderException($"data directory {path} can't be used: {OneLine(failure.Message)}", failure);
        }
    }

    /// <summary>Notes where the other commands find this switch.</summary>
    public void Announce(string httpAddress) => WriteWhole(Path.Combine(FullPath, AddressFile), httpAddress);

    public void Dispose()
    {
        File.Delete(Path.Combine(FullPath, AddressFile));
        _lock.Dispose();
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new(Path.Combine(path, "lock"), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnerOnly,
            });
        }
        catch (IOException busy) when (busy is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(Path.Combine(path, "lock")))
        {
            throw new DataFolderException($"data directory {path} is in use by another switch", busy);
        }
    }

    private static string ReadOrMakeKey(string file)
    {
        if (File.Exists(file))
        {
            string kept = File.ReadAllText(file).Trim();
            return kept.Length > 0 ? kept : throw new DataFolderException($"{file} is empty; remove it and a new key is made");
        }

        string key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        WriteWhole(file, key + "\n");
        return key;
    }

    /// <summary>All or nothing, and never readable by others, not even for a moment.</summary>
    internal static void WriteWhole(string file, string text)
    {
        string draft = file + ".new";
        File.Delete(draft);
        using (FileStream stream = new(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: true);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
