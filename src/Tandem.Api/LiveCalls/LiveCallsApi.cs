using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;

namespace Tandem.Api.LiveCalls;

/// <summary>One call as it stands now.</summary>
public sealed record LiveCallView(
    string Id, string CallId, string State, string CallingNumber, string CalledNumber, string Account, string IngressTrunk, string EgressTrunk, string Phone,
    string SourceIp, DateTimeOffset StartedAt, DateTimeOffset? AnsweredAt, long TalkMs)
{
    public static LiveCallView Of(LiveCall call) =>
        new(call.Id, call.CallId, call.State, call.CallingNumber, call.CalledNumber, call.Account, call.IngressTrunk, call.EgressTrunk, call.Phone,
            call.SourceIp, call.StartedAt, call.AnsweredAt, call.TalkMs);
}

/// <summary>Calls in progress: see them, end one.</summary>
internal static class LiveCallsApi
{
    private const int MostCalls = 100_000;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder calls = api.MapGroup("/calls").WithTags("calls");
        calls.MapGet("", ListAsync).WithSummary("Calls in progress, oldest first");
        calls.MapDelete("/{id}", HangUpAsync).ProducesProblem(404).WithSummary("End a call")
            .WithDescription("Both legs get BYE (or CANCEL and an answer); the record says ServerHangup.");
    }

    private static async Task<Results<Ok<Page<LiveCallView>>, ProblemHttpResult>> ListAsync(
        ILiveSwitch live, int? limit, string? cursor, CancellationToken stop)
    {
        if (PageRules.Read(limit, cursor, MostCalls) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        IReadOnlyList<LiveCall> calls = await live.CallsAsync(stop);
        List<LiveCallView> views = [.. calls.OrderBy(call => call.StartedAt).ThenBy(call => call.Id, StringComparer.Ordinal).Select(LiveCallView.Of)];
        return TypedResults.Ok(PageRules.Cut(views, most, from));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HangUpAsync(string id, ILiveSwitch live, CancellationToken stop) =>
        await live.HangUpAsync(id, stop) ? TypedResults.NoContent() : Answers.NotFound("call", id);
}
