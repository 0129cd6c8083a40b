using System.Net.Sockets;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Tests.Media.Rtp;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Relay;

public sealed class RelaySessionTests : IDisposable
{
    private readonly RelayBench _bench = new();
    private readonly Socket _a = RelayBench.Peer("127.0.0.2");
    private readonly Socket _b = RelayBench.Peer("127.0.0.3");

    [Fact]
    public void Two_peers_hear_each_other()
    {
        RelayPorts ports = _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        ports.A.Port.Should().NotBe(ports.B.Port);
        (ports.A.Port % 2 + ports.B.Port % 2).Should().Be(0);
        for (ushort n = 1; n <= 20; n++)
        {
            _bench.Send(_a, Packets.Rtp(n), ports.A);
            _bench.Send(_b, Packets.Rtp((ushort)(n + 100), ssrc: 9), ports.B);
        }

        RelayBench.Numbers(_b).Should().Be(string.Join(' ', Enumerable.Range(1, 20)));
        RelayBench.Numbers(_a).Should().Be(string.Join(' ', Enumerable.Range(101, 20)));
        RelaySideStatistics[] sides = _bench.Statistics(RelayBench.Key(1));
        sides.Should().HaveCount(2);
        sides[0].Side.Should().Be(RelaySide.A);
        sides[0].Packets.Should().Be(20);
        sides[0].Octets.Should().Be(20 * 172);
        sides[0].SentPackets.Should().Be(20);
        sides[0].Remote.Should().Be(RelayBench.At(_a));
        sides[0].IsLatched.Should().BeTrue();
        sides[1].Ssrc.Should().Be(9);
        sides[1].FirstAtMs.Should().Be(_bench.Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Before_a_peer_has_sent_it_hears_at_its_SDP_address()
    {
        RelayPorts ports = _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        _bench.Send(_b, Packets.Rtp(7), ports.B);
        RelayBench.Numbers(_a).Should().Be("7");
    }

    [Fact]
    public void RTCP_goes_by_its_own_ports_and_gives_the_round_trip_of_each_leg()
    {
        using Socket controlA = RelayBench.Peer("127.0.0.2");
        using Socket controlB = RelayBench.Peer("127.0.0.3");
        RelayPorts ports = _bench.Open(
            RelayBench.Key(1),
            RelayBench.Side(RelaySide.A, _a) with { Rtcp = RelayBench.At(controlA) },
            RelayBench.Side(RelaySide.B, _b) with { Rtcp = RelayBench.At(controlB) });
        _bench.Send(controlA, Packets.SenderReport(0x0102_0304), ports.A with { Port = (ushort)(ports.A.Port + 1) });
        RelayBench.Got(controlB).Should().ContainSingle().Which.Should().Equal(Packets.SenderReport(0x0102_0304));
        _bench.Time.Advance(TimeSpan.FromMilliseconds(40));
        _bench.Send(controlB, Packets.ReceiverReport(0x0102_0304, 0, fraction: 13, jitter: 16), ports.B with { Port = (ushort)(ports.B.Port + 1) });
        RelayBench.Got(controlA).Should().ContainSingle();
        RelaySideStatistics b = _bench.Statistics(RelayBench.Key(1))[1];
        b.RoundTripMicroseconds.Should().Be(40_000);
        b.ReportedFractionLost.Should().Be(13);
        b.ReportedJitterMicroseconds.Should().Be(2000);
        b.RtcpPackets.Should().Be(1);
    }

    [Fact]
    public void RTCP_multiplexed_on_one_side_leaves_by_its_own_port_on_the_other()
    {
        using Socket controlB = RelayBench.Peer("127.0.0.3");
        RelayPorts ports = _bench.Open(
            RelayBench.Key(1),
            RelayBench.Side(RelaySide.A, _a, RelayPeerFlags.RtcpMux),
            RelayBench.Side(RelaySide.B, _b) with { Rtcp = RelayBench.At(controlB) });
        _bench.Send(_a, Packets.Rtp(1), ports.A);
        _bench.Send(_a, Packets.SenderReport(5), ports.A);
        RelayBench.Got(controlB).Should().ContainSingle();
        _bench.Send(controlB, Packets.ReceiverReport(5, 0), ports.B with { Port = (ushort)(ports.B.Port + 1) });
        RelayBench.Got(_a).Should().ContainSingle().Which[1].Should().Be(201);
        _bench.Statistics(RelayBench.Key(1))[0].Packets.Should().Be(1, "RTCP is no media");
    }

    [Fact]
    public void Fax_passes_untouched_and_a_line_may_become_one()
    {
        RelayPorts ports = _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        _bench.Send(_a, Packets.Rtp(1), ports.A);
        RelayPorts[] again = _bench.Open(
            RelayBench.Key(1), default,
            RelayBench.Side(RelaySide.A, _a, kind: RelayLineKind.Udp), RelayBench.Side(RelaySide.B, _b, kind: RelayLineKind.Udp));
        again[0].Should().Be(ports, "the ports of a line stay");
        byte[] udptl = [0, 1, 2, 0xC0, 1, 0x80, 0];
        _bench.Send(_a, udptl, ports.A);
        _bench.Send(_b, [], ports.B);
        _bench.Send(_a, udptl, ports.A with { Port = (ushort)(ports.A.Port + 1) });
        RelayBench.Got(_b).Should().HaveCount(2).And.Subject.Last().Should().Equal(udptl);
        RelayBench.Got(_a).Should().ContainSingle().Which.Should().BeEmpty();
    }

    [Fact]
    public void Several_lines_have_ports_of_their_own_and_more_may_come()
    {
        using Socket video = RelayBench.Peer("127.0.0.2");
        using Socket videoB = RelayBench.Peer("127.0.0.3");
        _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        RelayPorts[] lines = _bench.Open(
            RelayBench.Key(1), default,
            RelayBench.Side(RelaySide.A, video, line: 3) with { ClockRate = 90_000 }, RelayBench.Side(RelaySide.B, videoB, line: 3) with { ClockRate = 90_000 });
        lines.Select(static line => line.Line).Should().Equal(0, 3);
        lines.SelectMany(static line => new[] { line.A.Port, line.B.Port }).Should().OnlyHaveUniqueItems();
        _bench.Send(video, Packets.Rtp(1, payloadType: 99), lines[1].A);
        RelayBench.Numbers(videoB).Should().Be("1");
        RelayBench.Numbers(_b).Should().BeEmpty();
        _bench.Statistics(RelayBench.Key(1)).Should().HaveCount(4);
    }

    [Fact]
    public void A_side_that_does_not_receive_is_not_sent_to()
    {
        RelayPorts ports = _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b, RelayPeerFlags.Mute));
        _bench.Send(_a, Packets.Rtp(1), ports.A);
        RelayBench.Numbers(_b).Should().BeEmpty();
        _bench.Statistics(RelayBench.Key(1))[1].NotSent.Should().Be(1);
    }

    [Fact]
    public void A_hold_and_a_resume_lose_no_packet_where_the_address_stays()
    {
        RelayPorts ports = _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        for (ushort n = 0; n < 60; n++)
        {
            if (n % 20 == 19)
            {
                RelayPeerFlags flags = n % 40 == 19 ? RelayPeerFlags.MaySilence : RelayPeerFlags.None;
                _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a, flags), RelayBench.Side(RelaySide.B, _b));
            }

            _bench.Send(_a, Packets.Rtp(n), ports.A);
        }

        RelayBench.Got(_b).Should().HaveCount(60);
    }

    [Fact]
    public void A_peer_that_moves_by_re_INVITE_is_followed_and_heard_from_both_places_meanwhile()
    {
        using Socket moved = RelayBench.Peer("127.0.0.4");
        RelayPorts ports = _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        for (ushort n = 0; n < 20; n++)
        {
            _bench.Send(_a, Packets.Rtp(n), ports.A);
        }

        _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, moved), RelayBench.Side(RelaySide.B, _b));
        _bench.Send(_a, Packets.Rtp(20), ports.A);
        _bench.Send(_b, Packets.Rtp(1), ports.B);
        RelayBench.Numbers(moved).Should().Be("1");
        _bench.Send(moved, Packets.Rtp(500, ssrc: 5), ports.A);
        _bench.Send(_a, Packets.Rtp(21), ports.A);
        RelayBench.Numbers(_b).Should().EndWith("19 20 500");
        _bench.Statistics(RelayBench.Key(1))[0].LatchMoves.Should().Be(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_NAT_that_forgets_its_mapping_is_followed_after_a_silence(bool mayConnect)
    {
        using var bench = new RelayBench(mayConnect: mayConnect);
        using Socket inside = RelayBench.Peer("127.0.0.2");
        using Socket remapped = RelayBench.Peer("127.0.0.2");
        using Socket elsewhere = RelayBench.Peer("127.0.0.5");
        RelayPorts ports = bench.Open(
            RelayBench.Key(1),
            RelayBench.Side(RelaySide.A, inside, RelayPeerFlags.FollowNat) with { Rtp = new NetAddress(RelayBench.At(inside).Ip, 9) },
            RelayBench.Side(RelaySide.B, _b));
        ushort n = 0;
        for (; n < 300; n++)
        {
            bench.Send(inside, Packets.Rtp(n), ports.A);
        }

        bench.Send(remapped, Packets.Rtp(n), ports.A);
        RelayBench.Got(_b).Should().HaveCount(300, "the old one has just been heard");
        bench.Pass(2.1);
        bench.Send(elsewhere, Packets.Rtp(n), ports.A);
        RelayBench.Got(_b).Should().BeEmpty("another host");
        bench.Send(remapped, Packets.Rtp(n), ports.A);
        bench.Send(_b, Packets.Rtp(1), ports.B);
        RelayBench.Got(_b).Should().HaveCount(1);
        RelayBench.Got(remapped).Should().HaveCount(1);
    }

    [Fact]
    public void IPv6_speaks_with_IPv4()
    {
        using var bench = new RelayBench(addresses: ["127.0.0.1", "::1"]);
        using Socket six = RelayBench.Peer("::1");
        RelayPorts ports = bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, six), RelayBench.Side(RelaySide.B, _b));
        ports.A.IsIPv4.Should().BeFalse();
        ports.B.IsIPv4.Should().BeTrue();
        bench.Send(six, Packets.Rtp(1), ports.A);
        bench.Send(_b, Packets.Rtp(2), ports.B);
        RelayBench.Numbers(_b).Should().Be("1");
        RelayBench.Numbers(six).Should().Be("2");
    }

    [Fact]
    public void On_a_wildcard_range_the_ports_are_bound_to_the_address_that_was_asked_for()
    {
        using var bench = new RelayBench(addresses: ["0.0.0.0"]);
        RelayPeer a = RelayBench.Side(RelaySide.A, _a) with { Local = RelayBench.At(_b) with { Port = 0 } };
        RelayPorts ports = bench.Open(RelayBench.Key(1), a, RelayBench.Side(RelaySide.B, _b));
        ports.A.ToIPAddress().ToString().Should().Be("127.0.0.3");
        ports.B.IsAny.Should().BeTrue();
        bench.Client.Open(new() { Key = RelayBench.Key(2), Peers = [a with { Local = RelayBench.At(_a) with { Ip = UInt128.One } }] });
        bench.Turn();
        bench.Answers.Status.Should().Be(RelayStatus.NoSuchAddress);
    }

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.3")]
    [InlineData("::1", "::1")]
    public void The_type_of_service_is_what_the_order_says(string addressA, string addressB)
    {
        using var bench = new RelayBench(addresses: ["127.0.0.1", "::1"]);
        using Socket a = RelayBench.Peer(addressA);
        using Socket b = RelayBench.Peer(addressB);
        int level = a.AddressFamily == AddressFamily.InterNetwork ? 0 : 41;
        b.SetRawSocketOption(level, level == 0 ? 13 : 66, BitConverter.GetBytes(1)); // IP_RECVTOS, IPV6_RECVTCLASS
        bench.Client.Open(new() { Key = RelayBench.Key(1), Tos = 0xB8, Peers = [RelayBench.Side(RelaySide.A, a), RelayBench.Side(RelaySide.B, b)] });
        bench.Turn();
        bench.Send(a, Packets.Rtp(1), bench.Answers.Ports[0].A);
        RelayBench.Numbers(b).Should().Be("1");
        bench.Server.Loops[0].Table.Find(RelayBench.Key(1))!.Find(0)!.B.Pair!.Rtp!.Tos.Should().Be(0xB8);
    }

    [Fact]
    public void The_handshakes_of_keys_pass_between_the_peers_and_from_nobody_else()
    {
        RelayPorts ports = _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        using Socket stranger = RelayBench.Peer("127.0.0.66");
        byte[] dtls = [22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
        byte[] zrtp = [16, 0, 0, 1, 0x5A, 0x52, 0x54, 0x50];
        _bench.Send(stranger, dtls, ports.A);
        RelayBench.Got(_b).Should().BeEmpty();
        _bench.Send(_a, dtls, ports.A);
        _bench.Send(_b, zrtp, ports.B);
        RelayBench.Got(_b).Should().ContainSingle().Which.Should().Equal(dtls);
        RelayBench.Got(_a).Should().ContainSingle().Which.Should().Equal(zrtp);
        RelaySideStatistics side = _bench.Statistics(RelayBench.Key(1))[0];
        side.Malformed.Should().Be(0);
        side.Foreign.Should().Be(1);
        side.Packets.Should().Be(0, "they are no media");
    }

    [Fact]
    public void A_side_that_hears_nothing_now_still_gets_reports()
    {
        using Socket controlA = RelayBench.Peer("127.0.0.2");
        using Socket controlB = RelayBench.Peer("127.0.0.3");
        RelayPorts ports = _bench.Open(
            RelayBench.Key(1),
            RelayBench.Side(RelaySide.A, _a, RelayPeerFlags.Mute) with { Rtcp = RelayBench.At(controlA) },
            RelayBench.Side(RelaySide.B, _b) with { Rtcp = RelayBench.At(controlB) });
        _bench.Send(_b, Packets.Rtp(1), ports.B);
        _bench.Send(controlB, Packets.SenderReport(5), ports.B with { Port = (ushort)(ports.B.Port + 1) });

        RelayBench.Got(_a).Should().BeEmpty();
        RelayBench.Got(controlA).Should().ContainSingle();
    }

    [Fact]
    public void Encrypted_reports_are_signs_of_life_and_are_not_read()
    {
        using Socket controlB = RelayBench.Peer("127.0.0.3");
        RelayPorts ports = _bench.Open(
            RelayBench.Key(1),
            RelayBench.Side(RelaySide.A, _a, RelayPeerFlags.Encrypted),
            RelayBench.Side(RelaySide.B, _b, RelayPeerFlags.Encrypted) with { Rtcp = RelayBench.At(controlB) });
        byte[] report = Packets.ReceiverReport(7, 0, fraction: 200, lost: 40_000, jitter: 9999);
        _bench.Send(controlB, report, ports.B with { Port = (ushort)(ports.B.Port + 1) });

        RelaySideStatistics side = _bench.Statistics(RelayBench.Key(1))[1];
        side.RtcpPackets.Should().Be(1);
        side.LastRtcpAtMs.Should().BeGreaterThan(0);
        side.ReportedLost.Should().Be(0);
        side.ReportedJitterMicroseconds.Should().Be(0);
    }

    [Fact]
    public void A_peer_that_goes_over_to_ICE_may_prove_itself_from_another_place()
    {
        RelayPorts ports = _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        for (ushort n = 0; n < 20; n++)
        {
            _bench.Send(_a, Packets.Rtp(n), ports.A);
        }

        PortPair pair = _bench.Server.Loops[0].Table.Find(RelayBench.Key(1))!.Find(0)!.A.Pair!;
        pair.Rtp!.IsConnected.Should().BeTrue();
        _bench.Client.Update(new() { Key = RelayBench.Key(1), Peers = [RelayBench.Side(RelaySide.A, _a, RelayPeerFlags.Ice)] });
        _bench.Turn();
        pair.Rtp.IsConnected.Should().BeFalse();
    }

    [Fact]
    public void A_port_stays_in_its_family_and_an_order_that_asks_otherwise_changes_nothing()
    {
        using Socket six = RelayBench.Peer("::1");
        RelayPorts ports = _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        _bench.Client.Update(new() { Key = RelayBench.Key(1), Peers = [RelayBench.Side(RelaySide.A, _a, RelayPeerFlags.Mute), RelayBench.Side(RelaySide.B, six)] });
        _bench.Turn();
        _bench.Answers.Status.Should().Be(RelayStatus.NoSuchAddress);

        _bench.Send(_b, Packets.Rtp(1), ports.B);
        RelayBench.Numbers(_a).Should().Be("1");
    }

    [Fact]
    public void An_update_that_finds_no_ports_says_so_again_when_it_is_repeated_and_keeps_none()
    {
        using var bench = new RelayBench(pairs: 3);
        bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        bench.Client.Update(new() { Key = RelayBench.Key(1), Peers = [RelayBench.Side(RelaySide.A, _a, line: 1), RelayBench.Side(RelaySide.B, _b, line: 1)] });
        bench.Turn();
        bench.Answers.Status.Should().Be(RelayStatus.PortsExhausted);
        bench.Options.Ranges[0].Free.Should().Be(1);

        RelaySession session = bench.Server.Loops[0].Table.Find(RelayBench.Key(1))!;
        session.OpenLines.Should().Be(1);
        session.LastStatus.Should().Be(RelayStatus.PortsExhausted, "that is what its repetition is told");
    }

    [Fact]
    public void Garbage_of_any_size_is_dropped_and_counted_and_harms_nobody()
    {
        RelayPorts ports = _bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        _bench.Send(_a, Packets.Rtp(1), ports.A);
        var random = new Random(3);
        for (int i = 0; i < 400; i++)
        {
            byte[] garbage = new byte[random.Next(i % 50 == 0 ? 65_000 : 300)];
            random.NextBytes(garbage);
            _a.SendTo(garbage, ports.A.ToEndPoint());
            _a.SendTo(garbage, (ports.A with { Port = (ushort)(ports.A.Port + 1) }).ToEndPoint());
            _bench.Turn1();
        }

        _bench.Turn();
        RelayBench.Got(_b);
        _bench.Send(_a, Packets.Rtp(2), ports.A);
        RelayBench.Numbers(_b).Should().Be("2");
        _bench.Statistics(RelayBench.Key(1))[0].Malformed.Should().BeGreaterThan(50);
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _bench.Dispose();
    }
}
