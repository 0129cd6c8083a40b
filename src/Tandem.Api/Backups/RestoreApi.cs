using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Problems;
using Tandem.Store.Backups;
using Tandem.Store.People;

namespace Tandem.Api.Backups;

/// <summary>What the next start restores, and the way back to a backup. That to a time of the archive is begun by <see cref="ArchiveApi"/>.</summary>
internal static class RestoreApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder restore = api.MapGroup("/restore").WithTags("backups");
        restore.MapGet("", Prepared).NeedsView(Pages.Backups).WithSummary("What the next start restores, and what is being prepared for it");
        restore.MapDelete("", CancelAsync).NeedsEdit(Pages.Backups).ProducesProblem(409).WithSummary("Restore nothing at the next start");
    }

    public static async Task<Results<Ok<RestoreView>, ProblemHttpResult>> PrepareAsync(string name, HttpContext context, BackupRuns backups, RestoreRuns runs, Deeds deeds, CancellationToken stop)
    {
        if (backups.Folder.Find(name) is null)
        {
            return Answers.NotFound(BackupsApi.Noun, name);
        }

        if (NotOverPeople(context) is { } refused)
        {
            return refused;
        }

        Caller caller = Caller.Of(context);
        try
        {
            RestoreNote? note = await runs.PrepareAsync(backups.Folder.PathOf(name), caller.Who, stop);
            if (note is null)
            {
                return Busy();
            }

            await deeds.NoteAsync(caller.Who, "restore", name, "prepared for the next start");
            return TypedResults.Ok(RestoreView.Of(note, runs.Run));
        }
        catch (Exception failure) when (failure is BackupUnusableException or Store.Sqlite.StoreUnusableException)
        {
            return Answers.Problem(StatusCodes.Status422UnprocessableEntity, failure.Message);
        }
    }

    public static ProblemHttpResult Busy() => Answers.Problem(StatusCodes.Status409Conflict, "Something is being prepared for the next start at this moment; try again when that is done.");

    /// <summary>A backup has everybody's password hashes, and brings back users and roles as they were: that is no less than editing people.</summary>
    public static ProblemHttpResult? NotOverPeople(HttpContext context) => Caller.Of(context).May(Pages.People, PageAccess.Edit)
        ? null
        : Answers.Problem(StatusCodes.Status403Forbidden, "A backup has users and their rights in it: only who may edit people may take it away or go back to it.");

    private static Ok<RestoreView> Prepared(RestoreRuns runs) => TypedResults.Ok(RestoreView.Of(PreparedRestore.Find(runs.DataDirectory), runs.Run));

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(HttpContext context, RestoreRuns runs, Deeds deeds, CancellationToken stop)
    {
        if (await runs.CallOffAsync(stop) is not { } was)
        {
            return Busy();
        }

        if (was)
        {
            await deeds.NoteAsync(Caller.Of(context).Who, "restore", "next start", "cancelled");
        }

        return TypedResults.NoContent();
    }
}
