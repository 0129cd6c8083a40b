using System.Net;
using System.Text;
using BenchmarkDotNet.Attributes;
using Tandem.Calls.Live;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Bench;

/// <summary>What remembering the messages of a call costs: thirteen of them, both legs, from INVITE to the answer of the BYE.</summary>
[MemoryDiagnoser]
public class LadderBenchmarks
{
    private static readonly Flow Caller = FlowTo("192.0.2.2", 5062);
    private static readonly Flow Carrier = FlowTo("192.0.2.3", 5070);
    private readonly Ladder _ladder = new(new BufferPool());
    private readonly byte[][] _messages = [.. Texts().Select(Encoding.ASCII.GetBytes)];

    /// <summary>Bytes of the messages, and bytes kept of them.</summary>
    public (int Came, int Kept) Size()
    {
        Fill();
        (int, int) size = (_messages.Sum(static message => message.Length), _ladder.Packed.Length);
        _ladder.Clear();
        return size;
    }

    [Benchmark]
    public int Call()
    {
        Fill();
        int length = _ladder.Packed.Length;
        _ladder.Clear();
        return length;
    }

    private static IEnumerable<string> Texts()
    {
        const string OurCall = "00000001000004d2@tandem";
        const string TheirCall = "3848276298220188511@192.0.2.2";
        string sdp = ParseBenchmarks.Invite[ParseBenchmarks.Invite.IndexOf("v=0", StringComparison.Ordinal)..];
        string invite = ParseBenchmarks.Invite;
        string onward = Head("INVITE sip:442079460000@192.0.2.3:5070 SIP/2.0", OurCall, "INVITE", "") + Body(sdp);
        yield return invite;
        yield return Head("SIP/2.0 100 Trying", TheirCall, "INVITE", "") + "Content-Length: 0\r\n\r\n";
        yield return onward;
        yield return Head("SIP/2.0 100 Trying", OurCall, "INVITE", "") + "Content-Length: 0\r\n\r\n";
        yield return Head("SIP/2.0 180 Ringing", OurCall, "INVITE", ";tag=b1") + "Content-Length: 0\r\n\r\n";
        yield return Head("SIP/2.0 180 Ringing", TheirCall, "INVITE", ";tag=t1") + "Content-Length: 0\r\n\r\n";
        yield return Head("SIP/2.0 200 OK", OurCall, "INVITE", ";tag=b1") + Body(sdp.Replace("20000", "30002", StringComparison.Ordinal));
        yield return Head("SIP/2.0 200 OK", TheirCall, "INVITE", ";tag=t1") + Body(sdp.Replace("20000", "30002", StringComparison.Ordinal));
        yield return Head("ACK sip:192.0.2.10 SIP/2.0", TheirCall, "ACK", ";tag=t1") + "Content-Length: 0\r\n\r\n";
        yield return Head("ACK sip:192.0.2.3 SIP/2.0", OurCall, "ACK", ";tag=b1") + "Content-Length: 0\r\n\r\n";
        yield return Head("BYE sip:192.0.2.10 SIP/2.0", TheirCall, "BYE", ";tag=t1") + "Content-Length: 0\r\n\r\n";
        yield return Head("SIP/2.0 200 OK", TheirCall, "BYE", ";tag=t1") + "Content-Length: 0\r\n\r\n";
        yield return Head("BYE sip:192.0.2.3 SIP/2.0", OurCall, "BYE", ";tag=b1") + "Content-Length: 0\r\n\r\n";
    }

    private static string Head(string start, string callId, string method, string tag) =>
        $"{start}\r\nVia: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK{callId[..8]}{method}\r\nFrom: <sip:442071838750@192.0.2.10>;tag=f{callId[..4]}\r\n"
        + $"To: <sip:442079460000@192.0.2.3>{tag}\r\nCall-ID: {callId}\r\nCSeq: 1 {method}\r\nContact: <sip:192.0.2.10:5060>\r\n";

    private static string Body(string sdp) => $"Content-Type: application/sdp\r\nContent-Length: {sdp.Length}\r\n\r\n{sdp}";

    private static Flow FlowTo(string address, int port) =>
        new(TransportKind.Udp, 0, 0, NetAddress.From(IPAddress.Parse("192.0.2.10"), 5060), NetAddress.From(IPAddress.Parse(address), port));

    private void Fill()
    {
        for (int i = 0; i < _messages.Length; i++)
        {
            _ladder.Add(i % 2, i % 3 == 0, Decks.At.AddMilliseconds(i), i % 2 == 0 ? Caller : Carrier, _messages[i]);
        }
    }
}
