using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Ladders;
using Tandem.Api.Problems;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Store.Cdrs;
using Tandem.Store.People;

namespace Tandem.Api.Cdrs;

/// <summary>The messages of a call.</summary>
internal static class LadderApi
{
    public static void Map(RouteGroupBuilder cdrs)
    {
        cdrs.MapGet("/{id}/ladder", LadderAsync).NeedsViewOfOwn(Pages.Cdrs).Produces<LadderView>().ProducesProblem(404).WithSummary("The messages of one call")
            .WithDescription("In the order they passed, both legs, and what the switch changed between what came and what it sent for it. A drawn ladder when Accept asks for text/plain. Messages are kept as "
                + "long as the journal segment of their call is; an answer that came after the call's end (to the switch's BYE), until a restart or until newer ones need its place.");
        cdrs.MapGet("/{id}/pcap", PcapAsync).NeedsViewOfOwn(Pages.Cdrs).Produces<byte[]>(200, LadderAnswers.PcapType, LadderAnswers.PcapNgType).ProducesProblem(400).ProducesProblem(404).WithSummary("The messages of one call as a capture")
            .WithDescription("For Wireshark: the messages as they passed, with network headers made up anew. With ?format=pcapng, or when Accept asks for it, with comments: the call, legs, how it ended.");
    }

    private static async Task<IResult> LadderAsync(string id, HttpContext context, CdrQuery query, ILiveSwitch live, CancellationToken stop) =>
        await OwnRecords.FindAsync(context, query, id, stop) is Cdr cdr
            ? LadderAnswers.Ladder(context.Request, await MessagesAsync(cdr, Caller.Of(context).IsLimited, live, stop), leg => PeerOf(cdr, leg))
            : Answers.NotFound("record", id);

    private static async Task<IResult> PcapAsync(string id, string? format, HttpContext context, CdrQuery query, ILiveSwitch live, CancellationToken stop) =>
        await OwnRecords.FindAsync(context, query, id, stop) is Cdr cdr
            ? LadderAnswers.Capture(context.Request, format, await MessagesAsync(cdr, Caller.Of(context).IsLimited, live, stop), id, About(cdr), leg => PeerOf(cdr, leg))
            : Answers.NotFound("record", id);

    /// <summary>Who is limited to accounts sees his own side of a call.</summary>
    public static async Task<IReadOnlyList<LadderMessage>> MessagesAsync(Cdr cdr, bool isLimited, ILiveSwitch live, CancellationToken stop)
    {
        IReadOnlyList<LadderMessage> kept = Ladder.Read(cdr.Ladder.Span);
        if (kept.Count == 0)
        {
            return kept;
        }

        IEnumerable<LadderMessage> all = kept.Concat(await live.LateMessagesAsync(cdr.Id, stop)).OrderBy(static message => message.At);
        return [.. isLimited ? all.Where(static message => message.Leg == 0) : all];
    }

    /// <summary>The comment of a capture.</summary>
    public static IEnumerable<string> About(Cdr cdr)
    {
        yield return $"Call {cdr.Id}, {cdr.StartedAt:yyyy-MM-dd HH:mm:ss.fff}Z, on {cdr.Node}";
        yield return $"from {cdr.CallingNumberIn} ({PeerOf(cdr, 0)}, {cdr.SourceIp}) to {cdr.CalledNumberIn}";
        for (int i = 0; i < cdr.Tried.Count; i++)
        {
            yield return $"attempt {i + 1}: {cdr.Tried[i].Trunk}";
        }

        yield return $"{(cdr.Answered ? $"answered, {cdr.TalkMs} ms" : "not answered")}; ended by {(cdr.EndDirection switch { EndDirection.Caller => "the caller", EndDirection.Callee => "the callee", _ => "the switch" })}: "
            + $"{EndReasons.Name(cdr.EndReason)} ({cdr.EndReason})";
    }

    /// <summary>The name of a leg's other side.</summary>
    public static string PeerOf(Cdr cdr, int leg)
    {
        if (leg > 0)
        {
            return leg <= cdr.Tried.Count ? cdr.Tried[leg - 1].Trunk : cdr.EgressTrunk;
        }

        return cdr.IngressTrunk.Length > 0 ? cdr.IngressTrunk : cdr.Phone.Length > 0 ? cdr.Phone : cdr.SourceIp;
    }
}
