using System.Buffers.Binary;
using Tandem.Media.Dtmf;
using Tandem.Media.Rtp;

namespace Tandem.Fuzz.Targets;

/// <summary>Datagrams at a call's media port, each behind its length (two octets): RTP with telephone events, and RTCP.</summary>
internal sealed class RtpTarget : FuzzTarget
{
    private const int ClockRate = 8000;
    private const byte EventType = 101;

    public override IEnumerable<byte[]> Seeds()
    {
        byte[] voice = [0x80, 8, 0, 1, 0, 0, 0, 160, 1, 2, 3, 4, .. new byte[20]];
        byte[] press = [0x80, 0xE5, 0, 2, 0, 0, 1, 64, 1, 2, 3, 4, 5, 0x8A, 0, 160];
        byte[] wide = [0xB2, 0, 0, 3, 0, 0, 1, 64, 1, 2, 3, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0xBE, 0xDE, 0, 1, 0x10, 0xFF, 0, 0, 7, 7, 0, 2];
        byte[] sender = [0x81, 200, 0, 12, 1, 2, 3, 4, .. new byte[16], 0, 0, 0, 2, 0, 0, 1, 0, 9, 9, 9, 9, 3, 0, 0, 1, 0, 1, 0, 2, 0, 0, 0, 5, 0, 0, 0, 6, 0, 0, 0, 7];
        byte[] more = [0x81, 202, 0, 3, 1, 2, 3, 4, 1, 4, (byte)'a', (byte)'b', (byte)'c', (byte)'d', 0, 0, 0x81, 203, 0, 1, 1, 2, 3, 4];
        return [Framed(voice), Framed(press), Framed(wide), Framed(sender), Framed([.. sender, .. more]), [.. Framed(voice), .. Framed(press), .. Framed(sender)], .. Carried("Seeds/rtp")];
    }

    public override void Take(byte[] input)
    {
        var stats = default(StreamStats);
        var own = default(RtcpStats);
        var other = default(RtcpStats);
        var keys = new EventReceiver();
        ReadOnlySpan<byte> rest = input;
        for (long nowNs = 0; rest.Length >= 2; nowNs += 20_000_000)
        {
            int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Length - 2);
            ReadOnlySpan<byte> datagram = rest.Slice(2, length);
            rest = rest[(length + 2)..];
            if (RtcpPacket.IsRtcp(datagram))
            {
                _ = own.Read(datagram, nowNs, ref other);
                _ = own.CountSealed(datagram, nowNs);
                ReadAll(datagram);
            }
            else if (RtpPacket.TryRead(datagram, out RtpPacket packet))
            {
                Must(packet.Payload.Length + packet.HeaderLength + packet.PaddingLength == datagram.Length, "header, payload and padding are the packet");
                stats.Count(packet, datagram.Length, nowNs, ClockRate, EventType);
                _ = stats.IsContinuedBy(packet);
                _ = keys.Hear(packet.Timestamp, packet.Payload);
            }
        }

        Must(stats.Packets >= 0 && stats.Duplicates >= 0, "counts don't go below nothing");
    }

    private static void ReadAll(ReadOnlySpan<byte> datagram)
    {
        while (RtcpPacket.TryRead(ref datagram, out RtcpPacket packet))
        {
            _ = packet.TryReadSenderReport(out _, out _, out _, out _);
            _ = packet.Ssrc;
            for (int i = 0; i <= packet.Count; i++)
            {
                _ = packet.TryReadReport(i, out _);
            }
        }
    }

    private static byte[] Framed(byte[] packet) => [(byte)(packet.Length >> 8), (byte)packet.Length, .. packet];
}
