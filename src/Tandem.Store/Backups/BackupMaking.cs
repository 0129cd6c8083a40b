using System.Formats.Tar;
using System.IO.Compression;
using Tandem.Store.Journal;
using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Backups;

/// <summary>
/// Makes one backup: a <c>tar.gz</c> with the database as it is at one moment, then the journals as they are after it. In this order nothing is lost: what the database has not yet of a call is in the
/// journals, and is stored from there when the restored switch starts; what it has already is not stored twice. The switch goes on meanwhile. <see cref="JournalFolder.Hold"/> keeps the segments.
/// </summary>
/// <param name="store">The open database.</param>
/// <param name="journals">The journals of the switch that runs; null when none does, and the files are as they are.</param>
/// <param name="withRecordings">Recordings and captures are packed, not listed alone.</param>
/// <param name="time">When it was begun.</param>
/// <param name="withSealKey">The key of its secrets goes with it: whoever has the backup reads them.</param>
/// <param name="copyAt">Where the database is copied to meanwhile; null: beside the backup. While it is copied the write-ahead log can't be emptied, so it had better not be on a disk that may hang.</param>
public sealed class BackupMaking(SqliteStore store, JournalFolder? journals, bool withRecordings, TimeProvider time, bool withSealKey = false, string? copyAt = null)
{
    private const string Unfinished = ".part";
    private const long LeftFree = 256L << 20;
    private readonly string _directory = store.DataDirectory;
    private long _done;
    private long _total;
    private IDisposable? _held;

    /// <summary>Bytes read, of <see cref="TotalBytes"/>. The database is read twice.</summary>
    public long DoneBytes => Volatile.Read(ref _done);

    /// <summary>Bytes to be read; 0 while that is not known.</summary>
    public long TotalBytes => Volatile.Read(ref _total);

    /// <summary>
    /// Makes it at <paramref name="file"/>: there, whole and synced, or not there. Throws <see cref="BackupUnusableException"/> when the disk has no room, <see cref="IOException"/> when it fails, and
    /// <see cref="OperationCanceledException"/> when it shall not be any more.
    /// </summary>
    public BackupManifest Make(string file, CancellationToken stop)
    {
        string draft = file + Unfinished;
        string copy = copyAt ?? draft + ".db";
        DateTimeOffset began = time.GetUtcNow();
        List<BackedUpFile> files = [];
        if (withSealKey && store.SealPlace.File is null)
        {
            throw new BackupUnusableException($"The key of the secrets is in {SealPlace.Variable}, not in a file, and can't be packed; leave it out and keep it beside the backup.");
        }

        using IDisposable? held = journals?.Hold();
        Volatile.Write(ref _held, held);
        try
        {
            Reserve(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.Delete(draft);
            BackupManifest manifest;
            using (FileStream stream = BackupContents.Create(draft))
            {
                using (var zip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
                using (var tar = new TarWriter(zip, TarEntryFormat.Pax))
                {
                    int schema = CopyDatabase(copy, stop);
                    files.Add(Pack(tar, copy, BackupContents.Database, new FileInfo(copy).Length, stop));
                    foreach ((string path, long length) in Segments())
                    {
                        files.Add(Pack(tar, path, $"{BackupContents.Journal}/{Path.GetFileName(path)}", length, stop));
                    }

                    foreach (string name in BackupContents.ConfigurationFiles(_directory))
                    {
                        files.Add(Pack(tar, Path.Combine(_directory, name), name, null, stop));
                    }

                    if (withSealKey)
                    {
                        files.Add(Pack(tar, store.SealPlace.File!, SealPlace.FileName, null, stop));
                    }

                    List<ListedRecording> recordings = ListRecordings();
                    foreach (ListedRecording recording in withRecordings ? recordings : [])
                    {
                        // Retention or somebody may have deleted it since.
                        if (File.Exists(Path.Combine(_directory, recording.Path)))
                        {
                            files.Add(Pack(tar, Path.Combine(_directory, recording.Path), recording.Path, null, stop));
                        }
                    }

                    manifest = new(BackupManifest.Newest, began, schema, withRecordings, files, recordings);
                    using var json = new MemoryStream(manifest.ToJson());
                    tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.Name) { DataStream = json, Mode = Mode, ModificationTime = began });
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: false);
            return manifest;
        }
        finally
        {
            File.Delete(copy);
            File.Delete(draft);
        }
    }

    /// <summary>From any thread: journals are kept for it no longer. It fails, if it still needs them.</summary>
    internal void LetGo() => Volatile.Read(ref _held)?.Dispose();

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A full disk would stop the switch's own writing: a backup that may fill it is not begun.</summary>
    private void Reserve(string folder)
    {
        long database = BackupContents.FilesOf(_directory, BackupContents.Database).Sum(name => new FileInfo(Path.Combine(_directory, name)).Length);
        long others = Segments().Sum(static segment => segment.Length) + (withRecordings ? ListRecordings().Sum(static one => one.Bytes) : 0);
        Volatile.Write(ref _total, (2 * database) + others);
        long room = others + (copyAt is null ? 2 : 1) * database;
        Reserve(folder, room, "a backup");
        if (copyAt is not null)
        {
            Reserve(Path.GetDirectoryName(Path.GetFullPath(copyAt))!, database, "the copy of the database that a backup is made from");
        }
    }

    internal static void Reserve(string folder, long room, string what, string remedy = "make room, or leave the recordings out")
    {
        long free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < room + LeftFree)
        {
            throw new BackupUnusableException($"The disk of {folder} has {free >> 20} MB left, and {what} may need {(room + LeftFree) >> 20} MB with what has to stay free; {remedy}.");
        }
    }

    /// <summary>The database's schema, once it stands as it was at one moment at <paramref name="copy"/>.</summary>
    private int CopyDatabase(string copy, CancellationToken stop)
    {
        File.Delete(copy);
        BackupContents.Create(copy).Dispose();
        long before = 0;
        int schema = store.CopyTo(
            copy,
            (done, total) =>
            {
                Interlocked.Add(ref _done, done - before);
                before = done;
            },
            stop);
        return schema;
    }

    /// <summary>The segments with what of them is whole: a mark that is half written belongs to a call that goes on after the backup.</summary>
    private List<(string Path, long Length)> Segments()
    {
        string folder = Path.Combine(_directory, BackupContents.Journal);
        var whole = (journals?.Whole() ?? []).ToDictionary(static one => one.Path, static one => one.Length, StringComparer.Ordinal);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(path => (path, whole.TryGetValue(path, out long length) ? length : new FileInfo(path).Length))]
            : [];
    }

    private List<ListedRecording> ListRecordings()
    {
        var found = new List<ListedRecording>();
        foreach (string name in BackupContents.FilesOf(_directory, BackupContents.Recordings))
        {
            var file = new FileInfo(Path.Combine(_directory, name));
            if (file.Exists && BackupContents.IsKnown(name))
            {
                found.Add(new(name, file.Length));
            }
        }

        return found;
    }

    private BackedUpFile Pack(TarWriter tar, string path, string name, long? length, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var prefix = new HashedPrefix(file, length ?? file.Length, got =>
        {
            stop.ThrowIfCancellationRequested();
            Interlocked.Add(ref _done, got);
        });
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = prefix, Mode = Mode, ModificationTime = new DateTimeOffset(File.GetLastWriteTimeUtc(path)) });
        return new(name, prefix.Length, prefix.Sha256());
    }
}
