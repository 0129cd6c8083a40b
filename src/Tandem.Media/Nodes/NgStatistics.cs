using System.Buffers.Text;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>
/// What rtpengine counts, in our fields: packets and octets it received from each side, and what of it went to the other (all, but for its errors); jitter, loss and MOS from the RTCP that it saw, where
/// there was any. It does not count a stream's lost packets by sequence number: <c>lost</c> stays unknown without RTCP.
/// </summary>
internal static class NgStatistics
{
    public static void Read(ReadOnlySpan<byte> reply, MediaStatistics into, byte fork)
    {
        into.Clear();
        if (!Bencode.TryGet(reply, "tags"u8, out ReadOnlySpan<byte> tags))
        {
            return;
        }

        Span<byte> tagB = stackalloc byte[4];
        tagB[0] = (byte)'b';
        Utf8Formatter.TryFormat(fork, tagB[1..], out int digits);
        ReadOnlySpan<byte> ssrcs = Bencode.TryGet(reply, "SSRC"u8, out ReadOnlySpan<byte> all) ? all : default;
        into.FromA = ReadSide(tags, "a"u8, ssrcs);
        into.FromB = ReadSide(tags, tagB[..(1 + digits)], ssrcs);
        into.ToB = Sent(into.FromA);
        into.ToA = Sent(into.FromB);
    }

    private static MediaFlow Sent(MediaFlow came) =>
        MediaFlow.Unknown with { Packets = came.Packets, Octets = came.Octets, LastPacketMs = came.LastPacketMs, LastAliveMs = came.LastAliveMs };

    private static MediaFlow ReadSide(ReadOnlySpan<byte> tags, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> ssrcs)
    {
        MediaFlow flow = MediaFlow.Unknown;
        if (!Bencode.TryGet(tags, tag, out ReadOnlySpan<byte> side) || !Bencode.TryGet(side, "medias"u8, out ReadOnlySpan<byte> medias))
        {
            return flow;
        }

        var lines = new BencodeEntries(medias);
        while (lines.TryNext(out ReadOnlySpan<byte> line))
        {
            if (!Bencode.TryGet(line, "streams"u8, out ReadOnlySpan<byte> streams))
            {
                continue;
            }

            var parts = new BencodeEntries(streams);
            for (int part = 0; parts.TryNext(out ReadOnlySpan<byte> stream); part++)
            {
                ReadStream(stream, part, ssrcs, ref flow);
            }
        }

        return flow;
    }

    /// <summary>The first stream of a line is RTP, the second RTCP.</summary>
    private static void ReadStream(ReadOnlySpan<byte> stream, int part, ReadOnlySpan<byte> ssrcs, ref MediaFlow flow)
    {
        if (Bencode.TryGetNumber(stream, "last packet"u8, out long last) && last > 0 && Packets(stream, out long packets, out long octets) && packets > 0)
        {
            flow.LastAliveMs = Math.Max(flow.LastAliveMs, last * 1000);
            if (part == 0)
            {
                flow.LastPacketMs = Math.Max(flow.LastPacketMs, last * 1000);
                flow.Packets += packets;
                flow.Octets += Math.Max(0, octets - (12 * packets)); // it counts the RTP header too
            }
        }

        if (part == 0 && Bencode.TryGetNumber(stream, "SSRC"u8, out long ssrc))
        {
            ReadQuality(ssrcs, ssrc, ref flow);
        }
    }

    private static bool Packets(ReadOnlySpan<byte> stream, out long packets, out long octets)
    {
        packets = octets = 0;
        return Bencode.TryGet(stream, "stats"u8, out ReadOnlySpan<byte> stats)
            && Bencode.TryGetNumber(stats, "packets"u8, out packets) && Bencode.TryGetNumber(stats, "bytes"u8, out octets);
    }

    private static void ReadQuality(ReadOnlySpan<byte> ssrcs, long ssrc, ref MediaFlow flow)
    {
        Span<byte> name = stackalloc byte[20];
        Utf8Formatter.TryFormat(ssrc, name, out int length);
        if (!Bencode.TryGet(ssrcs, name[..length], out ReadOnlySpan<byte> known) || !Bencode.TryGet(known, "average MOS"u8, out ReadOnlySpan<byte> average))
        {
            return;
        }

        if (Bencode.TryGetNumber(average, "MOS"u8, out long mos))
        {
            flow.MosHundredths = (int)Math.Clamp(mos * 10, 100, 500);
        }

        if (Bencode.TryGetNumber(average, "jitter"u8, out long jitter))
        {
            flow.JitterMicroseconds = (int)Math.Clamp(jitter * 1000, 0, int.MaxValue);
        }

        if (Bencode.TryGetNumber(known, "cumulative loss"u8, out long lost))
        {
            flow.Lost = lost;
        }
    }
}
