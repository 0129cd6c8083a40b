using System.Buffers.Binary;
using Tandem.Wire.Flows;

namespace Tandem.Media.Recording;

/// <summary>A capture for Wireshark (pcap, link type 101: raw IP) of RTP packets as they came; the IP and UDP headers are made up anew.</summary>
internal sealed class RtpCapture : IDisposable
{
    private const int RawIp = 101;
    private const int Udp = 17;
    private const int UdpHeader = 8;
    private const int IPv4Header = 20;
    private const int IPv6Header = 40;
    private const int RecordHeader = 16;
    private readonly Stream _file;

    public RtpCapture(Stream file)
    {
        _file = file;
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xa1b2_3c4d); // times in nanoseconds
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], ushort.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], RawIp);
        file.Write(header);
    }

    public void Add(long unixNs, in NetAddress source, in NetAddress destination, ReadOnlySpan<byte> datagram)
    {
        Span<byte> header = stackalloc byte[RecordHeader + IPv6Header + UdpHeader];
        header.Clear();
        int ip = source.IsIPv4 ? IPv4Header : IPv6Header;
        int length = ip + UdpHeader + datagram.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(unixNs / 1_000_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(unixNs % 1_000_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)length);
        Span<byte> packet = header[RecordHeader..];
        if (source.IsIPv4)
        {
            packet[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)length);
            packet[8] = 64;
            packet[9] = Udp;
            BinaryPrimitives.WriteUInt32BigEndian(packet[12..], (uint)source.Ip);
            BinaryPrimitives.WriteUInt32BigEndian(packet[16..], (uint)destination.Ip);
            BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Checksum(packet[..IPv4Header]));
        }
        else
        {
            packet[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(UdpHeader + datagram.Length));
            packet[6] = Udp;
            packet[7] = 64;
            BinaryPrimitives.WriteUInt128BigEndian(packet[8..], source.Ip);
            BinaryPrimitives.WriteUInt128BigEndian(packet[24..], destination.Ip);
        }

        Span<byte> udp = packet[ip..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], destination.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(UdpHeader + datagram.Length));
        _file.Write(header[..(RecordHeader + ip + UdpHeader)]);
        _file.Write(datagram);
    }

    public void Flush() => _file.Flush();

    public void Dispose() => _file.Dispose();

    /// <summary>RFC 1071 §1.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> header)
    {
        uint sum = 0;
        for (int i = 0; i < header.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        }

        sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~((sum & 0xffff) + (sum >> 16));
    }
}
