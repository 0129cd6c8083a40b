using System.Globalization;
using System.Text;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat.Probes;

/// <summary>
/// A probe as a phone on this address would write it: private address in Via, Contact, Call-ID and description, all of it known, so that what the way alters shows.
/// </summary>
public sealed record ProbeQuestion
{
    /// <summary>OPTIONS, REGISTER or INVITE: some ALGs look at one and not at the other.</summary>
    public required string Method { get; init; }

    /// <summary>The switch, as it was given: a name or an address.</summary>
    public required string Host { get; init; }

    /// <summary>The address that is written.</summary>
    public required NetAddress Own { get; init; }

    public bool IsStream { get; init; }

    /// <summary>Tells this probe from others: hexadecimal.</summary>
    public required string Token { get; init; }

    /// <summary><c>echo</c>, <c>other COOKIE</c> or <c>after SECONDS COOKIE</c>.</summary>
    public string Order { get; init; } = "echo";

    /// <summary>The bytes to send, padded so that the answer is no longer.</summary>
    public byte[] ToBytes()
    {
        string bare = Text(pad: "");
        int missing = ProbeForm.QuestionBytes - bare.Length - ProbeForm.PadHeader.Length - 4;
        return Encoding.ASCII.GetBytes(Text($"{ProbeForm.PadHeader}: {new string('.', Math.Max(1, missing))}\r\n"));
    }

    /// <summary>What the switch gives back if nothing was altered.</summary>
    public byte[] Expected() => Encoding.ASCII.GetBytes(Text(pad: ""));

    private string Text(string pad)
    {
        string host = Own.IsIPv4 ? Own.ToIPAddress().ToString() : $"[{Own.ToIPAddress()}]";
        string family = Own.IsIPv4 ? "IP4" : "IP6";
        string address = Own.ToIPAddress().ToString();
        string body = $"v=0\r\no=nat-check 1 1 IN {family} {address}\r\ns=-\r\nc=IN {family} {address}\r\nt=0 0\r\nm=audio 16384 RTP/AVP 0 8\r\na=rtpmap:0 PCMU/8000\r\na=rtcp:16385 IN {family} {address}\r\n";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Method} sip:{ProbeForm.User}@{Host} SIP/2.0\r\nVia: SIP/2.0/{(IsStream ? "TCP" : "UDP")} {host}:{Own.Port};branch=z9hG4bK{Token};rport\r\nMax-Forwards: 70\r\n"
            + $"From: <sip:{ProbeForm.User}@{host}>;tag={Token}\r\nTo: <sip:{ProbeForm.User}@{Host}>\r\nCall-ID: {Token}@{host}\r\nCSeq: 1 {Method}\r\n"
            + $"Contact: <sip:{ProbeForm.User}@{host}:{Own.Port}{(IsStream ? ";transport=tcp" : "")}>\r\nUser-Agent: tandem-nat-check\r\n{ProbeForm.OrderHeader}: {Order}\r\n{pad}"
            + $"Content-Type: application/sdp\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
