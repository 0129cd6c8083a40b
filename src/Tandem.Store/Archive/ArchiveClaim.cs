using System.Text.Json;
using Tandem.Store.Backups;

namespace Tandem.Store.Archive;

/// <summary>Whose an archive is, as <c>archive.json</c> in it says.</summary>
/// <param name="Id">Of the data directory: <c>archive.id</c> in it, which no backup has, so that what is restored elsewhere is another one.</param>
/// <param name="Data">Where that is, for people.</param>
/// <param name="Host">On which machine, for people.</param>
internal sealed record ArchiveOwner(string Id, string Data, string Host);

/// <summary>Holds an archive for one data directory: no other one writes into it, nor deletes from it, and no copy of the same at the same time. Let go when it is disposed of, or the process dies.</summary>
internal sealed class ArchiveClaim : IDisposable
{
    private const string OwnerFile = "archive.json";
    private const string LockFile = "archive.lock";
    private const string IdFile = "archive.id";
    private readonly FileStream _lock;

    private ArchiveClaim(FileStream held) => _lock = held;

    /// <summary>Throws <see cref="BackupUnusableException"/> when it is another's, or is held by another process. One that is nobody's is taken.</summary>
    public static ArchiveClaim Take(string directory, string dataDirectory)
    {
        BackupContents.MakeFolder(directory);
        var claim = new ArchiveClaim(Lock(directory));
        try
        {
            string id = Id(dataDirectory);
            string path = Path.Combine(directory, OwnerFile);
            if (!File.Exists(path))
            {
                Write(path, JsonSerializer.SerializeToUtf8Bytes(new ArchiveOwner(id, dataDirectory, Environment.MachineName), ArchiveJson.Default.ArchiveOwner));
            }
            else if (Owner(path) is { } owner && owner.Id != id)
            {
                throw new BackupUnusableException(
                    $"The archive {directory} is that of the data directory {owner.Data} on {owner.Host}. Give --archive a directory of its own, or, if that switch runs nowhere any more, delete {path} and this one takes the archive over (docs/backups.md).");
            }

            return claim;
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string directory)
    {
        string path = Path.Combine(directory, LockFile);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException failure) when (File.Exists(path))
        {
            throw new BackupUnusableException($"Another switch writes into the archive {directory} ({failure.Message}); give --archive a directory of its own.", failure);
        }
    }

    private static ArchiveOwner Owner(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ArchiveJson.Default.ArchiveOwner) is { Id: not null } owner ? owner : throw new JsonException("it says nobody");
        }
        catch (JsonException failure)
        {
            throw new BackupUnusableException($"{path} does not say whose the archive is ({failure.Message}); if no other switch writes into it, delete that file.", failure);
        }
    }

    private static string Id(string dataDirectory)
    {
        string path = Path.Combine(dataDirectory, IdFile);
        if (!File.Exists(path))
        {
            Write(path, System.Text.Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N")));
        }

        return File.ReadAllText(path).Trim();
    }

    /// <summary>Whole, or not there.</summary>
    private static void Write(string path, byte[] bytes)
    {
        string draft = path + ".new";
        File.Delete(draft);
        using (FileStream file = BackupContents.Create(draft))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }
}
