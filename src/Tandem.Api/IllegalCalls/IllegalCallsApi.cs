using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Json;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Store.Cdrs;
using Tandem.Store.People;

namespace Tandem.Api.IllegalCalls;

/// <summary>A stranger: its network (24 bits of IPv4, 64 of IPv6), how often it tried to call, when, which numbers, until when it is suspended for wrong passwords, and whether it is known to be
/// harmless. Country, asn and asName are what the installed databases say of it; empty and 0: unknown.</summary>
public sealed record IllegalSourceView(
    string SourceIp, string Network, long Count, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<string> NumbersTried, DateTimeOffset? BannedUntil, bool IsWhiteListed,
    string Country, long Asn, string AsName);

/// <summary>Illegal calls by source address.</summary>
internal static class IllegalCallsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/illegal-calls", ListAsync).NeedsView(Pages.IllegalCalls).WithTags("illegal-calls").ProducesProblem(400).WithSummary("Illegal calls by source address, most first")
            .WithDescription("from and to bound the time. Sources of the white list are left out, unless whiteListed is true. The single records are CDRs with billingMode -9.");

    private static async Task<Results<Ok<Page<IllegalSourceView>>, ProblemHttpResult>> ListAsync(
        IllegalCallQuery query, ILiveSwitch live, PlanHolder plan, IPlaces places, string? from, string? to, bool? whiteListed, int? limit, string? cursor, CancellationToken stop)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long offset) || offset > int.MaxValue)
        {
            return PageRules.Bad(limit, cursor);
        }

        List<ProblemEntry> problems = [];
        DateTimeOffset? since = TimeConverter.Query("from", from, problems);
        DateTimeOffset? until = TimeConverter.Query("to", to, problems);
        if (problems.Count > 0)
        {
            return Answers.BadQuery(problems);
        }

        SystemParameters parameters = plan.Current.Parameters;
        bool leavesOut = whiteListed != true && parameters.IllegalCallWhiteList.Count > 0;
        IReadOnlyList<IllegalSource> sources = await query.FindAsync(since, until, most, (int)offset, leavesOut ? parameters.IsWhiteListed : null, stop);
        return TypedResults.Ok(new Page<IllegalSourceView>([.. sources.Select(source => View(source, live, parameters, Origin.PlaceOf(source.SourceIp, places)))], sources.Count == most ? (offset + most).ToString() : null));
    }

    private static IllegalSourceView View(IllegalSource source, ILiveSwitch live, SystemParameters parameters, Place place) => new(
        source.SourceIp,
        SourceAddress.NetworkOf(source.SourceIp),
        source.Count,
        source.First,
        source.Last,
        source.NumbersTried,
        IPAddress.TryParse(source.SourceIp, out IPAddress? address) ? live.BannedUntil(address) : null,
        parameters.IsWhiteListed(source.SourceIp),
        place.Country,
        place.Asn,
        place.AsName);
}
