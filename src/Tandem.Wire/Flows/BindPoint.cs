using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Wire.Flows;

/// <summary>
/// Where to listen, as <c>--sip</c> says it: <c>udp:0.0.0.0:5060</c>, <c>tcp:[::]:5060</c>. Port 0 takes any free one.
/// </summary>
public sealed record BindPoint(TransportKind Transport, IPAddress Address, int Port)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out BindPoint? point, out string problem)
    {
        point = null;
        string[] parts = text.Split(':', 2);
        TransportKind? transport = parts[0].ToUpperInvariant() switch
        {
            "UDP" => TransportKind.Udp,
            "TCP" => TransportKind.Tcp,
            "TLS" => TransportKind.Tls,
            "WS" => TransportKind.Ws,
            "WSS" => TransportKind.Wss,
            _ => null,
        };
        if (transport is null || parts.Length < 2)
        {
            problem = $"'{text}' is not SCHEME:ADDRESS:PORT with the scheme udp, tcp or tls, such as udp:0.0.0.0:5060";
            return false;
        }

        int colon = parts[1].LastIndexOf(':');
        if (colon < 0 || parts[1].EndsWith(']'))
        {
            problem = $"'{text}' has no port: SCHEME:ADDRESS:PORT, such as udp:0.0.0.0:5060";
            return false;
        }

        string host = parts[1][..colon];
        bool isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (!IPAddress.TryParse(isBracketed ? host[1..^1] : host, out IPAddress? address)
            || isBracketed != (address.AddressFamily == AddressFamily.InterNetworkV6))
        {
            problem = $"'{text}': '{host}' is not an address (an IPv6 address stands in brackets)";
            return false;
        }

        if (!ushort.TryParse(parts[1].AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            problem = $"'{text}': the port must be 0 to 65535";
            return false;
        }

        problem = "";
        point = new(transport.Value, address, port);
        return true;
    }

    /// <summary><c>udp 0.0.0.0:5060</c>.</summary>
    public override string ToString() => $"{Transport.Word()} {new IPEndPoint(Address, Port)}";
}
