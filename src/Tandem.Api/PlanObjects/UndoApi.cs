using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Plans;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.Plan;

namespace Tandem.Api.PlanObjects;

/// <summary>Takes back what one revision did to one kind of object, with secrets and rates, as a revision of its own; what others did since stays.</summary>
internal static class UndoApi
{
    private const int MostTries = 8;
    private const string Header = "Tandem-Revision";

    public static void Map(RouteGroupBuilder group, PlanKind kind) =>
        group.MapPost("/revisions/{n:long}/undo", (long n, HttpContext context, PlanHistory history, PlanHolder holder, PlanStore store, CancellationToken stop, bool dryRun = false, bool leaveChanged = false) =>
                UndoAsync(kind, n, context, history, holder, store, dryRun, leaveChanged, stop))
            .NeedsEdit(kind.Page).Produces<PlanChanged>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412)
            .WithSummary($"Take back what a revision did to {kind.Path}")
            .WithDescription("As a new revision. Refused with 412 when one of them has been changed since, with an entry for each of those; with leaveChanged=true these stay as they are, and the others are taken back. What others changed elsewhere stays. "
                + "With dryRun=true nothing is changed.");

    /// <summary>Names the revision that a write made; one that changed nothing made none.</summary>
    public static void Tell(HttpContext context, PlanSaved saved)
    {
        if (saved.Changes.Count > 0)
        {
            context.Response.Headers[Header] = saved.Revision.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async Task<IResult> UndoAsync(
        PlanKind kind, long n, HttpContext context, PlanHistory history, PlanHolder holder, PlanStore store, bool isDryRun, bool leaveChanged, CancellationToken stop)
    {
        if (await history.ReadAsync(n, stop) is not { } after)
        {
            return Answers.NotFound("revision", n.ToString(CultureInfo.InvariantCulture));
        }

        PlanDocument before = await history.ReadAsync(n - 1, stop) ?? new();
        for (int attempt = 0; attempt < MostTries; attempt++)
        {
            SwitchPlan now = holder.Current;
            var undo = PlanUndo.Of(before, after, now.Document, kind.Key, leaveChanged);
            if (undo.Names.Count == 0)
            {
                return Answers.NotFound($"change of {kind.Path} in revision", n.ToString(CultureInfo.InvariantCulture));
            }

            if (undo.ChangedSince.Count > 0 && !leaveChanged)
            {
                return Answers.Problem(
                    StatusCodes.Status412PreconditionFailed,
                    "Somebody has changed it since; nothing was undone.",
                    [.. undo.ChangedSince.Select(name => new ProblemEntry($"{kind.Key}/{name}", $"'{name}' is not as revision {n} left it."))]);
            }

            // What was right once may not be now: something may refer to what would go.
            IReadOnlyList<PlanProblem> problems = PlanRules.Check(undo.Plan);
            if (problems.Count > 0)
            {
                return Answers.Problem(StatusCodes.Status409Conflict, "It can't be undone as the plan is now; nothing was changed.", Answers.Entries(problems, withPlace: false));
            }

            if (await store.SaveAsync(undo.Plan, Caller.Of(context).Who, now.Revision, isDryRun, stop, $"undo of revision {n}") is PlanSaved saved)
            {
                if (saved.Refused.Count > 0)
                {
                    return Answers.Invalid(saved.Refused, withPlace: false);
                }

                if (!isDryRun)
                {
                    Tell(context, saved);
                }

                return TypedResults.Ok(PlanApi.View(saved));
            }
        }

        return Answers.Busy();
    }
}
