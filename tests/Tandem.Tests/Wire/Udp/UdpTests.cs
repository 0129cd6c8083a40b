using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tandem.TestKit;
using Tandem.Tests.Wire.Flows;
using Tandem.Wire.Flows;
using Tandem.Wire.Udp;

namespace Tandem.Tests.Wire.Udp;

public sealed class UdpTests
{
    [Theory]
    [InlineData("udp:127.0.0.1:0")]
    [InlineData("udp:[::1]:0")]
    [InlineData("udp:0.0.0.0:0")]
    public async Task A_datagram_comes_in_with_its_flow_and_an_answer_goes_back_on_it(string bind)
    {
        await using WireBench bench = await WireBench.StartAsync([bind]);
        IPEndPoint at = bench.At(0);
        using var peer = new UdpClient(new IPEndPoint(at.Address, 0));
        peer.Client.ReceiveTimeout = (int)WireBench.Patience.TotalMilliseconds;
        byte[] large = [.. Enumerable.Range(0, 60_000).Select(static i => (byte)('a' + (i % 26)))];
        await peer.SendAsync(large, at);
        (Flow flow, string text) = bench.Next();
        text.Should().Be(Encoding.ASCII.GetString(large));
        flow.Should().Be(new Flow(
            TransportKind.Udp, 0, 0, NetAddress.From(at), NetAddress.From((IPEndPoint)peer.Client.LocalEndPoint!)));
        bench.Hub.Send(flow, "answer"u8).Should().BeTrue();
        IPEndPoint? from = null;
        Encoding.ASCII.GetString(peer.Receive(ref from)).Should().Be("answer");
        from.Should().Be(at);
        bench.Hub.Counters.UdpReceived.Should().Be(1);
        bench.Hub.Counters.UdpSent.Should().Be(1);
    }

    [Fact]
    public async Task IPv4_and_IPv6_wildcards_share_a_port()
    {
        await using WireBench first = await WireBench.StartAsync(["udp:0.0.0.0:0"]);
        int port = first.At(0).Port;
        await using WireBench second = await WireBench.StartAsync([$"udp:[::]:{port}", $"tcp:0.0.0.0:{port}", $"tcp:[::]:{port}"]);
        using var peer = new UdpClient(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        peer.Send("over six"u8, new IPEndPoint(IPAddress.IPv6Loopback, port));
        second.Next().Flow.Local.Should().Be(NetAddress.From(IPAddress.IPv6Loopback, port));
    }

    [Theory]
    [InlineData("udp:127.0.0.1:0")]
    [InlineData("udp:[::1]:0")]
    public async Task Sending_allocates_nothing(string bind)
    {
        await using WireBench bench = await WireBench.StartAsync([bind]);
        using var peer = new UdpClient(new IPEndPoint(bench.At(0).Address, 0));
        bench.Hub.TryRoute(TransportKind.Udp, NetAddress.From((IPEndPoint)peer.Client.LocalEndPoint!), out Flow flow).Should().BeTrue();
        byte[] message = new byte[500];
        bool all = true;
        Allocated.By(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                all &= bench.Hub.Send(flow, message);
            }
        }).Should().Be(0);
        all.Should().BeTrue();
    }

    [Fact]
    public async Task Receiving_allocates_nothing()
    {
        await using WireBench bench = await WireBench.StartAsync([]);
        var counter = new AllocationSink();
        await using WireHub hub = new(
            new() { Bind = [new(TransportKind.Udp, IPAddress.Loopback, 0)] }, bench.Gate, TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        await hub.StartAsync(counter, TestContext.Current.CancellationToken);
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        for (int i = 0; i < 1000; i++)
        {
            await peer.SendAsync(new byte[400], hub.Listeners[0].Local.ToEndPoint(), TestContext.Current.CancellationToken);
            counter.Seen.WaitOne(WireBench.Patience).Should().BeTrue();
        }

        counter.Least.Should().Be(0);
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_line()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:127.0.0.1:0", "tcp:127.0.0.1:0"]);
        foreach ((string word, int listener) in new[] { ("udp", 0), ("tcp", 1) })
        {
            int port = bench.At(listener).Port;
            Func<Task> again = async () => await WireBench.StartAsync([$"{word}:127.0.0.1:{port}"]);
            (await again.Should().ThrowAsync<BindException>()).WithMessage($"{word} 127.0.0.1:{port} is in use by another process");
        }

        Func<Task> elsewhere = async () => await WireBench.StartAsync(["udp:192.0.2.77:0"]);
        (await elsewhere.Should().ThrowAsync<BindException>()).WithMessage("*does not have that address");
    }

    [Fact]
    public async Task What_the_network_refuses_is_false_and_counted()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:127.0.0.1:0"]);
        var flow = new Flow(TransportKind.Udp, 0, 0, bench.Hub.Listeners[0].Local, NetAddress.From(IPAddress.Loopback, 9));
        bench.Hub.Send(flow, new byte[70_000]).Should().BeFalse("no datagram is that large");
        bench.Hub.Send(flow.To(NetAddress.From(IPAddress.Parse("192.0.2.1"), 5060)), "x"u8).Should().BeFalse("loopback does not reach it");
        bench.Hub.Send(flow.To(NetAddress.From(IPAddress.IPv6Loopback, 5060)), "x"u8).Should().BeFalse("the wrong family");
        bench.Hub.Send(flow with { Listener = 7 }, "x"u8).Should().BeFalse("no such listener");
        bench.Hub.Counters.UdpSendFailed.Should().Be(3);

        // Nobody listens there: the refusal comes back as ICMP, and harms neither this nor the next.
        bench.Hub.Send(flow, "x"u8).Should().BeTrue();
        bench.Hub.Send(flow, "x"u8).Should().BeTrue();
        using var peer = new UdpClient();
        peer.Send("still here"u8, bench.At(0));
        bench.Next().Text.Should().Be("still here");
    }

    [Fact]
    public async Task The_way_out_is_the_listener_that_reaches_the_remote()
    {
        await using WireBench bench = await WireBench.StartAsync(
            ["udp:127.0.0.1:0", "udp:127.0.0.2:0", "tcp:127.0.0.1:0", "udp:[::1]:0", "udp:0.0.0.0:0"]);
        Listener(TransportKind.Udp, "127.0.0.1").Should().Be(0);
        Listener(TransportKind.Tcp, "127.0.0.9").Should().Be(2);
        Listener(TransportKind.Udp, "::1").Should().Be(3);
        Listener(TransportKind.Udp, "192.0.2.1").Should().Be(4);
        bench.Hub.TryRoute(TransportKind.Tcp, NetAddress.From(IPAddress.Parse("192.0.2.1"), 5060), out _).Should().BeFalse();
        bench.Hub.TryRoute(TransportKind.Tls, NetAddress.From(IPAddress.Loopback, 5060), out _).Should().BeFalse();

        int Listener(TransportKind transport, string remote)
        {
            bench.Hub.TryRoute(transport, NetAddress.From(IPAddress.Parse(remote), 5060), out Flow flow).Should().BeTrue();
            flow.Remote.Port.Should().Be(5060);
            return flow.Listener;
        }
    }

    [Fact]
    public async Task The_advertised_address_shows_to_all_but_loopback()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:0.0.0.0:0"], advertise: "203.0.113.5");
        bench.Hub.TryRoute(TransportKind.Udp, NetAddress.From(IPAddress.Parse("192.0.2.1"), 5060), out Flow far).Should().BeTrue();
        far.Local.Should().Be(NetAddress.From(IPAddress.Parse("203.0.113.5"), bench.At(0).Port));
        bench.Hub.TryRoute(TransportKind.Udp, NetAddress.From(IPAddress.Loopback, 5060), out Flow near).Should().BeTrue();
        near.Local.Should().Be(NetAddress.From(IPAddress.Loopback, bench.At(0).Port));
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, 0, 1)] // IPPROTO_IP, IP_TOS
    [InlineData(AddressFamily.InterNetworkV6, 41, 67)] // IPPROTO_IPV6, IPV6_TCLASS
    public void The_type_of_service_reaches_the_kernel(AddressFamily family, int level, int option)
    {
        using var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        Span<byte> value = stackalloc byte[4];
        foreach (byte tos in new byte[] { 0xa0, 0x68, 0 })
        {
            SocketTuning.SetTos(socket, tos);
            socket.GetRawSocketOption(level, option, value);
            System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(value).Should().Be(tos);
        }
    }

    [Fact]
    public async Task A_stranger_beyond_the_limit_is_dropped_and_known_by_count()
    {
        await using WireBench bench = await WireBench.StartAsync(["udp:127.0.0.1:0"], perSecond: 1, time: new FakeTimeProvider());
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        for (int i = 0; i < 5; i++)
        {
            peer.Send("INVITE sip:"u8, bench.At(0));
        }

        bench.Next();
        SpinWait.SpinUntil(() => bench.Hub.Counters.GateDropped == 4, WireBench.Patience).Should().BeTrue();
        bench.Gate.TryDrain(out NetAddress source, out long dropped).Should().BeTrue();
        source.Should().Be(NetAddress.From(IPAddress.Loopback, 0));
        dropped.Should().Be(4);
    }

    private sealed class AllocationSink : IWireSink
    {
        // The least of several windows; TestKit's Allocated says why. The first ones warm the path up, batches and all.
        private const int Window = 100;
        private long _before;
        private int _count;

        public AutoResetEvent Seen { get; } = new(false);
        public long Least { get; private set; } = long.MaxValue;

        public void OnMessage(in Flow flow, ReadOnlySpan<byte> message)
        {
            if (++_count % Window == 0)
            {
                long now = GC.GetAllocatedBytesForCurrentThread();
                Least = _count == Window ? Least : Math.Min(Least, now - _before);
                _before = now;
            }

            Seen.Set();
        }

        public void OnEndOfRead(bool maySpare)
        {
        }

        public void OnClosed(in Flow flow)
        {
        }
    }
}
