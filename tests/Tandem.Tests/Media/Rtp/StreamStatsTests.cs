using CsCheck;
using Tandem.Media.Rtp;
using Tandem.TestKit;

namespace Tandem.Tests.Media.Rtp;

public sealed class StreamStatsTests
{
    private const long Frame = 20_000_000;
    private const int Rate = 8000;

    [Fact]
    public void A_stream_that_comes_as_it_was_sent_has_neither_loss_nor_jitter()
    {
        StreamStats stats = Heard(Enumerable.Range(65_000, 2000).Select(static n => ((ushort)n, n * Frame)));
        stats.Packets.Should().Be(2000);
        stats.Octets.Should().Be(2000 * 172);
        stats.Lost.Should().Be(0);
        stats.Jitter.Should().Be(0);
        stats.Reordered.Should().Be(0);
        stats.Duplicates.Should().Be(0);
        (stats.LastAt - stats.FirstAt).Should().Be(1999 * Frame);
    }

    [Theory]
    [InlineData(3.0, false)]
    [InlineData(0.4, true)]
    public void A_pause_is_no_jitter(double seconds, bool isMarked)
    {
        StreamStats stats = default;
        for (int i = 0; i < 100; i++)
        {
            // The sender's clock stands still in the pause: it begins anew with the talk spurt.
            byte[] bytes = Packets.Rtp((ushort)i, (uint)(i * 160));
            bytes[1] |= (byte)(i == 50 && isMarked ? 0x80 : 0);
            RtpPacket.TryRead(bytes, out RtpPacket packet).Should().BeTrue();
            stats.Count(packet, bytes.Length, 1_000_000_000 + (i * Frame) + (i < 50 ? 0 : (long)(seconds * 1e9)), Rate, 0);
        }

        stats.MaxJitter.Should().Be(0);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(101, 1)]
    [InlineData(8, 0)]
    public void A_change_of_codec_counts_but_not_one_to_the_telephone_events(byte eventType, int changes)
    {
        StreamStats stats = default;
        for (int i = 0; i < 20; i++)
        {
            byte[] bytes = Packets.Rtp((ushort)i, (uint)(i * 160), payloadType: (byte)(i < 10 ? 0 : 8));
            RtpPacket.TryRead(bytes, out RtpPacket packet).Should().BeTrue();
            stats.Count(packet, bytes.Length, 1_000_000_000 + (i * Frame), Rate, eventType);
        }

        stats.PayloadTypeChanges.Should().Be(changes, "payload type 0 is PCMU, and none of telephone events");
    }

    [Fact]
    public void The_mean_of_the_jitter_is_not_its_last_moment()
    {
        StreamStats stats = default;
        for (int i = 0; i < 400; i++)
        {
            // Rough in the first half, even in the second.
            Count(ref stats, (ushort)i, 1_000_000_000 + (i * Frame) + (i < 200 && i % 2 == 0 ? 8_000_000 : 0), timestamp: (uint)(i * 160));
        }

        stats.Jitter.Should().BeLessThan(2);
        stats.MeanJitter.Should().BeInRange(20, 40, "64 units for half of the time");
    }

    [Fact]
    public void Jitter_is_as_RFC_3550_A_8_computes_it()
    {
        StreamStats stats = default;
        double jitter = 0;
        long lastTransit = 0;
        int[] lateness = [0, 5, 1, 30, 2, 2, 11, 0, 7, 40, 3];
        for (int i = 0; i < lateness.Length; i++)
        {
            long at = 1_000_000_000 + (i * Frame) + (lateness[i] * 1_000_000L);
            Count(ref stats, (ushort)i, at, timestamp: (uint)(i * 160));
            long transit = lateness[i] * 8;
            jitter += i == 0 ? 0 : (Math.Abs(transit - lastTransit) - jitter) / 16;
            lastTransit = transit;
        }

        ((double)stats.Jitter).Should().BeApproximately(jitter, 2);
        stats.MaxJitter.Should().BeGreaterThanOrEqualTo(stats.Jitter);
    }

    [Fact]
    public void Losses_doubles_and_late_packets_are_told_apart()
    {
        StreamStats stats = Heard([(10, 0), (11, 1), (13, 2), (12, 3), (13, 4), (20, 5), (9, 6)]);
        stats.Packets.Should().Be(7);
        stats.Duplicates.Should().Be(1);
        stats.Reordered.Should().Be(2);
        stats.Lost.Should().Be(6); // 14 to 19
    }

    [Fact]
    public void What_is_lost_and_doubled_and_mixed_within_the_window_is_counted_right() =>
        Gen.Select(Gen.Int[0, 65_535], Gen.Int[0, 60].Array[1, 400], Gen.Bool.Array[400], Gen.Bool.Array[400]).Sample(static (start, delays, drops, doubles) =>
        {
            // Each packet is late by some places, some are dropped, some come twice.
            (int Place, int Number)[] sent = [.. delays.Select((delay, n) => (n + (delay / 4), n)).OrderBy(static p => p.Item1)];
            var heard = sent.Where(p => !(drops[p.Number] && doubles[p.Number])).SelectMany(p => Enumerable.Repeat(p.Number, doubles[p.Number] ? 2 : 1)).ToList();
            if (heard.Count == 0)
            {
                return;
            }

            StreamStats stats = Heard(heard.Select((n, i) => ((ushort)(start + n), i * Frame)));
            int unique = heard.Distinct().Count();
            stats.Packets.Should().Be(heard.Count);
            stats.Duplicates.Should().Be(heard.Count - unique);
            stats.Lost.Should().Be(heard.Max() - heard.Min() + 1 - unique);
        });

    [Fact]
    public void A_new_source_is_a_change_and_no_loss()
    {
        StreamStats stats = default;
        Count(ref stats, 100, Frame);
        Count(ref stats, 103, 2 * Frame);
        Count(ref stats, 40_000, 3 * Frame, ssrc: 9);
        Count(ref stats, 40_001, 4 * Frame, ssrc: 9);
        stats.SsrcChanges.Should().Be(1);
        stats.Ssrc.Should().Be(9);
        stats.Lost.Should().Be(2);
    }

    [Fact]
    public void A_jump_counts_when_the_next_packet_confirms_it_and_a_stray_number_does_not()
    {
        StreamStats stats = Heard([(100, 0), (101, 1), (30_000, 2), (102, 3), (103, 4)]);
        stats.Lost.Should().Be(0);
        stats.HighestSequence.Should().Be(103);
        stats = Heard([(100, 0), (101, 1), (30_000, 2), (30_001, 3), (30_002, 4)]);
        stats.Lost.Should().Be(0);
        stats.HighestSequence.Should().Be(30_002);
    }

    [Fact]
    public void A_codec_that_changes_counts_but_not_events_and_comfort_noise()
    {
        StreamStats stats = default;
        byte[] types = [0, 0, 101, 101, 0, 13, 0, 8, 8, 101, 8, 0];
        for (int i = 0; i < types.Length; i++)
        {
            Count(ref stats, (ushort)i, i * Frame, type: types[i]);
        }

        stats.PayloadTypeChanges.Should().Be(2);
        stats.PayloadType.Should().Be(0);
    }

    [Fact]
    public void Only_the_same_source_a_little_later_goes_on_with_a_stream()
    {
        StreamStats stats = Heard([(65_530, 0)]);
        Continues(stats, 65_531).Should().BeTrue();
        Continues(stats, 3).Should().BeTrue();
        Continues(stats, 65_530).Should().BeFalse();
        Continues(stats, 20_000).Should().BeFalse();
        Continues(stats, 65_531, ssrc: 5).Should().BeFalse();
        Continues(default, 1).Should().BeFalse();
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        byte[] bytes = Packets.Rtp(1);
        byte[] report = [.. Packets.SenderReport(5), .. Packets.ReceiverReport(5, 0)];
        StreamStats stats = default;
        RtcpStats a = default;
        RtcpStats b = default;
        Allocated.By(() =>
        {
            for (ushort i = 0; i < 1000; i++)
            {
                bytes[2] = (byte)(i >> 8);
                bytes[3] = (byte)i;
                RtpPacket.TryRead(bytes, out RtpPacket packet);
                stats.Count(packet, bytes.Length, i * Frame, Rate, 101);
                a.Read(report, i * Frame, ref b);
                b.Read(report, i * Frame, ref a);
            }
        }).Should().Be(0);
    }

    private static bool Continues(StreamStats stats, ushort sequence, uint ssrc = 0x1234)
    {
        RtpPacket.TryRead(Packets.Rtp(sequence, 0, ssrc), out RtpPacket packet).Should().BeTrue();
        return stats.IsContinuedBy(packet);
    }

    private static StreamStats Heard(IEnumerable<(ushort Sequence, long At)> packets)
    {
        StreamStats stats = default;
        foreach ((ushort sequence, long at) in packets)
        {
            Count(ref stats, sequence, at + 1, timestamp: (uint)(at / Frame * 160));
        }

        return stats;
    }

    private static void Count(ref StreamStats stats, ushort sequence, long at, uint ssrc = 0x1234, byte type = 0, uint timestamp = 0)
    {
        byte[] bytes = Packets.Rtp(sequence, timestamp, ssrc, type);
        RtpPacket.TryRead(bytes, out RtpPacket packet).Should().BeTrue();
        stats.Count(packet, bytes.Length, at, Rate, 101);
    }
}
