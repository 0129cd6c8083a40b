using System.Net.Sockets;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Nat;
using Tandem.TestKit;
using Tandem.Tests.Media.Relay;
using Tandem.Tests.Media.Rtp;

namespace Tandem.Tests.Calls.Media;

/// <summary>What re-INVITE and UPDATE do to the sound of a call, with nothing scripted between signalling and the sockets.</summary>
public sealed class RealRelayTests : IDisposable
{
    private readonly RelayedSwitch _switch = new();

    [Fact]
    public void Sound_flows_both_ways_and_the_record_has_its_counts()
    {
        _switch.Talk().Sound().Should().Be((10, 10));
        _switch.Customer.Byes();
        _switch.Customer.Gets(200);

        _switch.Tandem.Cdr.MediaNode.Should().Be("local");
        _switch.Tandem.Cdr.CallerMediaIn!.Value.Packets.Should().Be(10);
        _switch.Tandem.Cdr.CalleeMediaOut!.Value.Packets.Should().Be(10);
    }

    [Fact]
    public void Where_sound_comes_from_is_told_to_the_NAT_doctor_beside_where_it_was_said_to()
    {
        _switch.Talk().Sound();
        _switch.Tandem.Passes(5);
        _switch.Customer.Byes();
        _switch.Customer.Gets(200);
        _switch.Tandem.Pump();

        NatCalls calls = ((NatBoard)_switch.Tandem.Node.Nat).Report(new NatEndpoint("customer", false))!.Evidence.Calls;
        (calls.Heard, calls.Unheard).Should().Be((1, 0));
        calls.CameFrom.Should().Be(RelayBench.At(_switch.CustomerSound));
        calls.SaidMedia.Address.Should().Be(calls.CameFrom);
    }

    /// <summary>SS_GATEWAY_SWITCH_STOP_AFTER_RTP_START, SW §3.5.</summary>
    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, true, false)]
    [InlineData(false, null, false)]
    public void Sound_of_a_carrier_before_its_answer_ends_the_hunt(bool sounds, bool? allows, bool stops)
    {
        using var relayed = new RelayedSwitch(plan => plan.Route("44", "carrier-a", "carrier-b").Set("SS_SIP_STOP_SWITCH_AFTER_SDP", "Off")
            .Carrier("carrier-a", trunk => trunk with { SwitchAllowRtp = allows }));
        relayed.Customer.Invites("442079460000");
        relayed.ForCarrier = RelayedSwitch.Told(relayed.Carrier.Gets("INVITE"));
        relayed.Carrier.Answers(183, "early");
        relayed.Customer.Gets(183);
        if (sounds)
        {
            relayed.CarrierSound.SendTo(Packets.Rtp(1, ssrc: 0x77), relayed.ForCarrier.ToEndPoint());
            relayed.Tandem.Passes(0.2);
        }

        relayed.Carrier.Answers(503);
        if (!stops)
        {
            relayed.Tandem.Peer("carrier-b").Gets("INVITE");
            return;
        }

        relayed.Customer.Gets(503);
        relayed.Tandem.Peer("carrier-b").GetsNothing();
        System.Text.Encoding.UTF8.GetString(relayed.Tandem.Cdr.Why.Span).Should().Contain("StoppedByRtp");
    }

    [Theory]
    [InlineData("INVITE", true)]
    [InlineData("INVITE", false)]
    [InlineData("UPDATE", true)]
    [InlineData("UPDATE", false)]
    public void A_hold_is_silent_and_the_sound_is_back_after_it(string method, bool byCustomer)
    {
        _switch.Talk().Sound().Should().Be((10, 10));
        SipPeer asks = byCustomer ? _switch.Customer : _switch.Carrier;
        SipPeer asked = byCustomer ? _switch.Carrier : _switch.Customer;

        Agree(method, asks, "inactive", asked, "inactive");
        _switch.Sound().Should().Be((0, 0));
        Agree(method, asks, "resume", asked, "resumed");

        _switch.Sound().Should().Be((10, 10));
        _switch.Tandem.Cdrs.Should().BeEmpty();
    }

    [Fact]
    public void A_side_that_is_held_hears_what_the_holder_plays()
    {
        _switch.Talk().Sound();
        Agree("INVITE", _switch.Customer, "sendonly", _switch.Carrier, "recvonly");

        _switch.Sound().Should().Be((0, 10));
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void A_refresh_with_the_same_description_changes_nothing(string method)
    {
        _switch.Talk().Sound();
        Agree(method, _switch.Customer, "offer", _switch.Carrier, "answer");

        _switch.Sound().Should().Be((10, 10));
    }

    [Fact]
    public void A_re_INVITE_without_an_offer_lets_the_other_side_make_it()
    {
        _switch.Talk().Sound();
        _switch.Customer.Sends("INVITE");
        _switch.Carrier.Gets("INVITE");
        _switch.Carrier.Answers(200, sdp: "their-offer");
        _switch.Customer.Gets(200, answerSdp: "our-answer");
        _switch.Carrier.Gets("ACK");

        _switch.Sound().Should().Be((10, 10));
        _switch.Customer.Byes();
        _switch.Customer.Gets(200);
        _switch.Tandem.Cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
    }

    [Fact]
    public void A_re_INVITE_that_is_refused_leaves_the_sound_as_it_was()
    {
        _switch.Talk().Sound();
        _switch.Customer.Sends("INVITE", "inactive");
        _switch.Carrier.Gets("INVITE");
        _switch.Carrier.Answers(488);
        _switch.Customer.Gets(488);

        _switch.Sound().Should().Be((10, 10));
    }

    [Fact]
    public void A_side_that_moves_to_a_port_where_it_only_listens_hears_at_once()
    {
        _switch.Talk().Sound();
        using Socket announcement = RelayBench.Peer("127.0.0.2");
        _switch.Customer.Sound = RelayBench.At(announcement);
        Agree("INVITE", _switch.Customer, "moved", _switch.Carrier, "answer");

        for (int i = 0; i < 7; i++)
        {
            _switch.CarrierSound.SendTo(Packets.Rtp((ushort)(1000 + i), ssrc: 0x77), _switch.ForCarrier.ToEndPoint());
            _switch.Tandem.Passes(1);
        }

        RelayBench.Got(announcement).Should().HaveCount(7);
    }

    [Fact]
    public void The_fork_that_answers_late_with_the_words_of_its_183_has_sound()
    {
        using Socket second = RelayBench.Peer("127.0.0.3");
        _switch.Customer.Invites("442079460000");
        string invite = _switch.Carrier.Gets("INVITE");
        _switch.ForCarrier = RelayedSwitch.Told(invite);
        _switch.Carrier.Say(_switch.Carrier.Response(invite, 183, "one", "fork-1"));
        _switch.ForCustomer = RelayedSwitch.Told(_switch.Customer.Gets(183));
        _switch.Sound().Should().Be((10, 10));
        _switch.Carrier.Sound = RelayBench.At(second);
        _switch.Carrier.Say(_switch.Carrier.Response(invite, 183, "two", "fork-2"));
        _switch.Tandem.Passes(6);
        _switch.Carrier.Say(_switch.Carrier.Response(invite, 200, "two", "fork-2"));
        _switch.Customer.Gets(183);
        _switch.Customer.Gets(200);

        second.SendTo(Packets.Rtp(500, ssrc: 0x99), _switch.ForCarrier.ToEndPoint());
        _switch.CustomerSound.SendTo(Packets.Rtp(501), _switch.ForCustomer.ToEndPoint());
        _switch.Tandem.Passes(0.1);
        RelayBench.Numbers(_switch.CustomerSound).Should().Be("500");
        RelayBench.Numbers(second).Should().Be("501");
    }

    [Fact]
    public void A_NAT_that_forgets_the_peer_during_a_hold_is_followed_after_it()
    {
        _switch.Talk().Sound();
        Agree("INVITE", _switch.Carrier, "sendonly", _switch.Customer, "recvonly");
        _switch.Tandem.Passes(120);
        Agree("INVITE", _switch.Carrier, "resume", _switch.Customer, "resumed");
        using Socket remapped = RelayBench.Peer("127.0.0.2");
        RelayBench.Got(_switch.CarrierSound);
        remapped.SendTo(Packets.Rtp(9000, ssrc: 0x4444), _switch.ForCustomer.ToEndPoint());
        _switch.Tandem.Passes(0.1);
        _switch.CarrierSound.SendTo(Packets.Rtp(9001, ssrc: 0x77), _switch.ForCarrier.ToEndPoint());
        _switch.Tandem.Passes(0.1);

        RelayBench.Numbers(_switch.CarrierSound).Should().Be("9000");
        RelayBench.Numbers(remapped).Should().Be("9001");
    }

    [Fact]
    public void Nobody_has_the_relay_send_to_itself_or_to_the_switch()
    {
        _switch.Customer.Sound = TestWire.Address("127.0.0.1:5060");
        _switch.Customer.Invites("442079460000");

        _switch.Customer.Gets(488);
        _switch.Carrier.GetsNothing();
    }

    public void Dispose() => _switch.Dispose();

    private static void Agree(string method, SipPeer asks, string offer, SipPeer asked, string answer)
    {
        asks.Sends(method, offer);
        asked.Gets(method);
        asked.Answers(200, sdp: answer);
        asks.Gets(200);
        if (method == "INVITE")
        {
            asked.Gets("ACK");
        }
    }
}
