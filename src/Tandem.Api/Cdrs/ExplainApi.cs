using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Billing.Cdrs;
using Tandem.Store.Cdrs;
using Tandem.Store.People;

namespace Tandem.Api.Cdrs;

/// <summary>Why a call went as it went, and why it cost what it cost.</summary>
internal static class ExplainApi
{
    public static void Map(RouteGroupBuilder cdrs) =>
        cdrs.MapGet("/{id}/explain", ExplainAsync).NeedsViewOfOwn(Pages.Cdrs).Produces<Explanation>().ProducesProblem(404).WithSummary("Why one call went as it went")
            .WithDescription("Which trunk matched, each route and why it won or lost, each line of the charge. Text when Accept asks for text/plain.");

    private static async Task<IResult> ExplainAsync(string id, HttpContext context, CdrQuery query, CancellationToken stop)
    {
        if (await OwnRecords.FindAsync(context, query, id, stop) is not Cdr cdr)
        {
            return Answers.NotFound("record", id);
        }

        Explanation explanation = Explanation.Of(cdr, Caller.Of(context).IsLimited);
        return context.Request.Headers.Accept.ToString().Contains("text/plain", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Text(string.Join('\n', explanation.Lines(Caller.Of(context).IsLimited)) + "\n")
            : TypedResults.Ok(explanation);
    }
}
