using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Routing.Trunks;
using Tandem.TestKit;
using Tandem.Tests.Calls.Setup;

namespace Tandem.Tests.Calls.Services;

public sealed class PhoneCallTests
{
    private static readonly Action<PlanBuilder> TwoPhones = static plan => plan.Payer("ann").Payer("bob")
        .Phone("1001", "secret", static phone => phone with { Account = "ann", Address = "127.0.0.21" })
        .Phone("1002", "secret", static phone => phone with { Account = "bob", Address = "127.0.0.22:5080", Dids = ["442079461002"] });

    [Fact]
    public void A_trunks_call_to_a_phones_number_goes_to_the_phone_and_the_trunk_pays()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => TwoPhones(plan.Route("", "carrier-a")));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002");
        string invite = tandem.Peer("1002").Gets("INVITE");
        invite.Should().StartWith("INVITE sip:1002@127.0.0.22:5080 SIP/2.0\r\n");
        tandem.Peer("1002").Answers(180);
        customer.Gets(180);
        tandem.Peer("1002").Answers(200);
        customer.Gets(200);
        tandem.Peer("1002").Gets("ACK");
        tandem.Passes(3);
        customer.Byes();
        customer.Gets(200);
        tandem.Peer("1002").Gets("BYE");
        tandem.Peer("1002").Answers(200);

        Cdr record = tandem.Cdr;
        (record.BillingMode, record.Customer.Account, record.Customer.Fee, record.Vendor.Fee).Should().Be((BillingMode.IngressTrunk, "acme", 0.03m, 0m));
        (record.IngressTrunk, record.EgressTrunk, record.Phone, record.CalledNumberOut).Should().Be(("customer", "", "", "1002"));
        record.Tried.Should().ContainSingle(static tried => tried.Trunk == "1002" && tried.Answer == 200);
        Said(record).Should().Contain("1002 is a phone of this switch.").And.Contain("Phone 1002 rings.").And.Contain("1002 answered the call.");
        tandem.Node.Leftovers().Calls.Should().Be(0);
        tandem.Traffic.Snapshot().Should().OnlyContain(static line => line.ActiveCalls == 0);
    }

    [Fact]
    public void A_DID_rings_its_phone_which_is_told_the_number_that_was_called()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => TwoPhones(plan.Route("44", "carrier-a")));
        tandem.Peer("customer").Invites("442079461002");
        string invite = tandem.Peer("1002").Gets("INVITE");
        invite.Should().StartWith("INVITE sip:1002@127.0.0.22:5080 ");
        SipText.Header(invite, "To").Should().Be("<sip:442079461002@127.0.0.1>");
        tandem.Peer("carrier-a").GetsNothing();
        tandem.Peer("1002").Answers(486);
        tandem.Peer("customer").Gets(486);
        Said(tandem.Cdr).Should().Contain("442079461002 is a number of phone 1002.");
    }

    [Theory]
    [InlineData("Off", BillingMode.Phone, 0.02)]
    [InlineData("On", BillingMode.Free, 0)]
    public void Phone_to_phone_costs_the_caller_its_rate_or_nothing(string free, BillingMode mode, double fee)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => TwoPhones(plan.Set("SS_NO_BILLING_TO_PHONE", free)));
        SipPeer ann = Calls(tandem, "1001", "1002");
        tandem.Peer("1002").Answers(200);
        ann.Gets(200);
        tandem.Peer("1002").Gets("ACK");
        tandem.Passes(2);
        tandem.Peer("1002").Byes();
        ann.Gets("BYE");

        Cdr record = tandem.Cdr;
        (record.BillingMode, record.Phone, record.Customer.Account, record.Customer.Fee).Should().Be((mode, "1001", "ann", (decimal)fee));
        tandem.Credit.Balance("ann").Should().Be(100m - (decimal)fee);
        tandem.Credit.Balance("bob").Should().Be(100m);
    }

    [Fact]
    public void A_phone_that_may_call_on_net_only_calls_phones_and_nobody_else()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan =>
        {
            TwoPhones(plan.Route("44", "carrier-a"));
            plan.Phone("1001", "secret", static phone => phone with { Account = "ann", CallLevel = CallClass.OnNet });
        });
        Calls(tandem, "1001", "1002");
        tandem.Peer("1002").Answers(486);
        tandem.Peer("1001").Gets(486);

        Calls(tandem, "1001", "44207").Gets(403);
        tandem.Cdrs[^1].EndReason.Should().Be((int)EndReason.NoCallPermission);
    }

    [Fact]
    public void A_registered_phone_is_called_at_its_contact_by_its_path_on_the_flow_it_registered_on()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Phone("1003", "secret"));
        SipPeer router = tandem.Peer("router", "127.0.0.40:40000");
        tandem.Contacts.Add("1003", router, "<sip:edge.example;lr>", "<sip:inner.example;lr>");
        tandem.Peer("customer").Invites("1003");

        string invite = router.Gets("INVITE");
        invite.Should().StartWith("INVITE sip:1003@10.0.0.1:5060;line=router SIP/2.0\r\n");
        SipText.Header(invite, "Route").Should().Be("<sip:edge.example;lr>, <sip:inner.example;lr>");
        router.Answers(200);
        tandem.Peer("customer").Gets(200);
        router.Gets("ACK");
        tandem.Peer("customer").Byes();
        router.Gets("BYE").Should().StartWith("BYE sip:router@127.0.0.40:40000 ");
    }

    [Fact]
    public void A_phone_that_is_nowhere_is_not_online()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("", "carrier-a").Phone("1003", "secret"));
        tandem.Peer("customer").Invites("1003");
        tandem.Peer("customer").Gets(480);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CalleeNotOnline);
        Said(tandem.Cdr).Should().Contain("Phone 1003 is not online.");
        tandem.Peer("carrier-a").GetsNothing();
        tandem.Credit.Held("acme").Should().Be(0m);
    }

    [Fact]
    public void A_phone_that_gives_no_sign_of_life_is_not_online_either()
    {
        using TestSwitch tandem = TestSwitch.Start(TwoPhones);
        tandem.Peer("customer").Invites("1002");
        tandem.Passes(10.2);
        tandem.Peer("customer").Gets(480);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CalleeNotOnline);
    }

    [Fact]
    public void For_an_offline_phone_carriers_may_be_tried_at_their_price()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("", "carrier-a").Payer("ann").Set("SS_NO_BILLING_TO_PHONE", "On")
            .Phone("1001", "secret", static phone => phone with { Account = "ann", Address = "127.0.0.21" })
            .Phone("1003", "secret", static phone => phone with { UseRoutingGatewayNotOnline = Tandem.Routing.Phones.PhoneSwitch.On }));
        SipPeer ann = Calls(tandem, "1001", "1003");
        tandem.Peer("carrier-a").Answers(200);
        ann.Gets(200);
        tandem.Passes(2);
        ann.Byes();
        ann.Gets(200);
        Cdr record = tandem.Cdr;
        (record.BillingMode, record.EgressTrunk, record.Customer.Fee, record.Vendor.Fee).Should().Be((BillingMode.Phone, "carrier-a", 0.02m, 0.01m));
    }

    [Fact]
    public void A_phone_not_to_be_disturbed_is_busy_and_not_rung()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Phone("1002", "secret", static phone => phone with { Address = "127.0.0.22", DoNotDisturb = true }));
        tandem.Peer("customer").Invites("1002");
        tandem.Peer("customer").Gets(486);
        tandem.Peer("1002").GetsNothing();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CalleeBusy);
        Said(tandem.Cdr).Should().Contain("Phone 1002 is not to be disturbed.");
    }

    [Fact]
    public void A_phone_locked_for_calls_to_it_takes_none()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Phone("1002", "secret", static phone => phone with { Address = "127.0.0.22", Lock = LockType.Incoming }));
        tandem.Peer("customer").Invites("1002");
        tandem.Peer("customer").Gets(403);
        tandem.Peer("1002").GetsNothing();
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void A_phone_with_all_its_lines_in_use_is_busy(int capacity, int callIn)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Phone("1002", "secret", phone => phone with { Address = "127.0.0.22", LineCapacity = capacity, LineCallIn = callIn }));
        SipPeer first = tandem.Peer("customer");
        first.Invites("1002");
        tandem.Peer("1002").Answers(200);
        first.Gets(200);
        SipPeer second = tandem.Peer("second", "127.0.0.2:5062");
        second.Invites("1002");
        second.Gets(486);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CalleeBusy);
        Said(tandem.Cdr).Should().Contain("Phone 1002 is busy: all its lines are in use.");

        first.Byes();
        first.Gets(200);
        tandem.Peer("1002").Gets("ACK");
        tandem.Peer("1002").Gets("BYE");
        tandem.Peer("1002").Answers(200);
        second.Invites("1002");
        tandem.Peer("1002").Gets("INVITE");
    }

    [Fact]
    public void A_phones_lines_for_its_own_calls_are_counted_apart()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Phone("1001", "secret", static phone => phone with { Address = "127.0.0.21", LineCallOut = 1 }));
        Calls(tandem, "1001", "44207");
        tandem.Peer("carrier-a").Answers(200);
        SipPeer other = tandem.Peer("other-line", "127.0.0.21:5062");
        Authenticates(other, "1001", "44208");
        other.Gets(503);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.ExceedLineLimit);
        tandem.Peer("customer").Invites("1001");
        tandem.Peer("1001").Gets("INVITE");
    }

    [Fact]
    public void Carriers_that_want_it_see_the_phones_display_number()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan
            .Carrier("carrier-a", static trunk => trunk with { Prefixes = ["44"], EnablePhoneDisplay = true })
            .Carrier("carrier-b", static trunk => trunk with { Prefixes = ["49"] })
            .Phone("1001", "secret", static phone => phone with { Address = "127.0.0.21", DisplayNumber = "442079461001" }));
        Calls(tandem, "1001", "44207");
        SipText.Header(tandem.Peer("carrier-a").Gets("INVITE"), "From").Should().StartWith("<sip:442079461001@");
        tandem.Peer("carrier-a").Answers(486);
        tandem.Peer("1001").Gets(486);
        Calls(tandem, "1001", "49301");
        SipText.Header(tandem.Peer("carrier-b").Gets("INVITE"), "From").Should().StartWith("<sip:1001@");
    }

    [Fact]
    public void A_caller_that_wants_to_stay_unknown_is_not_shown_to_a_phone()
    {
        using TestSwitch tandem = TestSwitch.Start(TwoPhones);
        tandem.Peer("customer").Invites("1002", headers: "Privacy: id");
        tandem.Peer("1002").Gets("INVITE").Should().Contain("From: \"Anonymous\"").And.NotContain("2001");
    }

    [Fact]
    public void A_call_to_a_phone_goes_on_after_a_crash()
    {
        string[] takesUpdate = ["Allow: INVITE, ACK, BYE, CANCEL, UPDATE"];
        using TestSwitch tandem = TestSwitch.Start(TwoPhones);
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002", headers: takesUpdate);
        tandem.Peer("1002").Answers(200, headers: takesUpdate);
        customer.Gets(200);
        tandem.Peer("1002").Gets("ACK");
        tandem.Passes(3);

        tandem.DiesAndReturns().Should().Be(1);

        customer.Byes();
        customer.Gets(200);
        tandem.Peer("1002").Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
        tandem.Traffic.Snapshot().Should().OnlyContain(static line => line.ActiveCalls == 0);
    }

    internal static SipPeer Calls(TestSwitch tandem, string phone, string called)
    {
        SipPeer peer = tandem.Peer(phone);
        Authenticates(peer, phone, called);
        return peer;
    }

    internal static IReadOnlyList<string> Said(Cdr record) => Tandem.Routing.Routes.RouteSentences.Read(record.Why.Span);

    private static void Authenticates(SipPeer peer, string phone, string called)
    {
        peer.Invites(called, from: phone);
        string challenge = peer.Gets(401);
        peer.InvitesAgain(DigestTests.Credentials(challenge, "WWW-Authenticate", "Authorization", phone, "secret", $"sip:{called}@127.0.0.1:5060"));
    }
}
