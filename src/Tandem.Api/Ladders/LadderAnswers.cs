using System.Text;
using Microsoft.AspNetCore.Http;
using Tandem.Api.Problems;
using Tandem.Calls.Live;

namespace Tandem.Api.Ladders;

/// <summary>Answers with messages: as data or drawn, and as a capture.</summary>
internal static class LadderAnswers
{
    public const string PcapType = "application/vnd.tcpdump.pcap";
    public const string PcapNgType = "application/x-pcapng";

    /// <summary>Drawn when Accept asks for text/plain.</summary>
    public static IResult Ladder(HttpRequest request, IReadOnlyList<LadderMessage> messages, Func<int, string> peer)
    {
        if (!Accepts(request, "text/plain"))
        {
            return TypedResults.Ok(LadderView.Of(messages, peer));
        }

        var text = new StringBuilder(LadderText.Draw(messages));
        foreach (LadderFilter filter in LadderFilters.Of(messages))
        {
            text.Append(text.Length > 0 && filter.Shows == "its messages" ? "\nIn Wireshark\n" : "").Append($"  {filter.Shows}: {filter.Filter}\n");
        }

        return TypedResults.Text(text.ToString());
    }

    /// <summary>
    /// Classic pcap, or pcapng when <paramref name="format"/> or Accept asks for it.
    /// </summary>
    /// <param name="request">Its Accept.</param>
    /// <param name="format"><c>pcap</c>, <c>pcapng</c> or null.</param>
    /// <param name="messages">In order.</param>
    /// <param name="name">The file's, without its end.</param>
    /// <param name="about">The comment of a pcapng capture, as lines.</param>
    /// <param name="peer">The name of a leg's other side.</param>
    public static IResult Capture(HttpRequest request, string? format, IReadOnlyList<LadderMessage> messages, string name, IEnumerable<string> about, Func<int, string> peer)
    {
        if (format is not (null or "pcap" or "pcapng"))
        {
            return Answers.BadQuery("format", "pcap or pcapng.");
        }

        using var capture = new MemoryStream();
        if (format != "pcapng" && (format is not null || !Accepts(request, "pcapng")))
        {
            Pcap.Write(messages, capture);
            return TypedResults.File(capture.ToArray(), PcapType, $"{name}.pcap");
        }

        PcapNg.Write(messages, string.Join('\n', about), message => Words(message, name, peer(message.Leg)), capture);
        return TypedResults.File(capture.ToArray(), PcapNgType, $"{name}.pcapng");
    }

    private static string Words(LadderMessage message, string name, string peer)
    {
        string leg = message.Leg == 0 ? "leg A" : $"leg B, attempt {message.Leg}";
        string way = message.Sent ? $"tandem to {peer}" : $"{peer} to tandem";
        return $"{name}, {leg}, {way}: {LadderText.Label(message)}{(message.IsCut ? " (only the start line was kept)" : "")}";
    }

    private static bool Accepts(HttpRequest request, string type) => request.Headers.Accept.ToString().Contains(type, StringComparison.OrdinalIgnoreCase);
}
