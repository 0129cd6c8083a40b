using Tandem.Billing.Cdrs;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

public sealed class SessionTimerTests
{
    private static readonly string[] CallerTimer = ["Supported: timer", "Session-Expires: 600;refresher=uac", "Allow: INVITE, ACK, BYE, CANCEL, UPDATE"];

    [Fact]
    public void Each_leg_agrees_by_itself()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207", headers: ["Supported: timer", "Session-Expires: 300;refresher=uac"]);
        string invite = tandem.Peer("carrier-a").Gets("INVITE");
        invite.Should().Contain("Session-Expires: 600;refresher=uac").And.Contain("Min-SE: 90").And.Contain("Supported: timer");
        tandem.Peer("carrier-a").Answers(200, headers: "Session-Expires: 200;refresher=uas");

        customer.Gets(200).Should().Contain("Session-Expires: 300;refresher=uac").And.Contain("Require: timer");
    }

    [Fact]
    public void We_refresh_by_UPDATE_at_half_the_interval_and_the_session_lives_on()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Talk(answerHeaders: ["Session-Expires: 200;refresher=uac", "Allow: INVITE, UPDATE"]);
        SipPeer carrier = tandem.Peer("carrier-a");

        for (int i = 0; i < 4; i++)
        {
            tandem.Passes(100.5);
            string update = carrier.Gets("UPDATE");
            SipPeer.BodyOf(update).Should().BeEmpty();
            update.Should().Contain("Session-Expires: 200;refresher=uac");
            carrier.Answers(200, headers: "Session-Expires: 200;refresher=uac");
        }

        tandem.Cdrs.Should().BeEmpty();
    }

    [Fact]
    public void A_peer_without_UPDATE_is_refreshed_by_a_re_INVITE_with_the_same_description()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk(answerHeaders: ["Session-Expires: 200;refresher=uac"]);
        SipPeer carrier = tandem.Peer("carrier-a");

        tandem.Passes(100.5);

        SipPeer.BodyOf(carrier.Gets("INVITE")).Should().Be(SipText.Sdp("offer"));
        carrier.Answers(200, headers: "Session-Expires: 200;refresher=uac");
        carrier.Gets("ACK");
        customer.GetsNothing();
    }

    [Fact]
    public void A_peer_that_should_refresh_and_does_not_ends_the_call_with_SessionTimeout()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk(inviteHeaders: ["Supported: timer", "Session-Expires: 120;refresher=uac"]);

        tandem.Passes(87);
        tandem.Cdrs.Should().BeEmpty();
        tandem.Passes(2);

        customer.Gets("BYE");
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.SessionTimeout);
        tandem.Cdr.TalkMs.Should().Be(0, "nothing was heard of the caller after its ACK");
        tandem.Cdr.ProvenAt.Should().Be(tandem.Cdr.AnsweredAt);
        (tandem.Cdr.EndedAt - tandem.Cdr.AnsweredAt!.Value).TotalSeconds.Should().BeApproximately(88, 1);
    }

    [Fact]
    public void However_early_the_switch_may_hang_up_its_own_refresh_comes_first()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Set("SS_SIP_SESSION_TIMEOUT_EARLY_HANGUP", "300").Route("44", "carrier-a"));
        tandem.Talk(answerHeaders: ["Session-Expires: 200;refresher=uac", "Allow: INVITE, UPDATE"]);

        tandem.Passes(100.5);
        tandem.Peer("carrier-a").Gets("UPDATE");
        tandem.Cdrs.Should().BeEmpty();
        tandem.Passes(34);

        tandem.Cdr.EndReason.Should().Be((int)EndReason.SessionTimeout, "two thirds of the interval have passed without an answer");
    }

    [Fact]
    public void A_peers_refresh_is_answered_on_its_own_leg_and_starts_the_time_anew()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk(inviteHeaders: ["Supported: timer", "Session-Expires: 120;refresher=uac"]);
        tandem.Passes(60);
        customer.Sends("UPDATE", null, "Supported: timer", "Session-Expires: 120;refresher=uac");

        customer.Gets(200).Should().Contain("Session-Expires: 120;refresher=uac");
        tandem.Passes(60);

        tandem.Peer("carrier-a").GetsNothing();
        tandem.Cdrs.Should().BeEmpty();
    }

    [Fact]
    public void Too_short_an_interval_gets_422_with_Min_SE()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207", headers: ["Supported: timer", "Session-Expires: 30"]);

        customer.Gets(422).Should().Contain("\r\nMin-SE: 90\r\n");
        tandem.Node.Leftovers().Calls.Should().Be(0);
    }

    [Fact]
    public void A_carriers_422_is_met_with_a_longer_interval_on_the_same_trunk()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Peer("customer").Invites("44207");
        string first = carrier.Gets("INVITE");
        carrier.Answers(422, headers: "Min-SE: 900");
        carrier.Gets("ACK");

        string second = carrier.Gets("INVITE");

        second.Should().Contain("Session-Expires: 900;refresher=uac").And.Contain("Min-SE: 900").And.Contain("CSeq: 2 INVITE");
        SipText.Header(second, "Call-ID").Should().Be(SipText.Header(first, "Call-ID"));
    }

    [Fact]
    public void A_refresh_that_finds_no_dialog_ends_the_call()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk(answerHeaders: ["Session-Expires: 200;refresher=uac", "Allow: INVITE, UPDATE"]);
        tandem.Passes(100.5);
        tandem.Peer("carrier-a").Gets("UPDATE");
        tandem.Peer("carrier-a").Answers(481);

        customer.Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.SessionTimeout);
    }

    [Fact]
    public void Refreshes_that_cross_are_tried_again_later()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Talk(answerHeaders: ["Session-Expires: 200;refresher=uac", "Allow: INVITE, UPDATE"]);
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Passes(100.5);
        carrier.Gets("UPDATE");
        carrier.Answers(491);
        carrier.GetsNothing();

        tandem.Passes(4.1);

        carrier.Gets("UPDATE");
    }

    [Fact]
    public void A_leg_without_timer_has_the_ceiling()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Set("SS_SIP_NO_TIMER_REINVITE_INTERVAL", "600");
        });
        SipPeer customer = tandem.Talk();

        tandem.Passes(601);

        customer.Gets("BYE");
        tandem.Cdr.HoldTime.Should().Be(600);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.SessionTimeout);
    }

    [Fact]
    public void With_timers_on_both_legs_there_is_no_ceiling()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Set("SS_SIP_NO_TIMER_REINVITE_INTERVAL", "600");
        });
        SipPeer customer = tandem.Talk(inviteHeaders: CallerTimer, answerHeaders: ["Session-Expires: 1800;refresher=uas"]);
        tandem.Passes(500);
        customer.Sends("UPDATE", null, CallerTimer);
        customer.Gets(200);

        tandem.Passes(200);

        tandem.Cdrs.Should().BeEmpty();
    }
}
