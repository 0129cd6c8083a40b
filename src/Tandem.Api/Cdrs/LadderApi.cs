using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Store.Cdrs;
using Tandem.Store.People;

namespace Tandem.Api.Cdrs;

/// <summary>One message of a call. <paramref name="Leg"/> is 0 on the caller's side, n on the nth attempt; <paramref name="Peer"/> names the trunk.
/// <paramref name="IsCut"/>: only the start line was kept.</summary>
public sealed record LadderMessageView(
    int Leg, string Peer, string Direction, DateTimeOffset At, string Transport, string Local, string Remote, string StartLine, string Message, bool IsCut);

/// <summary>The messages of a call.</summary>
internal static class LadderApi
{
    public static void Map(RouteGroupBuilder cdrs)
    {
        cdrs.MapGet("/{id}/ladder", LadderAsync).NeedsViewOfOwn(Pages.Cdrs).Produces<Page<LadderMessageView>>().ProducesProblem(404).WithSummary("The messages of one call")
            .WithDescription("In the order they passed, both legs. A drawn ladder when Accept asks for text/plain. Messages are kept as long as the journal segment of their call is.");
        cdrs.MapGet("/{id}/pcap", PcapAsync).NeedsViewOfOwn(Pages.Cdrs).Produces<byte[]>(200, "application/vnd.tcpdump.pcap").ProducesProblem(404).WithSummary("The messages of one call as a capture")
            .WithDescription("For Wireshark: the messages as they passed, with network headers made up anew.");
    }

    private static async Task<IResult> LadderAsync(string id, HttpContext context, CdrQuery query, CancellationToken stop)
    {
        if (await OwnRecords.FindAsync(context, query, id, stop) is not Cdr cdr)
        {
            return Answers.NotFound("record", id);
        }

        IReadOnlyList<LadderMessage> messages = Messages(context, cdr);
        return context.Request.Headers.Accept.ToString().Contains("text/plain", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Text(LadderText.Draw(messages))
            : TypedResults.Ok(new Page<LadderMessageView>([.. messages.Select(message => View(cdr, message))], null));
    }

    private static async Task<IResult> PcapAsync(string id, HttpContext context, CdrQuery query, CancellationToken stop)
    {
        if (await OwnRecords.FindAsync(context, query, id, stop) is not Cdr cdr)
        {
            return Answers.NotFound("record", id);
        }

        using var capture = new MemoryStream();
        Pcap.Write(Messages(context, cdr), capture);
        return TypedResults.File(capture.ToArray(), "application/vnd.tcpdump.pcap", $"{id}.pcap");
    }

    /// <summary>Who is limited to accounts sees his own side of a call.</summary>
    private static IReadOnlyList<LadderMessage> Messages(HttpContext context, Cdr cdr)
    {
        IReadOnlyList<LadderMessage> all = Ladder.Read(cdr.Ladder.Span);
        return Caller.Of(context).IsLimited ? [.. all.Where(static message => message.Leg == 0)] : all;
    }

    private static LadderMessageView View(Cdr cdr, LadderMessage message)
    {
        string text = Encoding.UTF8.GetString(message.Message);
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        return new(
            message.Leg, PeerOf(cdr, message.Leg), message.Sent ? "sent" : "received", message.At, message.TransportName, message.Local, message.Remote,
            end < 0 ? text : text[..end], text, message.IsCut);
    }

    private static string PeerOf(Cdr cdr, int leg)
    {
        if (leg > 0)
        {
            return leg <= cdr.Tried.Count ? cdr.Tried[leg - 1].Trunk : cdr.EgressTrunk;
        }

        return cdr.IngressTrunk.Length > 0 ? cdr.IngressTrunk : cdr.Phone.Length > 0 ? cdr.Phone : cdr.SourceIp;
    }
}
