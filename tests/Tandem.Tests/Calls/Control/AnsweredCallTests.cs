using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

public sealed class AnsweredCallTests
{
    [Fact]
    public void An_answered_call_is_carried_charged_and_recorded_once()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Invites("442079460000");
        carrier.Answers(100);
        carrier.Answers(180);
        customer.Gets(180);
        tandem.Passes(2);
        carrier.Answers(200);
        customer.Gets(200);
        carrier.Gets("ACK");
        int beats = tandem.Journal.Beats;
        tandem.Passes(10);
        (tandem.Journal.Beats - beats).Should().BeInRange(9, 11);
        customer.Byes();
        customer.Gets(200);
        carrier.Gets("BYE");
        carrier.Answers(200);
        tandem.Passes(40);

        Cdr cdr = tandem.Cdr;
        cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
        cdr.EndDirection.Should().Be(EndDirection.Caller);
        cdr.TalkMs.Should().Be(10_000);
        cdr.HoldTime.Should().Be(10);
        cdr.PddMs.Should().BeInRange(0, 5);
        cdr.Customer.Fee.Should().Be(0.10m);
        cdr.Vendor.Fee.Should().Be(0.05m);
        cdr.CallIds.Should().HaveCount(1);
        cdr.Tried.Should().ContainSingle().Which.Should().Match<TriedRoute>(tried => tried.Trunk == "carrier-a" && tried.Answer == 200);
        cdr.CalledNumber.Should().Be("442079460000");
        cdr.SourceIp.Should().Be("127.0.0.2");
        cdr.DestinationIp.Should().Be("127.0.0.3");
        cdr.CallerUserAgent.Should().Be("customer-agent");
        cdr.CalleeUserAgent.Should().Be("carrier-a-agent");
        cdr.SipStatus.Should().Be(200);
        tandem.Credit.Balance("acme").Should().Be(99.90m);
        tandem.Credit.Balance("carrier-a").Should().Be(-0.05m);
        tandem.Traffic.Of(tandem.Plan.Current.Egress[0]).ActiveCalls.Should().Be(0);
        tandem.Journal.AnsweredRecords.Should().ContainSingle();
        Approved.Match(tandem.Ladder);
    }

    [Fact]
    public void The_callee_may_hang_up_too()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Passes(3);

        carrier.Byes("Reason: Q.850;cause=31");
        carrier.Gets(200);
        customer.Gets("BYE").Should().Contain("\r\nReason: Q.850;cause=31\r\n");
        customer.Answers(200);

        tandem.Cdr.EndDirection.Should().Be(EndDirection.Callee);
        tandem.Cdr.EndReason.Should().Be(31);
        tandem.Cdr.Q850Cause.Should().Be(31);
    }

    [Fact]
    public void BYEs_that_cross_are_both_answered_200()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");

        customer.Byes();
        carrier.Byes();
        customer.Gets(200);
        carrier.Gets(200);
        carrier.Gets("BYE");
        carrier.Answers(200);

        tandem.Cdr.EndDirection.Should().Be(EndDirection.Caller);
        customer.GetsNothing();
    }

    [Fact]
    public void A_repeated_INVITE_is_absorbed_after_200()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();

        customer.Repeats();
        tandem.Passes(1);

        tandem.Node.Counters().Values["calls"].Should().Be(1);
        tandem.Peer("carrier-a").GetsNothing();
    }

    [Fact]
    public void A_lost_200_is_sent_again_until_the_ACK()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Lose["customer"] = 2;
        tandem.Peer("carrier-a").Answers(200);
        tandem.Passes(0.4);
        customer.GetsNothing();
        tandem.Passes(1.2);

        customer.Gets(200);
        tandem.Passes(3);

        customer.All.Count(text => text.StartsWith("SIP/2.0 200", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public void Without_an_ACK_both_legs_get_BYE_after_32_seconds()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200, ack: false);

        tandem.Passes(33);

        tandem.Peer("carrier-a").Gets("ACK");
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Passes(4);
        customer.All.Where(static text => text.StartsWith("BYE ", StringComparison.Ordinal)).Select(static bye => SipText.Header(bye, "CSeq")).Distinct()
            .Should().ContainSingle("it is one BYE, however often it is repeated");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NoAck);
        tandem.Cdr.EndDirection.Should().Be(EndDirection.Switch);
    }

    [Fact]
    public void A_lost_ACK_to_the_callee_is_sent_again_for_its_repeated_200()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207");
        string invite = carrier.Gets("INVITE");
        string ok = carrier.Response(invite, 200, "answer");
        tandem.Lose["carrier-a"] = 1;
        carrier.Say(ok);
        carrier.GetsNothing();

        carrier.Say(ok);

        string ack = carrier.Gets("ACK");
        ack.Should().Contain($"CSeq: {SipText.Header(invite, "CSeq")!.Split(' ')[0]} ACK");
        customer.Gets(200);
        customer.GetsNothing();
    }

    [Fact]
    public void A_BYE_to_a_caller_waits_for_its_ACK()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207");
        carrier.Answers(200);
        customer.Gets(200, ack: false);
        carrier.Gets("ACK");

        carrier.Byes();
        carrier.Gets(200);
        customer.GetsNothing();
        customer.Acks();

        customer.Gets("BYE");
        tandem.Cdr.EndDirection.Should().Be(EndDirection.Callee);
    }

    [Fact]
    public void A_late_offer_passes_and_its_answer_goes_with_the_ACK()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207", sdp: null);
        SipPeer.BodyOf(carrier.Gets("INVITE")).Should().BeEmpty();
        carrier.Answers(200, sdp: "late-offer");
        carrier.GetsNothing();

        SipPeer.BodyOf(customer.Gets(200, answerSdp: "late-answer")).Should().Contain("o=late-offer");

        SipPeer.BodyOf(carrier.Gets("ACK")).Should().Contain("o=late-answer");
        Approved.Match(tandem.Ladder);
    }

    [Fact]
    public void Nothing_is_left_behind_when_calls_are_over()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        for (int i = 0; i < 3; i++)
        {
            SipPeer customer = tandem.Talk();
            customer.Byes();
            customer.Gets(200);
            tandem.Peer("carrier-a").Gets("BYE");
            tandem.Peer("carrier-a").Answers(200);
        }

        tandem.Passes(70);

        SwitchLeftovers left = tandem.Node.Leftovers();
        left.Should().Be(new SwitchLeftovers(0, 0, 0, 0));
    }
}
