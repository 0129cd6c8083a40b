using System.Buffers.Binary;

namespace Tandem.Tests.Media.Rtp;

/// <summary>RTP and RTCP as peers would send them.</summary>
internal static class Packets
{
    public static byte[] Rtp(ushort sequence, uint timestamp = 0, uint ssrc = 0x1234, byte payloadType = 0, int payload = 160)
    {
        byte[] bytes = new byte[12 + payload];
        bytes[0] = 0x80;
        bytes[1] = payloadType;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), ssrc);
        bytes.AsSpan(12).Fill((byte)sequence);
        return bytes;
    }

    public static byte[] SenderReport(uint middleNtp, uint ssrc = 0x1234)
    {
        byte[] bytes = new byte[28];
        bytes[0] = 0x80;
        bytes[1] = 200;
        bytes[3] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(10), middleNtp);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(20), 100);
        return bytes;
    }

    public static byte[] ReceiverReport(uint lastSenderReport, uint delay, byte fraction = 0, int lost = 0, uint jitter = 0, uint about = 0x1234)
    {
        byte[] bytes = new byte[32];
        bytes[0] = 0x81;
        bytes[1] = 201;
        bytes[3] = 7;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), 0x9999);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), about);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(12), ((uint)fraction << 24) | ((uint)lost & 0xFF_FFFF));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(20), jitter);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(24), lastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(28), delay);
        return bytes;
    }
}
