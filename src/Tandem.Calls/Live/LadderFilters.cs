using System.Net;
using System.Net.Sockets;

namespace Tandem.Calls.Live;

/// <summary>A display filter of Wireshark, and what it shows.</summary>
public sealed record LadderFilter(string Shows, string Filter);

/// <summary>The display filters that find a ladder's messages in a capture of the network, at the switch or beside the phone.</summary>
public static class LadderFilters
{
    /// <summary>By Call-ID; in order: all of them, what sets up and answers, private addresses in Contact, and the media that its descriptions speak of. Pure.</summary>
    public static IReadOnlyList<LadderFilter> Of(IReadOnlyList<LadderMessage> messages)
    {
        var callIds = new List<string>();
        var media = new List<string>();
        bool isCall = false;
        foreach (LadderMessage message in messages)
        {
            MessageParts parts = MessageParts.Of(message);
            isCall |= parts.Method == "INVITE";
            if (parts.First("Call-ID") is { Length: > 0 } callId)
            {
                AddNew(callIds, callId);
            }

            AddMedia(media, parts.Body);
        }

        if (callIds.Count == 0)
        {
            return [];
        }

        string all = string.Join(" || ", callIds.Select(static id => $"sip.Call-ID == \"{Quoted(id)}\""));
        List<LadderFilter> filters =
        [
            new("its messages", all),
            new("its answers, and what it began with", $"({all}) && (sip.Method == \"{(isCall ? "INVITE" : "REGISTER")}\" || sip.Status-Code)"),
            new("private addresses in Contact", $"({all}) && (sip.Contact contains \"192.168\" || sip.Contact contains \"10.\")"),
        ];
        if (media.Count > 0)
        {
            filters.Add(new("its media", string.Join(" || ", media)));
        }

        return filters;
    }

    private static void AddNew(List<string> list, string one)
    {
        if (!list.Contains(one))
        {
            list.Add(one);
        }
    }

    /// <summary>Address and port of each media line; a connection of its own stands behind it (RFC 8866 §5.7).</summary>
    private static void AddMedia(List<string> media, IReadOnlyList<string> description)
    {
        string ofAll = "";
        string address = "";
        string port = "";
        foreach (string line in (IEnumerable<string>)[.. description, "m="])
        {
            if (line.StartsWith("m=", StringComparison.Ordinal))
            {
                AddPlace(media, address, port);
                (address, port) = (ofAll, line.Split(' ') is [_, var number, ..] ? number.Split('/')[0] : "");
            }
            else if (line.StartsWith("c=IN IP", StringComparison.Ordinal) && line.Split(' ') is [_, _, var ip, ..])
            {
                address = ip.Split('/')[0];
                ofAll = port.Length == 0 ? address : ofAll;
            }
        }
    }

    private static void AddPlace(List<string> media, string address, string port)
    {
        if (ushort.TryParse(port, out ushort number) && number > 0 && IPAddress.TryParse(address, out IPAddress? ip))
        {
            string family = ip.AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6" : "ip";
            AddNew(media, $"({family}.addr == {ip} && udp.port == {number})");
        }
    }

    /// <summary>As a string of Wireshark's filter language.</summary>
    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
