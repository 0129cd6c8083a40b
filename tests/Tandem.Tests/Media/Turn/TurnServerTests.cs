using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Tandem.Media.Ice;
using Tandem.Media.Turn;
using Tandem.Tests.Media.Relay;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Turn;

public sealed class TurnServerTests : IDisposable
{
    private static readonly byte[] Words = "sound"u8.ToArray();
    private readonly TurnBench _bench = new();
    private readonly Socket _peer = RelayBench.Peer("127.0.0.3");

    private NetAddress Peer => RelayBench.At(_peer);

    [Fact]
    public void A_client_with_a_channel_and_its_peer_hear_each_other()
    {
        using TurnPhone phone = _bench.Phone();
        phone.Allocate().Should().Be(0);
        NetAddress relayed = phone.Relayed;
        (relayed.Ip, phone.Mapped, phone.Lifetime).Should().Be((_bench.Point.Ip, RelayBench.At(phone.Socket), 600u));
        phone.Bind(0x4001, Peer).Should().Be(0);

        phone.SendOn(0x4001, Words);
        RelayBench.Got(_peer).Should().ContainSingle().Which.Should().Equal(Words);
        _bench.Send(_peer, Words, relayed);
        RelayBench.Got(phone.Socket).Should().ContainSingle().Which.Should().Equal(TurnPhone.OnChannel(0x4001, Words));
        (_bench.Count(TurnCount.PacketsToPeers), _bench.Count(TurnCount.OctetsToClients)).Should().Be((1, Words.Length));
    }

    [Fact]
    public void Without_a_channel_packets_travel_in_indications()
    {
        using TurnPhone phone = _bench.Phone();
        phone.Allocate();
        NetAddress relayed = phone.Relayed;
        phone.Permit(Peer).Should().Be(0);
        phone.SendTo(Peer, Words);
        RelayBench.Got(_peer).Should().ContainSingle().Which.Should().Equal(Words);
        _bench.Send(_peer, Words, relayed);
        byte[] indication = RelayBench.Got(phone.Socket).Should().ContainSingle().Subject;
        StunMessage.IsStun(indication).Should().BeTrue();
        StunMessage.TypeOf(indication).Should().Be(0x0017);
        TurnPhone.Value(indication, StunAttribute.Data).Should().Equal(Words);
        StunMessage.TryReadAddress(indication, TurnPhone.Value(indication, StunAttribute.XorPeerAddress), out NetAddress from).Should().BeTrue();
        from.Should().Be(Peer);
    }

    [Fact]
    public void A_peer_without_a_permission_is_not_heard_and_not_reached()
    {
        using TurnPhone phone = _bench.Phone();
        phone.Allocate();
        NetAddress relayed = phone.Relayed;
        _bench.Send(_peer, Words, relayed);
        phone.SendTo(Peer, Words);
        phone.SendOn(0x4001, Words);
        RelayBench.Got(phone.Socket).Should().BeEmpty();
        RelayBench.Got(_peer).Should().BeEmpty();
        (_bench.Count(TurnCount.NoPermission), _bench.Count(TurnCount.NoChannel)).Should().Be((2, 1));
    }

    [Fact]
    public void A_permission_is_for_the_host_and_ends_after_five_minutes_unless_it_is_renewed()
    {
        using TurnPhone phone = _bench.Phone();
        using Socket otherPort = RelayBench.Peer("127.0.0.3");
        phone.Allocate();
        NetAddress relayed = phone.Relayed;
        phone.Permit(Peer).Should().Be(0);
        _bench.Send(otherPort, Words, relayed);
        RelayBench.Got(phone.Socket).Should().ContainSingle("ports do not count");
        _bench.Pass(200);
        phone.Permit(Peer).Should().Be(0);
        _bench.Pass(299);
        _bench.Send(_peer, Words, relayed);
        RelayBench.Got(phone.Socket).Should().ContainSingle();
        _bench.Pass(1);
        _bench.Send(_peer, Words, relayed);
        RelayBench.Got(phone.Socket).Should().BeEmpty();
    }

    [Fact]
    public void An_allocation_ends_after_its_time_or_when_the_client_says_so()
    {
        using TurnPhone phone = _bench.Phone();
        phone.Allocate().Should().Be(0);
        _bench.Pass(500);
        phone.Refresh(900).Should().Be(0);
        phone.Lifetime.Should().Be(900);
        _bench.Pass(899);
        _bench.Server.Allocations.Should().Be(1);
        _bench.Pass(1.1);
        _bench.Server.Allocations.Should().Be(0);

        phone.Nonce = [];
        phone.Allocate((StunAttribute.Lifetime, [0, 1, 0, 0])).Should().Be(0);
        phone.Lifetime.Should().Be(3600, "an hour at most");
        phone.Refresh(0).Should().Be(0);
        phone.Lifetime.Should().Be(0);
        _bench.Server.Allocations.Should().Be(0);
        phone.Refresh(0).Should().Be(437);
    }

    [Fact]
    public void The_same_request_once_more_is_answered_the_same_and_another_is_a_mismatch()
    {
        using TurnPhone phone = _bench.Phone();
        phone.Ask(TurnRequests.Allocate).Should().Be(401);
        phone.Nonce = TurnPhone.Value(phone.Answer, StunAttribute.Nonce);
        byte[] request = phone.Sealed(TurnRequests.Allocate, [(StunAttribute.RequestedTransport, TurnPhone.Udp)]);
        phone.Send(request).Should().Be(0);
        NetAddress first = phone.Relayed;
        phone.Send(request).Should().Be(0);
        phone.Relayed.Should().Be(first);
        phone.Allocate().Should().Be(437);
        _bench.Server.Allocations.Should().Be(1);
    }

    [Fact]
    public void Wishes_that_are_not_served_are_refused_with_their_code()
    {
        using TurnPhone phone = _bench.Phone();
        phone.AskAs(TurnRequests.Allocate).Should().Be(400, "no transport");
        phone.AskAs(TurnRequests.Allocate, (StunAttribute.RequestedTransport, [6, 0, 0, 0])).Should().Be(442);
        phone.Allocate((StunAttribute.RequestedAddressFamily, [2, 0, 0, 0])).Should().Be(440);
        phone.Allocate(((StunAttribute)0x001A, [])).Should().Be(420, "DONT-FRAGMENT");
        TurnPhone.Value(phone.Answer, StunAttribute.UnknownAttributes).Should().Equal(0, 0x1A);
        phone.Allocate((StunAttribute.EvenPort, [0x80]), (StunAttribute.ReservationToken, new byte[8])).Should().Be(400);
        phone.Allocate((StunAttribute.ReservationToken, new byte[8])).Should().Be(508, "a token that was not given");
        phone.Permit(Peer).Should().Be(437);
        phone.Allocate().Should().Be(0);
        phone.Permit().Should().Be(400);
        phone.Permit(TurnBench.Address("2001:db8::1", 5)).Should().Be(443);
        phone.Bind(0x3FFF, Peer).Should().Be(400);
        phone.Bind(0x4000, Peer).Should().Be(0);
        phone.Bind(0x4001, Peer).Should().Be(400, "the peer has a channel");
        phone.Bind(0x4000, new(Peer.Ip, 5)).Should().Be(400, "the channel has a peer");
        phone.Bind(0x4000, Peer).Should().Be(0);
    }

    [Fact]
    public void Two_ports_in_a_row_are_lent_by_a_token()
    {
        using TurnPhone rtp = _bench.Phone();
        using TurnPhone rtcp = _bench.Phone();
        using TurnPhone thief = _bench.Phone("bob", "builder");
        rtp.Allocate((StunAttribute.EvenPort, [0x80])).Should().Be(0);
        byte[] token = TurnPhone.Value(rtp.Answer, StunAttribute.ReservationToken);
        token.Should().HaveCount(8);
        thief.Allocate((StunAttribute.ReservationToken, token)).Should().Be(508);
        rtcp.Allocate((StunAttribute.ReservationToken, token)).Should().Be(0);
        (rtp.Relayed.Port & 1).Should().Be(0);
        rtcp.Relayed.Should().Be(new NetAddress(rtp.Relayed.Ip, (ushort)(rtp.Relayed.Port + 1)));
    }

    [Fact]
    public void Each_user_and_each_source_has_so_many_allocations_and_no_more()
    {
        using var bench = new TurnBench(new TurnRules { UserQuota = 2, SourceQuota = 3 });
        using TurnPhone a1 = bench.Phone();
        using TurnPhone a2 = bench.Phone();
        using TurnPhone a3 = bench.Phone(at: "127.0.0.9");
        using TurnPhone b1 = bench.Phone("bob", "builder");
        using TurnPhone b2 = bench.Phone("bob", "builder", "127.0.0.9");
        string soon = bench.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds() + ":carol";
        using TurnPhone c1 = bench.Phone(soon, Rest(soon));
        (a1.Allocate(), a2.Allocate(), a3.Allocate()).Should().Be((0, 0, 486), "two of one user");
        (b1.Allocate(), b2.Allocate()).Should().Be((0, 486), "one of a user with a quota of its own");
        c1.Allocate().Should().Be(486, "three of one source");
        (bench.Count(TurnCount.UserQuota), bench.Count(TurnCount.SourceQuota)).Should().Be((2, 1));
        a1.Refresh(0).Should().Be(0);
        a3.Allocate().Should().Be(0);
    }

    [Fact]
    public void An_allocation_obeys_the_user_that_made_it_only()
    {
        using TurnPhone alice = _bench.Phone();
        alice.Allocate().Should().Be(0);
        using TurnPhone bob = _bench.Phone("bob", "builder", "127.0.0.4");
        bob.AskAs(TurnRequests.Refresh).Should().Be(437, "it has none");
        byte[] stolen = bob.Sealed(TurnRequests.Refresh, [(StunAttribute.Lifetime, [0, 0, 0, 0])]);
        alice.Send(stolen).Should().Be(438, "a nonce for another host");
        using TurnPhone there = _bench.Phone("bob", "builder");
        there.Ask(TurnRequests.Refresh).Should().Be(401);
        there.Nonce = TurnPhone.Value(there.Answer, StunAttribute.Nonce);
        alice.Send(there.Sealed(TurnRequests.Refresh, [(StunAttribute.Lifetime, [0, 0, 0, 0])])).Should().Be(441);
        _bench.Server.Allocations.Should().Be(1);
    }

    [Fact]
    public void Permissions_and_channels_of_one_client_are_bounded()
    {
        using TurnPhone phone = _bench.Phone();
        phone.Allocate().Should().Be(0);
        for (int i = 0; i < TurnAllocation.MostPermissions; i++)
        {
            phone.Permit(TurnBench.Address($"127.9.0.{i + 1}", 9)).Should().Be(0);
        }

        phone.Permit(TurnBench.Address("127.9.1.1", 9)).Should().Be(508);
        phone.Bind(0x4000, TurnBench.Address("127.9.1.1", 9)).Should().Be(508);
        _bench.Pass(300);
        phone.Permit(TurnBench.Address("127.9.1.1", 9)).Should().Be(0, "the old ones are over");
    }

    [Fact]
    public void Who_asks_too_often_is_not_answered_any_more_and_an_allocation_goes_on()
    {
        using var bench = new TurnBench(new TurnRules { SourceRate = 5 });
        using TurnPhone phone = bench.Phone();
        phone.Allocate().Should().Be(0);
        int answered = Enumerable.Range(0, 20).Count(_ => phone.Ask(StunMessage.BindingRequest) == 0);
        answered.Should().Be(3, "the login took two of the five");
        bench.Count(TurnCount.TooFast).Should().Be(17);
        phone.Refresh(600).Should().Be(0);
        bench.Pass(1);
        phone.Ask(StunMessage.BindingRequest).Should().Be(0);
    }

    [Fact]
    public void What_the_plan_says_anew_is_in_force_a_second_later()
    {
        using TurnPhone phone = _bench.Phone("dora", "explorer");
        phone.Allocate().Should().Be(401);
        TurnBook.Write(_bench.Book, _bench.Rules, [new("dora", "explorer"), new("somebody", "else"), new("more", "users")]);
        _bench.Pass(1);
        phone.Nonce = [];
        phone.Allocate().Should().Be(0);
        File.WriteAllText(_bench.Book, "not a list");
        _bench.Pass(1);
        phone.Refresh(600).Should().Be(0, "the list before stays in force");
    }

    [Fact]
    public void Without_a_list_of_users_nobody_gets_in_and_bindings_are_answered()
    {
        using var bench = new TurnBench(hasBook: false);
        using TurnPhone phone = bench.Phone();
        phone.Ask(TurnRequests.Allocate).Should().Be(401);
        phone.Ask(StunMessage.BindingRequest).Should().Be(0);
        phone.Mapped.Should().Be(RelayBench.At(phone.Socket));
    }

    public void Dispose()
    {
        _peer.Dispose();
        _bench.Dispose();
    }

    private static string Rest(string user) => Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(TurnBench.Secret), Encoding.UTF8.GetBytes(user)));
}
