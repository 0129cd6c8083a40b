using System.Net;
using System.Text;
using Tandem.Calls.Nat;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Nat;

/// <summary>A message as an agent writes it, and what may become of it on its way.</summary>
internal sealed record AgentMessage
{
    public const string Own = "192.168.1.10";
    public const string Router = "203.0.113.7";

    public string Method { get; init; } = "REGISTER";
    public string Agent { get; init; } = "Example/1.0";
    public string Via { get; init; } = Own;
    public int ViaPort { get; init; } = 5060;
    public string ViaEnd { get; init; } = ";rport";
    public string Contact { get; init; } = Own;
    public int ContactPort { get; init; } = 5060;
    public string CallIdHost { get; init; } = "";
    public int CSeq { get; init; } = 7;
    public string Lines { get; init; } = "";

    /// <summary>Null: no description.</summary>
    public string? Media { get; init; }

    public string Origin { get; init; } = Own;
    public int MediaPort { get; init; } = 8000;
    public string MediaLines { get; init; } = "";

    /// <summary>Added to the true Content-Length.</summary>
    public int LengthOff { get; init; }

    public string Transport { get; init; } = "UDP";

    /// <summary>Where the packet came from.</summary>
    public string Source { get; init; } = Router;

    public int SourcePort { get; init; } = 5060;

    public NatSighting Seen()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(Text());
        SipMessage message = new() { Buffer = bytes, Length = bytes.Length };
        SipParser.Parse(message);
        return NatSightingReader.Read(message, NetAddress.From(IPAddress.Parse(Source), SourcePort), Transport == "TCP");
    }

    /// <summary>The evidence of this one message.</summary>
    public NatEvidence Alone() => new() { Seen = Seen(), UserAgent = Agent };

    public string Text()
    {
        string body = Media is null
            ? ""
            : $"v=0\r\no=- 1 1 IN IP4 {Origin}\r\ns=-\r\nc=IN IP4 {Media}\r\nt=0 0\r\nm=audio {MediaPort} RTP/AVP 0 8\r\na=rtpmap:0 PCMU/8000\r\n{MediaLines}";
        string type = Media is null ? "" : "Content-Type: application/sdp\r\n";
        string at = CallIdHost.Length == 0 ? "" : "@" + CallIdHost;
        return $"{Method} sip:198.51.100.1 SIP/2.0\r\nVia: SIP/2.0/{Transport} {Via}:{ViaPort};branch=z9hG4bK1{ViaEnd}\r\nMax-Forwards: 70\r\n"
            + $"From: <sip:1001@198.51.100.1>;tag=a1\r\nTo: <sip:1001@198.51.100.1>\r\nCall-ID: 7f3a{at}\r\nCSeq: {CSeq} {Method}\r\n"
            + $"Contact: <sip:1001@{Contact}:{ContactPort}>\r\nUser-Agent: {Agent}\r\n{Lines}{type}Content-Length: {body.Length + LengthOff}\r\n\r\n{body}";
    }
}
