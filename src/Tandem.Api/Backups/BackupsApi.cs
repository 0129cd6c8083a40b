using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.Backups;
using Tandem.Store.People;

namespace Tandem.Api.Backups;

/// <summary>Backups while the switch runs.</summary>
internal static class BackupsApi
{
    public const string Noun = "backup";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder backups = api.MapGroup("/backups").WithTags("backups");
        backups.MapGet("", List).NeedsView(Pages.Backups).WithSummary("Backups, newest first").WithDescription("The one that is being made, or could not be, comes first.");
        backups.MapPost("", MakeAsync).NeedsEdit(Pages.Backups).ProducesProblem(409).WithSummary("Back up now")
            .WithDescription("Answers 202 at once; GET says how far it is. One at a time. The switch goes on meanwhile.");
        backups.MapGet("/{name}", Get).NeedsView(Pages.Backups).ProducesProblem(404).WithSummary("One backup, and how far it is");
        backups.MapGet("/{name}/file", DownloadAsync).NeedsEdit(Pages.Backups).Produces<byte[]>(200, "application/gzip").ProducesProblem(404).WithSummary("The backup itself, a tar.gz")
            .WithDescription("Has what is secret in the data directory. Takes Range. Needs people:edit too.");
        backups.MapDelete("/{name}", DeleteAsync).NeedsEdit(Pages.Backups).ProducesProblem(404).WithSummary("Delete a backup, or cancel the one that is being made");
        backups.MapPost("/{name}/restore", RestoreApi.PrepareAsync).NeedsEdit(Pages.Backups).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithSummary("Prepare the way back to a backup")
            .WithDescription("Unpacks and proves it; the next start of the switch restores it, and puts what is there now aside. Needs people:edit too, for users come back with it.");
    }

    private static Ok<Page<BackupView>> List(BackupRuns runs)
    {
        List<BackupView> views = [.. runs.Folder.List().Select(BackupView.Of)];
        if (runs.Run is { } run && views.TrueForAll(view => view.Name != run.Name))
        {
            views.Insert(0, BackupView.Of(run));
        }

        return TypedResults.Ok(new Page<BackupView>(views, null));
    }

    private static Results<Ok<BackupView>, ProblemHttpResult> Get(string name, BackupRuns runs) =>
        runs.Folder.Find(name) is { } file ? TypedResults.Ok(BackupView.Of(file))
        : runs.Run is { } run && run.Name == name ? TypedResults.Ok(BackupView.Of(run))
        : Answers.NotFound(Noun, name);

    private static async Task<Results<Accepted<BackupView>, ProblemHttpResult>> MakeAsync(BackupRequest? body, HttpContext context, BackupRuns runs, Deeds deeds)
    {
        bool withRecordings = body?.Recordings == true;
        bool withKey = body?.SealKey == true;
        if (withKey && RestoreApi.NotOverPeople(context) is { } refused)
        {
            return refused;
        }

        if (runs.Begin(withRecordings, withKey) is not { } run)
        {
            return Answers.Problem(StatusCodes.Status409Conflict, "Another backup is being made. GET /api/v1/backups says how far it is; DELETE cancels it.");
        }

        await deeds.NoteAsync(Caller.Of(context).Who, Noun, run.Name, (withRecordings ? "begun, with recordings" : "begun") + (withKey ? ", with the key of its secrets" : ""));
        return TypedResults.Accepted($"/api/v1/backups/{run.Name}", BackupView.Of(run));
    }

    private static async Task<IResult> DownloadAsync(string name, HttpContext context, BackupRuns runs, Deeds deeds)
    {
        if (runs.Folder.Find(name) is not { } file)
        {
            return Answers.NotFound(Noun, name);
        }

        if (RestoreApi.NotOverPeople(context) is { } refused)
        {
            return refused;
        }

        await deeds.NoteAsync(Caller.Of(context).Who, Noun, name, "downloaded");
        return TypedResults.PhysicalFile(runs.Folder.PathOf(name), "application/gzip", name, file.CreatedAt, enableRangeProcessing: true);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, HttpContext context, BackupRuns runs, Deeds deeds)
    {
        if (runs.Run is { } run && run.Name == name)
        {
            bool wasOver = run.IsOver;
            run.Cancel();
            await run.Work;
            runs.Forget(run);
            if (wasOver || !runs.Folder.Delete(name))
            {
                await deeds.NoteAsync(Caller.Of(context).Who, Noun, name, wasOver ? "forgotten, for it failed" : "cancelled");
                return TypedResults.NoContent();
            }
        }
        else if (!runs.Folder.Delete(name))
        {
            return Answers.NotFound(Noun, name);
        }

        await deeds.NoteAsync(Caller.Of(context).Who, Noun, name, "deleted");
        return TypedResults.NoContent();
    }
}
