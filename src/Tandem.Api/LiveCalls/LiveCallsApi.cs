using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Cdrs;
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

/// <summary>One call with its media as it is now.</summary>
/// <param name="Call">The call, as in the list.</param>
/// <param name="MediaMode">on: through the node; off: from end to end.</param>
/// <param name="MediaNode">The media node that relays.</param>
/// <param name="CallerMedia">What came from the caller, and what was sent to it.</param>
/// <param name="CalleeMedia">The same of the callee.</param>
/// <param name="Quality">Its media so far, interval by interval.</param>
public sealed record LiveCallDetailView(LiveCallView Call, string MediaMode, string MediaNode, MediaLegView CallerMedia, MediaLegView CalleeMedia, QualityView Quality)
{
    public static LiveCallDetailView Of(LiveCallDetail detail) => new(
        LiveCallView.Of(detail.Call), detail.MediaMode, detail.MediaNode,
        new(detail.CallerCodec, MediaFlowView.Of(detail.CallerIn), MediaFlowView.Of(detail.CallerOut)),
        new(detail.CalleeCodec, MediaFlowView.Of(detail.CalleeIn), MediaFlowView.Of(detail.CalleeOut)),
        QualityView.Of(QualitySeries.Read(detail.Quality.Span)));
}

/// <summary>Calls in progress: see them, look at one, end one.</summary>
internal static class LiveCallsApi
{
    private const int MostCalls = 100_000;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder calls = api.MapGroup("/calls").WithTags("calls");
        calls.MapGet("", ListAsync).WithSummary("Calls in progress, oldest first");
        calls.MapGet("/{id}", GetAsync).ProducesProblem(404).WithSummary("A call in progress, with its media as it is now");
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

    private static async Task<Results<Ok<LiveCallDetailView>, ProblemHttpResult>> GetAsync(string id, ILiveSwitch live, CancellationToken stop) =>
        await live.CallAsync(id, stop) is { } detail ? TypedResults.Ok(LiveCallDetailView.Of(detail)) : Answers.NotFound("call", id);

    private static async Task<Results<NoContent, ProblemHttpResult>> HangUpAsync(string id, ILiveSwitch live, CancellationToken stop) =>
        await live.HangUpAsync(id, stop) ? TypedResults.NoContent() : Answers.NotFound("call", id);
}
