using System.Buffers;
using Tandem.Routing.Access;

namespace Tandem.Routing.Trunks;

/// <summary>How a carrier wants its SIP.</summary>
public enum EgressTransport
{
    /// <summary>Not said: what DNS says, else UDP.</summary>
    Any,
    Udp,
    Tcp,
    Tls,
}

/// <summary>
/// Where calls of an egress trunk go. <paramref name="Ip"/> is the address (IPv4-mapped), or null when <paramref name="Host"/> is
/// a name to look up;
/// <paramref name="Port"/> 0 is not said.
/// </summary>
public readonly record struct EgressAddress(string Host, UInt128? Ip, ushort Port, EgressTransport Transport)
{
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");

    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789.");

    /// <summary>Reads <c>host[:port][;transport=udp|tcp|tls]</c>; an IPv6 address with a port stands in brackets.</summary>
    public static bool TryParse(string text, out EgressAddress address, out string problem)
    {
        address = default;
        problem = $"'{text}' is no host[:port][;transport=udp|tcp|tls]";
        var transport = EgressTransport.Any;
        int parameters = text.IndexOf(';', StringComparison.Ordinal);
        if (parameters >= 0)
        {
            switch (text[(parameters + 1)..].Trim().ToLowerInvariant())
            {
                case "transport=udp":
                    transport = EgressTransport.Udp;
                    break;
                case "transport=tcp":
                    transport = EgressTransport.Tcp;
                    break;
                case "transport=tls":
                    transport = EgressTransport.Tls;
                    break;
                default:
                    problem = $"'{text}': after ';' only transport=udp, transport=tcp or transport=tls";
                    return false;
            }
        }

        string place = (parameters < 0 ? text : text[..parameters]).Trim();
        if (!SourceAddress.TrySplitPort(place, out string host, out ushort port))
        {
            return false;
        }

        UInt128? ip = SourceAddress.TryReadIp(host, out UInt128 parsed, out _) ? parsed : null;
        if (ip is null && !IsHostName(host))
        {
            return false;
        }

        address = new EgressAddress(host, ip, port, transport);
        problem = "";
        return true;
    }

    /// <summary>RFC 1123 §2.1. All digits and dots would be a mistyped address.</summary>
    internal static bool IsHostName(string host) =>
        host.Length is > 0 and <= 253
        && !host.AsSpan().ContainsAnyExcept(HostCharacters)
        && host.AsSpan().ContainsAnyExcept(AddressCharacters)
        && host.Split('.').SkipLast(host.EndsWith('.') ? 1 : 0).All(IsLabel);

    private static bool IsLabel(string label) => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-';
}
