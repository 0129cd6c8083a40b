using System.Buffers.Binary;

namespace Tandem.Calls.Live;

/// <summary>A ladder as a capture for Wireshark: classic pcap, raw IP (LINKTYPE_RAW).</summary>
public static class Pcap
{
    private const uint Magic = 0xa1b2c3d4; // microseconds

    public static void Write(IEnumerable<LadderMessage> messages, Stream output)
    {
        Span<byte> head = stackalloc byte[24];
        head.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], CapturePackets.SnapLength);
        BinaryPrimitives.WriteInt32LittleEndian(head[20..], CapturePackets.LinkTypeRaw);
        output.Write(head);

        var packets = new CapturePackets();
        foreach (LadderMessage message in messages)
        {
            if (packets.TryMake(message, out byte[]? packet))
            {
                WritePacket(output, message.At, packet);
            }
        }
    }

    private static void WritePacket(Stream output, DateTimeOffset at, byte[] packet)
    {
        Span<byte> head = stackalloc byte[16];
        long ticks = at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)(ticks / TimeSpan.TicksPerSecond));
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)(ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], packet.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], packet.Length);
        output.Write(head);
        output.Write(packet);
    }
}
