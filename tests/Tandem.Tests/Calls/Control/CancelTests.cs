using Tandem.Billing.Cdrs;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

public sealed class CancelTests
{
    [Fact]
    public void A_caller_that_gives_up_gets_487_and_the_carrier_CANCEL()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207");
        carrier.Answers(180);
        customer.Gets(180);

        customer.Cancels();
        customer.Gets(200);
        customer.Gets(487);
        string cancel = carrier.Gets("CANCEL");
        carrier.Say(carrier.Response(cancel, 200, null));
        carrier.Answers(487);
        carrier.Gets("ACK");

        tandem.Peer("carrier-b").GetsNothing();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CallerCancel);
        tandem.Cdr.EndDirection.Should().Be(EndDirection.Caller);
        tandem.Cdr.SipStatus.Should().Be(487);
        Approved.Match(tandem.Ladder);
    }

    [Fact]
    public void CANCEL_waits_for_the_first_provisional_answer()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Peer("customer").Invites("44207");
        string invite = carrier.Gets("INVITE");
        tandem.Peer("customer").Cancels();
        carrier.GetsNothing();

        carrier.Say(carrier.Response(invite, 100, null));

        carrier.Gets("CANCEL");
    }

    [Fact]
    public void A_200_that_crosses_the_CANCEL_is_acknowledged_and_ended()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 180, null));
        customer.Cancels();
        customer.Gets(180);
        customer.Gets(200);
        customer.Gets(487);

        carrier.Gets("CANCEL");
        carrier.Say(carrier.Response(invite, 200, "too-late"));

        carrier.Gets("ACK");
        carrier.Gets("BYE");
        carrier.Answers(200);
        tandem.Cdr.Answered.Should().BeFalse();
        tandem.Cdr.Customer.Fee.Should().Be(0m);
        customer.GetsNothing();
    }

    [Fact]
    public void CANCEL_after_the_200_changes_nothing()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();

        customer.Cancels();
        customer.Gets(200);

        tandem.Peer("carrier-a").GetsNothing();
        tandem.Cdrs.Should().BeEmpty();
    }

    [Fact]
    public void A_caller_may_leave_an_early_dialog_by_BYE()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Peer("carrier-a").Answers(180);
        customer.Gets(180);

        customer.Byes();

        customer.Gets(200);
        customer.Gets(487);
        tandem.Peer("carrier-a").Gets("CANCEL");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CallerCancel);
    }
}
