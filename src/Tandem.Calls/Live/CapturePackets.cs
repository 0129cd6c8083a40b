using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Live;

/// <summary>
/// The messages of a capture as IP packets. The headers are made up anew, with right lengths, checksums and, on streams, sequence numbers; what went over TLS or a WebSocket stands there as TCP in clear.
/// </summary>
internal sealed class CapturePackets
{
    public const int LinkTypeRaw = 101;
    public const int SnapLength = 262_144;
    private const int IPv4Header = 20;
    private const int IPv6Header = 40;
    private const int UdpHeader = 8;
    private const int TcpHeader = 20;
    private const int MostPayload = 65_535 - IPv6Header - TcpHeader;
    private const byte HopLimit = 64;
    private const byte TcpProtocol = 6;
    private const byte UdpProtocol = 17;
    private const ushort TcpFlags = (5 << 12) | 0x18; // 20 bytes of header; PSH, ACK

    private readonly Dictionary<(string From, string To), uint> _sequences = [];

    /// <summary>The next message as it went. False: its addresses are none.</summary>
    public bool TryMake(LadderMessage message, [NotNullWhen(true)] out byte[]? packet)
    {
        packet = null;
        if (IPEndPoint.TryParse(message.Local, out IPEndPoint? local) && IPEndPoint.TryParse(message.Remote, out IPEndPoint? remote))
        {
            (IPEndPoint from, IPEndPoint to) = message.Sent ? (local, remote) : (remote, local);
            packet = Packet(message, from, to);
        }

        return packet is not null;
    }

    private byte[] Packet(LadderMessage message, IPEndPoint from, IPEndPoint to)
    {
        bool isUdp = message.Transport == TransportKind.Udp;
        bool isIPv4 = from.AddressFamily == AddressFamily.InterNetwork && to.AddressFamily == AddressFamily.InterNetwork;
        ReadOnlySpan<byte> payload = message.Message.AsSpan(0, Math.Min(message.Message.Length, MostPayload));
        int ipHeader = isIPv4 ? IPv4Header : IPv6Header;
        int transportHeader = isUdp ? UdpHeader : TcpHeader;
        byte[] packet = new byte[ipHeader + transportHeader + payload.Length];
        Span<byte> segment = packet.AsSpan(ipHeader);
        BinaryPrimitives.WriteUInt16BigEndian(segment, (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], (ushort)to.Port);
        payload.CopyTo(segment[transportHeader..]);
        if (isUdp)
        {
            BinaryPrimitives.WriteUInt16BigEndian(segment[4..], (ushort)segment.Length);
        }
        else
        {
            WriteTcp(segment, (from.ToString(), to.ToString()), (uint)payload.Length);
        }

        byte protocol = isUdp ? UdpProtocol : TcpProtocol;
        uint addresses = isIPv4 ? WriteIPv4(packet, from.Address, to.Address, protocol) : WriteIPv6(packet, from.Address, to.Address, protocol);
        ushort checksum = Fold(Sum(segment) + addresses + protocol + (uint)segment.Length);
        BinaryPrimitives.WriteUInt16BigEndian(segment[(isUdp ? 6 : 16)..], isUdp && checksum == 0 ? ushort.MaxValue : checksum);
        return packet;
    }

    private void WriteTcp(Span<byte> segment, (string From, string To) way, uint length)
    {
        uint sequence = _sequences.GetValueOrDefault(way, 1u);
        _sequences[way] = sequence + length;
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], _sequences.GetValueOrDefault((way.To, way.From), 1u));
        BinaryPrimitives.WriteUInt16BigEndian(segment[12..], TcpFlags);
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], ushort.MaxValue);
    }

    /// <summary>Fills the header (RFC 791 §3.1) and gives the sum of its addresses, for the pseudo header.</summary>
    private static uint WriteIPv4(Span<byte> packet, IPAddress from, IPAddress to, byte protocol)
    {
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        packet[8] = HopLimit;
        packet[9] = protocol;
        from.TryWriteBytes(packet[12..], out _);
        to.TryWriteBytes(packet[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Fold(Sum(packet[..IPv4Header])));
        return Sum(packet[12..IPv4Header]);
    }

    /// <summary>Fills the header (RFC 8200 §3) and gives the sum of its addresses.</summary>
    private static uint WriteIPv6(Span<byte> packet, IPAddress from, IPAddress to, byte protocol)
    {
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(packet.Length - IPv6Header));
        packet[6] = protocol;
        packet[7] = HopLimit;
        from.MapToIPv6().TryWriteBytes(packet[8..], out _);
        to.MapToIPv6().TryWriteBytes(packet[24..], out _);
        return Sum(packet[8..IPv6Header]);
    }

    /// <summary>RFC 1071: the sum of the 16-bit words, the last one filled up with zero.</summary>
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        int at = 0;
        for (; at + 1 < bytes.Length; at += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        }

        return at < bytes.Length ? sum + ((uint)bytes[at] << 8) : sum;
    }

    private static ushort Fold(uint sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
