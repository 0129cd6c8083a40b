using System.Net;

namespace Tandem.Wire.Flows;

/// <summary>An IP address and port as a value: IPv4 is kept IPv4-mapped. No object per packet, usable as a key.</summary>
public readonly record struct NetAddress(UInt128 Ip, ushort Port)
{
    private static readonly UInt128 MappedPrefix = new(0, 0x0000_FFFF_0000_0000);

    public bool IsIPv4 => (Ip >> 32) == (MappedPrefix >> 32);

    public static NetAddress From(IPAddress address, int port)
    {
        Span<byte> bytes = stackalloc byte[16];
        IPAddress wide = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? address.MapToIPv6() : address;
        wide.TryWriteBytes(bytes, out _);
        return new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)port);
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Ip);
        var address = new IPAddress(bytes);
        return IsIPv4 ? address.MapToIPv4() : address;
    }
}
