using System.Net;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Live;

/// <summary>
/// How a ladder is packed. A version byte, then for each message: leg; flags (sent, cut, transport); microseconds since the message before (the first: since 1970); local and remote
/// address, each by its place among those seen, and written out when it is new (only the first eight are remembered); length; then the bytes as runs: <c>n·2</c> and n bytes, or <c>n·2+1</c> and where in the packed bytes
/// those n stand already. Numbers are 7 bits a byte, low first; signed ones zigzag.
/// </summary>
internal static class LadderPacking
{
    public const byte Version = 1;
    public const int Sent = 1;
    public const int Cut = 2;
    public const int TransportShift = 2;
    public const int MostAddresses = 8;

    public static int WriteNumber(Span<byte> to, ulong number)
    {
        int at = 0;
        while (number >= 0x80)
        {
            to[at++] = (byte)(number | 0x80);
            number >>= 7;
        }

        to[at++] = (byte)number;
        return at;
    }

    public static ulong Zigzag(long number) => (ulong)((number << 1) ^ (number >> 63));

    public static long Unzigzag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);

    /// <summary>Eighteen bytes: the address, IPv4 mapped, and the port.</summary>
    public const int AddressLength = 18;

    public static void WriteAddress(Span<byte> to, NetAddress address)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(to, address.Ip);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(to[16..], address.Port);
    }

    public static IPEndPoint ReadAddress(ReadOnlySpan<byte> from) =>
        new NetAddress(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(from),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(from[16..])).ToEndPoint();
}
