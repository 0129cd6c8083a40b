using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;

namespace Tandem.Api.NatDiagnosis;

/// <summary>What stands between phones or trunks and the switch: NAT, STUN, a SIP ALG and what it rewrites, and the cure.</summary>
internal static class NatFindingsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder findings = api.MapGroup("/nat-findings").WithTags("nat-findings");
        findings.MapGet("", List).ProducesProblem(400).WithSummary("What the NAT doctor finds, by endpoint")
            .WithDescription("Each finding with the parts of the messages that it rests on, and the cure for each family of routers.");
        findings.MapGet("/{endpoint}", Get).ProducesProblem(404).WithSummary("What the NAT doctor finds at one phone or trunk");
    }

    private static Results<Ok<Page<EndpointNat>>, ProblemHttpResult> List(ILiveNat nat, int? limit, string? cursor)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long offset) || offset > int.MaxValue)
        {
            return PageRules.Bad(limit, cursor);
        }

        IReadOnlyList<EndpointNat> found = nat.Endpoints((int)offset, most);
        return TypedResults.Ok(new Page<EndpointNat>(found, found.Count == most ? (offset + most).ToString() : null));
    }

    private static Results<Ok<EndpointNat>, ProblemHttpResult> Get(string endpoint, ILiveNat nat) =>
        nat.Find(endpoint) is { } found ? TypedResults.Ok(found) : Answers.NotFound("endpoint that was seen", endpoint);
}
