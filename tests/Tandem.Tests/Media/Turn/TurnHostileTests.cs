using System.Net;
using System.Net.Sockets;
using CsCheck;
using Tandem.Media.Ice;
using Tandem.Media.Turn;
using Tandem.TestKit;
using Tandem.Tests.Media.Relay;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Turn;

/// <summary>Whatever comes: nothing throws, nothing is allocated for a packet, everything is counted.</summary>
public sealed class TurnHostileTests : IDisposable
{
    private static readonly ushort[] Types = [0x0001, 0x0003, 0x0004, 0x0006, 0x0008, 0x0009, 0x0016, 0x0017, 0x0101, 0x0113];
    private readonly TurnBench _bench = new(new TurnRules { SourceRate = 0 });
    private readonly Socket _peer = RelayBench.Peer("127.0.0.3");
    private readonly TurnPhone _phone;

    public TurnHostileTests()
    {
        _phone = _bench.Phone();
        _phone.Allocate().Should().Be(0);
        Relayed = _phone.Relayed;
        _phone.Bind(0x4000, RelayBench.At(_peer)).Should().Be(0);
    }

    private NetAddress Relayed { get; }

    private TurnClient Client => new(RelayBench.At(_phone.Socket), 0);

    [Fact]
    public void Any_bytes_may_come() =>
        Gen.Byte.Array[0, 200].Sample(bytes => _bench.Server.Loop.OnMessage(Client, bytes, 5), threads: 1, iter: 20_000);

    [Fact]
    public void Anything_that_begins_like_STUN_may_come() =>
        Gen.Select(Gen.Int[0, Types.Length - 1].Select(static at => Types[at]), Gen.Byte.Array[0, 40]).Sample(
            (type, words) =>
            {
                byte[] message = [(byte)(type >> 8), (byte)type, 0, (byte)(words.Length * 4), 0x21, 0x12, 0xA4, 0x42, .. new byte[12], .. words, .. words, .. words, .. words];
                _bench.Server.Loop.OnMessage(Client, message, 5);
            },
            threads: 1,
            iter: 20_000);

    [Fact]
    public void A_right_request_of_which_octets_are_wrong_may_come()
    {
        byte[][] right =
        [
            _phone.Sealed(TurnRequests.Allocate, [(StunAttribute.RequestedTransport, TurnPhone.Udp), (StunAttribute.EvenPort, [0])]),
            _phone.Sealed(TurnRequests.CreatePermission, [(StunAttribute.XorPeerAddress, TurnPhone.Xor(RelayBench.At(_peer)))]),
            _phone.Request(TurnRelay.SendIndication, [(StunAttribute.XorPeerAddress, TurnPhone.Xor(RelayBench.At(_peer))), (StunAttribute.Data, [1, 2, 3])]),
            TurnPhone.OnChannel(0x4000, [1, 2, 3, 4]),
        ];
        Gen.Select(Gen.Int[0, right.Length - 1], Gen.Int[0, 300], Gen.Byte, Gen.Int[0, 300]).Sample(
            (which, at, value, cut) =>
            {
                byte[] message = [.. right[which]];
                message[at % message.Length] = value;
                _bench.Server.Loop.OnMessage(Client, message, 5);
                _bench.Server.Loop.OnMessage(Client, message.AsSpan(0, cut % message.Length), 5);
            },
            threads: 1,
            iter: 20_000);
    }

    [Fact]
    public void Each_reason_is_counted()
    {
        using Socket stranger = RelayBench.Peer("127.0.0.8");
        _bench.Send(stranger, [1, 2, 3], _bench.Point);
        _bench.Send(stranger, [0, 1, 0, 4, 0x21, 0x12, 0xA4, 0x42, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], _bench.Point);
        _bench.Send(stranger, TurnPhone.OnChannel(0x4000, [1]), _bench.Point);
        _bench.Send(stranger, _phone.Request(0x0002, []), _bench.Point);
        _bench.Send(stranger, [1], Relayed);
        _bench.Send(_phone.Socket, [0x40, 0, 0, 9, 1], _bench.Point);
        _bench.Send(_phone.Socket, TurnPhone.OnChannel(0x5000, [1]), _bench.Point);
        _phone.SendTo(TurnBench.Address("2001:db8::1", 9), [1]);
        RelayBench.Got(stranger).Should().BeEmpty();
        (_bench.Count(TurnCount.Malformed), _bench.Count(TurnCount.NoAllocation), _bench.Count(TurnCount.UnknownMethod), _bench.Count(TurnCount.NoPermission), _bench.Count(TurnCount.NoChannel))
            .Should().Be((4, 1, 1, 1, 1));
    }

    [Fact]
    public void A_relayed_packet_an_answered_question_and_a_dropped_one_allocate_nothing()
    {
        byte[] packet = new byte[172];
        byte[] onChannel = TurnPhone.OnChannel(0x4000, packet);
        byte[] indication = _phone.Request(TurnRelay.SendIndication, [(StunAttribute.XorPeerAddress, TurnPhone.Xor(RelayBench.At(_peer))), (StunAttribute.Data, packet)]);
        byte[] binding = _phone.Request(StunMessage.BindingRequest, []);
        byte[] unasked = _phone.Request(TurnRequests.Allocate, []);
        byte[] refresh = _phone.Sealed(TurnRequests.Refresh, []);
        byte[] garbage = [9, 9, 9];
        _bench.Turn();
        Sending(_phone.Socket, onChannel, _bench.Point).Should().Be(0);
        Sending(_phone.Socket, indication, _bench.Point).Should().Be(0);
        Sending(_phone.Socket, binding, _bench.Point).Should().Be(0);
        Sending(_phone.Socket, unasked, _bench.Point).Should().Be(0);
        Sending(_phone.Socket, refresh, _bench.Point).Should().Be(0);
        Sending(_phone.Socket, garbage, _bench.Point).Should().Be(0);
        Sending(_peer, packet, Relayed).Should().Be(0);
        _bench.Count(TurnCount.PacketsToPeers).Should().BeGreaterThanOrEqualTo(400);
        _bench.Count(TurnCount.PacketsToClients).Should().BeGreaterThanOrEqualTo(200);
    }

    [Fact]
    public void A_packet_of_a_peer_without_a_channel_allocates_nothing()
    {
        using Socket other = RelayBench.Peer("127.0.0.4");
        _phone.Permit(RelayBench.At(other)).Should().Be(0);
        Sending(other, new byte[172], Relayed).Should().Be(0);
        _bench.Count(TurnCount.PacketsToClients).Should().BeGreaterThanOrEqualTo(200);
    }

    public void Dispose()
    {
        _peer.Dispose();
        _phone.Dispose();
        _bench.Dispose();
    }

    private long Sending(Socket from, byte[] message, NetAddress to)
    {
        SocketAddress target = to.ToEndPoint().Serialize();
        return Allocated.By(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                from.SendTo(message, SocketFlags.None, target);
                _bench.Server.Loop.Turn(0);
                _bench.Server.Loop.Turn(0);
            }
        });
    }
}
