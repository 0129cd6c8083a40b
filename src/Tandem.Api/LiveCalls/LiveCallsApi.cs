using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Cdrs;
using Tandem.Api.Ladders;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Store.People;

namespace Tandem.Api.LiveCalls;

/// <summary>One call with its media as it is now.</summary>
/// <param name="Call">The call, as in the list.</param>
/// <param name="MediaMode">on: through the node; off: from end to end.</param>
/// <param name="MediaNode">The media node that relays.</param>
/// <param name="CallerMedia">What came from the caller, and what was sent to it.</param>
/// <param name="CalleeMedia">The same of the callee.</param>
/// <param name="Quality">Its media so far, interval by interval.</param>
public sealed record LiveCallDetailView(LiveCallView Call, string MediaMode, string MediaNode, MediaLegView CallerMedia, MediaLegView CalleeMedia, QualityView Quality)
{
    internal static LiveCallDetailView Of(LiveCallDetail detail, IPlaces places) => new(
        LiveCallView.Of(detail.Call, places), detail.MediaMode, detail.MediaNode,
        new(detail.CallerCodec, MediaFlowView.Of(detail.CallerIn), MediaFlowView.Of(detail.CallerOut)),
        new(detail.CalleeCodec, MediaFlowView.Of(detail.CalleeIn), MediaFlowView.Of(detail.CalleeOut)),
        QualityView.Of(QualitySeries.Read(detail.Quality.Span)));
}

/// <summary>Calls in progress: see them, look at one, end one.</summary>
internal static class LiveCallsApi
{
    private const int MostCalls = 100_000;
    private const string Noun = "call";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder calls = api.MapGroup("/calls").WithTags("calls");
        calls.MapGet("", ListAsync).NeedsViewOfOwn(Pages.Calls).WithSummary("Calls in progress, oldest first");
        calls.MapGet("/{id}", GetAsync).NeedsViewOfOwn(Pages.Calls).ProducesProblem(404).WithSummary("A call in progress, with its media as it is now");
        calls.MapGet("/{id}/ladder", LadderAsync).NeedsViewOfOwn(Pages.Calls).Produces<LadderView>().ProducesProblem(404).WithSummary("The messages of a call in progress, so far")
            .WithDescription("As those of a record (GET /cdrs/{id}/ladder); when the call has ended, they are there. A drawn ladder when Accept asks for text/plain.");
        calls.MapDelete("/{id}", HangUpAsync).NeedsEditOfOwn(Pages.Calls).ProducesProblem(404).WithSummary("End a call")
            .WithDescription("Both legs get BYE (or CANCEL and an answer); the record says ServerHangup.");
    }

    private static async Task<Results<Ok<Page<LiveCallView>>, ProblemHttpResult>> ListAsync(
        HttpContext context, ILiveSwitch live, IPlaces places, int? limit, string? cursor, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (PageRules.Read(limit, cursor, MostCalls) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        IReadOnlyList<LiveCall> calls = await live.CallsAsync(stop);
        List<LiveCallView> views = [.. calls.Where(call => caller.Owns(call.Account)).OrderBy(call => call.StartedAt).ThenBy(call => call.Id, StringComparer.Ordinal).Select(call => LiveCallView.Of(call, caller, places))];
        return TypedResults.Ok(PageRules.Cut(views, most, from));
    }

    private static async Task<Results<Ok<LiveCallDetailView>, ProblemHttpResult>> GetAsync(string id, HttpContext context, ILiveSwitch live, IPlaces places, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (await live.CallAsync(id, stop) is not { } detail)
        {
            return Answers.NotFound(Noun, id);
        }

        if (!caller.Owns(detail.Call.Account))
        {
            return Own.Foreign(context, Noun, id);
        }

        LiveCallDetailView view = LiveCallDetailView.Of(detail, places);
        return TypedResults.Ok(caller.IsLimited ? view with { Call = LiveCallView.Of(detail.Call, caller, places), MediaNode = "" } : view);
    }

    /// <summary>Who is limited to accounts sees his own side of a call.</summary>
    private static async Task<IResult> LadderAsync(string id, HttpContext context, ILiveSwitch live, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (await live.LadderAsync(id, stop) is not { } ladder)
        {
            return Answers.NotFound(Noun, id);
        }

        if (!caller.Owns(ladder.Account))
        {
            return Own.Foreign(context, Noun, id);
        }

        IReadOnlyList<LadderMessage> messages = Ladder.Read(ladder.Packed.Span);
        return LadderAnswers.Ladder(context.Request, caller.IsLimited ? [.. messages.Where(static message => message.Leg == 0)] : messages, ladder.PeerOf);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HangUpAsync(string id, HttpContext context, ILiveSwitch live, Deeds deeds, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (caller.IsLimited && (await live.CallsAsync(stop)).FirstOrDefault(call => call.Id == id) is { } asked && !caller.Owns(asked.Account))
        {
            return Own.Foreign(context, Noun, id);
        }

        if (!await live.HangUpAsync(id, stop))
        {
            return Answers.NotFound(Noun, id);
        }

        await deeds.NoteAsync(caller.Who, "hang-up", $"call {id}", "ended by hand");
        return TypedResults.NoContent();
    }
}
