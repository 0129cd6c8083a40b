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
using Tandem.Store.Cdrs;
using Tandem.Store.People;

namespace Tandem.Api.IllegalCalls;

/// <summary>A stranger: how often it tried to call, when, which numbers, and until when it is suspended for wrong passwords.</summary>
public sealed record IllegalSourceView(
    string SourceIp, long Count, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<string> NumbersTried, DateTimeOffset? BannedUntil);

/// <summary>Illegal calls by source address.</summary>
internal static class IllegalCallsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/illegal-calls", ListAsync).NeedsView(Pages.IllegalCalls).WithTags("illegal-calls").ProducesProblem(400).WithSummary("Illegal calls by source address, most first")
            .WithDescription("from and to bound the time. The single records are CDRs with billingMode -9.");

    private static async Task<Results<Ok<Page<IllegalSourceView>>, ProblemHttpResult>> ListAsync(
        IllegalCallQuery query, ILiveSwitch live, string? from, string? to, int? limit, string? cursor, CancellationToken stop)
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

        IReadOnlyList<IllegalSource> sources = await query.FindAsync(since, until, most, (int)offset, stop);
        return TypedResults.Ok(new Page<IllegalSourceView>([.. sources.Select(source => View(source, live))], sources.Count == most ? (offset + most).ToString() : null));
    }

    private static IllegalSourceView View(IllegalSource source, ILiveSwitch live) => new(
        source.SourceIp,
        source.Count,
        source.First,
        source.Last,
        source.NumbersTried,
        IPAddress.TryParse(source.SourceIp, out IPAddress? address) ? live.BannedUntil(address) : null);
}
