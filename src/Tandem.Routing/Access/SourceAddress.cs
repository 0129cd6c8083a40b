using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Routing.Access;

/// <summary>
/// Where a trunk's calls come from: one address, an address and port, or a network. IPv4 is kept as IPv4-mapped IPv6, so
/// <paramref name="PrefixLength"/> is always of 128 bits. <paramref name="Port"/> 0 is any.
/// </summary>
public readonly record struct SourceAddress(UInt128 Ip, int PrefixLength, ushort Port)
{
    /// <summary>
    /// Reads <c>192.0.2.1</c>, <c>192.0.2.1:5060</c>, <c>192.0.2.0/24</c>, <c>2001:db8::1</c>, <c>[2001:db8::1]:5060</c> or
    /// <c>2001:db8::/32</c>.
    /// </summary>
    public static bool TryParse(string text, out SourceAddress address, out string problem)
    {
        address = default;
        problem = $"'{text}' is no address, address:port or network: 192.0.2.1, 192.0.2.1:5060, [2001:db8::1]:5060, 10.0.0.0/8";
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            return TryParseNetwork(text, slash, out address, ref problem);
        }

        if (!TrySplitPort(text, out string host, out ushort port) || !TryReadIp(host, out UInt128 ip, out _))
        {
            return false;
        }

        address = new SourceAddress(ip, 128, port);
        problem = "";
        return true;
    }

    /// <summary>Whether a packet from there is meant.</summary>
    public bool Contains(CallSource source) => (source.Ip & Mask(PrefixLength)) == Ip && (Port == 0 || Port == source.Port);

    /// <summary>As people write it, and <see cref="TryParse"/> reads it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Ip);
        var address = new IPAddress(bytes);
        bool isIpv4 = address.IsIPv4MappedToIPv6 && PrefixLength >= 96;
        string host = (isIpv4 ? address.MapToIPv4() : address).ToString();
        string text = Port == 0 ? host : string.Create(CultureInfo.InvariantCulture, $"{(isIpv4 ? host : $"[{host}]")}:{Port}");
        return PrefixLength == 128 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}/{(isIpv4 ? PrefixLength - 96 : PrefixLength)}");
    }

    /// <summary>The network of an address as reports name it: 24 bits of IPv4, 64 of IPv6; the text itself when it is no address.</summary>
    public static string NetworkOf(string ip)
    {
        if (!TryReadIp(ip, out UInt128 address, out bool isIpv4))
        {
            return ip;
        }

        int bits = isIpv4 ? 96 + 24 : 64;
        return new SourceAddress(address & Mask(bits), bits, 0).ToString();
    }

    internal static UInt128 Mask(int prefixLength) => prefixLength == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - prefixLength);

    /// <summary>An address exactly as people write it: no octal, no missing parts, no zone.</summary>
    internal static bool TryReadIp(string text, out UInt128 ip, out bool isIpv4)
    {
        ip = default;
        isIpv4 = false;
        if (text.Contains('%', StringComparison.Ordinal)
            || text.StartsWith('[')
            || !IPAddress.TryParse(text, out IPAddress? parsed))
        {
            return false;
        }

        isIpv4 = parsed.AddressFamily == AddressFamily.InterNetwork;
        if (isIpv4 && !string.Equals(parsed.ToString(), text, StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        parsed.MapToIPv6().TryWriteBytes(bytes, out _);
        ip = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }

    /// <summary>
    /// Cuts <c>:port</c> off an IPv4 address, a name or a bracketed IPv6 address. A bare IPv6 address has no port.
    /// </summary>
    internal static bool TrySplitPort(string text, out string host, out ushort port)
    {
        host = text;
        port = 0;
        int colon;
        if (text.StartsWith('['))
        {
            int end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0)
            {
                return false;
            }

            host = text[1..end];
            if (!host.Contains(':', StringComparison.Ordinal))
            {
                return false;
            }

            if (end == text.Length - 1)
            {
                return true;
            }

            colon = end + 1;
        }
        else
        {
            colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || text.IndexOf(':', colon + 1) >= 0)
            {
                return true;
            }

            host = text[..colon];
        }

        return text[colon] == ':'
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port > 0;
    }

    private static bool TryParseNetwork(string text, int slash, out SourceAddress address, ref string problem)
    {
        address = default;
        if (!TryReadIp(text[..slash], out UInt128 ip, out bool isIpv4)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int bits)
            || bits > (isIpv4 ? 32 : 128))
        {
            return false;
        }

        int prefixLength = isIpv4 ? bits + 96 : bits;
        if ((ip & ~Mask(prefixLength)) != UInt128.Zero)
        {
            problem = $"'{text}' has bits set past its prefix; write the first address of the network";
            return false;
        }

        address = new SourceAddress(ip, prefixLength, 0);
        problem = "";
        return true;
    }
}
