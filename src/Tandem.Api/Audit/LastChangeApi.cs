using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Store.Audit;
using Tandem.Store.Plan;

namespace Tandem.Api.Audit;

/// <summary>Who changed an object last (as the audit log names him), when, and by which revision of the plan; null for what is no part of the plan.</summary>
public sealed record LastChangeView(string Actor, DateTimeOffset At, long? Revision);

/// <summary>
/// Who changed an object last: for who was about to save another version of it. Whoever may edit the object may know, without a right to the audit log.
/// </summary>
internal static class LastChangeApi
{
    private const string Path = "/{name}/last-change";

    /// <summary>For objects of the plan; <paramref name="list"/> is theirs in the plan file.</summary>
    public static void MapPlan(RouteGroupBuilder group, string page, string list, string noun) =>
        Describe(group.MapGet(Path, (string name, PlanHistory history, CancellationToken stop) => OfPlanAsync(history, $"{list}/{name}", noun, name, stop)), page, noun);

    /// <summary>For users, roles and API keys; <paramref name="action"/> is what their audit lines are called.</summary>
    public static void MapPeople(RouteGroupBuilder group, string page, string action, string noun) =>
        Describe(group.MapGet(Path, (string name, AuditLog audit, CancellationToken stop) => OfPeopleAsync(audit, action, noun, name, stop)), page, noun);

    private static void Describe(RouteHandlerBuilder last, string page, string noun) =>
        last.TakesLong().NeedsEdit(page).ProducesProblem(404).WithSummary($"Who changed {Answers.WithArticle(noun)} last").WithDescription("And when. For who may edit it.");

    private static async Task<Results<Ok<LastChangeView>, ProblemHttpResult>> OfPlanAsync(PlanHistory history, string path, string noun, string name, CancellationToken stop) =>
        await history.LastChangeOfAsync(path, stop) is { } last
            ? TypedResults.Ok(new LastChangeView(last.Actor, last.At, last.Revision))
            : None(noun, name);

    private static async Task<Results<Ok<LastChangeView>, ProblemHttpResult>> OfPeopleAsync(AuditLog audit, string action, string noun, string name, CancellationToken stop) =>
        await audit.FindAsync(new() { Action = action, Subject = name }, 1, 0, stop) is [AuditLine last]
            ? TypedResults.Ok(new LastChangeView(last.Actor, last.At, null))
            : None(noun, name);

    private static ProblemHttpResult None(string noun, string name) => Answers.NotFound($"change of {Answers.WithArticle(noun)}", name);
}
