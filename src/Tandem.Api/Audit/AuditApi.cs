using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Json;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.Audit;
using Tandem.Store.People;

namespace Tandem.Api.Audit;

/// <summary>One thing that somebody did. <paramref name="Old"/> and <paramref name="New"/> are what was before and after, a line for each thing; secrets are never in them.</summary>
public sealed record AuditLineView(string Id, DateTimeOffset At, string Actor, string Address, string Action, string Subject, string Detail, string Old, string New)
{
    internal static AuditLineView Of(AuditLine line) =>
        new(line.Id.ToString(), line.At, line.Actor, line.Address, line.Action, line.Subject, line.Detail, line.Old, line.New);
}

/// <summary>Who did what. Lines are only added; <c>POST /verify</c> finds one that was altered or taken out.</summary>
internal static class AuditApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/audit", ListAsync).TakesLong().NeedsView(Pages.Audit).WithTags("audit").ProducesProblem(400).WithSummary("Who did what, newest first")
            .WithDescription(
                "Filters: from, to, actor, action (plan, payment, user, role, api-key, sign-in, sign-in-failed, sign-out, refused-foreign, hang-up, registration, recording, share, report, evidence, evidence-key, backup, restore, ban, firewall-list, number-list), subject; "
                + "a subject that ends in * is a beginning. "
                + "The actor is a user, admin (the installation key), key:NAME (an API key), or a part of the switch itself.");

    private static async Task<Results<Ok<Page<AuditLineView>>, ProblemHttpResult>> ListAsync(
        AuditLog audit, string? from, string? to, string? actor, string? action, string? subject, int? limit, string? cursor, CancellationToken stop)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long before))
        {
            return PageRules.Bad(limit, cursor);
        }

        List<ProblemEntry> problems = [];
        var filter = new AuditFilter
        {
            From = TimeConverter.Query("from", from, problems),
            To = TimeConverter.Query("to", to, problems),
            Actor = Given(actor),
            Action = Given(action),
            Subject = Given(subject),
        };
        if (problems.Count > 0)
        {
            return Answers.BadQuery(problems);
        }

        IReadOnlyList<AuditLine> lines = await audit.FindAsync(filter, most, before, stop);
        return TypedResults.Ok(new Page<AuditLineView>([.. lines.Select(AuditLineView.Of)], lines.Count == most ? lines[^1].Id.ToString() : null));
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
