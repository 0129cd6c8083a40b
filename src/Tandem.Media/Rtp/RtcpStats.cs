using System.Runtime.CompilerServices;

namespace Tandem.Media.Rtp;

/// <summary>
/// What one peer's RTCP tells of the path between it and us, and of the stream that it hears from us. A value that lies in its
/// owner and allocates nothing; times are nanoseconds of the owner's monotonic clock.
/// </summary>
public struct RtcpStats
{
    private const int Remembered = 4;
    private const long LongestRoundTripNs = 10_000_000_000;
    private SentReports _sent;
    private int _nextSent;

    /// <summary>Compound packets from the peer.</summary>
    public long Packets { get; private set; }

    /// <summary>Compound packets that could not be read to their end.</summary>
    public long Malformed { get; private set; }

    public long LastAt { get; private set; }

    /// <summary>From us to the peer and back, by the newest report; 0 = not known. RFC 3550 §6.4.1.</summary>
    public long RoundTripNs { get; private set; }

    public long MaxRoundTripNs { get; private set; }

    /// <summary>Of 256, of what the peer should have heard since its report before.</summary>
    public byte ReportedFractionLost { get; private set; }

    public int ReportedLost { get; private set; }

    /// <summary>Units of the payload's clock rate.</summary>
    public uint ReportedJitter { get; private set; }

    /// <summary>The peer said BYE for a source. RFC 3550 §6.6.</summary>
    public bool HasSaidBye { get; private set; }

    /// <summary>
    /// Reads a compound packet that this peer sent. The sender reports in it go on to <paramref name="other"/>, whose reports will
    /// repeat their times. False when it is no RTCP.
    /// </summary>
    public bool Read(ReadOnlySpan<byte> datagram, long nowNs, ref RtcpStats other)
    {
        if (!RtcpPacket.TryRead(ref datagram, out RtcpPacket packet))
        {
            Malformed++;
            return false;
        }

        Packets++;
        LastAt = nowNs;
        do
        {
            if (packet.TryReadSenderReport(out uint middleNtp, out _, out _, out _))
            {
                other.Remember(middleNtp, nowNs);
            }

            for (int i = 0; packet.TryReadReport(i, out ReportBlock report); i++)
            {
                Take(report, nowNs);
            }

            HasSaidBye |= packet.Type == RtcpType.Bye;
        }
        while (RtcpPacket.TryRead(ref datagram, out packet));
        Malformed += datagram.IsEmpty ? 0 : 1;
        return true;
    }

    /// <summary>SRTCP (RFC 3711 §3.4): all behind the first eight octets is encrypted, so that it is a sign of life and no more. False when it is no RTCP.</summary>
    public bool CountSealed(ReadOnlySpan<byte> datagram, long nowNs)
    {
        bool isRtcp = RtcpPacket.IsRtcp(datagram);
        Packets += isRtcp ? 1 : 0;
        Malformed += isRtcp ? 0 : 1;
        LastAt = isRtcp ? nowNs : LastAt;
        return isRtcp;
    }

    private void Remember(uint middleNtp, long nowNs)
    {
        _sent[_nextSent] = new() { MiddleNtp = middleNtp, At = nowNs };
        _nextSent = (_nextSent + 1) % Remembered;
    }

    private void Take(in ReportBlock report, long nowNs)
    {
        ReportedFractionLost = report.FractionLost;
        ReportedLost = report.CumulativeLost;
        ReportedJitter = report.Jitter;
        if (report.LastSenderReport == 0)
        {
            return;
        }

        for (int i = 0; i < Remembered; i++)
        {
            if (_sent[i].At != 0 && _sent[i].MiddleNtp == report.LastSenderReport)
            {
                // What can't be (a peer that lies about its delay) is not taken.
                long held = report.DelaySinceLastSenderReport * 1_000_000_000L / 65_536;
                long roundTrip = nowNs - _sent[i].At - held;
                if (roundTrip is >= 0 and < LongestRoundTripNs)
                {
                    RoundTripNs = Math.Max(1, roundTrip);
                    MaxRoundTripNs = Math.Max(MaxRoundTripNs, RoundTripNs);
                }

                return;
            }
        }
    }

    private struct SentReport
    {
        public uint MiddleNtp;
        public long At;
    }

    [InlineArray(Remembered)]
    private struct SentReports
    {
        private SentReport _first;
    }
}
