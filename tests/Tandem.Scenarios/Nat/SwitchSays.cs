using System.Net;

namespace Tandem.Scenarios.Nat;

/// <summary>What a switch sends to a phone that it sees at the router's address.</summary>
internal static class SwitchSays
{
    /// <summary>The answer to <see cref="PhoneSays.Register"/>, as it came.</summary>
    public static string Registered(string register, IPEndPoint source)
    {
        string[] lines = register.Split("\r\n");
        IEnumerable<string> vias = lines.Where(static line => line.StartsWith("Via:", StringComparison.Ordinal));
        return Lines(
            [
                "SIP/2.0 200 OK",
                .. vias.Select(via => via.Replace(";rport", $";rport={source.Port};received={source.Address}", StringComparison.Ordinal)),
                lines.First(static line => line.StartsWith("Contact:", StringComparison.Ordinal)), "CSeq: 1 REGISTER", "Content-Length: 0", "", "",
            ]);
    }

    /// <summary>A request without a body to the phone's contact.</summary>
    public static string Request(string method, IPEndPoint contact, IPAddress from) => Lines(
        $"{method} sip:2001@{contact} SIP/2.0",
        $"Via: SIP/2.0/UDP {from}:5060;branch=z9hG4bKs{method}",
        $"From: <sip:exchange@{from}>;tag=s1",
        $"To: <sip:2001@{from}>",
        $"Call-ID: s{method}",
        $"CSeq: 1 {method}",
        $"Contact: <sip:{from}:5060>",
        "Content-Length: 0",
        "",
        "");

    private static string Lines(params string[] lines) => string.Join("\r\n", lines);
}
