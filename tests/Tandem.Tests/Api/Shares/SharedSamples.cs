using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Routing.Routes;
using Tandem.Tests.Api.Cdrs;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Api.Shares;

/// <summary>A call whose numbers stand in every place where one may.</summary>
internal static class SharedSamples
{
    private const string Invite =
        "INVITE sip:00442079460000;npdi@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.2:5060;branch=z9hG4bK1001x\r\nFrom: \"Ada +44 20 7946 1234\" <sip:1001@pbx>;tag=1\r\nTo: Bob 02079460000 <tel:+442079460000>\r\n"
        + "Call-ID: 442079460000-1@pbx\r\nCSeq: 1 INVITE\r\nContact: <sip:%31%30%30%31@127.0.0.2:5060>\r\nP-Asserted-Identity: \"1001\" <sip:+442071231234@pbx>\r\n"
        + "Proxy-Authorization: Digest username=\"1001\", realm=\"tandem\", uri=\"sip:00442079460000@127.0.0.1\"\r\nX-Route: trunk-442079460000\r\nContent-Length: 20\r\n\r\no=1001 1 1 IN IP4 x\r\n";

    private const string Ok = "SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\nServer: Northern Carrier SBC 4.2\r\nContact: <sip:gw@127.0.0.4:5060>\r\nContent-Length: 0\r\n\r\n";

    private const string Info = "INFO sip:00442079460000@127.0.0.1 SIP/2.0\r\nCSeq: 2 INFO\r\nContent-Type: application/dtmf-relay\r\nContent-Length: 25\r\n\r\nSignal=5\r\nDuration=160\r\n\r\n";

    /// <summary>What of the numbers nobody may see.</summary>
    public static readonly string[] Secrets = ["460000", "0000@", "1234", "1001", "%31", "Signal=5"];

    public static IReadOnlyList<LadderMessage> Messages { get; } =
    [
        new(0, false, SampleCdrs.Noon, TransportKind.Udp, "127.0.0.1:5060", "127.0.0.2:5060", Encoding.UTF8.GetBytes(Invite)),
        new(1, true, SampleCdrs.Noon, TransportKind.Udp, "127.0.0.1:5060", "127.0.0.3:5060", Encoding.UTF8.GetBytes(Invite.Replace("00442079460000", "442079460000", StringComparison.Ordinal))),
        new(0, false, SampleCdrs.Noon, TransportKind.Udp, "127.0.0.1:5060", "127.0.0.2:5060", Encoding.UTF8.GetBytes(Info)),
        new(2, false, SampleCdrs.Noon, TransportKind.Udp, "127.0.0.1:5060", "127.0.0.4:5060", Encoding.UTF8.GetBytes(Ok)),
    ];

    public static Cdr Call(long id = 9009)
    {
        Cdr cdr = SampleCdrs.Answered(id);
        cdr.CallId = "442079460000-1@pbx";
        var ladder = new Ladder(new());
        foreach (LadderMessage message in Messages)
        {
            ladder.Add(message.Leg, message.Sent, message.At, new Flow(default, 0, 0, new(1, 5060), new((UInt128)(message.Leg + 2), 5060)), message.Message);
        }

        cdr.Ladder = ladder.Packed;
        var why = new RouteReasons();
        why.Add(ReasonCode.TrunkMatched, "acme-pbx", "acme");
        why.Add(ReasonCode.CalledRewritten, "00442079460000", "442079460000");
        why.Add(ReasonCode.RateFound, "retail", "44", 0.012m, 60m);
        why.Add(ReasonCode.RouteOffered, "carrier-b", "44", 1m, 0.00015m);
        why.Add(ReasonCode.CostTooHigh, "carrier-a", "", 0.5m, 0.2m);
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        why.WriteTo(json);
        cdr.Why = json.WrittenMemory;
        return cdr;
    }
}
