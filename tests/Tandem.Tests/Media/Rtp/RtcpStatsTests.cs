using Tandem.Media.Rtp;

namespace Tandem.Tests.Media.Rtp;

public sealed class RtcpStatsTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void The_round_trip_is_what_a_report_leaves_after_the_peers_own_delay()
    {
        RtcpStats a = default;
        RtcpStats b = default;
        a.Read(Packets.SenderReport(0xABCD_1234), 10 * Second, ref b).Should().BeTrue();

        // B held it for half a second and was heard 0.56 s after: 60 ms on the way.
        b.Read(Packets.ReceiverReport(0xABCD_1234, 32_768, fraction: 64, lost: -3, jitter: 80), (10 * Second) + 560_000_000, ref a).Should().BeTrue();
        b.RoundTripNs.Should().Be(60_000_000);
        b.ReportedFractionLost.Should().Be(64);
        b.ReportedLost.Should().Be(-3);
        b.ReportedJitter.Should().Be(80);
        a.RoundTripNs.Should().Be(0);
    }

    [Fact]
    public void A_report_about_what_never_was_sent_or_with_a_delay_that_can_not_be_says_nothing()
    {
        RtcpStats a = default;
        RtcpStats b = default;
        a.Read(Packets.SenderReport(7), Second, ref b);
        b.Read(Packets.ReceiverReport(8, 0), 2 * Second, ref a);
        b.Read(Packets.ReceiverReport(7, 655_360), 2 * Second, ref a);
        b.Read(Packets.ReceiverReport(0, 0), 2 * Second, ref a);
        b.RoundTripNs.Should().Be(0);
        b.Packets.Should().Be(3);
    }

    [Fact]
    public void A_compound_packet_is_read_to_its_end_and_a_torn_one_is_counted()
    {
        RtcpStats a = default;
        RtcpStats b = default;
        byte[] bye = [0x81, 203, 0, 1, 0, 0, 0x12, 0x34];
        byte[] extended = [0x80, 207, 0, 1, 0, 0, 0x12, 0x34];
        byte[] description = [0x81, 202, 0, 2, 0, 0, 0x12, 0x34, 1, 1, (byte)'x', 0];
        a.Read([.. Packets.ReceiverReport(0, 0), .. description, .. extended, .. bye], Second, ref b).Should().BeTrue();
        a.HasSaidBye.Should().BeTrue();
        a.Malformed.Should().Be(0);
        a.Read([.. Packets.ReceiverReport(0, 0), .. bye[..6]], Second, ref b).Should().BeTrue();
        a.Malformed.Should().Be(1);
        a.Read(bye.AsSpan(0, 7), Second, ref b).Should().BeFalse();
        a.Malformed.Should().Be(2);
    }
}
