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

/// <summary>Backups while the switch runs, and the way back to one of them, which the next start goes.</summary>
internal static class BackupsApi
{
    private const string Noun = "backup";

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
        backups.MapPost("/{name}/restore", PrepareAsync).NeedsEdit(Pages.Backups).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithSummary("Prepare the way back to a backup")
            .WithDescription("Unpacks and proves it; the next start of the switch restores it, and puts what is there now aside. Needs people:edit too, for users come back with it.");
        RouteGroupBuilder restore = api.MapGroup("/restore").WithTags("backups");
        restore.MapGet("", Prepared).NeedsView(Pages.Backups).WithSummary("The backup that the next start restores");
        restore.MapDelete("", CancelAsync).NeedsEdit(Pages.Backups).ProducesProblem(409).WithSummary("Restore nothing at the next start");
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
        if (withKey && NotOverPeople(context) is { } refused)
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

        if (NotOverPeople(context) is { } refused)
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

    private static Ok<RestoreView> Prepared(BackupRuns runs) => TypedResults.Ok(RestoreView.Of(PreparedRestore.Find(runs.DataDirectory)));

    private static async Task<Results<Ok<RestoreView>, ProblemHttpResult>> PrepareAsync(
        string name, HttpContext context, BackupRuns runs, Deeds deeds, TimeProvider time, CancellationToken stop)
    {
        if (runs.Folder.Find(name) is null)
        {
            return Answers.NotFound(Noun, name);
        }

        if (NotOverPeople(context) is { } refused)
        {
            return refused;
        }

        Caller caller = Caller.Of(context);
        try
        {
            RestoreNote? note = await runs.InTurnAsync(() => PreparedRestore.Prepare(runs.DataDirectory, runs.Folder.PathOf(name), caller.Who, time, stop, runs.SealPlace), stop);
            if (note is null)
            {
                return Busy();
            }

            await deeds.NoteAsync(caller.Who, "restore", name, "prepared for the next start");
            return TypedResults.Ok(RestoreView.Of(note));
        }
        catch (Exception failure) when (failure is BackupUnusableException or Store.Sqlite.StoreUnusableException)
        {
            return Answers.Problem(StatusCodes.Status422UnprocessableEntity, failure.Message);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(HttpContext context, BackupRuns runs, Deeds deeds, CancellationToken stop)
    {
        if (await runs.InTurnAsync(() => PreparedRestore.Cancel(runs.DataDirectory) ? "cancelled" : "", stop) is not { } said)
        {
            return Busy();
        }

        if (said.Length > 0)
        {
            await deeds.NoteAsync(Caller.Of(context).Who, "restore", "next start", said);
        }

        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Busy() => Answers.Problem(StatusCodes.Status409Conflict, "A backup is being prepared for the next start at this moment; try again when that is done.");

    /// <summary>A backup has everybody's password hashes, and brings back users and roles as they were: that is no less than editing people.</summary>
    private static ProblemHttpResult? NotOverPeople(HttpContext context) => Caller.Of(context).May(Pages.People, PageAccess.Edit)
        ? null
        : Answers.Problem(StatusCodes.Status403Forbidden, "A backup has users and their rights in it: only who may edit people may take it away or go back to it.");
}
