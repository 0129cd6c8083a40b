using System.Text;
using BenchmarkDotNet.Attributes;
using Tandem.Sip.Messages;

namespace Tandem.Bench;

/// <summary>Reading one SIP message in place.</summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    internal const string Invite =
        "INVITE sip:442079460000@192.0.2.10 SIP/2.0\r\n"
        + "Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK74bf9a1c;rport\r\n"
        + "Max-Forwards: 70\r\n"
        + "From: \"Acme\" <sip:442071838750@192.0.2.2>;tag=9fxced76sl\r\n"
        + "To: <sip:442079460000@192.0.2.10>\r\n"
        + "Call-ID: 3848276298220188511@192.0.2.2\r\n"
        + "CSeq: 1 INVITE\r\n"
        + "Contact: <sip:442071838750@192.0.2.2:5060>\r\n"
        + "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, INFO, OPTIONS\r\n"
        + "Supported: 100rel, timer, replaces\r\n"
        + "User-Agent: Example/1.0\r\n"
        + "P-Asserted-Identity: <sip:442071838750@192.0.2.2>\r\n"
        + "Content-Type: application/sdp\r\n"
        + "Content-Length: 187\r\n"
        + "\r\n"
        + "v=0\r\no=- 20518 0 IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 192.0.2.2\r\nt=0 0\r\nm=audio 20000 RTP/AVP 0 8 18 101\r\n"
        + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=sendrecv\r\n";

    private readonly SipMessage _message = new() { Buffer = Encoding.ASCII.GetBytes(Invite), Length = Invite.Length };

    [GlobalSetup]
    public void Setup()
    {
        if (SipParser.Parse(_message) is not ParseFault.None and ParseFault fault)
        {
            throw new InvalidOperationException($"The sample message is not valid: {fault}");
        }
    }

    [Benchmark]
    public ParseFault ParseInvite() => SipParser.Parse(_message);
}
