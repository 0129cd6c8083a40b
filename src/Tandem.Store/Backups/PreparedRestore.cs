using System.Globalization;
using System.Text.Json;
using Tandem.Store.Archive;
using Tandem.Store.Audit;
using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Backups;

/// <summary>
/// A restore in two steps. <see cref="Prepare(string, string, Author, TimeProvider, CancellationToken, SealPlace?)"/> unpacks and proves a backup beside the data of the switch, which may run. <see cref="TakeEffect"/>, before the next start, puts what is there aside into
/// <c>before-restore-TIME</c> and the backup in its place; nothing is deleted. A start that dies in the middle of it goes on with it the next time.
/// </summary>
public static class PreparedRestore
{
    private const string Ready = "restore.ready";
    private const string Unproved = "restore.new";
    private const string Note = "restore.json";

    /// <summary>What the database leaves beside it. The copy of a backup has none.</summary>
    private static readonly string[] BesideDatabase = ["tandem.db-wal", "tandem.db-shm"];

    /// <summary>
    /// Proves a backup and makes it ready; another one that was ready is not any more. Sessions end with it, for some may have been signed out since, and its audit trail says who restored it. Throws
    /// <see cref="BackupUnusableException"/>, and nothing has changed.
    /// </summary>
    /// <param name="dataDirectory">Where it shall be.</param>
    /// <param name="file">The backup.</param>
    /// <param name="author">Who restores it.</param>
    /// <param name="time">When.</param>
    /// <param name="stop">Gives it up.</param>
    /// <param name="seal">Where the keys of secrets are; null: in the directory. Those of the backup must be among them, or in the backup.</param>
    public static RestoreNote Prepare(string dataDirectory, string file, Author author, TimeProvider time, CancellationToken stop, SealPlace? seal = null) =>
        Prove(dataDirectory, folder => (Path.GetFileName(file), BackupUnpacking.Unpack(file, folder, stop).CreatedAt), author, time, seal, stop);

    /// <summary>The same from an archive (docs/backups.md); the note has the instant up to which everything is in it.</summary>
    /// <param name="dataDirectory">Where it shall be.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="at">The time to go back to; null: as late as the archive leads.</param>
    /// <param name="author">Who restores it.</param>
    /// <param name="time">When.</param>
    /// <param name="stop">Gives it up.</param>
    /// <param name="seal">As above.</param>
    /// <param name="progress">How far it is, for whoever waits.</param>
    public static RestoreNote PrepareArchive(
        string dataDirectory, string archive, DateTimeOffset? at, Author author, TimeProvider time, CancellationToken stop, SealPlace? seal = null, RestoreProgress? progress = null) =>
        Prove(dataDirectory, folder => ArchiveRestore.Fill(archive, at, folder, progress ?? new(), stop), author, time, seal, stop);

    private static RestoreNote Prove(string dataDirectory, Func<string, (string Name, DateTimeOffset At)> fill, Author author, TimeProvider time, SealPlace? seal, CancellationToken stop)
    {
        string folder = Path.Combine(dataDirectory, Unproved);
        try
        {
            DeleteFolder(folder);
            (string name, DateTimeOffset at) = fill(folder);
            BackupContents.MakeFolder(Path.Combine(folder, BackupContents.Journal));
            var note = new RestoreNote(name, at, time.GetUtcNow(), author.Name);
            Mark(folder, note, author, seal ?? SealPlace.In(dataDirectory));
            using (FileStream stream = BackupContents.Create(Path.Combine(folder, Note)))
            {
                JsonSerializer.Serialize(stream, note, BackupJson.Default.RestoreNote);
                stream.Flush(flushToDisk: true);
            }

            stop.ThrowIfCancellationRequested();
            Cancel(dataDirectory);
            Directory.Move(folder, Path.Combine(dataDirectory, Ready));
            return note;
        }
        finally
        {
            DeleteFolder(folder);
        }
    }

    /// <summary>The backup that the next start restores; null when there is none.</summary>
    public static RestoreNote? Find(string dataDirectory)
    {
        string file = Path.Combine(dataDirectory, Ready, Note);
        try
        {
            using FileStream stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, BackupJson.Default.RestoreNote);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The next start restores nothing. False when it would not have.</summary>
    public static bool Cancel(string dataDirectory)
    {
        // Out of the way in one step: half of a backup is never ready.
        string ready = Path.Combine(dataDirectory, Ready);
        string old = Path.Combine(dataDirectory, Ready + ".old");
        DeleteFolder(old);
        if (!Directory.Exists(ready))
        {
            return false;
        }

        Directory.Move(ready, old);
        DeleteFolder(old);
        return true;
    }

    /// <summary>
    /// Restores what is ready; by whoever holds the data directory, before it is opened. Answers the note and the folder that now has what was there before, null when nothing was ready.
    /// </summary>
    /// <param name="dataDirectory">Where it is ready.</param>
    /// <param name="seal">Where the keys of secrets are, to which that of the backup is added; null: in the directory.</param>
    public static (RestoreNote Note, string Before)? TakeEffect(string dataDirectory, SealPlace? seal = null)
    {
        if (Find(dataDirectory) is not { } note)
        {
            return null;
        }

        string ready = Path.Combine(dataDirectory, Ready);
        string before = Path.Combine(dataDirectory, "before-restore-" + note.PreparedAt.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture));
        BackupContents.MakeFolder(before);

        // The database comes last. Whatever is still in 'ready' has not been put in its place, so each step may be done again.
        MoveInto(ready, dataDirectory, before, BackupContents.Journal);
        foreach (string name in BackupContents.Configuration)
        {
            if (!Exists(Path.Combine(dataDirectory, name)) && Exists(Path.Combine(ready, name)))
            {
                Directory.Move(Path.Combine(ready, name), Path.Combine(dataDirectory, name));
            }
        }

        AddKeys(ready, seal ?? SealPlace.In(dataDirectory));
        AddRecordings(ready, dataDirectory);
        if (File.Exists(Path.Combine(ready, BackupContents.Database)))
        {
            foreach (string name in BesideDatabase)
            {
                PutAside(dataDirectory, before, name);
            }
        }

        MoveInto(ready, dataDirectory, before, BackupContents.Database);
        Cancel(dataDirectory);
        return (note, before);
    }

    private static void Mark(string folder, RestoreNote note, Author author, SealPlace seal)
    {
        string database = Path.Combine(folder, BackupContents.Database);
        using (var opened = new Database(database, isWriter: true))
        {
            Migrator.Migrate(opened, database);
            if (!SealedRows.Opens(opened, [.. seal.KeysIfAny(), .. PackedKeys(folder, seal)], seal, out string id))
            {
                throw new BackupUnusableException($"The secrets in {note.Backup} are sealed with key {id}, which neither {seal.Name} nor the backup has. Add that key to {seal.Name}, on a line of its own, and restore again (docs/backups.md).");
            }

            opened.Transact(db =>
            {
                db.Execute("DELETE FROM session");
                AuditTrail.Append(db, note.PreparedAt, author, "restore", note.Backup, $"back to {(note.IsArchive ? "the archive" : "the backup")} of {note.CreatedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
                return true;
            });
            opened.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /// <summary>Keys that the backup brings along; those that could be kept nowhere don't count.</summary>
    private static IReadOnlyList<byte[]> PackedKeys(string folder, SealPlace seal) =>
        seal.File is null ? [] : new SealPlace(Path.Combine(folder, SealPlace.FileName), null).KeysIfAny();

    /// <summary>Keys of the backup come after those that are there: they only open what is restored.</summary>
    private static void AddKeys(string ready, SealPlace seal)
    {
        IReadOnlyList<byte[]> packed = PackedKeys(ready, seal);
        if (packed.Count > 0)
        {
            seal.Write(seal.KeysIfAny().Concat(packed).DistinctBy(Convert.ToHexString, StringComparer.Ordinal));
        }
    }

    private static void MoveInto(string ready, string dataDirectory, string before, string name)
    {
        string from = Path.Combine(ready, name);
        if (Exists(from))
        {
            PutAside(dataDirectory, before, name);
            Directory.Move(from, Path.Combine(dataDirectory, name));
        }
    }

    private static void PutAside(string dataDirectory, string before, string name)
    {
        string there = Path.Combine(dataDirectory, name);
        if (Exists(there))
        {
            Directory.Move(there, Path.Combine(before, name));
        }
    }

    /// <summary>Recordings are added to those that are there: none is replaced, for each is of one call and never changes.</summary>
    private static void AddRecordings(string ready, string dataDirectory)
    {
        foreach (string name in BackupContents.FilesOf(ready, BackupContents.Recordings))
        {
            string place = Path.Combine(dataDirectory, name);
            if (!File.Exists(place))
            {
                BackupContents.MakeFolder(Path.GetDirectoryName(place)!);
                File.Move(Path.Combine(ready, name), place);
            }
        }
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
