using System.Net.Sockets;
using Tandem.Media.Turn;
using Tandem.Tests.Media.Relay;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Turn;

public sealed class TurnPeersTests
{
    private static readonly TurnPeers Strict = new(new HashSet<UInt128> { TurnBench.Address("203.0.113.5").Ip, TurnBench.Address("2001:db8::5").Ip }, []);

    [Theory]
    [InlineData("203.0.113.6")]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.1.1")]
    [InlineData("223.255.255.254")]
    [InlineData("2001:db8::6")]
    [InlineData("2a00:1450::1")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:808:808::1")]
    public void A_public_host_is_relayed_to(string peer) => Strict.MayReach(TurnBench.Address(peer, 9)).Should().BeTrue();

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.255")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.168.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("203.0.113.5", "our own")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::10.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff::1")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::a00:1", "10.0.0.1 inside")]
    [InlineData("64:ff9b:1::808:808")]
    [InlineData("2002:7f00:1::1", "127.0.0.1 inside")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::5", "our own")]
    public void Nothing_else_is(string peer, string why = "")
    {
        NetAddress address = TurnBench.Address(peer, 9);
        Strict.MayReach(address).Should().BeFalse(why);
        Strict.MayPermit(address.Ip).Should().BeFalse(why);
    }

    [Fact]
    public void What_the_operator_allows_is_on_its_ports_only()
    {
        NetAddress own = TurnBench.Address("203.0.113.5", 20_000);
        var peers = new TurnPeers(new HashSet<UInt128> { own.Ip }, [new(own.Ip, 128, 10_000, 49_999), TurnBench.Network("10.1.0.0/16")]);
        peers.MayReach(own).Should().BeTrue();
        peers.MayReach(new(own.Ip, 22)).Should().BeFalse();
        peers.MayReach(new(own.Ip, 0)).Should().BeFalse();
        peers.MayPermit(own.Ip).Should().BeTrue();
        peers.MayReach(TurnBench.Address("10.1.255.1", 22)).Should().BeTrue();
        peers.MayReach(TurnBench.Address("10.2.0.1", 22)).Should().BeFalse();
    }

    [Fact]
    public void A_client_gets_neither_permission_nor_channel_nor_a_packet_to_such_an_address()
    {
        using var bench = new TurnBench(allowed: []);
        using TurnPhone phone = bench.Phone();
        using Socket neighbour = RelayBench.Peer("127.0.0.3");
        NetAddress private10 = TurnBench.Address("10.0.0.1", 9);
        phone.Allocate().Should().Be(0);
        phone.Permit(RelayBench.At(neighbour)).Should().Be(403);
        phone.Bind(0x4000, private10).Should().Be(403);
        phone.Permit(TurnBench.Address("198.51.100.1", 9), private10).Should().Be(403, "all or none");
        phone.SendTo(RelayBench.At(neighbour), [1]);
        RelayBench.Got(neighbour).Should().BeEmpty();
        bench.Count(TurnCount.ForbiddenPeer).Should().Be(4);
        phone.SendTo(TurnBench.Address("198.51.100.1", 9), [1]);
        bench.Count(TurnCount.NoPermission).Should().Be(1);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("0.0.0.0/0", "1.2.3.4", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("fd00::/8", "fd12::1", true)]
    [InlineData("::/0", "fd12::1", true)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.6", false)]
    public void A_network_has_the_addresses_that_begin_as_it_does(string network, string address, bool has) =>
        TurnBench.Network(network).Has(TurnBench.Address(address).Ip).Should().Be(has);

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("fd00::/129")]
    [InlineData("example.com")]
    [InlineData("")]
    public void What_is_no_network_is_none(string text) => TurnNetwork.TryParse(text, out _).Should().BeFalse();
}
