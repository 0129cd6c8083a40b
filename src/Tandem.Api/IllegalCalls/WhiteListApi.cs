using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Store.People;
using Tandem.Store.Plan;

namespace Tandem.Api.IllegalCalls;

/// <summary>A source of illegal calls that is known to be harmless: an address or a network.</summary>
public sealed record WhiteListView(string Source);

/// <summary>
/// Sources that are known to be harmless, one by one: the parameter SERVER_ILLEGAL_CALL_WHITE_LIST for those who look after illegal calls, and may not change other parameters. Each change is a revision
/// of the plan, and in force at once.
/// </summary>
internal static class WhiteListApi
{
    private const string Name = "SERVER_ILLEGAL_CALL_WHITE_LIST";
    private const int MostTries = 8;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder list = api.MapGroup("/illegal-calls/white-list").WithTags("illegal-calls");
        list.MapGet("", List).NeedsView(Pages.IllegalCalls).WithSummary("Sources of illegal calls that are known to be harmless");
        list.MapPost("", (WhiteListView body, HttpContext context, PlanHolder holder, PlanStore store, CancellationToken stop) => ChangeAsync(body.Source, isAdded: true, context, holder, store, stop))
            .NeedsEdit(Pages.IllegalCalls).Produces<WhiteListView>().ProducesProblem(400).WithSummary("A source is harmless")
            .WithDescription("An address or a network. Its calls are refused and recorded as before; lists, reports, counts and alarms leave them out.");
        list.MapDelete("", (string source, HttpContext context, PlanHolder holder, PlanStore store, CancellationToken stop) => ChangeAsync(source, isAdded: false, context, holder, store, stop))
            .NeedsEdit(Pages.IllegalCalls).Produces<WhiteListView>().ProducesProblem(400).ProducesProblem(404).WithSummary("A source is not harmless any more").WithDescription("?source= as the list has it.");
    }

    private static Ok<Page<WhiteListView>> List(PlanHolder holder) =>
        TypedResults.Ok(new Page<WhiteListView>([.. holder.Current.Parameters.IllegalCallWhiteList.Select(static source => new WhiteListView(source.ToString()))], null));

    private static async Task<IResult> ChangeAsync(string? source, bool isAdded, HttpContext context, PlanHolder holder, PlanStore store, CancellationToken stop)
    {
        string problem = "";
        if (source is null || !SourceAddress.TryParse(source, out SourceAddress address, out problem) || address.Port != 0)
        {
            return Answers.BadValue("source", problem.Length > 0 ? problem : "An address or a network, without a port.");
        }

        for (int attempt = 0; attempt < MostTries; attempt++)
        {
            SwitchPlan before = holder.Current;
            IReadOnlyList<SourceAddress> listed = before.Parameters.IllegalCallWhiteList;
            bool isListed = listed.Contains(address);
            if (isListed == isAdded)
            {
                return isAdded ? TypedResults.Ok(new WhiteListView(address.ToString())) : Answers.NotFound("source of the white list", source);
            }

            string value = string.Join(',', isAdded ? listed.Append(address) : listed.Where(one => one != address));
            PlanDocument plan = before.Document with { Parameters = new Dictionary<string, string>(before.Document.Parameters) { [Name] = value } };
            List<PlanProblem> problems = [];
            SystemParameters.Read(plan.Parameters, problems);
            if (problems.Count > 0)
            {
                return Answers.Invalid(problems, withPlace: false);
            }

            if (await store.SaveAsync(plan, Caller.Of(context).Who, before.Revision, dryRun: false, stop) is not null)
            {
                return TypedResults.Ok(new WhiteListView(address.ToString()));
            }
        }

        return Answers.Problem(StatusCodes.Status409Conflict, "The plan is being changed by others all the time; try again.");
    }
}
