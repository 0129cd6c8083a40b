using System.Net;
using System.Text;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>Hosts of URIs and Vias that are addresses.</summary>
internal static class HostText
{
    /// <summary>Reads an IPv4 address, or an IPv6 reference in brackets. False: it is a name.</summary>
    public static bool TryReadAddress(ReadOnlySpan<byte> host, int port, out NetAddress address)
    {
        address = default;
        if (IPv4Text.TryRead(host, out uint ip))
        {
            address = NetAddress.FromIPv4(ip, (ushort)port);
            return true;
        }

        if (host.Length < 4 || host[0] != '[' || host[^1] != ']' || host.Length > 64)
        {
            return false;
        }

        Span<char> text = stackalloc char[64];
        int length = Encoding.ASCII.GetChars(host[1..^1], text);
        if (!IPAddress.TryParse(text[..length], out IPAddress? parsed))
        {
            return false;
        }

        address = NetAddress.From(parsed, port);
        return true;
    }
}
