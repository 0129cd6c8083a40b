using Tandem.Wire.Flows;

namespace Tandem.Media.Turn;

/// <summary>
/// To which peers is relayed. Whoever logs in could reach through us what only we can reach: this machine, its neighbours, everybody at once. So nothing that is not a public
/// host's address, unless the operator has said so. RFC 8656 §21.4, RFC 6890.
/// </summary>
internal sealed class TurnPeers(IReadOnlySet<UInt128> own, IReadOnlyList<TurnNetwork> allowed)
{
    private const uint ThisHost = 0x0000_0000;
    private const uint Private10 = 0x0A00_0000;
    private const uint Shared = 0x6440_0000;
    private const uint Loopback = 0x7F00_0000;
    private const uint LinkLocal = 0xA9FE_0000;
    private const uint Private172 = 0xAC10_0000;
    private const uint Protocols = 0xC000_0000;
    private const uint Relay6To4 = 0xC058_6300;
    private const uint Private192 = 0xC0A8_0000;
    private const uint Multicast = 0xE000_0000;
    private static readonly UInt128 Unspecified96 = UInt128.Zero;
    private static readonly UInt128 Nat64 = new(0x0064_FF9B_0000_0000, 0);
    private static readonly UInt128 Nat64Local = new(0x0064_FF9B_0001_0000, 0);
    private static readonly UInt128 Mapped = new(0, 0x0000_FFFF_0000_0000);
    // An array: to walk through an interface would allocate for each packet.
    private readonly TurnNetwork[] _allowed = [.. allowed];

    /// <summary>Whether packets may go to this peer.</summary>
    public bool MayReach(in NetAddress peer)
    {
        if (peer.Port == 0)
        {
            return false;
        }

        foreach (TurnNetwork network in _allowed)
        {
            if (network.Has(peer))
            {
                return true;
            }
        }

        return IsPublic(peer.Ip) && !own.Contains(peer.Ip);
    }

    /// <summary>Whether there is a port of this host that packets may go to: a permission names none. RFC 8656 §9.</summary>
    public bool MayPermit(UInt128 host)
    {
        foreach (TurnNetwork network in _allowed)
        {
            if (network.Has(host))
            {
                return true;
            }
        }

        return IsPublic(host) && !own.Contains(host);
    }

    internal static bool IsPublic(UInt128 ip)
    {
        if ((ip >> 32) == (Mapped >> 32))
        {
            return IsPublicIPv4((uint)ip);
        }

        // Only global unicast is routed (RFC 4291 §2.4); what carries an IPv4 address inside reaches that one.
        if ((ip >> 32) == (Nat64 >> 32))
        {
            return IsPublicIPv4((uint)ip);
        }

        if ((ip >> 80) == (Nat64Local >> 80) || (ip >> 32) == Unspecified96)
        {
            return false;
        }

        ushort first = (ushort)(ip >> 112);
        return first switch
        {
            0x2002 => IsPublicIPv4((uint)(ip >> 80)), // 6to4, RFC 3056
            0x2001 when (ushort)(ip >> 96) == 0 => false, // Teredo, RFC 4380
            _ => (first & 0xE000) == 0x2000,
        };
    }

    private static bool IsPublicIPv4(uint ip) =>
        !(Begins(ip, ThisHost, 8) || Begins(ip, Private10, 8) || Begins(ip, Shared, 10) || Begins(ip, Loopback, 8) || Begins(ip, LinkLocal, 16)
        || Begins(ip, Private172, 12) || Begins(ip, Protocols, 24) || Begins(ip, Relay6To4, 24) || Begins(ip, Private192, 16) || ip >= Multicast);

    private static bool Begins(uint ip, uint network, int bits) => ((ip ^ network) >> (32 - bits)) == 0;
}
