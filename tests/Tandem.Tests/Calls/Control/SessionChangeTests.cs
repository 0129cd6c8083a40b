using Tandem.Billing.Cdrs;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

public sealed class SessionChangeTests
{
    [Fact]
    public void A_caller_can_hold_and_resume()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Sends("INVITE", "hold");
        SipPeer.BodyOf(carrier.Gets("INVITE")).Should().Contain("o=hold");
        carrier.Answers(200, sdp: "held");
        carrier.Gets("ACK");
        SipPeer.BodyOf(customer.Gets(200)).Should().Contain("o=held");

        customer.Sends("INVITE", "resume");
        carrier.Gets("INVITE");
        carrier.Answers(200, sdp: "resumed");
        carrier.Gets("ACK");
        customer.Gets(200);

        customer.GetsNothing();
        carrier.GetsNothing();
        tandem.Cdrs.Should().BeEmpty();
        Approved.Match(tandem.Ladder);
    }

    [Fact]
    public void A_callee_can_change_the_session_too()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        carrier.Sends("INVITE", "codec-change");
        SipPeer.BodyOf(customer.Gets("INVITE")).Should().Contain("o=codec-change");
        customer.Answers(200, sdp: "agreed");
        customer.Gets("ACK");
        SipPeer.BodyOf(carrier.Gets(200)).Should().Contain("o=agreed");
    }

    [Fact]
    public void A_late_offer_in_a_re_INVITE_passes_with_its_ACK()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Sends("INVITE");
        carrier.Gets("INVITE");
        carrier.Answers(200, sdp: "their-offer");
        carrier.GetsNothing();
        customer.Gets(200, answerSdp: "our-answer");

        SipPeer.BodyOf(carrier.Gets("ACK")).Should().Contain("o=our-answer");
    }

    [Fact]
    public void Re_INVITEs_that_cross_are_both_refused_with_491()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Sends("INVITE", "one");
        string fromSwitch = carrier.Gets("INVITE");
        carrier.Sends("INVITE", "two");
        carrier.Gets(491);

        carrier.Say(carrier.Response(fromSwitch, 491, null));
        carrier.Gets("ACK");
        customer.Gets(491);
        tandem.Cdrs.Should().BeEmpty();
    }

    [Fact]
    public void A_second_re_INVITE_before_the_first_is_answered_gets_500_with_Retry_After()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();

        customer.Sends("INVITE", "one");
        customer.Sends("INVITE", "two");

        customer.Gets(500).Should().Contain("\r\nRetry-After: ");
    }

    [Fact]
    public void A_refused_re_INVITE_leaves_the_call_up()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Sends("INVITE", "video");
        carrier.Gets("INVITE");
        carrier.Answers(488);
        customer.Gets(488);
        tandem.Passes(5);
        customer.Byes();

        customer.Gets(200);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
    }

    [Theory]
    [InlineData(481)]
    [InlineData(408)]
    public void A_re_INVITE_that_finds_no_dialog_ends_the_call(int status)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Sends("INVITE", "one");
        carrier.Gets("INVITE");
        carrier.Answers(status);

        customer.Gets(status);
        customer.Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.SessionTimeout);
    }

    [Fact]
    public void A_cancelled_re_INVITE_is_cancelled_on_the_other_side()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Sends("INVITE", "one");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 100, null));

        customer.Cancels();
        customer.Gets(200);
        string cancel = carrier.Gets("CANCEL");
        carrier.Say(carrier.Response(cancel, 200, null));
        carrier.Say(carrier.Response(invite, 487, null));

        customer.Gets(487);
        tandem.Cdrs.Should().BeEmpty();
    }

    [Fact]
    public void A_BYE_ends_a_re_INVITE_under_way_from_the_other_side()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Sends("INVITE", "one");
        carrier.Gets("INVITE");

        carrier.Byes();

        carrier.Gets(200);
        customer.Gets(487);
        customer.Gets("BYE");
    }

    [Fact]
    public void UPDATE_with_a_description_is_carried_through_both_ways()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Sends("UPDATE", "one");
        SipPeer.BodyOf(carrier.Gets("UPDATE")).Should().Contain("o=one");
        carrier.Answers(200, sdp: "two");
        SipPeer.BodyOf(customer.Gets(200)).Should().Contain("o=two");

        carrier.Sends("UPDATE", "three");
        customer.Gets("UPDATE");
        customer.Answers(488);
        carrier.Gets(488);
    }

    [Fact]
    public void INFO_and_MESSAGE_pass_with_their_bodies_and_answers()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Sends("INFO", "dtmf", "Content-Type: application/dtmf-relay", "Info-Package: dtmf");
        string info = carrier.Gets("INFO");
        info.Should().Contain("Content-Type: application/dtmf-relay").And.Contain("Info-Package: dtmf").And.Contain("o=dtmf");
        carrier.Answers(200);
        customer.Gets(200);

        carrier.Sends("MESSAGE", "text");
        customer.Gets("MESSAGE");
        customer.Answers(415);
        carrier.Gets(415);
    }

    [Theory]
    [InlineData("REFER", 405)]
    [InlineData("NOTIFY", 405)]
    [InlineData("SUBSCRIBE", 405)]
    [InlineData("PUBLISH", 405)]
    [InlineData("NEWMETHOD", 405)]
    public void Methods_that_are_not_carried_are_refused_with_Allow(string method, int status)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();

        customer.Sends(method);

        customer.Gets(status).Should().Contain("\r\nAllow: INVITE, ACK, CANCEL, BYE");
        tandem.Peer("carrier-a").GetsNothing();
    }

    [Fact]
    public void A_new_Contact_moves_where_requests_go()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        SipPeer moved = tandem.Peer("moved", "127.0.0.77:5099");
        customer.Sends("INVITE", "one");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 200, "answer").Replace($"<sip:carrier-a@{carrier.HostPort}>", "<sip:x@127.0.0.77:5099>", StringComparison.Ordinal));
        moved.Gets("ACK");
        customer.Gets(200);

        customer.Byes();

        moved.Gets("BYE").Should().StartWith("BYE sip:x@127.0.0.77:5099 ");
    }

    [Fact]
    public void A_request_of_an_unknown_dialog_gets_481()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        customer.Byes();
        customer.Gets(200);
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Peer("carrier-a").Answers(200);

        customer.Sends("INFO");

        customer.Gets(481);
    }

    [Fact]
    public void A_request_with_an_old_CSeq_gets_500()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        string info = customer.Sends("INFO", "one");
        tandem.Peer("carrier-a").Gets("INFO");
        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);

        customer.Say(info.Replace("branch=z9hG4bK", "branch=z9hG4bKother", StringComparison.Ordinal).Replace("CSeq: 2", "CSeq: 1", StringComparison.Ordinal));

        customer.Gets(500);
    }
}
