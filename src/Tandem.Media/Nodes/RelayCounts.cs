using Tandem.Media.Quality;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>
/// The relay's counts in our fields. Packets and octets are of all lines together; loss, jitter and MOS are those of the side's first line that had packets, which is the voice. What was
/// sent is judged by the peer's own reports, where it sends any.
/// </summary>
public static class RelayCounts
{
    private const int RtpHeader = 12;

    internal static void Read(ReadOnlySpan<RelaySideStatistics> sides, MediaStatistics into)
    {
        into.Clear();
        into.IsOurClock = true;
        into.FromA = Received(sides, RelaySide.A);
        into.FromB = Received(sides, RelaySide.B);
        into.ToA = Sent(sides, RelaySide.A);
        into.ToB = Sent(sides, RelaySide.B);
        foreach (ref readonly RelaySideStatistics side in sides)
        {
            into.IsRecorded |= side.State.HasFlag(RelaySideState.Recorded);
            if (side is { IsLatched: true, Packets: > 0, Kind: RelayLineKind.Rtp })
            {
                bool isA = side.Side == RelaySide.A;
                into.SourceOfA = isA && into.SourceOfA.Port == 0 ? side.Remote : into.SourceOfA;
                into.SourceOfB = !isA && into.SourceOfB.Port == 0 ? side.Remote : into.SourceOfB;
            }
        }
    }

    private static MediaFlow Received(ReadOnlySpan<RelaySideStatistics> sides, RelaySide side)
    {
        MediaFlow flow = MediaFlow.Unknown;
        foreach (ref readonly RelaySideStatistics one in sides)
        {
            if (one.Side != side)
            {
                continue;
            }

            if (flow.Packets == 0 && one.Packets > 0)
            {
                // A line that went over to fax has been voice before.
                bool isRtp = one.Kind == RelayLineKind.Rtp || one.Ssrc != 0;
                flow.Lost = isRtp ? one.Lost : -1;
                flow.Reordered = isRtp ? one.Reordered : -1;
                flow.Duplicates = isRtp ? one.Duplicates : -1;
                flow.RoundTripMicroseconds = RoundTrip(one.RoundTripMicroseconds);
                flow.JitterMicroseconds = isRtp ? (int)Math.Min(one.MeanJitterMicroseconds, int.MaxValue) : -1;
                flow.MosHundredths = isRtp ? Mos(one.PayloadType, one.Packets, one.Lost, one.MeanJitterMicroseconds, one.RoundTripMicroseconds) : -1;
                flow.CodecChanges = isRtp ? one.PayloadTypeChanges : -1;
            }

            flow.Packets += one.Packets;
            flow.Octets += Payload(one.Kind, one.Packets, one.Octets);
            flow.FirstPacketMs = Earlier(flow.FirstPacketMs, one.FirstAtMs);
            flow.LastPacketMs = Math.Max(flow.LastPacketMs, one.LastAtMs);
            flow.LastAliveMs = Math.Max(flow.LastAliveMs, Math.Max(one.LastAtMs, one.LastRtcpAtMs));
        }

        return flow;
    }

    private static MediaFlow Sent(ReadOnlySpan<RelaySideStatistics> sides, RelaySide side)
    {
        MediaFlow flow = MediaFlow.Unknown;
        foreach (ref readonly RelaySideStatistics one in sides)
        {
            if (one.Side != side)
            {
                continue;
            }

            if (flow.Packets == 0 && one is { SentPackets: > 0, LastRtcpAtMs: > 0 })
            {
                flow.Lost = Math.Max(0, one.ReportedLost);
                flow.RoundTripMicroseconds = RoundTrip(one.RoundTripMicroseconds);
                flow.JitterMicroseconds = (int)Math.Min(one.ReportedJitterMicroseconds, int.MaxValue);
                flow.MosHundredths = Mos(one.PayloadType, one.SentPackets - flow.Lost, flow.Lost, one.ReportedJitterMicroseconds, one.RoundTripMicroseconds);
            }

            flow.Packets += one.SentPackets;
            flow.Octets += Payload(one.Kind, one.SentPackets, one.SentOctets);
            flow.FirstPacketMs = Earlier(flow.FirstPacketMs, one.FirstSentAtMs);
            flow.LastPacketMs = Math.Max(flow.LastPacketMs, one.LastSentAtMs);
            flow.LastAliveMs = Math.Max(flow.LastAliveMs, one.LastSentAtMs);
        }

        return flow;
    }

    private static long Earlier(long one, long other) => one == 0 || other == 0 ? Math.Max(one, other) : Math.Min(one, other);

    private static int RoundTrip(uint microseconds) => microseconds == 0 ? -1 : (int)Math.Min(microseconds, int.MaxValue);

    private static long Payload(RelayLineKind kind, long packets, long octets) => kind == RelayLineKind.Rtp ? Math.Max(0, octets - (RtpHeader * packets)) : octets;

    /// <summary>Mean opinion score × 100 by the E-model, of so many packets that came and so many that did not.</summary>
    public static int Mos(byte payloadType, long packets, long lost, double jitterMicroseconds, double roundTripMicroseconds)
    {
        SdpCodec codec = SdpCodec.Static(payloadType);
        Span<char> name = stackalloc char[16];
        int length = System.Text.Encoding.ASCII.GetChars(codec.Name[..Math.Min(codec.Name.Length, name.Length)], name);
        return (int)Math.Round(100 * EModel.Mos(CodecImpairment.For(name[..length]), packets, lost, jitterMicroseconds / 1000, roundTripMicroseconds / 1000));
    }
}
