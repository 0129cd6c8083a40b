using System.Buffers.Binary;
using System.Net;
using Tandem.Wire.Flows;

namespace Tandem.Wire.Udp;

/// <summary>
/// Reads and writes the kernel's sockaddr_in and sockaddr_in6 in place: port at 2, address at 4 or (after the flow label) at 8.
/// </summary>
internal static class SocketAddresses
{
    private const int SizeIPv4 = 16;
    private const int SizeIPv6 = 28;

    public static int SizeOf(bool isIPv4) => isIPv4 ? SizeIPv4 : SizeIPv6;

    public static NetAddress Read(ReadOnlySpan<byte> bytes, bool isIPv4)
    {
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return isIPv4
            ? NetAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), port)
            : new(BinaryPrimitives.ReadUInt128BigEndian(bytes[8..]), port);
    }

    public static void Write(SocketAddress address, in NetAddress value) => Write(address.Buffer.Span, value);

    /// <summary>The family stays as it is.</summary>
    public static void Write(Span<byte> bytes, in NetAddress value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], value.Port);
        if (value.IsIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], (uint)value.Ip);
        }
        else
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes[8..], value.Ip);
        }
    }
}
