using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.TestKit;
using Tandem.Tests.Wire.Flows;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;
using Tandem.Wire.Udp;

namespace Tandem.Tests.Wire.Udp;

public sealed class SendBatchTests
{
    [Theory]
    [InlineData("udp:127.0.0.1:0")]
    [InlineData("udp:[::1]:0")]
    public async Task The_first_to_a_place_leaves_at_once_and_the_next_ones_together(string bind)
    {
        await using WireBench bench = await WireBench.StartAsync([bind]);
        using UdpClient peer = Peer(bench);
        Flow flow = FlowTo(bench, peer);
        SendBatch batch = bench.Hub.NewBatch(static () => { });
        batch.Send(flow, "1"u8).Should().BeTrue();
        Next(peer).Should().Be("1");
        batch.Send(flow, "2"u8).Should().BeTrue();
        batch.Send(flow, "3"u8).Should().BeTrue();
        peer.Available.Should().Be(0);
        batch.Flush();
        Next(peer).Should().Be("2");
        Next(peer).Should().Be("3");
        bench.Hub.Counters.UdpSent.Should().Be(3);
    }

    [Fact]
    public async Task Order_stays_whatever_can_and_can_not_wait()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:127.0.0.1:0", "udp:127.0.0.1:0"]);
        using UdpClient peer = Peer(bench);
        Flow first = FlowTo(bench, peer);
        Flow second = first with { Listener = 1, Local = bench.Hub.Listeners[1].Local };
        SendBatch batch = bench.Hub.NewBatch(static () => { });
        batch.Send(first, "begins"u8);
        string large = new('x', DatagramSends.LongestDatagram + 1);
        string[] sent = [.. Enumerable.Range(0, 100).Select(i => i % 7 == 6 ? large + i : $"{i}")];
        for (int i = 0; i < sent.Length; i++)
        {
            batch.Send(i % 5 == 4 ? second : first, Encoding.ASCII.GetBytes(sent[i])).Should().BeTrue();
        }

        batch.Flush();
        Next(peer).Should().Be("begins");
        foreach (string expected in sent)
        {
            Next(peer).Should().Be(expected);
        }
    }

    [Fact]
    public async Task What_nobody_asks_the_fate_of_waits_wherever_it_goes()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:127.0.0.1:0"]);
        using UdpClient one = Peer(bench);
        using UdpClient other = Peer(bench);
        SendBatch batch = bench.Hub.NewBatch(static () => { });
        batch.Post(FlowTo(bench, one), "1"u8);
        batch.Post(FlowTo(bench, other), "2"u8);
        bench.Hub.Counters.UdpSent.Should().Be(0);
        batch.Post(FlowTo(bench, one), new byte[DatagramSends.LongestDatagram + 1]);
        Next(one).Should().Be("1", "what is too long to wait does not overtake");
        Next(other).Should().Be("2");
        bench.Hub.Counters.UdpSent.Should().Be(3);
    }

    [Fact]
    public async Task What_must_be_done_before_anything_leaves_is_done_before()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:127.0.0.1:0"]);
        using UdpClient peer = Peer(bench);
        var had = new List<int>();
        SendBatch batch = bench.Hub.NewBatch(() => had.Add(peer.Available));
        batch.Send(FlowTo(bench, peer), "1"u8);
        had.Should().Equal(0);
        Next(peer).Should().Be("1");
        batch.Send(FlowTo(bench, peer), "2"u8);
        had.Should().HaveCount(1, "it has not left");
        batch.Flush();
        had.Should().Equal(0, 0);
        Next(peer).Should().Be("2");
        batch.Flush();
        had.Should().HaveCount(2, "nothing was left to send");
    }

    [Fact]
    public async Task A_place_that_can_not_be_reached_is_known_at_once_and_never_waits()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:127.0.0.1:0"]);
        Flow flow = new(TransportKind.Udp, 0, 0, bench.Hub.Listeners[0].Local, NetAddress.From(IPAddress.Loopback, 0));
        SendBatch batch = bench.Hub.NewBatch(static () => { });
        batch.Send(flow, "1"u8).Should().BeFalse();
        batch.Send(flow, "2"u8).Should().BeFalse();
        bench.Hub.Counters.UdpSendFailed.Should().Be(2);
    }

    [Fact]
    public async Task One_that_the_kernel_refuses_takes_no_other_with_it()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:127.0.0.1:0"]);
        using UdpClient peer = Peer(bench);
        NetAddress to = NetAddress.From((IPEndPoint)peer.Client.LocalEndPoint!);
        var sends = new DatagramSends();
        sends.Add(to, "1"u8);
        sends.Add(to with { Port = 0 }, "lost"u8);
        sends.Add(to, "3"u8);
        bench.Hub.Send(0, sends).Should().Be(0b010);
        sends.Remote(1).Should().Be(to with { Port = 0 });
        Next(peer).Should().Be("1");
        Next(peer).Should().Be("3");
        bench.Hub.Counters.UdpSent.Should().Be(2);
        bench.Hub.Counters.UdpSendFailed.Should().Be(1);
    }

    [Fact]
    public async Task A_hub_that_has_stopped_sends_nothing_and_throws_nothing()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:127.0.0.1:0"]);
        using UdpClient peer = Peer(bench);
        Flow flow = FlowTo(bench, peer);
        SendBatch batch = bench.Hub.NewBatch(static () => { });
        batch.Send(flow, "1"u8);
        batch.Send(flow, "2"u8).Should().BeTrue();
        await bench.Hub.StopAsync();
        batch.Flush();
        bench.Hub.Counters.UdpSendFailed.Should().Be(1);
        batch.Send(flow, "3"u8).Should().BeFalse();
    }

    [Fact]
    public async Task Gathering_allocates_nothing()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:127.0.0.1:0"]);
        using UdpClient peer = Peer(bench);
        Flow flow = FlowTo(bench, peer);
        SendBatch batch = bench.Hub.NewBatch(static () => { });
        byte[] message = new byte[500];
        Allocated.By(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                batch.Send(flow, message);
            }

            batch.Flush();
        }).Should().Be(0);
    }

    private static UdpClient Peer(WireBench bench)
    {
        var peer = new UdpClient(new IPEndPoint(bench.At(0).Address, 0));
        peer.Client.ReceiveTimeout = (int)WireBench.Patience.TotalMilliseconds;
        return peer;
    }

    private static Flow FlowTo(WireBench bench, UdpClient peer)
    {
        bench.Hub.TryRoute(TransportKind.Udp, NetAddress.From((IPEndPoint)peer.Client.LocalEndPoint!), out Flow flow).Should().BeTrue();
        return flow with { Listener = 0, Local = bench.Hub.Listeners[0].Local };
    }

    private static string Next(UdpClient peer)
    {
        IPEndPoint? from = null;
        return Encoding.ASCII.GetString(peer.Receive(ref from));
    }
}
