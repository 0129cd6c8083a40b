using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Json;
using Tandem.Api.Problems;
using Tandem.Store.Archive;
using Tandem.Store.Backups;
using Tandem.Store.People;

namespace Tandem.Api.Backups;

/// <summary>The archive of changes, and the way back to any time of it, which the next start goes (docs/backups.md).</summary>
internal static class ArchiveApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder archive = api.MapGroup("/archive").WithTags("backups");
        archive.MapGet("", ShowAsync).NeedsView(Pages.Backups).WithSummary("The archive, and the time that it leads to")
            .WithDescription("place is null when this switch keeps none (up --archive DIR).");
        archive.MapPost("/restore", PrepareAsync).NeedsEdit(Pages.Backups).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).WithSummary("Prepare the way back to a time")
            .WithDescription("Leads to the last step before the time; without one as late as can be. Answers 202 at once: what the archive has of then is put together and proven beside the data, GET /api/v1/restore says how far it is. "
                + "The next start of the switch restores it, and puts what is there now aside. With dryRun=true says which instant it would be, and changes nothing. Needs people:edit too, for users come back with it.");
        archive.MapDelete("/restore", EndAsync).NeedsEdit(Pages.Backups).ProducesProblem(404).WithSummary("Cancel what is being prepared from the archive, or forget what could not be");
    }

    private static async Task<Ok<ArchiveView>> ShowAsync(RestoreRuns runs, ArchiveLooks looks, CancellationToken stop)
    {
        if (runs.Archive is not { } archive)
        {
            return TypedResults.Ok(new ArchiveView(null, null, 0, []));
        }

        string failure = archive.Failure;
        IReadOnlyList<ArchiveSpan>? spans = [];
        try
        {
            spans = await looks.SpansAsync(stop);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            failure = fault.Message;
        }

        failure = spans is null ? DoesNotAnswer(archive) : failure;
        return TypedResults.Ok(new ArchiveView(archive.Place, failure.Length == 0 ? null : failure, Math.Round(archive.Behind.TotalSeconds, 1), [.. (spans ?? []).Select(ArchiveSpanView.Of)]));
    }

    private static async Task<Results<Ok<ArchiveRestoreView>, Accepted<ArchiveRestoreView>, ProblemHttpResult>> PrepareAsync(
        ArchiveRestoreRequest? body, HttpContext context, RestoreRuns runs, ArchiveLooks looks, Deeds deeds, TimeProvider time, bool dryRun = false, CancellationToken stop = default)
    {
        if (RestoreApi.NotOverPeople(context) is { } refused)
        {
            return refused;
        }

        if (runs.Archive is not { } archive)
        {
            return Answers.Problem(StatusCodes.Status409Conflict, "This switch keeps no archive: start it with --archive DIR, and any time from then on can be gone back to. Until then there are backups.");
        }

        ArchiveInstant to;
        try
        {
            if (await looks.SpansAsync(stop) is not { } spans)
            {
                return Answers.ComeAgain(context, DoesNotAnswer(archive));
            }

            // While all is archived and nothing is stored there is a step a minute, and now is as good as the last one.
            DateTimeOffset last = spans.Count == 0 ? default : archive.Failure.Length > 0 || spans[^1].To > time.GetUtcNow() ? spans[^1].To : time.GetUtcNow();
            if (body?.At is { } at && spans.Count > 0 && (at < spans[0].From || at > last))
            {
                return Answers.BadValue("at", $"The archive leads from {TimeConverter.Text(spans[0].From)} to {TimeConverter.Text(last)}, and {TimeConverter.Text(at)} is not within; leave it out for as late as can be.");
            }

            to = await Task.Run(() => ArchiveReach.Find(archive.Place, body?.At), stop);
        }
        catch (Exception failure) when (failure is BackupUnusableException or IOException or UnauthorizedAccessException)
        {
            return Answers.Problem(StatusCodes.Status422UnprocessableEntity, failure.Message);
        }

        if (dryRun)
        {
            return TypedResults.Ok(ArchiveRestoreView.Of(to));
        }

        Caller caller = Caller.Of(context);
        if (runs.Begin(to, caller.Who) is not { } run)
        {
            return RestoreApi.Busy();
        }

        await deeds.NoteAsync(caller.Who, "restore", ArchiveWords.Of(to), "begun to be prepared");
        return TypedResults.Accepted("/api/v1/restore", ArchiveRestoreView.Of(run));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(HttpContext context, RestoreRuns runs, Deeds deeds)
    {
        if (runs.Run is not { } run)
        {
            return Answers.Problem(StatusCodes.Status404NotFound, "Nothing is being prepared from the archive.");
        }

        bool wasOver = run.IsOver;
        await runs.EndAsync();
        await deeds.NoteAsync(Caller.Of(context).Who, "restore", ArchiveWords.Of(run.To), wasOver ? "forgotten, for it failed" : "cancelled");
        return TypedResults.NoContent();
    }

    private static string DoesNotAnswer(ArchiveKeeping archive) => $"The archive {archive.Place} does not answer: its disk hangs.";
}
