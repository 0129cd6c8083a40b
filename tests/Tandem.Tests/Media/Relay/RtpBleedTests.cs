using System.Net.Sockets;
using Tandem.Media.Relay.Wire;
using Tandem.Tests.Media.Rtp;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Relay;

/// <summary>An off-path sender that sprays RTP at the ports neither hears a call nor is heard in it.</summary>
public sealed class RtpBleedTests : IDisposable
{
    private readonly Socket _a = RelayBench.Peer("127.0.0.2");
    private readonly Socket _b = RelayBench.Peer("127.0.0.3");
    private readonly Socket _stranger = RelayBench.Peer("127.0.0.66");

    [Theory]
    [InlineData(RelayPeerFlags.None, true)]
    [InlineData(RelayPeerFlags.None, false)]
    [InlineData(RelayPeerFlags.FollowNat, true)]
    [InlineData(RelayPeerFlags.FollowNat, false)]
    public void Who_injects_before_the_first_packet_and_during_the_call_is_neither_heard_nor_hears(RelayPeerFlags flags, bool mayConnect)
    {
        using var bench = new RelayBench(mayConnect: mayConnect);
        RelayPorts ports = bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a, flags), RelayBench.Side(RelaySide.B, _b, flags));
        Inject(bench, ports, 10);
        RelayBench.Got(_a).Should().BeEmpty();
        RelayBench.Got(_b).Should().BeEmpty();
        for (ushort n = 0; n < 300; n++)
        {
            bench.Send(_a, Packets.Rtp(n), ports.A);
            Inject(bench, ports, 1, (ushort)(n + 1));
            bench.Send(_b, Packets.Rtp(n, ssrc: 0x99), ports.B);
        }

        List<byte[]> heardByA = RelayBench.Got(_a);
        List<byte[]> heardByB = RelayBench.Got(_b);
        heardByA.Should().HaveCount(300).And.OnlyContain(static packet => packet[11] == 0x99);
        heardByB.Should().HaveCount(300).And.OnlyContain(static packet => packet[10] == 0x12 && packet.Length == 172);
        RelayBench.Got(_stranger).Should().BeEmpty();
        RelaySideStatistics[] sides = bench.Statistics(RelayBench.Key(1));
        sides[0].Foreign.Should().BeGreaterThan(mayConnect ? 20 : 600, "they are counted until the kernel keeps them out");
        sides[0].Lost.Should().Be(0);
        sides[0].LatchMoves.Should().Be(0);
    }

    [Fact]
    public void What_a_stranger_has_put_into_the_queue_before_the_kernel_shuts_the_door_is_not_the_peers()
    {
        using var bench = new RelayBench();
        RelayPorts ports = bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        for (ushort n = 1; n < 8; n++)
        {
            bench.Send(_a, Packets.Rtp(n), ports.A);
        }

        _a.SendTo(Packets.Rtp(8), ports.A.ToEndPoint());
        for (ushort n = 9; n < 14; n++)
        {
            _stranger.SendTo(Packets.Rtp(n, payload: 99), ports.A.ToEndPoint());
        }

        bench.Turn();

        RelayBench.Numbers(_b).Should().Be("1 2 3 4 5 6 7 8");
        RelaySideStatistics side = bench.Statistics(RelayBench.Key(1))[0];
        side.Packets.Should().Be(8);
        side.Foreign.Should().Be(5);
    }

    [Fact]
    public void A_silent_call_is_not_taken_over_by_another_host_even_with_the_right_stream()
    {
        using var bench = new RelayBench();
        RelayPorts ports = bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a, RelayPeerFlags.FollowNat), RelayBench.Side(RelaySide.B, _b));
        for (ushort n = 0; n < 10; n++)
        {
            bench.Send(_a, Packets.Rtp(n), ports.A);
        }

        bench.Pass(30);
        RelayBench.Got(_b);
        bench.Send(_stranger, Packets.Rtp(10), ports.A);
        bench.Send(_b, Packets.Rtp(1), ports.B);
        RelayBench.Got(_b).Should().BeEmpty();
        RelayBench.Got(_stranger).Should().BeEmpty();
        RelayBench.Got(_a).Should().HaveCount(1);
    }

    [Fact]
    public void A_port_between_two_calls_gives_the_second_nothing_of_the_first()
    {
        using var bench = new RelayBench(pairs: 2);
        RelayPorts ports = bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));
        for (ushort n = 0; n < 20; n++)
        {
            bench.Send(_a, Packets.Rtp(n), ports.A);
        }

        bench.Client.Close(RelayBench.Key(1));
        bench.Turn();
        RelayBench.Got(_b);
        bench.Send(_a, Packets.Rtp(20), ports.A); // a late packet of the first call
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        using Socket other = RelayBench.Peer("127.0.0.7");
        RelayPorts second = bench.Open(RelayBench.Key(2), RelayBench.Side(RelaySide.A, other), RelayBench.Side(RelaySide.B, _b));
        new[] { second.A.Port, second.B.Port }.Should().BeEquivalentTo([ports.A.Port, ports.B.Port]);
        bench.Send(_a, Packets.Rtp(21), second.A);
        RelayBench.Got(_b).Should().BeEmpty();
        bench.Send(other, Packets.Rtp(500), second.A);
        RelayBench.Numbers(_b).Should().Be("500");
        bench.Statistics(RelayBench.Key(2))[0].Packets.Should().Be(1);
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _stranger.Dispose();
    }

    /// <summary>On every port, with the peer's own source and next number: RTP, RTCP, STUN and noise.</summary>
    private void Inject(RelayBench bench, RelayPorts ports, int times, ushort sequence = 1)
    {
        for (int i = 0; i < times; i++)
        {
            foreach (NetAddress port in new[] { ports.A, ports.B })
            {
                _stranger.SendTo(Packets.Rtp(sequence, payload: 99), port.ToEndPoint());
                _stranger.SendTo(Packets.SenderReport(1), port.ToEndPoint());
                _stranger.SendTo(Packets.SenderReport(1), (port with { Port = (ushort)(port.Port + 1) }).ToEndPoint());
                _stranger.SendTo(new byte[] { 1, 2, 3 }, port.ToEndPoint());
            }

            bench.Turn1();
            bench.Turn1();
        }
    }
}
