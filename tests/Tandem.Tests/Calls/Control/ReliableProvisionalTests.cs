using Tandem.Billing.Cdrs;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

public sealed class ReliableProvisionalTests
{
    [Fact]
    public void A_reliable_answer_to_a_caller_that_knows_none_is_acknowledged_by_us()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207");
        carrier.Answers(183, sdp: "early", headers: ["Require: 100rel", "RSeq: 7"]);

        carrier.Gets("PRACK").Should().Contain("RAck: 7 1 INVITE");
        carrier.Answers(200);
        customer.Gets(183).Should().NotContain("100rel\r\nRSeq").And.NotContain("RSeq:");
    }

    [Fact]
    public void End_to_end_the_callers_PRACK_becomes_ours_with_its_body()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207", headers: "Supported: 100rel");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 183, "early", null, "Require: 100rel", "RSeq: 7"));
        carrier.GetsNothing();
        string progress = customer.Gets(183);
        progress.Should().Contain("Require: 100rel");
        string rseq = SipText.Header(progress, "RSeq")!;

        customer.Sends("PRACK", "prack-offer", $"RAck: {rseq} 1 INVITE");
        SipPeer.BodyOf(carrier.Gets("PRACK")).Should().Contain("o=prack-offer");
        carrier.Answers(200, sdp: "prack-answer");
        SipPeer.BodyOf(customer.Gets(200)).Should().Contain("o=prack-answer");
        carrier.Say(carrier.Response(invite, 200, null));
        customer.Gets(200);
        Approved.Match(tandem.Ladder);
    }

    [Fact]
    public void A_repeated_reliable_answer_is_not_passed_twice()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207", headers: "Supported: 100rel");
        string invite = carrier.Gets("INVITE");
        string progress = carrier.Response(invite, 183, "early", null, "Require: 100rel", "RSeq: 7");

        carrier.Say(progress);
        carrier.Say(progress);
        customer.Gets(183);

        customer.GetsNothing();
    }

    [Fact]
    public void A_caller_that_requires_it_gets_every_provisional_repeated_until_its_PRACK()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207", headers: "Require: 100rel");
        tandem.Peer("carrier-a").Answers(180);
        string ringing = customer.Gets(180);
        tandem.Passes(1.6);
        customer.All.Count(text => text == ringing).Should().Be(3);

        customer.Sends("PRACK", null, $"RAck: {SipText.Header(ringing, "RSeq")} 1 INVITE");
        customer.Gets(200);
        tandem.Passes(5);

        customer.All.Count(text => text == ringing).Should().Be(3);
        tandem.Peer("carrier-a").GetsNothing();
    }

    [Fact]
    public void The_200_waits_until_a_description_in_a_provisional_is_acknowledged()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207", headers: "Require: 100rel");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 183, "early"));
        string progress = customer.Gets(183);
        string ok = carrier.Response(invite, 200, "early");
        carrier.Say(ok);
        customer.GetsNothing();

        customer.Sends("PRACK", null, $"RAck: {SipText.Header(progress, "RSeq")} 1 INVITE");
        customer.Gets(200);
        carrier.Say(ok);

        customer.Gets(200);
        carrier.Gets("ACK");
    }

    [Fact]
    public void Without_a_PRACK_the_call_is_refused_after_32_seconds()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207", headers: "Require: 100rel");
        tandem.Peer("carrier-a").Answers(180);
        customer.Gets(180);

        tandem.Passes(33);

        customer.All.Should().Contain(text => text.StartsWith("SIP/2.0 408", StringComparison.Ordinal));
        tandem.Peer("carrier-a").Gets("CANCEL");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.ResponseTimeout);
    }

    [Fact]
    public void A_PRACK_that_crosses_the_200_is_answered_once()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207", headers: "Require: 100rel");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 180, null));
        string rseq = SipText.Header(customer.Gets(180), "RSeq")!;
        carrier.Say(carrier.Response(invite, 200, "answer"));
        customer.Gets(200);
        tandem.Node.Leftovers().Calls.Should().Be(1);

        customer.Sends("PRACK", null, $"RAck: {rseq} 2 INVITE");
        customer.Gets(481);
        customer.Sends("PRACK", null, $"RAck: {rseq} 1 INVITE");
        customer.Gets(200);
        customer.Sends("PRACK", null, $"RAck: {rseq} 1 INVITE");
        customer.Gets(481);

        carrier.All.Should().NotContain(static text => text.StartsWith("PRACK ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_offer_in_a_PRACK_that_crosses_the_200_comes_too_late()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207", headers: "Require: 100rel");
        SipPeer carrier = tandem.Peer("carrier-a");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 180, null));
        string rseq = SipText.Header(customer.Gets(180), "RSeq")!;
        carrier.Say(carrier.Response(invite, 200, "answer"));
        customer.Gets(200);

        customer.Sends("PRACK", "change", $"RAck: {rseq} 1 INVITE");

        customer.Gets(488);
    }

    [Fact]
    public void A_PRACK_for_nothing_gets_481()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207", headers: "Supported: 100rel");
        tandem.Peer("carrier-a").Answers(180);
        customer.Gets(180);

        customer.Sends("PRACK", null, "RAck: 1 1 INVITE");

        customer.Gets(481);
    }
}
