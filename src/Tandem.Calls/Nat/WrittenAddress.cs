using System.Net;
using System.Text;
using Tandem.Routing.Media;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>A host and port as an agent wrote them into a message: an address, a name (which says nothing of NAT), or nothing at all.</summary>
/// <param name="Address">The address; of a name only the port.</param>
/// <param name="IsThere">Something stands there.</param>
/// <param name="IsName">It is a name, or no address that can be read.</param>
public readonly record struct WrittenAddress(NetAddress Address, bool IsThere, bool IsName)
{
    private const int LongestText = 64;

    /// <summary>An address that means one place.</summary>
    public bool IsAddress => IsThere && !IsName && !Address.IsAny;

    /// <summary>Of a network that is not reached from outside: RFC 1918, RFC 6598 (a provider's NAT), link-local, unique local, loopback.</summary>
    public bool IsPrivate => IsAddress && IsPrivateAddress(Address);

    /// <summary>Of the range between a provider's NAT and its customers: RFC 6598.</summary>
    public bool IsProviders => IsAddress && Address.IsIPv4 && (uint)Address.Ip >> 22 == 0x191;

    public WrittenAddress WithoutPort => this with { Address = Address with { Port = 0 } };

    public static bool IsPrivateAddress(in NetAddress address) => MediaNetworks.Of(address.Ip) is MediaNetwork.PrivateIPv4 or MediaNetwork.PrivateIPv6 or MediaNetwork.Loopback;

    public static WrittenAddress Of(in NetAddress address) => new(address, true, false);

    /// <summary>Reads a host as SIP or SDP writes it; an IPv6 address with its brackets or without.</summary>
    public static WrittenAddress Read(ReadOnlySpan<byte> host, int port)
    {
        if (host.IsEmpty)
        {
            return default;
        }

        if (IPv4Text.TryRead(host, out uint ip))
        {
            return Of(NetAddress.FromIPv4(ip, (ushort)port));
        }

        ReadOnlySpan<byte> bare = host.Length > 2 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host;
        if (bare.Length < LongestText && bare.Contains((byte)':'))
        {
            Span<char> text = stackalloc char[LongestText];
            int length = Encoding.ASCII.GetChars(bare, text);
            if (IPAddress.TryParse(text[..length], out IPAddress? parsed))
            {
                return Of(NetAddress.From(parsed, port));
            }
        }

        return new(new(default, (ushort)port), true, true);
    }

    /// <summary>With the port when there is one; empty when nothing stands there.</summary>
    public override string ToString() => !IsThere ? "" : IsName ? "a name" : Address.Port == 0 ? Address.ToIPAddress().ToString() : Address.ToString();
}
