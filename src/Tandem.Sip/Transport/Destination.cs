using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Transport;

/// <summary>
/// What is to be located, from a plan, a Contact or a Via: <c>host[:port][;transport=tcp]</c>. <see cref="Literal"/> is set when
/// the host is an IP address; <see cref="Port"/> 0 means that none was given.
/// </summary>
public sealed record Destination(string Host, int Port, TransportKind Transport, IPAddress? Literal)
{
    private const int LongestName = 253;

    /// <summary>The port where none is given and no SRV record names one: RFC 3261 §19.1.2.</summary>
    public int DefaultPort => Transport is TransportKind.Tls or TransportKind.Wss ? 5061 : 5060;

    public static bool TryParse(string text, [NotNullWhen(true)] out Destination? address)
    {
        address = null;
        string[] parts = text.Trim().Split(';', StringSplitOptions.TrimEntries);
        TransportKind transport = TransportKind.Udp;
        foreach (string parameter in parts.AsSpan(1))
        {
            TransportKind? named = parameter.ToUpperInvariant() switch
            {
                "TRANSPORT=UDP" => TransportKind.Udp,
                "TRANSPORT=TCP" => TransportKind.Tcp,
                "TRANSPORT=TLS" => TransportKind.Tls,
                _ => null,
            };
            if (named is null)
            {
                return false;
            }

            transport = named.Value;
        }

        if (!TrySplit(parts[0], out string host, out int port))
        {
            return false;
        }

        bool isBracketed = host.StartsWith('[') && host.EndsWith(']');
        string bare = isBracketed ? host[1..^1] : host;
        bool maybeLiteral = isBracketed || bare.Contains(':', StringComparison.Ordinal) || IsDottedQuad(bare);
        if (maybeLiteral && IPAddress.TryParse(bare, out IPAddress? literal))
        {
            if (isBracketed && literal.AddressFamily != AddressFamily.InterNetworkV6)
            {
                return false;
            }

            address = new(bare, port, transport, literal);
            return true;
        }

        if (isBracketed || !IsName(bare))
        {
            return false;
        }

        address = new(bare.TrimEnd('.'), port, transport, null);
        return true;
    }

    private static bool TrySplit(string text, out string host, out int port)
    {
        port = 0;
        host = text;
        int colon = text.LastIndexOf(':');

        // "2001:db8::1" without brackets has no port.
        if (colon < 0 || text.EndsWith(']') || (!text.StartsWith('[') && text.IndexOf(':', StringComparison.Ordinal) != colon))
        {
            return true;
        }

        host = text[..colon];
        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= ushort.MaxValue;
    }

    // IPAddress.TryParse takes "5060" and "0x7f.1" too, which in a plan are mistakes or names.
    private static bool IsDottedQuad(string text) => text.Count(static c => c == '.') == 3 && IsNumbers(text);

    private static bool IsNumbers(string text) => text.All(static c => char.IsAsciiDigit(c) || c == '.');

    private static bool IsName(string text)
    {
        string name = text.TrimEnd('.');
        return name.Length is > 0 and <= LongestName
            && name.Split('.').All(IsLabel)
            && !IsNumbers(name);
    }

    private static bool IsLabel(string text) =>
        text.Length is > 0 and <= 63 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
