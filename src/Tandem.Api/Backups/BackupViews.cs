using Tandem.Store.Backups;

namespace Tandem.Api.Backups;

/// <summary>A backup.</summary>
/// <param name="Name">Of its file in <c>DIR/backups</c>.</param>
/// <param name="State"><c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="Bytes">Of the file; while it is made, what has been read so far.</param>
/// <param name="Progress">Share of the bytes that are read, 0 to 1.</param>
/// <param name="Failure">Why it could not be made; null otherwise.</param>
public sealed record BackupView(string Name, string State, DateTimeOffset CreatedAt, long Bytes, double Progress, string? Failure)
{
    internal static BackupView Of(BackupFile file) => new(file.Name, "done", file.CreatedAt, file.Bytes, 1, null);

    internal static BackupView Of(BackupRun run) => new(
        run.Name, run.IsOver ? "failed" : "running", run.Began, run.DoneBytes,
        run.TotalBytes == 0 ? 0 : Math.Round(Math.Min(1, (double)run.DoneBytes / run.TotalBytes), 3), run.Failure.Length == 0 ? null : run.Failure);
}

/// <summary>What goes into a backup besides.</summary>
/// <param name="Recordings">The recordings themselves; without it their list alone.</param>
/// <param name="SealKey">The key of its secrets, so that it can be restored elsewhere by itself. Takes people:edit too.</param>
public sealed record BackupRequest(bool? Recordings, bool? SealKey = null);

/// <summary>What the next start does.</summary>
/// <param name="Backup">The backup that it restores, or the generation of the archive; null: none, it goes on with what is there.</param>
/// <param name="Archive">It is from the archive.</param>
/// <param name="CreatedAt">When that backup was made; from the archive, the instant that it goes back to.</param>
/// <param name="PreparedAt">When it was unpacked and found sound.</param>
/// <param name="By">Who did it.</param>
/// <param name="Preparing">What is being prepared from the archive, or could not be; null when there is nothing to say.</param>
public sealed record RestoreView(string? Backup, bool Archive, DateTimeOffset? CreatedAt, DateTimeOffset? PreparedAt, string? By, ArchiveRestoreView? Preparing)
{
    internal static RestoreView Of(RestoreNote? note, RestoreRun? run) =>
        new(note?.Backup, note?.IsArchive == true, note?.CreatedAt, note?.PreparedAt, note?.By, run is null ? null : ArchiveRestoreView.Of(run));
}
