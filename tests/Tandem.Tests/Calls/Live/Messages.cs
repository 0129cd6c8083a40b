namespace Tandem.Tests.Calls.Live;

/// <summary>Messages as they come on a wire.</summary>
internal static class Messages
{
    public static string Invite(string callId) =>
        $"""
        INVITE sip:442079460000@192.0.2.10 SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.2:5062;branch=z9hG4bK74bf9a1c{callId};rport
        Max-Forwards: 70
        From: "Acme" <sip:442071838750@192.0.2.2>;tag=9fxced76sl
        To: <sip:442079460000@192.0.2.10>
        Call-ID: {callId}@192.0.2.2
        CSeq: 1 INVITE
        Contact: <sip:442071838750@192.0.2.2:5062>
        Content-Type: application/sdp
        Content-Length: 114

        v=0
        o=- 20518 0 IN IP4 192.0.2.2
        s=-
        c=IN IP4 192.0.2.2
        t=0 0
        m=audio 20000 RTP/AVP 0 8
        a=sendrecv

        """.ReplaceLineEndings("\r\n");

    public static string Answer(int status, string phrase, string method, bool sdp = false) =>
        $"""
        SIP/2.0 {status} {phrase}
        Via: SIP/2.0/UDP 192.0.2.2:5062;branch=z9hG4bK74bf9a1c;rport
        From: "Acme" <sip:442071838750@192.0.2.2>;tag=9fxced76sl
        To: <sip:442079460000@192.0.2.10>;tag=8321234356
        Call-ID: 1@192.0.2.2
        CSeq: 1 {method}

        {(sdp ? "v=0" : "")}
        """.ReplaceLineEndings("\r\n");

    public static string Bare(string method) => $"{method} sip:442079460000@192.0.2.10 SIP/2.0\r\nCSeq: 1 {method}\r\n\r\n";
}
