using System.Text;
using Tandem.Media.Nodes;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;
using Tandem.TestKit;
using Tandem.Tests.Media.Sdp;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;

namespace Tandem.Tests.Media.Nodes;

/// <summary>What the relay is told of two sides, as their descriptions have it.</summary>
public sealed class RelayPeersTests
{
    private static readonly RelayKey Key = new(7);
    private static readonly NetAddress Caller = TestWire.Address("198.51.100.7:5060");
    private static readonly NetAddress Carrier = TestWire.Address("192.0.2.20:5060");
    private static readonly string Gateway = SdpTexts.Answer.Replace("c=IN IP4 192.0.2.20", "c=IN IP4 203.0.113.9", StringComparison.Ordinal);
    private NetAddress _caller = Caller;
    private readonly Shard _shard = new(0, TimeProvider.System);
    private readonly MediaSession _session = new();
    private readonly SdpBench _bench = new();
    private readonly RelayState _state = new(new Random(3));

    public RelayPeersTests() => _session.Begin(7, new ScriptedNode());

    [Fact]
    public void The_first_offer_says_where_the_caller_is_and_that_the_callee_is_not_known_yet()
    {
        RelayOrder order = Offer(SdpTexts.Phone);

        order.Peers.Should().HaveCount(2);
        order.Peers[0].Side.Should().Be(RelaySide.A);
        order.Peers[0].Rtp.ToString().Should().Be("10.1.1.7:49170");
        order.Peers[0].Rtcp.ToString().Should().Be("10.1.1.8:53020");
        order.Peers[0].SignallingSource.Should().Be(Caller);
        order.Peers[0].EventType.Should().Be(101);
        order.Peers[0].Flags.Should().Be(RelayPeerFlags.FollowNat | RelayPeerFlags.BehindNat, "a private address that speaks from a public place is behind a NAT");
        order.Peers[1].Rtp.Should().Be(default(NetAddress));
        order.Peers[1].SignallingSource.Should().Be(Carrier);
        order.Peers[1].Flags.Should().Be(RelayPeerFlags.FollowNat | RelayPeerFlags.MaySilence);
    }

    [Fact]
    public void The_answer_says_both()
    {
        Offer(SdpTexts.Phone);
        RelayOrder order = Answer(SdpTexts.Answer);

        order.Peers[0].Rtp.Port.Should().Be(49170);
        order.Peers[1].Rtp.ToString().Should().Be("192.0.2.20:30000");
        order.Peers[1].Flags.Should().Be(RelayPeerFlags.FollowNat);
    }

    [Fact]
    public void A_gateway_with_a_public_media_address_of_its_own_is_taken_at_its_word()
    {
        Offer(SdpTexts.Phone);
        Answer(Gateway).Peers[1].Flags.Should().Be(RelayPeerFlags.AnyPort);
    }

    [Fact]
    public void A_side_on_hold_may_be_silent_and_is_sent_nothing()
    {
        Offer(SdpTexts.Phone.Replace("a=sendrecv", "a=sendonly", StringComparison.Ordinal));
        RelayOrder order = Answer(SdpTexts.Answer.Replace("t=0 0", "t=0 0\r\na=recvonly", StringComparison.Ordinal));

        order.Peers[0].Flags.Should().Be(RelayPeerFlags.FollowNat | RelayPeerFlags.BehindNat | RelayPeerFlags.Mute);
        order.Peers[1].Flags.Should().Be(RelayPeerFlags.FollowNat | RelayPeerFlags.MaySilence);
    }

    [Fact]
    public void A_re_offer_names_new_lines_only_and_its_answer_all_of_them()
    {
        Offer(SdpTexts.Phone);
        Answer(SdpTexts.Answer);
        Offer(SdpTexts.Phone).Peers.Should().BeEmpty();
        RelayOrder order = Offer(SdpTexts.Phone + "m=video 5000 RTP/AVP 31\r\n");

        order.Peers.Select(static peer => peer.Line).Should().Equal(1, 1);
        order.Peers[0].ClockRate.Should().Be(90_000);
        Answer(SdpTexts.Answer + "m=video 6000 RTP/AVP 31\r\n").Peers.Should().HaveCount(4);
    }

    [Fact]
    public void A_new_line_whose_order_was_refused_is_asked_for_again()
    {
        const string Video = "m=video 5000 RTP/AVP 31\r\n";
        Offer(SdpTexts.Phone);
        Answer(SdpTexts.Answer);
        Refused(SdpTexts.Phone + Video).Peers.Select(static peer => peer.Line).Should().Equal(1, 1);
        Offer(SdpTexts.Phone + Video).Peers.Select(static peer => peer.Line).Should().Equal(1, 1);
        Offer(SdpTexts.Phone + Video).Peers.Should().BeEmpty();
    }

    [Fact]
    public void Telephone_events_come_by_the_number_that_the_other_side_has_said()
    {
        Offer(SdpTexts.Phone);
        RelayOrder order = Answer(SdpTexts.Answer.Replace("101", "97", StringComparison.Ordinal));

        order.Peers[0].EventType.Should().Be(97, "the caller sends by the callee's numbers (RFC 3264 §5.1)");
        order.Peers[1].EventType.Should().Be(101);
    }

    [Fact]
    public void Where_muxing_was_refused_RTCP_goes_where_the_offer_has_said()
    {
        Offer(SdpTexts.Phone + "a=rtcp-mux\r\n");
        Answer(SdpTexts.Answer).Peers[0].Rtcp.ToString().Should().Be("10.1.1.8:53020");
        Answer(SdpTexts.Answer + "a=rtcp-mux\r\n").Peers[0].Rtcp.Port.Should().Be(0, "it goes with RTP");
    }

    [Fact]
    public void A_side_that_says_another_address_has_moved()
    {
        Offer(SdpTexts.Phone);
        Answer(SdpTexts.Answer).Peers[1].Flags.Should().NotHaveFlag(RelayPeerFlags.ResetLatch);
        Answer(SdpTexts.Answer).Peers[1].Flags.Should().NotHaveFlag(RelayPeerFlags.ResetLatch);
        Answer(SdpTexts.Answer.Replace("30000", "30002", StringComparison.Ordinal)).Peers[1].Flags.Should().HaveFlag(RelayPeerFlags.ResetLatch);
    }

    [Fact]
    public void A_hold_of_the_old_form_is_no_move_nor_is_what_comes_after_it()
    {
        Offer(SdpTexts.Phone);
        Answer(Gateway);
        RelayPeer held = Answer(Gateway.Replace("203.0.113.9", "0.0.0.0", StringComparison.Ordinal)).Peers[1];
        held.Flags.Should().Be(RelayPeerFlags.AnyPort | RelayPeerFlags.Mute);
        held.Rtp.Port.Should().Be(0);

        Answer(Gateway).Peers[1].Flags.Should().Be(RelayPeerFlags.AnyPort);
    }

    [Theory]
    [InlineData("100.64.3.4:5060", RelayPeerFlags.FollowNat | RelayPeerFlags.AnyPort)]
    [InlineData("192.168.0.1:5060", RelayPeerFlags.FollowNat | RelayPeerFlags.AnyPort)]
    [InlineData("198.51.100.7:5060", RelayPeerFlags.FollowNat | RelayPeerFlags.BehindNat)]
    [InlineData("10.1.1.7:5060", RelayPeerFlags.FollowNat)]
    public void A_private_address_is_behind_a_NAT_or_has_a_place_of_its_own_by_where_it_signals_from(string signalling, RelayPeerFlags flags)
    {
        _caller = TestWire.Address(signalling);
        Offer(SdpTexts.Phone).Peers[0].Flags.Should().Be(flags);
    }

    [Fact]
    public void Encryption_is_said_so_that_reports_are_not_read()
    {
        Offer(SdpTexts.Browser).Peers[0].Flags.Should().HaveFlag(RelayPeerFlags.Encrypted);
    }

    [Fact]
    public void The_clock_is_that_of_the_codec_that_the_answer_has_chosen()
    {
        const string Offered = "m=audio 49170 RTP/AVP 111 8\r\na=rtpmap:111 opus/48000/2\r\n";
        Offer(SdpTexts.Lines("v=0", "o=- 5 9 IN IP4 192.0.2.20", "s=-", "c=IN IP4 192.0.2.20", "t=0 0") + Offered).Peers[0].ClockRate.Should().Be(48_000);
        Answer(SdpTexts.Answer).Peers.Should().OnlyContain(static peer => peer.ClockRate == 8000);
        Answer(SdpTexts.Answer.Replace("RTP/AVP 8 101", "RTP/AVP 111", StringComparison.Ordinal) + "a=rtpmap:111 opus/48000/2\r\n").Peers
            .Should().OnlyContain(static peer => peer.ClockRate == 48_000);
    }

    [Fact]
    public void ICE_that_nobody_has_offered_is_none()
    {
        Offer(SdpTexts.Phone);
        Answer(SdpTexts.Answer + "a=ice-ufrag:8hhY\r\na=ice-pwd:asd88fgpdd777uzjYhagZg\r\n").Peers[1].Flags.Should().NotHaveFlag(RelayPeerFlags.Ice);
    }

    [Fact]
    public void A_side_that_leaves_a_line_with_ICE_out_of_its_answer_does_not_speak_ICE()
    {
        Offer(SdpTexts.Browser + "a=ice-ufrag:9iiZ\r\na=ice-pwd:asd88fgpdd777uzjYhagZg\r\n");
        Answer(SdpTexts.Lines("v=0", "o=- 5 9 IN IP4 192.0.2.20", "s=-", "c=IN IP4 192.0.2.20", "t=0 0", "m=audio 30000 UDP/TLS/RTP/SAVPF 0", "a=rtcp-mux"));

        RelayState.IceOf(_session.Talk, MediaSide.A).Should().NotBe(0);
        RelayState.IceOf(_session.Talk, MediaSide.B).Should().Be(0);
    }

    [Fact]
    public void ICE_that_begins_anew_gets_other_credentials_and_the_same_goes_on_with_the_same()
    {
        _state.TellIce(MediaSide.A, 1);
        string first = _state.UfragOf(MediaSide.A) + _state.PasswordOf(MediaSide.A);
        _state.TellIce(MediaSide.A, 1);
        (_state.UfragOf(MediaSide.A) + _state.PasswordOf(MediaSide.A)).Should().Be(first);
        _state.TellIce(MediaSide.A, 2);
        _state.UfragOf(MediaSide.A).Should().NotBe(_state.UfragText);
        _state.PasswordOf(MediaSide.A).Should().NotBe(_state.PasswordText);
        _state.UfragOf(MediaSide.B).Should().Be(_state.UfragText);
    }

    [Fact]
    public void RTCP_is_muxed_on_a_side_when_both_have_said_so()
    {
        Offer(SdpTexts.Phone + "a=rtcp-mux\r\n");
        Answer(SdpTexts.Answer).Peers[0].Flags.Should().NotHaveFlag(RelayPeerFlags.RtcpMux);
        Answer(SdpTexts.Answer + "a=rtcp-mux\r\n").Peers.Should().OnlyContain(static peer => peer.Flags.HasFlag(RelayPeerFlags.RtcpMux));
    }

    [Fact]
    public void A_fax_line_is_datagrams_and_a_browser_needs_ICE()
    {
        Offer(SdpTexts.Fax).Peers[0].Kind.Should().Be(RelayLineKind.Udp);
        _session.Begin(8, new ScriptedNode());
        Offer(SdpTexts.Browser);
        _state.TellIce(MediaSide.A, 7);
        Answer(SdpTexts.Browser).Peers[0].Flags.Should().HaveFlag(RelayPeerFlags.Ice);
    }

    private RelayOrder Offer(string text)
    {
        RelayOrder order = OrderFor(text);
        _state.Opened([.. order.Peers.Select(static peer => new RelayPorts(peer.Line, default, default))]);
        return order;
    }

    private RelayOrder Refused(string text)
    {
        RelayOrder order = OrderFor(text);
        _session.Talk.Refused();
        return order;
    }

    private RelayOrder OrderFor(string text)
    {
        bool isFirst = !_session.Talk.HasAnswerEver;
        return RelayPeers.ForOffer(Take(MediaAsk.Offer, MediaSide.A, text), Key, _state, isFirst, default, default);
    }

    private RelayOrder Answer(string text) => RelayPeers.ForAnswer(Take(MediaAsk.Answer, MediaSide.B, text), Key, _state, default, default);

    private MediaRequest Take(MediaAsk ask, MediaSide from, string text)
    {
        var request = new MediaRequest();
        request.Begin(ask, _session, from, Encoding.UTF8.GetBytes(text), _shard);
        (request.Peer, request.Hearer) = from == MediaSide.A ? (_caller, Carrier) : (Carrier, _caller);
        _bench.TryTake(request).Should().BeTrue();
        return request;
    }
}
