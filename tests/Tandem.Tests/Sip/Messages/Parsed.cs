using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Tests.Sip.Messages;

/// <summary>Text to messages and back, for facts about parsing.</summary>
internal static class Parsed
{
    /// <summary>An INVITE as a carrier sends it: 14 lines and SDP.</summary>
    public const string Invite =
        "INVITE sip:442079460000@192.0.2.20:5060;user=phone SIP/2.0\r\n" +
        "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK776asdhds;rport\r\n" +
        "Max-Forwards: 70\r\n" +
        "From: \"Alice\" <sip:15551230001@192.0.2.10>;tag=1928301774\r\n" +
        "To: <sip:442079460000@192.0.2.20>\r\n" +
        "Call-ID: a84b4c76e66710@192.0.2.10\r\n" +
        "CSeq: 314159 INVITE\r\n" +
        "Contact: <sip:15551230001@192.0.2.10:5060;transport=udp>\r\n" +
        "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE\r\n" +
        "Supported: timer, 100rel\r\n" +
        "P-Asserted-Identity: <sip:+15551230001@192.0.2.10>\r\n" +
        "X-Account: 4711\r\n" +
        "User-Agent: Carrier SBC 7.2\r\n" +
        "Content-Type: application/sdp\r\n" +
        "Content-Length: 128\r\n" +
        "\r\n" +
        "v=0\r\n" +
        "o=- 20518 0 IN IP4 192.0.2.10\r\n" +
        "s=-\r\n" +
        "c=IN IP4 192.0.2.10\r\n" +
        "t=0 0\r\n" +
        "m=audio 54742 RTP/AVP 8\r\n" +
        "a=rtpmap:8 PCMA/8000\r\n" +
        "a=sendrecv\r\n";

    private const string OptionsLine = "OPTIONS sip:user@example.com SIP/2.0";

    public static SipMessage Message(ReadOnlySpan<byte> bytes, out ParseFault fault)
    {
        SipMessage message = new() { Buffer = bytes.ToArray(), Length = bytes.Length };
        fault = SipParser.Parse(message);
        return message;
    }

    public static SipMessage Message(string text, out ParseFault fault) => Message(Encoding.UTF8.GetBytes(text), out fault);

    public static SipMessage Good(string text)
    {
        SipMessage message = Message(text, out ParseFault fault);
        fault.Should().Be(ParseFault.None);
        return message;
    }

    /// <summary>
    /// A well-formed OPTIONS with some lines put in place of others, or added: a line replaces the one of its name.
    /// </summary>
    public static string Options(params string[] lines)
    {
        List<string> all =
        [
            OptionsLine, "Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKkdjuw", "From: <sip:a@example.com>;tag=1",
            "To: <sip:b@example.com>", "Call-ID: 1@example.com", "CSeq: 7 OPTIONS", "Max-Forwards: 70", "Content-Length: 0",
        ];
        foreach (string line in lines)
        {
            int known = all.FindIndex(1, old => old.Split(':')[0] == line.Split(':')[0]);
            if (known < 0)
            {
                all.Add(line);
            }
            else
            {
                all[known] = line;
            }
        }

        return string.Join("\r\n", all) + "\r\n\r\n";
    }

    /// <summary>The same with another start line.</summary>
    public static string WithStartLine(string line) => Options().Replace(OptionsLine, line, StringComparison.Ordinal);

    public static string Text(this ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    public static ReadOnlySpan<byte> Bytes(this string text) => Encoding.UTF8.GetBytes(text);
}
