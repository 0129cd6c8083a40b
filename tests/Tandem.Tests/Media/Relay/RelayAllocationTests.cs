using System.Net.Sockets;
using Tandem.Media.Relay.Wire;
using Tandem.TestKit;
using Tandem.Tests.Media.Rtp;

namespace Tandem.Tests.Media.Relay;

/// <summary>White: a packet costs no object, forwarded, dropped or answered.</summary>
public sealed class RelayAllocationTests : IDisposable
{
    private readonly RelayBench _bench = new();
    private readonly Socket _a = RelayBench.Peer("127.0.0.2");
    private readonly Socket _b = RelayBench.Peer("127.0.0.3");
    private readonly Socket _stranger = RelayBench.Peer("127.0.0.66");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forwarding_allocates_nothing(bool mayConnect)
    {
        using var bench = new RelayBench(mayConnect: mayConnect);
        RelayPorts ports = bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b), TimeSpan.FromSeconds(30));
        var toA = ports.A.ToEndPoint().Serialize();
        var toControl = (ports.A with { Port = (ushort)(ports.A.Port + 1) }).ToEndPoint().Serialize();
        byte[] packet = Packets.Rtp(0);
        byte[] report = Packets.SenderReport(7);
        byte[] garbage = [9, 9, 9];
        int sequence = 0;
        Allocated.By(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                packet[2] = (byte)(++sequence >> 8);
                packet[3] = (byte)sequence;
                _a.SendTo(packet, SocketFlags.None, toA);
                _stranger.SendTo(packet, SocketFlags.None, toA);
                _stranger.SendTo(garbage, SocketFlags.None, toA);
                _a.SendTo(report, SocketFlags.None, toControl);
                bench.Server.Loops[0].Turn(0);
                bench.Server.Loops[0].Turn(0);
                bench.Server.Loops[0].Turn(0);
            }
        }).Should().Be(0);
        bench.Statistics(RelayBench.Key(1))[0].Packets.Should().BeGreaterThanOrEqualTo(400);
    }

    [Fact]
    public void Sweeping_and_answering_hellos_allocates_nothing()
    {
        for (int call = 0; call < 10; call++)
        {
            _bench.Open(RelayBench.Key(call), RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b), TimeSpan.FromSeconds(30));
        }

        long now = 1_000_000_000_000;
        Allocated.By(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                _bench.Server.Loops[0].Table.Sweep(now += 100_000_000, static _ => { });
            }
        }).Should().Be(0);
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _stranger.Dispose();
        _bench.Dispose();
    }
}
