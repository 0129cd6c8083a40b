using Tandem.Store.Archive;

namespace Tandem.Api.Backups;

/// <summary>The archive of this switch (<c>up --archive</c>), and the time that it leads to.</summary>
/// <param name="Place">Its directory; null: this switch keeps none.</param>
/// <param name="Failure">Why nothing is archived, or no new backup is made, or why it can't be looked at; null when all is well.</param>
/// <param name="BehindSeconds">For how long what is stored could not have been restored, beyond the usual.</param>
/// <param name="Spans">Oldest first. Between two of them nothing was archived.</param>
public sealed record ArchiveView(string? Place, string? Failure, double BehindSeconds, IReadOnlyList<ArchiveSpanView> Spans);

/// <summary>A stretch of time that can be gone back to.</summary>
/// <param name="Generation">The backup with its pieces that it is in.</param>
/// <param name="From">The first instant.</param>
/// <param name="To">The last one.</param>
/// <param name="Steps">How many instants can be gone back to, both included.</param>
/// <param name="Lacks">The piece that is missing, behind which this generation leads no further; null when none is.</param>
public sealed record ArchiveSpanView(string Generation, DateTimeOffset From, DateTimeOffset To, int Steps, string? Lacks)
{
    internal static ArchiveSpanView Of(ArchiveSpan span) => new(span.Generation, span.From, span.To, span.Steps, span.Lacks);
}

/// <summary>To which time.</summary>
/// <param name="At">Null: as late as the archive leads.</param>
public sealed record ArchiveRestoreRequest(DateTimeOffset? At);

/// <summary>Where a time leads in the archive.</summary>
/// <param name="At">The instant: what was stored up to then comes back, and nothing later.</param>
/// <param name="Generation">What it is taken from.</param>
/// <param name="Bytes">Octets of the archive that are to be read for it.</param>
/// <param name="State"><c>possible</c> after a dry run, <c>running</c>, or <c>failed</c>.</param>
/// <param name="Progress">Share of the octets that are read, 0 to 1.</param>
/// <param name="StartedAt">When it was begun to be prepared; null after a dry run.</param>
/// <param name="By">Who did so; null after a dry run.</param>
/// <param name="Failure">Why it could not be prepared; null otherwise.</param>
public sealed record ArchiveRestoreView(DateTimeOffset At, string Generation, long Bytes, string State, double Progress, DateTimeOffset? StartedAt, string? By, string? Failure)
{
    internal static ArchiveRestoreView Of(ArchiveInstant possible) => new(possible.At, possible.Generation, possible.Bytes, "possible", 0, null, null, null);

    internal static ArchiveRestoreView Of(RestoreRun run) => new(
        run.To.At, run.To.Generation, run.To.Bytes, run.IsOver ? "failed" : "running",
        run.Progress.TotalBytes == 0 ? 0 : Math.Round(Math.Min(1, (double)run.Progress.DoneBytes / run.Progress.TotalBytes), 3), run.Began, run.By, run.Failure.Length == 0 ? null : run.Failure);
}
