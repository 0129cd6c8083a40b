using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Store.Backups;

/// <summary>What is in a backup: its last entry, <c>manifest.json</c>. A backup without it was not finished.</summary>
/// <param name="Format">How it is laid out; <see cref="Newest"/>.</param>
/// <param name="CreatedAt">When it was begun: what was stored later is in its journals, or not in it.</param>
/// <param name="Schema">Of the database.</param>
/// <param name="HasRecordings">The recordings themselves are in it, not their list alone.</param>
/// <param name="Files">All files but this one.</param>
/// <param name="Recordings">The recordings that there were.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset CreatedAt, int Schema, bool HasRecordings, IReadOnlyList<BackedUpFile> Files, IReadOnlyList<ListedRecording> Recordings)
{
    public const string Name = "manifest.json";

    /// <summary>The only layout that there has been.</summary>
    public const int Newest = 1;

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);

    /// <summary>Null when it is none.</summary>
    internal static BackupManifest? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest) is { Files: not null, Recordings: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One file of a backup.</summary>
/// <param name="Path">Within the data directory, with <c>/</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">In hexadecimal.</param>
public sealed record BackedUpFile(string Path, long Bytes, string Sha256);

/// <summary>A recording that was there when the backup was made.</summary>
/// <param name="Path">Within the data directory, with <c>/</c>.</param>
/// <param name="Bytes">Its length then.</param>
public sealed record ListedRecording(string Path, long Bytes);

/// <summary>A backup, or what an archive has of a time, that waits to take effect: <c>restore.json</c> beside its files.</summary>
/// <param name="Backup">The backup's file name, or that of the archive's generation.</param>
/// <param name="CreatedAt">When the backup was made; of an archive, the instant up to which everything is in it.</param>
/// <param name="PreparedAt">When it was unpacked and found sound.</param>
/// <param name="By">Who did it, as the audit trail names him.</param>
public sealed record RestoreNote(string Backup, DateTimeOffset CreatedAt, DateTimeOffset PreparedAt, string By)
{
    /// <summary>It was taken from an archive.</summary>
    [JsonIgnore]
    public bool IsArchive => Backup.StartsWith(Archive.ArchiveFolder.Generation, StringComparison.Ordinal);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(RestoreNote))]
internal sealed partial class BackupJson : JsonSerializerContext;
