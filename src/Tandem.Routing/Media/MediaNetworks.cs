namespace Tandem.Routing.Media;

/// <summary>To which network an address belongs. The address is 128 bits, IPv4 mapped into it.</summary>
public static class MediaNetworks
{
    private static readonly UInt128 Mapped = new(0, 0x0000_FFFF_0000_0000);

    public static MediaNetwork Of(UInt128 ip)
    {
        if (ip >> 32 == Mapped >> 32)
        {
            return OfIPv4((uint)ip);
        }

        byte first = (byte)(ip >> 120);
        return ip == UInt128.Zero ? MediaNetwork.Unknown
            : ip == UInt128.One ? MediaNetwork.Loopback
            : (first & 0xfe) == 0xfc || (ushort)(ip >> 118) == 0b11_1111_1010 ? MediaNetwork.PrivateIPv6
            : MediaNetwork.PublicIPv6;
    }

    private static MediaNetwork OfIPv4(uint ip) => ip switch
    {
        0 => MediaNetwork.Unknown,
        _ when ip >> 24 == 127 => MediaNetwork.Loopback,
        _ when ip >> 24 == 10 || ip >> 20 == 0xac1 || ip >> 16 == 0xc0a8 || ip >> 22 == 0x191 || ip >> 16 == 0xa9fe => MediaNetwork.PrivateIPv4,
        _ => MediaNetwork.PublicIPv4,
    };
}
