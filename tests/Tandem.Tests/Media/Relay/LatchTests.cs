using System.Net;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Relay;

public sealed class LatchTests
{
    private const long Second = Latch.SilenceBeforeMoveNs;
    private const RelayPeerFlags BehindNat = RelayPeerFlags.FollowNat | RelayPeerFlags.BehindNat;
    private static readonly NetAddress Sdp = At("192.0.2.10", 4000);
    private static readonly NetAddress Private = At("10.0.0.5", 4000);
    private static readonly NetAddress Stranger = At("198.51.100.66", 4000);
    private static readonly NetAddress Outside = At("203.0.113.9", 61_234);

    [Fact]
    public void The_first_packet_must_come_from_where_SDP_says()
    {
        Latch latch = Expecting(Sdp);
        latch.Target.Should().Be(Sdp);
        Take(ref latch, Stranger).Should().BeFalse();
        Take(ref latch, At("192.0.2.10", 4002)).Should().BeFalse();
        Take(ref latch, Sdp).Should().BeTrue();
        latch.Accepts(Sdp).Should().BeTrue();
        latch.Accepts(Stranger).Should().BeFalse();
    }

    [Fact]
    public void Behind_a_NAT_it_may_come_from_the_host_that_signalled_by_any_port()
    {
        Latch latch = Expecting(Private, BehindNat, Outside.Ip);
        latch.Target.Should().Be(At("203.0.113.9", 4000), "SDP's port at that host is the best guess until it sends");
        Take(ref latch, Stranger).Should().BeFalse();
        Take(ref latch, Outside).Should().BeTrue();
        latch.Target.Should().Be(Outside);
        Take(ref latch, At("203.0.113.9", 61_235)).Should().BeFalse("somebody is there");
    }

    [Fact]
    public void The_address_that_SDP_named_takes_the_place_of_one_that_was_only_near()
    {
        Latch latch = Expecting(Sdp, RelayPeerFlags.FollowNat, Outside.Ip);
        Take(ref latch, Outside).Should().BeTrue();
        Take(ref latch, Sdp).Should().BeTrue();
        Take(ref latch, Outside).Should().BeFalse();
        latch.Moves.Should().Be(1);
    }

    [Fact]
    public void Nobody_takes_a_place_that_is_taken_whatever_the_stream_says_while_it_flows()
    {
        Latch latch = Expecting(Private, BehindNat, Outside.Ip);
        Take(ref latch, Outside);
        latch.TryTake(At("203.0.113.9", 61_999), continues: true, Second - 1).Should().BeFalse();
        latch.TryTake(Stranger, continues: true, 100 * Second).Should().BeFalse("another host");
        latch.TryTake(At("203.0.113.9", 61_999), continues: false, 100 * Second).Should().BeFalse("another stream");
        latch.TryTake(At("203.0.113.9", 61_999), continues: true, Second).Should().BeTrue("the same stream from the same host after a silence: its NAT forgot the mapping");
        latch.Moves.Should().Be(1);
    }

    [Fact]
    public void A_signalled_change_is_followed_and_the_old_place_heard_until_the_new_one_sends()
    {
        Latch latch = Expecting(Sdp);
        Take(ref latch, Sdp);
        NetAddress next = At("192.0.2.20", 5000);
        latch.Expect(next, default, RelayPeerFlags.None);
        latch.Target.Should().Be(next);
        latch.Accepts(Sdp).Should().BeTrue();
        Take(ref latch, Stranger).Should().BeFalse();
        Take(ref latch, next).Should().BeTrue();
        latch.Accepts(Sdp).Should().BeFalse();
        Take(ref latch, Sdp).Should().BeFalse();
    }

    [Fact]
    public void The_same_address_again_or_none_leaves_the_latch_alone()
    {
        Latch latch = Expecting(Private, BehindNat, Outside.Ip);
        Take(ref latch, Outside);
        latch.Expect(Private, Outside.Ip, BehindNat);
        latch.Expect(At("0.0.0.0", 4000), Outside.Ip, RelayPeerFlags.FollowNat); // held as RFC 2543 did
        latch.Target.Should().Be(Outside);
        Take(ref latch, At("203.0.113.9", 61_999)).Should().BeFalse();
    }

    [Fact]
    public void After_a_reset_the_rules_of_the_first_packet_hold_again_for_a_few_seconds()
    {
        NetAddress other = At("203.0.113.9", 61_999);
        Latch latch = Expecting(Private, BehindNat, Outside.Ip);
        Take(ref latch, Outside);
        latch.Expect(Private, Outside.Ip, BehindNat | RelayPeerFlags.ResetLatch);
        latch.Target.Should().Be(Outside, "until the other one sends");
        Take(ref latch, other).Should().BeTrue();
        latch.Expect(Private, Outside.Ip, BehindNat | RelayPeerFlags.ResetLatch);
        PassFiveSeconds(ref latch);

        Take(ref latch, Outside).Should().BeFalse();
        latch.Target.Should().Be(other);
    }

    [Fact]
    public void A_peer_that_sends_from_another_port_than_it_hears_on_is_heard_and_sent_to_where_SDP_says()
    {
        Latch latch = Expecting(Sdp, RelayPeerFlags.AnyPort);
        Take(ref latch, At("192.0.2.10", 7777)).Should().BeTrue();
        latch.Target.Should().Be(Sdp);
        Take(ref latch, Stranger).Should().BeFalse();
    }

    [Fact]
    public void With_ICE_only_a_check_opens_the_door()
    {
        Latch latch = Expecting(Sdp, RelayPeerFlags.Ice);
        latch.Target.Port.Should().Be(0);
        Take(ref latch, Sdp).Should().BeFalse();
        latch.Prove(Outside);
        latch.Accepts(Outside).Should().BeTrue();
        latch.Target.Should().Be(Outside);
    }

    [Fact]
    public void While_no_address_is_known_nobody_is_let_in()
    {
        Latch latch = Expecting(default);
        Take(ref latch, Stranger).Should().BeFalse();
        latch.Target.Port.Should().Be(0);
        latch.Expect(At("0.0.0.0", 0), default, RelayPeerFlags.FollowNat);
        Take(ref latch, Stranger).Should().BeFalse();
        Take(ref latch, At("0.0.0.0", 9)).Should().BeFalse();
    }

    [Fact]
    public void A_new_place_is_sent_to_at_once_though_it_says_nothing_and_heard_whenever_it_speaks()
    {
        NetAddress next = At("192.0.2.10", 4002);
        Latch latch = Expecting(Sdp, RelayPeerFlags.FollowNat, Sdp.Ip);
        Take(ref latch, Sdp);
        latch.Expect(next, Sdp.Ip, RelayPeerFlags.FollowNat);
        latch.Target.Should().Be(next, "an announcement, a fax or a silent speaker waits there");
        latch.Accepts(Sdp).Should().BeTrue();
        PassFiveSeconds(ref latch);

        latch.Target.Should().Be(next);
        latch.Accepts(Sdp).Should().BeTrue();
        Take(ref latch, At("192.0.2.10", 4004)).Should().BeFalse("the door is shut for what is only near");
        Take(ref latch, next).Should().BeTrue();
        latch.Accepts(Sdp).Should().BeFalse();
    }

    [Fact]
    public void Behind_a_NAT_a_new_place_that_never_shows_leaves_the_peer_where_it_was()
    {
        Latch latch = Expecting(Private, BehindNat, Outside.Ip);
        Take(ref latch, Outside);
        latch.Expect(At("10.0.0.5", 4002), Outside.Ip, BehindNat);
        latch.Target.Should().Be(Outside);
        latch.IsAway.Should().BeTrue();
        PassFiveSeconds(ref latch);

        latch.Target.Should().Be(Outside);
        latch.IsAway.Should().BeFalse();
        Take(ref latch, At("203.0.113.9", 61_999)).Should().BeFalse();
    }

    [Fact]
    public void After_a_hold_the_same_words_let_a_peer_in_whose_NAT_has_forgotten_it()
    {
        NetAddress other = At("203.0.113.9", 61_999);
        Latch latch = Expecting(Private, BehindNat, Outside.Ip);
        Take(ref latch, Outside);
        latch.TryTake(other, continues: false, 60 * Second).Should().BeFalse("nobody has said anything");
        latch.Expect(Private, Outside.Ip, BehindNat);
        latch.TryTake(other, continues: false, Second - 1).Should().BeFalse("the peer speaks");
        latch.TryTake(Stranger, continues: false, 60 * Second).Should().BeFalse();
        latch.TryTake(other, continues: false, Second).Should().BeTrue();
        latch.Target.Should().Be(other);

        latch.Expect(Private, Outside.Ip, BehindNat);
        PassFiveSeconds(ref latch);
        latch.TryTake(Outside, continues: false, 60 * Second).Should().BeFalse("the door is open for five seconds");
    }

    [Fact]
    public void A_gateway_that_keeps_its_source_port_when_it_moves_is_not_open_for_ever()
    {
        NetAddress source = At("192.0.2.10", 7777);
        Latch latch = Expecting(Sdp, RelayPeerFlags.AnyPort);
        Take(ref latch, source);
        latch.Expect(At("192.0.2.10", 4002), default, RelayPeerFlags.AnyPort);
        latch.Target.Should().Be(At("192.0.2.10", 4002));
        PassFiveSeconds(ref latch);

        Take(ref latch, At("192.0.2.10", 9999)).Should().BeFalse("another call of the same gateway");
        latch.Accepts(source).Should().BeTrue();
    }

    [Fact]
    public void Between_private_networks_both_are_followed_the_NAT_and_the_gateway_with_a_place_of_its_own()
    {
        const RelayPeerFlags Both = RelayPeerFlags.FollowNat | RelayPeerFlags.AnyPort;
        NetAddress nat = At("100.64.0.9", 61_000);
        Latch behind = Expecting(Private, Both, nat.Ip);
        behind.Target.Should().Be(Private);
        Take(ref behind, nat).Should().BeTrue();
        behind.Target.Should().Be(nat);

        Latch gateway = Expecting(Private, Both, nat.Ip);
        Take(ref gateway, At("10.0.0.5", 7777)).Should().BeTrue();
        gateway.Target.Should().Be(Private, "it hears where SDP says");
    }

    private static void PassFiveSeconds(ref Latch latch)
    {
        for (int second = 0; second < 5; second++)
        {
            latch.Sweep();
        }
    }

    private static NetAddress At(string ip, int port) => NetAddress.From(IPAddress.Parse(ip), port);

    private static Latch Expecting(in NetAddress expected, RelayPeerFlags flags = RelayPeerFlags.None, UInt128 signalling = default)
    {
        Latch latch = default;
        latch.Expect(expected, signalling, flags);
        return latch;
    }

    private static bool Take(ref Latch latch, in NetAddress source) => latch.TryTake(source, continues: false, 0);
}
