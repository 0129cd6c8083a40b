using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.People;
using Tandem.Store.Shares;

namespace Tandem.Api.SelfTests;

/// <summary>One result of a visitor's <c>nat-check</c>.</summary>
/// <param name="Id">What it is shared by.</param>
/// <param name="CreatedAt">When the page was used.</param>
/// <param name="CreatedFrom">From where.</param>
/// <param name="ReportedAt">When the tool reported.</param>
/// <param name="ReportedFrom">From where.</param>
/// <param name="Result">What it found; as its sender says, who may be anybody.</param>
public sealed record NatCheckView(string Id, DateTimeOffset CreatedAt, string CreatedFrom, DateTimeOffset? ReportedAt, string ReportedFrom, NatCheckResult? Result)
{
    internal static NatCheckView Of(KeptNatCheck check) =>
        new(check.Id, check.CreatedAt, check.CreatedFrom, check.ReportedAt, check.ReportedFrom, NatCheckResult.Kept(check));
}

/// <summary>What visitors of the self-test page have reported, for the desk.</summary>
internal static class NatChecksApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/nat-checks", List).NeedsView(Pages.SelfTests).WithTags("nat-findings").ProducesProblem(400).WithSummary("What nat-check has reported from the self-test page, newest first")
            .WithDescription("Kept for a week, 1,000 at most.");

    private static Results<Ok<Page<NatCheckView>>, ProblemHttpResult> List(NatCheckStore checks, int? limit, string? cursor)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        Page<KeptNatCheck> page = PageRules.Cut(checks.Reported(), most, from);
        return TypedResults.Ok(new Page<NatCheckView>([.. page.Items.Select(NatCheckView.Of)], page.Next));
    }
}
