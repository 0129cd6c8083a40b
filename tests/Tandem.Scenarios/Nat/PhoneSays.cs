using System.Net;

namespace Tandem.Scenarios.Nat;

/// <summary>What a phone that knows of no router sends.</summary>
internal static class PhoneSays
{
    public static string Register(IPEndPoint phone, IPAddress registrar) => Lines(
        $"REGISTER sip:{registrar} SIP/2.0",
        $"Via: SIP/2.0/UDP {phone};branch=z9hG4bKreg1;rport",
        $"Route: <sip:{registrar};lr>",
        "Max-Forwards: 70",
        $"From: <sip:+4930123456@{registrar}>;tag=ft1",
        $"To: <sip:+4930123456@{registrar}>",
        $"Call-ID: c1@{phone.Address}",
        "CSeq: 1 REGISTER",
        $"Contact: <sip:2001@{phone}>;expires=3600",
        "Expires: 3600",
        "Supported: path, outbound",
        "Authorization: Digest username=\"2001\"",
        "User-Agent: a phone",
        "Content-Length: 0",
        "",
        "");

    public static string Invite(IPEndPoint phone, IPAddress proxy)
    {
        string body = Lines(
            "v=0", $"o=2001 1 1 IN IP4 {phone.Address}", "s=-", $"c=IN IP4 {phone.Address}", "t=0 0", "m=audio 20000 RTP/AVP 0 101", "a=rtpmap:101 telephone-event/8000", "a=sendrecv", "");
        return Lines(
            $"INVITE sip:442079460000@{proxy} SIP/2.0",
            $"Via: SIP/2.0/UDP {phone};branch=z9hG4bKinv1;rport",
            "Max-Forwards: 70",
            $"From: <sip:2001@{phone.Address}>;tag=ft2",
            $"To: <sip:442079460000@{proxy}>",
            $"Call-ID: c2@{phone.Address}",
            "CSeq: 1 INVITE",
            $"Contact: <sip:2001@{phone}>",
            "Session-Expires: 1800",
            "Content-Type: application/sdp",
            $"Content-Length: {body.Length}",
            "",
            body);
    }

    public static string Ack(IPEndPoint phone, IPAddress proxy) => Lines(
        $"ACK sip:442079460000@{proxy} SIP/2.0",
        $"Via: SIP/2.0/UDP {phone};branch=z9hG4bKack1;rport",
        $"From: <sip:2001@{phone.Address}>;tag=ft2",
        $"To: <sip:442079460000@{proxy}>;tag=st2",
        $"Call-ID: c2@{phone.Address}",
        "CSeq: 1 ACK",
        "Content-Length: 0",
        "",
        "");

    private static string Lines(params string[] lines) => string.Join("\r\n", lines);
}
