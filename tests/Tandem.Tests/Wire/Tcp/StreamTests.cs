using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tandem.Tests.Wire.Flows;
using Tandem.Wire.Flows;
using Tandem.Wire.Tcp;

namespace Tandem.Tests.Wire.Tcp;

public sealed class StreamTests
{
    private const string Options = "OPTIONS sip:1@127.0.0.1 SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData("tcp:127.0.0.1:0")]
    [InlineData("tcp:[::1]:0")]
    public async Task Two_messages_in_one_segment_come_in_and_the_answer_goes_back_on_their_stream(string bind)
    {
        await using WireBench bench = await WireBench.StartAsync([bind]);
        using TcpClient peer = Connect(bench.At(0));
        await peer.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Options + Options), TestContext.Current.CancellationToken);
        (Flow flow, string text) = bench.Next();
        text.Should().Be(Options);
        bench.Next().Should().Be((flow, Options));
        flow.Should().Be(new Flow(
            TransportKind.Tcp, 0, flow.Connection, NetAddress.From(bench.At(0)), NetAddress.From((IPEndPoint)peer.Client.LocalEndPoint!)));
        flow.Connection.Should().BePositive();
        bench.Hub.Send(flow, "by number "u8).Should().BeTrue();
        bench.Hub.Send(flow with { Connection = 0 }, "by remote"u8).Should().BeTrue();
        Read(peer, 19).Should().Be("by number by remote");
        bench.Hub.Counters.StreamsOpen.Should().Be(1);

        peer.Close();
        bench.NextClosed().Should().Be(flow);
        bench.Hub.Send(flow, "late"u8).Should().BeFalse();
        bench.Hub.Counters.StreamsClosed[CloseReason.Peer].Should().Be(1);
    }

    [Fact]
    public async Task A_message_cut_into_single_bytes_arrives_whole()
    {
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"]);
        using TcpClient peer = Connect(bench.At(0));
        foreach (char c in Options)
        {
            await peer.Client.SendAsync(new[] { (byte)c }, TestContext.Current.CancellationToken);
        }

        bench.Next().Text.Should().Be(Options);
    }

    [Fact]
    public async Task A_double_CRLF_is_answered_by_a_single_one()
    {
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"]);
        using TcpClient peer = Connect(bench.At(0));
        peer.Client.Send("\r\n\r\n"u8);
        Read(peer, 2).Should().Be("\r\n");
        bench.Hub.Counters.StreamPings.Should().Be(1);
    }

    [Fact]
    public async Task Garbage_closes_the_stream_with_its_reason()
    {
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"]);
        using TcpClient peer = Connect(bench.At(0));
        peer.Client.Send("GET / HTTP/1.1\r\n\r\n"u8);
        Read(peer, 1).Should().BeEmpty();
        bench.NextClosed();
        bench.Hub.Counters.StreamsClosed[CloseReason.NotSip].Should().Be(1);
        bench.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task Sending_to_a_remote_opens_a_stream_and_the_messages_wait_for_it()
    {
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"]);
        using var carrier = new TcpListener(IPAddress.Loopback, 0);
        carrier.Start();
        bench.Hub.TryRoute(TransportKind.Tcp, NetAddress.From((IPEndPoint)carrier.LocalEndpoint), out Flow flow).Should().BeTrue();
        bench.Hub.Send(flow, "one "u8).Should().BeTrue();
        bench.Hub.Send(flow, "two "u8).Should().BeTrue();
        using TcpClient accepted = await carrier.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        bench.Hub.Send(flow, "three"u8).Should().BeTrue();
        accepted.ReceiveTimeout = (int)WireBench.Patience.TotalMilliseconds;
        Read(accepted, 13).Should().Be("one two three");
        await accepted.Client.SendAsync(Encoding.ASCII.GetBytes(Options));
        (Flow back, _) = bench.Next();
        back.Remote.Should().Be(flow.Remote);
        back.Listener.Should().Be(flow.Listener);
        back.Local.Should().Be(bench.Hub.Listeners[0].Local, "Via shows where we listen, not where the stream left");
        accepted.Close();
        bench.NextClosed().Remote.Should().Be(flow.Remote);

        // Gone is gone: the next message opens another.
        bench.Hub.Send(flow, "again"u8).Should().BeTrue();
        using TcpClient second = await carrier.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        second.ReceiveTimeout = (int)WireBench.Patience.TotalMilliseconds;
        Read(second, 5).Should().Be("again");
    }

    [Fact]
    public async Task A_connect_that_fails_is_told_as_closed()
    {
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"]);
        var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        NetAddress remote = NetAddress.From((IPEndPoint)nobody.LocalEndpoint);
        nobody.Stop();
        bench.Hub.TryRoute(TransportKind.Tcp, remote, out Flow flow).Should().BeTrue();
        bench.Hub.Send(flow, "hello?"u8).Should().BeTrue();
        bench.NextClosed().Remote.Should().Be(remote);
        bench.Hub.Counters.StreamsClosed[CloseReason.ConnectFailed].Should().Be(1);
        bench.Hub.Counters.StreamsOpen.Should().Be(0);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_is_closed()
    {
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"], new StreamLimits { QueuedBytes = 100_000 });
        using TcpClient peer = Connect(bench.At(0));
        await peer.Client.SendAsync(Encoding.ASCII.GetBytes(Options));
        (Flow flow, _) = bench.Next();
        byte[] message = new byte[20_000];
        int sent = 0;
        while (bench.Hub.Send(flow, message) && sent < 100_000)
        {
            sent++;
        }

        bench.NextClosed().Should().Be(flow);
        bench.Hub.Counters.StreamsClosed[CloseReason.QueueFull].Should().Be(1);
    }

    [Fact]
    public async Task A_message_that_is_not_finished_in_time_ends_its_stream_and_so_does_silence()
    {
        var time = new FakeTimeProvider();
        var limits = new StreamLimits { Message = TimeSpan.FromSeconds(10), Idle = TimeSpan.FromSeconds(60) };
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"], limits, time);
        using TcpClient slow = Connect(bench.At(0));
        using TcpClient idle = Connect(bench.At(0));
        await idle.Client.SendAsync(Encoding.ASCII.GetBytes(Options));
        bench.Next();

        // The ping's answer proves that the half message behind it has been read... and its own begin came with it.
        await slow.Client.SendAsync(Encoding.ASCII.GetBytes(Options + "\r\n\r\nOPTIONS sip:"));
        bench.Next();
        Read(slow, 2).Should().Be("\r\n");
        await Advance(time, TimeSpan.FromSeconds(9));
        bench.Closed.Should().BeEmpty();
        slow.Client.Send("1"u8); // a trickle does not help
        await Advance(time, TimeSpan.FromSeconds(3));
        bench.NextClosed().Remote.Should().Be(NetAddress.From((IPEndPoint)slow.Client.LocalEndPoint!));
        bench.Hub.Counters.StreamsClosed[CloseReason.SlowMessage].Should().Be(1);
        await Advance(time, TimeSpan.FromSeconds(60));
        bench.NextClosed();
        bench.Hub.Counters.StreamsClosed[CloseReason.Idle].Should().Be(1);
    }

    [Fact]
    public async Task A_stranger_that_says_nothing_is_closed_sooner_than_one_we_know()
    {
        var time = new FakeTimeProvider();
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"], new() { FirstMessage = TimeSpan.FromSeconds(30) }, time);
        using TcpClient peer = Connect(bench.At(0));

        // The answer proves that the stream's clock runs; a ping is no message, and buys no time.
        peer.Client.Send("\r\n\r\n"u8);
        Read(peer, 2).Should().Be("\r\n");
        await Advance(time, TimeSpan.FromSeconds(32));
        bench.NextClosed();
        bench.Hub.Counters.StreamsClosed[CloseReason.SlowMessage].Should().Be(1);
    }

    [Fact]
    public async Task Streams_are_limited_by_source_and_all_together()
    {
        var limits = new StreamLimits { MostFromStranger = 2, MostFromKnown = 3, MostStreams = 3 };
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"], limits);
        using TcpClient first = Connect(bench.At(0));
        using TcpClient second = Connect(bench.At(0));
        SpinWait.SpinUntil(() => bench.Hub.Counters.StreamsOpen == 2, WireBench.Patience).Should().BeTrue();
        using TcpClient third = Connect(bench.At(0));
        Read(third, 1).Should().BeEmpty();
        bench.Gate.Publish(new([new(NetAddress.From(IPAddress.Loopback, 0).Ip, 128)]));
        using TcpClient fourth = Connect(bench.At(0));
        SpinWait.SpinUntil(() => bench.Hub.Counters.StreamsOpen == 3, WireBench.Patience).Should().BeTrue();
        using TcpClient fifth = Connect(bench.At(0));
        Read(fifth, 1).Should().BeEmpty();
        bench.Hub.Counters.StreamsClosed[CloseReason.TooManyFromSource].Should().Be(1);
        bench.Hub.Counters.StreamsClosed[CloseReason.TooMany].Should().Be(1);
        second.Close();
        bench.NextClosed();
        using TcpClient sixth = Connect(bench.At(0));
        await sixth.Client.SendAsync(Encoding.ASCII.GetBytes(Options));
        bench.Next();
    }

    [Fact]
    public async Task Who_misuses_streams_is_told_by_his_address_and_nobody_else()
    {
        var limits = new StreamLimits { MostFromStranger = 2 };
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"], limits);
        NetAddress source = NetAddress.From(IPAddress.Loopback, 0);
        using TcpClient noise = Connect(bench.At(0));
        noise.Client.Send("GET / HTTP/1.1\r\n\r\n"u8);
        bench.Misused.TryTake(out NetAddress first, WireBench.Patience).Should().BeTrue();
        first.Ip.Should().Be(source.Ip);

        using TcpClient good = Connect(bench.At(0));
        await good.Client.SendAsync(Encoding.ASCII.GetBytes(Options));
        bench.Next();
        using TcpClient second = Connect(bench.At(0));
        SpinWait.SpinUntil(() => bench.Hub.Counters.StreamsOpen == 2, WireBench.Patience).Should().BeTrue();
        using TcpClient beyond = Connect(bench.At(0));
        Read(beyond, 1).Should().BeEmpty();
        bench.Misused.TryTake(out _, WireBench.Patience).Should().BeTrue();

        good.Close();
        second.Close();
        bench.NextClosed();
        bench.NextClosed();
        bench.Gate.Publish(new([new(source.Ip, 128)]));
        using TcpClient known = Connect(bench.At(0));
        known.Client.Send("GET / HTTP/1.1\r\n\r\n"u8);
        bench.NextClosed();
        bench.NextClosed();
        bench.Misused.Should().BeEmpty("who leaves, and whom the plan knows, has misused nothing");
    }

    [Fact]
    public async Task No_stream_takes_a_descriptor_that_the_process_may_need()
    {
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"], new StreamLimits { HighestDescriptor = 3 });
        using TcpClient one = Connect(bench.At(0));
        Read(one, 1).Should().BeEmpty();
        using TcpClient another = Connect(bench.At(0));
        Read(another, 1).Should().BeEmpty();
        bench.Hub.Counters.StreamsClosed[CloseReason.TooMany].Should().Be(2);

        using var carrier = new TcpListener(IPAddress.Loopback, 0);
        carrier.Start();
        bench.Hub.TryRoute(TransportKind.Tcp, NetAddress.From((IPEndPoint)carrier.LocalEndpoint), out Flow outward).Should().BeTrue();
        bench.Hub.Send(outward, Encoding.ASCII.GetBytes(Options));
        bench.NextClosed();
        bench.Hub.Counters.StreamsClosed[CloseReason.ConnectFailed].Should().Be(1);
        bench.Hub.Counters.StreamsOpen.Should().Be(0);
    }

    [Fact]
    public async Task Strangers_leave_room_for_those_the_plan_knows()
    {
        var limits = new StreamLimits { MostStreams = 3, MostForStrangers = 1 };
        await using WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"], limits);
        using TcpClient first = Connect(bench.At(0));
        SpinWait.SpinUntil(() => bench.Hub.Counters.StreamsOpen == 1, WireBench.Patience).Should().BeTrue();
        using TcpClient second = Connect(bench.At(0));
        Read(second, 1).Should().BeEmpty();
        bench.Gate.Publish(new([new(NetAddress.From(IPAddress.Loopback, 0).Ip, 128)]));
        using TcpClient known = Connect(bench.At(0));
        SpinWait.SpinUntil(() => bench.Hub.Counters.StreamsOpen == 2, WireBench.Patience).Should().BeTrue();
    }

    [Fact]
    public async Task Stopping_lets_out_what_was_sent_before()
    {
        WireBench bench = await WireBench.StartAsync(["tcp:127.0.0.1:0"]);
        using TcpClient peer = Connect(bench.At(0));
        await peer.Client.SendAsync(Encoding.ASCII.GetBytes(Options));
        (Flow flow, _) = bench.Next();
        bench.Hub.Send(flow, "farewell"u8).Should().BeTrue();
        await bench.DisposeAsync();
        Read(peer, 9).Should().Be("farewell");
        bench.NextClosed().Should().Be(flow);
    }

    private static TcpClient Connect(IPEndPoint to)
    {
        var client = new TcpClient(to.AddressFamily) { ReceiveTimeout = (int)WireBench.Patience.TotalMilliseconds };
        client.Connect(to);
        return client;
    }

    /// <summary>So many bytes, or fewer when the stream ends.</summary>
    private static string Read(TcpClient client, int bytes)
    {
        byte[] buffer = new byte[bytes];
        int read = 0;
        try
        {
            while (read < bytes && client.Client.Receive(buffer, read, bytes - read, SocketFlags.None) is > 0 and int more)
            {
                read += more;
            }
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed all the same.
        }

        return Encoding.ASCII.GetString(buffer, 0, read);
    }

    private static async Task Advance(FakeTimeProvider time, TimeSpan by)
    {
        for (TimeSpan done = TimeSpan.Zero; done < by; done += TimeSpan.FromSeconds(1))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
