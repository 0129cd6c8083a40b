using System.Net.Sockets;
using Tandem.Media.Ice;
using Tandem.Media.Turn;
using Tandem.Tests.Media.Relay;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Turn;

/// <summary>Allocations of IPv6, asked for over IPv6 and over IPv4 (RFC 8656 §7, REQUESTED-ADDRESS-FAMILY).</summary>
public sealed class TurnIPv6Tests : IDisposable
{
    private static readonly byte[] Words = "sound"u8.ToArray();
    private static readonly byte[] IPv6 = [2, 0, 0, 0];
    private static readonly TurnNetwork[] Allowed = [TurnBench.Network("::1/128"), TurnBench.Network("127.0.0.0/8")];
    private readonly Socket _peer = RelayBench.Peer("::1");

    private NetAddress Peer => RelayBench.At(_peer);

    [Fact]
    public void A_client_and_its_peer_hear_each_other_in_indications_and_on_a_channel()
    {
        using var bench = new TurnBench(allowed: Allowed, at: ["::1"]);
        using TurnPhone phone = bench.Phone(at: "::1");
        phone.Allocate((StunAttribute.RequestedAddressFamily, IPv6)).Should().Be(0);
        NetAddress relayed = phone.Relayed;
        (relayed.IsIPv4, relayed.Ip, phone.Mapped).Should().Be((false, bench.Point.Ip, RelayBench.At(phone.Socket)));
        SpeaksBothWays(bench, phone, relayed);
        phone.Permit(TurnBench.Address("127.0.0.3", 5)).Should().Be(443);
        phone.Refresh(600).Should().Be(0);
    }

    [Fact]
    public void A_client_on_IPv4_reaches_IPv6_where_both_are_served()
    {
        using var bench = new TurnBench(allowed: Allowed, at: [RelayBench.Own, "::1"]);
        using TurnPhone phone = bench.Phone();
        phone.Allocate((StunAttribute.RequestedAddressFamily, IPv6)).Should().Be(0);
        NetAddress relayed = phone.Relayed;
        (relayed.IsIPv4, phone.Mapped).Should().Be((false, RelayBench.At(phone.Socket)));
        SpeaksBothWays(bench, phone, relayed);
    }

    [Fact]
    public void Without_a_wish_it_is_IPv4_also_over_IPv6_and_where_there_is_none_it_is_refused()
    {
        using var both = new TurnBench(allowed: Allowed, at: ["::1", RelayBench.Own]);
        using TurnPhone phone = both.Phone(at: "::1");
        phone.Allocate().Should().Be(0);
        phone.Relayed.IsIPv4.Should().BeTrue("RFC 8656 §7.2: IPv4 is the default");

        using var one = new TurnBench(allowed: Allowed, at: ["::1"]);
        using TurnPhone other = one.Phone(at: "::1");
        other.Allocate().Should().Be(440);
    }

    [Fact]
    public void One_network_of_a_subscriber_is_one_source()
    {
        using var bench = new TurnBench(new TurnRules { SourceQuota = 1 }, allowed: Allowed, at: ["::1"]);
        using TurnPhone first = bench.Phone(at: "::1");
        using TurnPhone second = bench.Phone("bob", "builder", at: "::1");
        first.Allocate((StunAttribute.RequestedAddressFamily, IPv6)).Should().Be(0);
        second.Allocate((StunAttribute.RequestedAddressFamily, IPv6)).Should().Be(486);
    }

    public void Dispose() => _peer.Dispose();

    private void SpeaksBothWays(TurnBench bench, TurnPhone phone, NetAddress relayed)
    {
        phone.Permit(Peer).Should().Be(0);
        phone.SendTo(Peer, Words);
        RelayBench.Got(_peer).Should().ContainSingle().Which.Should().Equal(Words);
        bench.Send(_peer, Words, relayed);
        byte[] indication = RelayBench.Got(phone.Socket).Should().ContainSingle().Subject;
        TurnPhone.Value(indication, StunAttribute.Data).Should().Equal(Words);
        StunMessage.TryReadAddress(indication, TurnPhone.Value(indication, StunAttribute.XorPeerAddress), out NetAddress from).Should().BeTrue();
        from.Should().Be(Peer);

        phone.Bind(0x4001, Peer).Should().Be(0);
        phone.SendOn(0x4001, Words);
        RelayBench.Got(_peer).Should().ContainSingle().Which.Should().Equal(Words);
        bench.Send(_peer, Words, relayed);
        RelayBench.Got(phone.Socket).Should().ContainSingle().Which.Should().Equal(TurnPhone.OnChannel(0x4001, Words));
    }
}
