using System.Buffers.Text;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>
/// What rtpengine counts, in our fields: packets and octets that it received from each side, and what of it went to the other (all, but for its errors). Loss, jitter, MOS and the round trip of a leg
/// come from the RTCP that it saw, which it files under the SSRC of who reports: what that side hears of the other's stream, over the whole way. They stand where that stream came in and where it
/// went out; without RTCP they stay unknown.
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
        MediaFlow cameFromA = ReadSide(tags, "a"u8, ssrcs, out MediaFlow heardByA);
        MediaFlow cameFromB = ReadSide(tags, tagB[..(1 + digits)], ssrcs, out MediaFlow heardByB);
        into.FromA = Judged(cameFromA, heardByB, legOf: heardByA);
        into.ToB = Judged(cameFromA, heardByB, legOf: heardByB);
        into.FromB = Judged(cameFromB, heardByA, legOf: heardByB);
        into.ToA = Judged(cameFromB, heardByA, legOf: heardByA);
    }

    /// <summary>A stream's packets, with what its receiver says of it and the round trip of the leg that is looked at.</summary>
    private static MediaFlow Judged(MediaFlow stream, MediaFlow heard, MediaFlow legOf) => stream with
    {
        Lost = heard.Lost,
        JitterMicroseconds = heard.JitterMicroseconds,
        MosHundredths = heard.MosHundredths,
        RoundTripMicroseconds = legOf.RoundTripMicroseconds,
    };

    private static MediaFlow ReadSide(ReadOnlySpan<byte> tags, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> ssrcs, out MediaFlow heard)
    {
        MediaFlow flow = heard = MediaFlow.Unknown;
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
                ReadStream(stream, part, ssrcs, ref flow, ref heard);
            }
        }

        return flow;
    }

    /// <summary>The first stream of a line is RTP, the second RTCP. What is reported is taken of the side's first line that has reports, which is the voice, as of our own relay.</summary>
    private static void ReadStream(ReadOnlySpan<byte> stream, int part, ReadOnlySpan<byte> ssrcs, ref MediaFlow flow, ref MediaFlow heard)
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

        if (part == 0 && heard == MediaFlow.Unknown && Bencode.TryGetNumber(stream, "SSRC"u8, out long ssrc))
        {
            ReadReports(ssrcs, ssrc, ref heard);
        }
    }

    private static bool Packets(ReadOnlySpan<byte> stream, out long packets, out long octets)
    {
        packets = octets = 0;
        return Bencode.TryGet(stream, "stats"u8, out ReadOnlySpan<byte> stats)
            && Bencode.TryGetNumber(stats, "packets"u8, out packets) && Bencode.TryGetNumber(stats, "bytes"u8, out octets);
    }

    private static void ReadReports(ReadOnlySpan<byte> ssrcs, long ssrc, ref MediaFlow heard)
    {
        Span<byte> name = stackalloc byte[20];
        Utf8Formatter.TryFormat(ssrc, name, out int length);
        if (!Bencode.TryGet(ssrcs, name[..length], out ReadOnlySpan<byte> known) || !Bencode.TryGet(known, "average MOS"u8, out ReadOnlySpan<byte> average))
        {
            return;
        }

        // Until both legs' round trips are known it judges nothing.
        if (Bencode.TryGetNumber(average, "MOS"u8, out long mos) && mos > 0)
        {
            heard.MosHundredths = (int)Math.Clamp(mos * 10, 100, 500);
        }

        if (Bencode.TryGetNumber(average, "jitter"u8, out long jitter))
        {
            heard.JitterMicroseconds = (int)Math.Clamp(jitter * 1000, 0, int.MaxValue);
        }

        if (Bencode.TryGetNumber(average, "round-trip time leg"u8, out long roundTrip) && roundTrip > 0)
        {
            heard.RoundTripMicroseconds = (int)Math.Min(roundTrip, int.MaxValue);
        }

        if (Bencode.TryGetNumber(known, "cumulative loss"u8, out long lost))
        {
            heard.Lost = lost;
        }
    }
}
