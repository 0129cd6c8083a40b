using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Plan;
using Tandem.Store.People;

namespace Tandem.Api.NatDiagnosis;

/// <summary>What stands between phones or trunks and the switch: NAT, STUN, a SIP ALG and what it rewrites, and the cure.</summary>
internal static class NatFindingsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder findings = api.MapGroup("/nat-findings").WithTags("nat-findings");
        findings.MapGet("", List).NeedsViewOfOwn(Pages.Nat).ProducesProblem(400).WithSummary("What the NAT doctor finds, by endpoint")
            .WithDescription("Each finding with the parts of the messages that it rests on, and the cure for each family of routers.");
        findings.MapGet("/{endpoint}", Get).NeedsViewOfOwn(Pages.Nat).ProducesProblem(404).WithSummary("What the NAT doctor finds at one phone or trunk");
    }

    private static Results<Ok<Page<EndpointNat>>, ProblemHttpResult> List(HttpContext context, ILiveNat nat, PlanHolder plan, int? limit, string? cursor)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long offset) || offset > int.MaxValue)
        {
            return PageRules.Bad(limit, cursor);
        }

        Caller caller = Caller.Of(context);
        if (caller.IsLimited)
        {
            IReadOnlyList<EndpointNat> own = [.. nat.Endpoints(0, int.MaxValue).Where(one => Own.Endpoint(caller, plan, one.Endpoint, one.Kind))];
            return TypedResults.Ok(PageRules.Cut(own, most, offset));
        }

        IReadOnlyList<EndpointNat> found = nat.Endpoints((int)offset, most);
        return TypedResults.Ok(new Page<EndpointNat>(found, found.Count == most ? (offset + most).ToString() : null));
    }

    private static Results<Ok<EndpointNat>, ProblemHttpResult> Get(string endpoint, HttpContext context, ILiveNat nat, PlanHolder plan)
    {
        const string Noun = "endpoint that was seen";
        if (nat.Find(endpoint) is not { } found)
        {
            return Answers.NotFound(Noun, endpoint);
        }

        return Own.Endpoint(Caller.Of(context), plan, found.Endpoint, found.Kind) ? TypedResults.Ok(found) : Own.Foreign(context, Noun, endpoint);
    }
}
