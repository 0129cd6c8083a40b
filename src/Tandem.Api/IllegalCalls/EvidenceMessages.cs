using System.Globalization;
using System.Net;
using System.Text;
using Tandem.Api.SipMessages;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Store.Cdrs;

namespace Tandem.Api.IllegalCalls;

/// <summary>A message as text; its very octets are in <c>messages.pcap</c>. <paramref name="Record"/> is the record whose call it belongs to; empty where it was kept as a message of no call, for <paramref name="Reason"/>.</summary>
internal sealed record EvidenceMessage(
    string Record, string Reason, DateTimeOffset At, string Direction, string Transport, string Local, string Remote, bool IsCut, string Message)
{
    public static EvidenceMessage Of(Cdr cdr, LadderMessage message) => Of(message, message.IsCut, cdr.Id.ToString(CultureInfo.InvariantCulture), "");

    public static EvidenceMessage Of(RecentMessage message) => Of(message.ToLadder(), message.IsCut, "", SipMessageView.WordOf(message.Reason));

    private static EvidenceMessage Of(LadderMessage message, bool isCut, string record, string reason) => new(
        record, reason, message.At, message.Sent ? "sent" : "received", message.TransportName, message.Local, message.Remote, isCut, Encoding.UTF8.GetString(message.Message));
}

/// <summary>
/// The SIP messages that there still are of some records: those that stand with a record in the journal, and of their sources those that the switch has in memory. A stranger's call leaves none in the journal, so that
/// a flood writes none; the last ones of each source are in memory.
/// </summary>
/// <param name="records">Where those of the journal are.</param>
/// <param name="live">Those in memory.</param>
internal sealed class EvidenceMessages(CdrQuery records, ILiveMessages live)
{
    /// <summary>Those in memory of some sources, oldest first. They go on being forgotten: they are taken once.</summary>
    public IReadOnlyList<RecentMessage> Kept(IllegalPeriod period, IReadOnlySet<string> sources) =>
    [
        .. live.Find(new(period.Address, period.From), long.MaxValue, int.MaxValue)
            .Where(message => message.At < period.To && IPEndPoint.TryParse(message.Remote, out IPEndPoint? remote) && sources.Contains(Text(remote.Address)))
            .Reverse(),
    ];

    /// <summary>Those that stand with records; what is folded has none.</summary>
    public IEnumerable<(Cdr Cdr, LadderMessage Message)> Stored(IEnumerable<Cdr> of, CancellationToken stop) =>
        from cdr in of where cdr.Attempts == 1 from message in Ladder.Read(records.LadderOf(cdr.Id, stop).Span) select (cdr, message);

    private static string Text(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
