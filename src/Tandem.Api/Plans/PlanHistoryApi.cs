using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.People;
using Tandem.Store.Plan;

namespace Tandem.Api.Plans;

/// <summary>One revision of the plan. <paramref name="Changes"/> is how many it made; null where that was not counted yet.</summary>
public sealed record PlanRevisionView(long Revision, DateTimeOffset At, string Actor, int? Changes, bool IsInForce);

/// <summary>The plans that were: who made them, what they changed, and back to one of them.</summary>
internal static class PlanHistoryApi
{
    public static void Map(RouteGroupBuilder plan)
    {
        RouteGroupBuilder revisions = plan.MapGroup("/revisions");
        revisions.MapGet("", ListAsync).NeedsView(Pages.Plan).ProducesProblem(400).WithSummary("The revisions of the plan, newest first");
        revisions.MapGet("/{n:long}/changes", ChangesAsync).NeedsView(Pages.Plan).ProducesProblem(404).WithSummary("What a revision changed in the one before it");
        revisions.MapPost("/{n:long}/restore", RestoreAsync).NeedsEdit(Pages.Plan).ProducesProblem(400).ProducesProblem(404).ProducesProblem(412)
            .WithSummary("Go back to a revision")
            .WithDescription("As a new revision: nothing is taken out of the history. Money stays as it is. With dryRun=true nothing is changed. If-Match takes the ETag of the plan.");
    }

    private static async Task<Results<Ok<Page<PlanRevisionView>>, ProblemHttpResult>> ListAsync(
        PlanHistory history, PlanHolder holder, int? limit, string? cursor, CancellationToken stop)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long before))
        {
            return PageRules.Bad(limit, cursor);
        }

        IReadOnlyList<PlanRevision> found = await history.ListAsync(most, before, stop);
        long now = holder.Current.Revision;
        return TypedResults.Ok(new Page<PlanRevisionView>(
            [.. found.Select(one => new PlanRevisionView(one.Revision, one.At, one.Actor, one.Changes, one.Revision == now))],
            found.Count == most ? found[^1].Revision.ToString() : null));
    }

    private static async Task<Results<Ok<Page<PlanChangeView>>, ProblemHttpResult>> ChangesAsync(long n, PlanHistory history, CancellationToken stop) =>
        await history.ChangesAsync(n, stop) is { } changes
            ? TypedResults.Ok(new Page<PlanChangeView>([.. changes.Select(PlanChangeView.Of)], null))
            : Answers.NotFound("revision", n.ToString());

    private static async Task<Results<Ok<PlanChanged>, ProblemHttpResult>> RestoreAsync(
        long n, HttpContext context, PlanHistory history, PlanHolder holder, PlanStore store, bool dryRun = false, CancellationToken stop = default)
    {
        if (await history.ReadAsync(n, stop) is not { } plan)
        {
            return Answers.NotFound("revision", n.ToString());
        }

        // What was right once may not be now: rules are added with versions.
        IReadOnlyList<PlanProblem> problems = PlanRules.Check(plan);
        if (problems.Count > 0)
        {
            return Answers.Invalid(problems, withPlace: false);
        }

        return await PlanApi.SaveAsync(context, plan, holder, store, dryRun, $"back to revision {n}", stop);
    }
}
