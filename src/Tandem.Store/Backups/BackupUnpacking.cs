using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Tandem.Store.Backups;

/// <summary>Unpacks a backup and proves it: every file that its manifest names is there with its hash, and no other.</summary>
public static class BackupUnpacking
{
    private const int LongestManifest = 64 << 20;

    /// <summary>
    /// Unpacks <paramref name="file"/> into the new folder <paramref name="folder"/>. Throws <see cref="BackupUnusableException"/>, and leaves what it wrote to whoever asked, when the file is none, was cut
    /// off, or was changed. <paramref name="read"/> is told how many of its octets have been read.
    /// </summary>
    public static BackupManifest Unpack(string file, string folder, CancellationToken stop, Action<long>? read = null)
    {
        string name = Path.GetFileName(file);
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var zip = new GZipStream(stream, CompressionMode.Decompress);
            using var tar = new TarReader(zip);
            BackupContents.MakeFolder(folder);
            return Check(Unpack(name, tar, folder, () => Look(stream, read, stop)), name);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new BackupUnusableException($"{name} is no whole backup: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupUnusableException($"There is no file {file}.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackupUnusableException($"{name} can't be unpacked into {folder}: {failure.Message}", failure);
        }
    }

    private static void Look(FileStream stream, Action<long>? read, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        read?.Invoke(stream.Position);
    }

    private static (BackupManifest? Manifest, Dictionary<string, BackedUpFile> Found) Unpack(string backup, TarReader tar, string folder, Action look)
    {
        BackupManifest? manifest = null;
        var found = new Dictionary<string, BackedUpFile>(StringComparer.Ordinal);
        while (tar.GetNextEntry() is { } entry)
        {
            look();
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !BackupContents.IsKnown(entry.Name) || found.ContainsKey(entry.Name))
            {
                throw new BackupUnusableException($"{backup} has an entry that no backup has: '{entry.Name}'.");
            }

            using Stream content = entry.DataStream ?? Stream.Null;
            if (entry.Name == BackupManifest.Name)
            {
                manifest = BackupManifest.Read(ReadWhole(content, backup));
            }
            else
            {
                found.Add(entry.Name, Write(content, entry.Name, folder, look));
            }
        }

        return (manifest, found);
    }

    private static BackupManifest Check((BackupManifest? Manifest, Dictionary<string, BackedUpFile> Found) unpacked, string backup)
    {
        if (unpacked.Manifest is not { } manifest)
        {
            throw new BackupUnusableException($"{backup} has no manifest: it is no backup, or was cut off.");
        }

        if (manifest.Format != BackupManifest.Newest)
        {
            throw new BackupUnusableException($"{backup} is laid out in a way ({manifest.Format}) that this version doesn't know; restore it with the version that made it, or a newer one.");
        }

        string? wrong = manifest.Files.Where(file => !unpacked.Found.TryGetValue(file.Path, out BackedUpFile? one) || one != file).Select(static file => file.Path).FirstOrDefault()
            ?? unpacked.Found.Keys.Except(manifest.Files.Select(static file => file.Path), StringComparer.Ordinal).FirstOrDefault();
        if (wrong is not null)
        {
            throw new BackupUnusableException($"{backup} is damaged: {wrong} is not what its manifest says.");
        }

        return unpacked.Found.ContainsKey(BackupContents.Database) ? manifest : throw new BackupUnusableException($"{backup} has no database.");
    }

    private static byte[] ReadWhole(Stream content, string backup)
    {
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        return memory.Length <= LongestManifest ? memory.ToArray() : throw new BackupUnusableException($"{backup} has a manifest of {memory.Length >> 20} MB, which none has.");
    }

    private static BackedUpFile Write(Stream content, string name, string folder, Action look)
    {
        string path = Path.Combine(folder, name);
        BackupContents.MakeFolder(Path.GetDirectoryName(path)!);
        using FileStream file = BackupContents.Create(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        int got;
        while ((got = content.Read(buffer)) > 0)
        {
            look();
            hash.AppendData(buffer, 0, got);
            file.Write(buffer, 0, got);
            length += got;
        }

        file.Flush(flushToDisk: true);
        return new(name, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
