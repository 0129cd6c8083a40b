using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Media.Nodes;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Media;

public sealed class RelayedCallTests
{
    private readonly ScriptedNode _node = new();

    [Fact]
    public void Both_sides_see_the_nodes_address_and_nothing_of_each_other()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");

        string offer = SipPeer.BodyOf(carrier.Gets("INVITE"));
        carrier.Answers(200);
        string answer = SipPeer.BodyOf(customer.Gets(200));
        carrier.Gets("ACK");

        offer.Should().Contain("c=IN IP4 192.0.2.100\r\n").And.Contain("m=audio 20000 RTP/AVP 8 0\r\n").And.NotContain("127.0.0.9").And.NotContain("o=offer");
        answer.Should().Contain("c=IN IP4 192.0.2.100\r\n").And.Contain("m=audio 20002 RTP/AVP 8 0\r\n").And.NotContain("127.0.0.9");
        _node.Asked.Should().Equal("Offer A", "Answer B");
        LiveCall now = tandem.Ask(tandem.Node.CallsAsync(CancellationToken.None)).Single();
        (now.MediaMode, now.CallerCodec, now.Caller.Media.ToString(), now.Callee.Media.ToString()).Should().Be(("on", "PCMA", "127.0.0.9:4000", "127.0.0.9:4000"));
    }

    [Fact]
    public void The_record_has_mode_node_codec_and_the_nodes_counts()
    {
        using TestSwitch tandem = Start();
        var last = new DateTimeOffset(2026, 1, 5, 12, 0, 9, TimeSpan.Zero);
        DateTimeOffset first = last.AddSeconds(-8);
        _node.Counts = counts =>
        {
            counts.FromA = new() { Packets = 500, Octets = 80_000, Lost = 3, JitterMicroseconds = 1500, MosHundredths = 432, Reordered = 2, Duplicates = 1, RoundTripMicroseconds = 42_000, FirstPacketMs = first.ToUnixTimeMilliseconds(), CodecChanges = 1, LastPacketMs = last.ToUnixTimeMilliseconds() };
            counts.ToB = MediaFlow.Unknown with { Packets = 497 };
        };
        SipPeer customer = tandem.Talk();
        tandem.Passes(10);
        customer.Byes();
        customer.Gets(200);

        tandem.Cdr.MediaMode.Should().Be("on");
        tandem.Cdr.MediaNode.Should().Be("node-1");
        tandem.Cdr.CallerCodec.Should().Be("PCMA");
        tandem.Cdr.CalleeCodec.Should().Be("PCMA");
        tandem.Cdr.CallerMediaIn.Should().Be(new MediaLeg(500, 80_000, 3, 1500, 432, last) { Reordered = 2, Duplicates = 1, RoundTripMicroseconds = 42_000, FirstPacketAt = first, CodecChanges = 1 });
        tandem.Cdr.CalleeMediaOut.Should().Be(new MediaLeg(497, 0, -1, -1, -1, null));
        tandem.Cdr.TalkMs.Should().Be(10_000);
        _node.Open.Should().Be(0);
        tandem.Node.Leftovers().Calls.Should().Be(0);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_call_of_a_trunk_that_is_recorded_is_relayed_whatever_else_and_recorded_from_its_answer_on(bool customer, bool carrier)
    {
        using TestSwitch tandem = Start(plan =>
        {
            plan.Set("SS_MEDIAPROXYMODE", "Off").Carrier("carrier-a", trunk => trunk with { MediaRecord = carrier });
            plan.Customer = plan.Customer with { MediaRecord = customer };
        });
        _node.Counts = static counts => counts.IsRecorded = true;
        SipPeer peer = tandem.Peer("customer").Invites("442079460000");
        tandem.Peer("carrier-a").Gets("INVITE");
        _node.Asked.Should().Equal("Offer A");
        _node.Work.Records.Should().BeFalse();
        tandem.Peer("carrier-a").Answers(200);
        peer.Gets(200);
        _node.Asked.Should().Equal("Offer A", "Answer B", "Work");
        string recording = _node.Work.Recording!;
        peer.Byes();
        peer.Gets(200);

        recording.Should().Be($"2026-01-05/{tandem.Cdr.Id}");
        tandem.Cdr.IsRecorded.Should().BeTrue();
        System.Text.Encoding.UTF8.GetString(tandem.Cdr.Why.Span).Should().Contain("MediaRelayedByFeature").And.Contain("\"recording\"");
        tandem.Cdr.MediaMode.Should().Be("on");
    }

    [Theory]
    [InlineData(RemoteRingSignal.SessionProgress, 183)]
    [InlineData(RemoteRingSignal.Ringing, 180)]
    public void A_ringing_without_sound_is_told_with_a_description_of_ours_where_the_trunk_wants_one(RemoteRingSignal signal, int status)
    {
        using TestSwitch tandem = Start(plan =>
        {
            plan.Set("SS_MEDIAPROXYMODE", "Off").Carrier("carrier-a");
            plan.Customer = plan.Customer with { SipRemoteRingSignal = signal };
        });
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(180);
        SipPeer.BodyOf(customer.Gets(status)).Should().Contain("s=ring");
        carrier.Answers(180);
        customer.GetsNothing(); // word for word what it has been told
        carrier.Answers(183, sdp: "answer");
        SipPeer.BodyOf(customer.Gets(status)).Should().Contain("192.0.2.100").And.NotContain("s=ring");
        carrier.Answers(180);
        customer.Gets(180);
        carrier.Answers(200, sdp: "answer");
        customer.Gets(200);

        _node.Asked.Should().Equal("Offer A", "Ring", "Answer B");
    }

    [Fact]
    public void A_carrier_without_sound_for_long_gets_an_auxiliary_ring_tone_once()
    {
        using TestSwitch tandem = Start(static plan => plan.Carrier("carrier-a", static trunk => trunk with { AuxiliaryRingDelay = 5 }));
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(180);
        SipPeer.BodyOf(customer.Gets(180)).Should().BeEmpty();
        tandem.Passes(4.5);
        customer.GetsNothing();
        tandem.Passes(10);
        SipPeer.BodyOf(customer.Gets(183)).Should().Contain("s=ring");
        customer.GetsNothing();
        carrier.Answers(200, sdp: "answer");
        customer.Gets(200);

        _node.Asked.Should().Equal("Offer A", "Ring", "Answer B");
    }

    [Fact]
    public void Where_no_node_can_record_the_call_goes_on_and_the_explanation_says_so()
    {
        using TestSwitch tandem = Start(static plan => plan.Carrier("carrier-a", static trunk => trunk with { MediaRecord = true }));
        _node.CanWork = false;
        SipPeer customer = tandem.Talk();
        customer.Byes();
        customer.Gets(200);

        tandem.Cdr.IsRecorded.Should().BeFalse();
        System.Text.Encoding.UTF8.GetString(tandem.Cdr.Why.Span).Should().Contain("NotRecorded");
        _node.Asked.Should().NotContain("Work");
    }

    [Fact]
    public void A_node_that_never_tells_the_counts_delays_the_record_and_no_more()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        _node.Waits = true;
        _node.Outcomes.Enqueue(MediaOutcome.NodeSilent);
        customer.Byes();
        customer.Gets(200);
        tandem.Cdrs.Should().BeEmpty();

        tandem.Passes(2);
        _node.Answers();
        tandem.Pump();

        tandem.Cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
        tandem.Cdr.CallerMediaIn.Should().BeNull();
        tandem.Cdr.TalkMs.Should().Be(0);
    }

    [Fact]
    public void The_same_answer_in_183_and_200_is_asked_once()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(183, sdp: "answer");
        string early = SipPeer.BodyOf(customer.Gets(183));
        carrier.Answers(200, sdp: "answer");

        SipPeer.BodyOf(customer.Gets(200)).Should().Be(early).And.Contain("192.0.2.100");
        _node.Asked.Should().Equal("Offer A", "Answer B");
    }

    [Fact]
    public void What_comes_behind_a_message_that_waits_for_the_node_waits_too()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        _node.Waits = true;
        carrier.Answers(183, sdp: "early");
        carrier.Answers(180);
        carrier.Answers(200, sdp: "answer");
        customer.GetsNothing();

        _node.Answers();
        tandem.Pump();
        customer.Gets(183);
        customer.Gets(180);
        customer.GetsNothing();
        _node.Answers();
        tandem.Pump();

        customer.Gets(200);
        _node.Asked.Should().Equal("Offer A", "Answer B", "Answer B");
    }

    [Fact]
    public void A_caller_that_gives_up_while_the_node_is_asked_leaves_nothing_behind()
    {
        using TestSwitch tandem = Start();
        _node.Waits = true;
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        tandem.Peer("carrier-a").GetsNothing();
        customer.Cancels();
        customer.Gets(200);
        customer.Gets(487);
        _node.Answers();
        tandem.Pump();
        _node.Answers();
        tandem.Pump();

        tandem.Peer("carrier-a").GetsNothing();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CallerCancel);
        _node.Asked.Should().Equal("Offer A", "Delete");
        tandem.Node.Leftovers().Calls.Should().Be(0);
    }

    [Fact]
    public void A_late_offer_passes_through_the_node_too()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000", sdp: null);
        SipPeer carrier = tandem.Peer("carrier-a");
        SipPeer.BodyOf(carrier.Gets("INVITE")).Should().BeEmpty();
        carrier.Answers(200, sdp: "offer");

        SipPeer.BodyOf(customer.Gets(200, answerSdp: "answer")).Should().Contain("192.0.2.100");
        SipPeer.BodyOf(carrier.Gets("ACK")).Should().Contain("192.0.2.100").And.NotContain("127.0.0.9");
        _node.Asked.Should().Equal("Offer B", "Answer A");
        customer.Byes();
        customer.Gets(200);
        tandem.Cdr.CallerCodec.Should().Be("PCMA");
    }

    [Fact]
    public void Hold_and_resume_pass_through_the_node_from_either_side()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Sends("INVITE", "hold");
        SipPeer.BodyOf(carrier.Gets("INVITE")).Should().Contain("m=audio 20000").And.Contain("192.0.2.100");
        carrier.Answers(200, sdp: "held");
        carrier.Gets("ACK");
        SipPeer.BodyOf(customer.Gets(200)).Should().Contain("m=audio 20002").And.Contain("192.0.2.100");

        carrier.Sends("INVITE", "resume");
        SipPeer.BodyOf(customer.Gets("INVITE")).Should().Contain("m=audio 20002").And.NotContain("127.0.0.9");
        customer.Answers(200, sdp: "resumed");
        customer.Gets("ACK");
        SipPeer.BodyOf(carrier.Gets(200)).Should().Contain("m=audio 20000").And.NotContain("127.0.0.9");
        _node.Asked.Should().Equal("Offer A", "Answer B", "Offer A", "Answer B", "Offer B", "Answer A");
    }

    [Fact]
    public void A_refused_re_INVITE_leaves_the_session_as_it_was()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Sends("INVITE", "video");
        carrier.Gets("INVITE");
        carrier.Answers(488);
        customer.Gets(488);
        carrier.Sends("INVITE", "from-the-carrier");
        customer.Gets("INVITE");
        customer.Answers(200, sdp: "agreed");

        SipPeer.BodyOf(carrier.Gets(200)).Should().Contain("192.0.2.100");
    }

    [Fact]
    public void A_late_offer_in_a_re_INVITE_passes_through_the_node()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Sends("INVITE");
        carrier.Gets("INVITE");
        carrier.Answers(200, sdp: "their-offer");
        customer.Gets(200, answerSdp: "our-answer");

        SipPeer.BodyOf(carrier.Gets("ACK")).Should().Contain("192.0.2.100").And.Contain("m=audio 20000");
        _node.Asked.Should().EndWith(["Offer B", "Answer A"]);
    }

    [Fact]
    public void A_re_INVITE_that_the_node_can_not_take_is_refused_and_the_call_stays_up()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        _node.Outcomes.Enqueue(MediaOutcome.NodeSilent);
        customer.Sends("INVITE", "hold");

        customer.Gets(503);
        tandem.Peer("carrier-a").GetsNothing();
        customer.Byes();
        customer.Gets(200);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
    }

    [Fact]
    public void An_UPDATE_with_a_description_passes_through_the_node()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Sends("UPDATE", "hold");
        SipPeer.BodyOf(carrier.Gets("UPDATE")).Should().Contain("192.0.2.100");
        carrier.Answers(200, sdp: "held");

        SipPeer.BodyOf(customer.Gets(200)).Should().Contain("192.0.2.100");
    }

    [Fact]
    public void The_next_route_has_a_session_of_its_own()
    {
        using TestSwitch tandem = Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Peer("carrier-a").Answers(503);
        SipPeer.BodyOf(tandem.Peer("carrier-b").Gets("INVITE")).Should().Contain("m=audio 20004");
        tandem.Peer("carrier-b").Answers(200);
        customer.Gets(200);

        _node.Asked.Should().Equal("Offer A", "Delete", "Offer A", "Answer B");
        _node.Open.Should().Be(1);
    }

    [Fact]
    public void Early_media_of_several_forks_is_told_apart_and_the_answered_one_wins()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 183, "one", "fork-1"));
        carrier.Say(carrier.Response(invite, 183, "two", "fork-2"));
        customer.Gets(183);
        customer.Gets(183);
        carrier.Say(carrier.Response(invite, 200, "one", "fork-1"));

        SipPeer.BodyOf(customer.Gets(200)).Should().Contain("192.0.2.100");
        _node.Asked.Should().Equal("Offer A", "Answer B", "Answer B", "Answer B");
    }

    [Fact]
    public void A_silent_node_loses_the_call_to_the_next()
    {
        var second = new ScriptedNode("node-2");
        using TestSwitch tandem = Start(null, second);
        _node.Outcomes.Enqueue(MediaOutcome.NodeSilent);
        second.Outcomes.Enqueue(MediaOutcome.NodeSilent);
        tandem.Peer("customer").Invites("442079460000");
        (_node.Asked.Count + second.Asked.Count).Should().BeGreaterThan(2);
        tandem.Peer("customer").Gets(503);
        System.Text.Encoding.UTF8.GetString(tandem.Cdr.Why.Span).Should().Contain("MediaNodePassedOver").And.Contain("\"node-2\"");

        _node.Outcomes.Clear();
        second.Outcomes.Clear();
        second.IsUp = false;
        _node.Asked.Clear();
        tandem.Peer("customer").Invites("442079460000");
        tandem.Peer("carrier-a").Gets("INVITE");
        _node.Asked.Should().Equal("Offer A");
    }

    [Fact]
    public void Without_a_node_a_call_that_must_have_one_is_refused_with_its_own_reason()
    {
        using TestSwitch tandem = Start();
        _node.IsUp = false;
        tandem.Peer("customer").Invites("442079460000");

        tandem.Peer("customer").Gets(503);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaUnavailable);
        tandem.Peer("carrier-a").GetsNothing();
    }

    [Fact]
    public void Without_a_node_a_call_that_only_wants_one_goes_direct()
    {
        using TestSwitch tandem = Start(plan => plan.Set("SS_MEDIAPROXYMODE", "On"));
        _node.Outcomes.Enqueue(MediaOutcome.NodeSilent);
        tandem.Peer("customer").Invites("442079460000");

        SipPeer.BodyOf(tandem.Peer("carrier-a").Gets("INVITE")).Should().Contain("o=offer");
        tandem.Peer("carrier-a").Answers(200);
        SipPeer.BodyOf(tandem.Peer("customer").Gets(200)).Should().Contain("o=answer");
        tandem.Peer("customer").Byes();
        tandem.Peer("customer").Gets(200);
        tandem.Cdr.MediaMode.Should().Be("off");
        tandem.Cdr.CallerMediaIn.Should().BeNull();
    }

    [Fact]
    public void When_no_ports_are_left_new_calls_are_refused_and_running_ones_go_on()
    {
        using TestSwitch tandem = Start(plan => plan.Set("SS_MEDIAPROXYMODE", "On"));
        SipPeer customer = tandem.Talk();
        _node.Outcomes.Enqueue(MediaOutcome.PortsUsedUp);
        SipPeer other = tandem.Peer("customer");
        other.Invites("442079460000");
        other.Gets(503);

        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaPortsUsedUp);
        _node.Open.Should().Be(1);
        customer.Should().NotBeNull();
    }

    [Fact]
    public void A_description_that_can_not_be_read_is_refused_with_488()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("442079460000", sdp: null, headers: "Content-Type: application/sdp");
        tandem.Peer("carrier-a").Gets("INVITE");

        customer.Say(tandem.LastSaid.Replace("customer-1@", "broken@", StringComparison.Ordinal).Replace("branch=z9hG4bK", "branch=z9hG4bK-x", StringComparison.Ordinal)
            .Replace("Content-Length: 0\r\n\r\n", "Content-Length: 5\r\n\r\nv=1\r\n", StringComparison.Ordinal));

        customer.All.Should().Contain(text => text.StartsWith("SIP/2.0 488", StringComparison.Ordinal));
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CodecMismatch);
    }

    [Fact]
    public void An_offer_that_wants_its_media_where_none_may_go_is_refused_with_the_address_and_the_remedy()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer");
        customer.Sound = TestWire.Address("224.0.0.5:4000");
        customer.Invites("442079460000");

        customer.Gets(488);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaAddressRefused);
        string.Join('\n', RouteSentences.Read(tandem.Cdr.Why.Span)).Should()
            .Contain("customer: its description wants the media at 224.0.0.5:4000, which is no single host's address; set that side's own media address on it.");
    }

    [Fact]
    public void An_answer_that_does_is_the_carriers()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Sound = TestWire.Address("224.0.0.5:4000");
        carrier.Gets("INVITE");
        carrier.Answers(200);

        customer.Gets(488);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaAddressRefused);
        string.Join('\n', RouteSentences.Read(tandem.Cdr.Why.Span)).Should().Contain("carrier-a: its description wants the media at 224.0.0.5:4000");
    }

    [Fact]
    public void Silence_of_a_watched_side_ends_the_call()
    {
        using TestSwitch tandem = Start(plan => plan.Set("SS_NOMEDIAHANGUPTIME", "20").Carrier("carrier-a", trunk => trunk with { MediaCheckDirection = MediaCheckDirection.FromRemote }));
        _node.Counts = counts => counts.FromA = MediaFlow.Unknown with { Packets = 1, LastAliveMs = tandem.Time.GetUtcNow().ToUnixTimeMilliseconds() };
        SipPeer customer = tandem.Talk();
        tandem.Passes(26);

        customer.Gets("BYE");
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaTimeout);
        tandem.Cdr.EndDirection.Should().Be(EndDirection.Switch);
    }

    [Fact]
    public void A_side_that_only_hears_is_not_silent()
    {
        using TestSwitch tandem = Start(plan => plan.Set("SS_NOMEDIAHANGUPTIME", "20").Carrier("carrier-a", trunk => trunk with { MediaCheckDirection = MediaCheckDirection.Both }));
        SipPeer customer = tandem.Talk();
        customer.Sends("INVITE", "inactive");
        tandem.Peer("carrier-a").Answers(200, sdp: "inactive");
        customer.Gets(200);
        tandem.Passes(60);

        tandem.Cdrs.Should().BeEmpty();
        _node.Asked.Should().Contain("Query");
    }

    [Fact]
    public void A_node_that_has_lost_the_session_ends_the_call_with_its_own_reason()
    {
        using TestSwitch tandem = Start(plan => plan.Carrier("carrier-a", trunk => trunk with { MediaCheckDirection = MediaCheckDirection.Both }));
        SipPeer customer = tandem.Talk();
        _node.Outcomes.Enqueue(MediaOutcome.UnknownSession);
        tandem.Passes(16);

        customer.Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaLost);
    }

    [Fact]
    public void A_node_that_begins_anew_ends_its_calls_and_no_others()
    {
        var second = new ScriptedNode("node-2");
        using TestSwitch tandem = Start(null, second);
        second.IsUp = false;
        SipPeer customer = tandem.Talk();
        tandem.Node.MediaLost(second);
        tandem.Pump();
        customer.GetsNothing();
        tandem.Node.MediaLost(_node);
        tandem.Pump();

        customer.Gets("BYE");
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaLost);
    }

    [Fact]
    public void A_callee_that_only_rings_when_a_node_begins_anew_is_called_again_with_other_ports_once()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        string first = SipPeer.BodyOf(carrier.Gets("INVITE"));
        carrier.Answers(180);
        customer.Gets(180);
        tandem.Node.MediaLost(_node);
        tandem.Pump();
        carrier.Gets("CANCEL");
        string again = carrier.Gets("INVITE");
        SipPeer.BodyOf(again).Should().NotBe(first);
        carrier.Answers(180);
        customer.Gets(180);
        customer.GetsNothing();
        carrier.Answers(200, sdp: "answer");
        customer.Gets(200);
        carrier.Gets("ACK");
        tandem.Passes(5);
        customer.Byes();
        customer.Gets(200);
        tandem.Cdr.TalkMs.Should().Be(5000);
        tandem.Cdr.Tried.Select(static tried => tried.Answer).Should().Equal((int)EndReason.MediaLost, 200);
    }

    [Fact]
    public void A_second_loss_of_its_media_ends_a_call_that_rings()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        tandem.Node.MediaLost(_node);
        tandem.Pump();
        customer.GetsNothing();
        tandem.Node.MediaLost(_node);
        tandem.Pump();
        customer.Gets(503);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaLost);
    }

    [Fact]
    public void With_the_proxy_off_the_codec_is_read_all_the_same()
    {
        using TestSwitch tandem = Start(plan => plan.Set("SS_MEDIAPROXYMODE", "Off"));
        SipPeer customer = tandem.Talk();
        customer.Byes();
        customer.Gets(200);

        tandem.Cdr.MediaMode.Should().Be("off");
        tandem.Cdr.CallerCodec.Should().Be("PCMA");
        _node.Asked.Should().BeEmpty();
    }

    private TestSwitch Start(Action<PlanBuilder>? plan = null, params ScriptedNode[] more) => TestSwitch.Start(
        builder =>
        {
            builder.Set("SS_MEDIAPROXYMODE", "Must On").Route("44", "carrier-a");
            plan?.Invoke(builder);
        },
        nodes: [_node, .. more]);
}
