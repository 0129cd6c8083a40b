using System.Net.Sockets;
using Tandem.Media.Ice;
using Tandem.Media.Turn;
using Tandem.Tests.Media.Relay;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Turn;

public sealed class TurnStreamTests : IDisposable
{
    private readonly TurnBench _bench = new();
    private readonly Socket _peer = RelayBench.Peer("127.0.0.3");
    private readonly TurnPhone _words;
    private readonly Socket _stream;

    public TurnStreamTests()
    {
        _words = _bench.Phone();
        _stream = Connect("127.0.0.2");
    }

    [Fact]
    public void A_client_on_TCP_and_its_peer_on_UDP_hear_each_other()
    {
        NetAddress relayed = Login(_stream);
        _bench.Server.Streams.Should().Be(1);
        byte[] three = [7, 8, 9];
        Send(_stream, [.. TurnPhone.OnChannel(0x4000, three), 0]);
        RelayBench.Got(_peer).Should().ContainSingle().Which.Should().Equal(three);
        _bench.Send(_peer, three, relayed);
        Read(_stream).Should().Equal([.. TurnPhone.OnChannel(0x4000, three), 0], "padded to four");
    }

    [Fact]
    public void Messages_may_be_cut_anywhere_and_come_together()
    {
        byte[] binding = _words.Request(StunMessage.BindingRequest, []);
        foreach (byte one in binding)
        {
            Send(_stream, [one]);
        }

        Read(_stream).Should().HaveCount(32);
        Send(_stream, [.. binding, .. binding, .. binding[..7]]);
        Read(_stream).Should().HaveCount(64);
        Send(_stream, binding[7..]);
        Read(_stream).Should().HaveCount(32);
    }

    [Theory]
    [InlineData("16030100a5010000a1", "TLS")]
    [InlineData("c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00", "neither STUN nor a channel")]
    [InlineData("0001ffff2112a442000000000000000000000000", "far too long")]
    [InlineData("00010003211200000000000000000000000000000000", "no multiple of four")]
    public void What_does_not_speak_STUN_is_closed(string garbage, string why)
    {
        Send(_stream, Convert.FromHexString(garbage));
        _bench.Server.Streams.Should().Be(0, why);
        _stream.Receive(new byte[10]).Should().Be(0);
    }

    [Fact]
    public void Who_is_silent_and_has_nothing_is_closed_after_half_a_minute()
    {
        using Socket other = Connect("127.0.0.5");
        Login(_stream);
        _bench.Pass(31);
        _bench.Server.Streams.Should().Be(1, "the one with an allocation stays");
        _bench.Count(TurnCount.ConnectionEnded).Should().Be(1);
    }

    [Fact]
    public void An_allocation_ends_with_its_connection()
    {
        Login(_stream);
        _bench.Server.Allocations.Should().Be(1);
        _stream.Shutdown(SocketShutdown.Both);
        _bench.Turn();
        (_bench.Server.Allocations, _bench.Server.Streams).Should().Be((0, 0));
    }

    [Fact]
    public void One_source_has_so_many_connections_and_no_more()
    {
        using var bench = new TurnBench(new TurnRules { SourceQuota = 3 });
        List<Socket> streams = [.. Enumerable.Range(0, 5).Select(_ => Connect("127.0.0.2", bench))];
        using Socket other = Connect("127.0.0.5", bench);
        bench.Server.Streams.Should().Be(4);
        bench.Count(TurnCount.ConnectionEnded).Should().Be(2);
        streams.ForEach(static stream => stream.Dispose());
        bench.Turn();
        bench.Server.Streams.Should().Be(1);
    }

    [Fact]
    public void Who_does_not_read_loses_packets_and_stays_in_step()
    {
        NetAddress relayed = Login(_stream);
        byte[] packet = new byte[1200];
        int sent = 0;
        while (_bench.Count(TurnCount.NotSent) == 0)
        {
            (++sent).Should().BeLessThan(100_000);
            _peer.SendTo(packet, relayed.ToEndPoint());
            _bench.Server.Loop.Turn(0);
        }

        int got = 0;
        byte[] all = Read(_stream);
        for (int at = 0; at < all.Length; at += 1204, got++)
        {
            all.AsSpan(at, 4).ToArray().Should().Equal(0x40, 0, 1200 >> 8, 1200 & 0xFF);
        }

        got.Should().BeLessThan(sent);
        _bench.Send(_peer, [1], relayed);
        Read(_stream).Should().Equal(0x40, 0, 0, 1, 1, 0, 0, 0);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _words.Dispose();
        _peer.Dispose();
        _bench.Dispose();
    }

    private Socket Connect(string at, TurnBench? bench = null)
    {
        bench ??= _bench;
        var stream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        stream.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Parse(at), 0));
        stream.Connect(bench.Point.ToEndPoint());
        bench.Turn();
        return stream;
    }

    /// <summary>An allocation with channel 0x4000 to the peer.</summary>
    private NetAddress Login(Socket stream)
    {
        Send(stream, _words.Request(TurnRequests.Allocate, []));
        _words.Nonce = TurnPhone.Value(Read(stream), StunAttribute.Nonce);
        Send(stream, _words.Sealed(TurnRequests.Allocate, [(StunAttribute.RequestedTransport, TurnPhone.Udp)]));
        byte[] answer = Read(stream);
        TurnPhone.CodeOf(answer).Should().Be(0);
        StunMessage.TryReadAddress(answer, TurnPhone.Value(answer, StunAttribute.XorRelayedAddress), out NetAddress relayed).Should().BeTrue();
        Send(stream, _words.Sealed(TurnRequests.ChannelBind, [(StunAttribute.ChannelNumber, [0x40, 0, 0, 0]), (StunAttribute.XorPeerAddress, TurnPhone.Xor(RelayBench.At(_peer)))]));
        TurnPhone.CodeOf(Read(stream)).Should().Be(0);
        return relayed;
    }

    private void Send(Socket stream, byte[] bytes)
    {
        stream.Send(bytes);
        _bench.Turn();
    }

    /// <summary>All that has been sent, and what the server sends while it is read.</summary>
    private byte[] Read(Socket stream)
    {
        var all = new List<byte>();
        byte[] buffer = new byte[65_536];
        while (stream.Poll(20_000, SelectMode.SelectRead))
        {
            int read = stream.Receive(buffer);
            if (read == 0)
            {
                break;
            }

            all.AddRange(buffer[..read]);
            _bench.Turn();
        }

        return [.. all];
    }
}
