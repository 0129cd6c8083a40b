using Tandem.Billing.Cdrs;
using Tandem.Routing.Phones;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Services;

public sealed class ForwardedCallTests
{
    private static readonly ForwardTargets Mobile = new() { E164 = ["447700900001"] };

    [Fact]
    public void On_busy_a_carrier_takes_the_call_and_the_phone_pays_for_it()
    {
        using TestSwitch tandem = Start(static phone => phone with { BusyForward = true, BusyForwardE164 = Mobile });
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002");
        tandem.Peer("1002").Answers(486);
        string invite = tandem.Peer("carrier-a").Gets("INVITE");
        invite.Should().StartWith("INVITE sip:447700900001@127.0.0.3");
        SipText.Headers(invite, "Diversion").Should().Equal("<sip:1002@127.0.0.1>;reason=user-busy;counter=1");
        SipText.Headers(invite, "History-Info").Should().Equal("<sip:1002@127.0.0.1>;index=1", "<sip:447700900001@127.0.0.1;cause=486>;index=1.1;mp=1");
        SipText.Header(invite, "From").Should().StartWith("<sip:2001@");
        tandem.Credit.Held("bob").Should().Be(0.6m, "a minute is held before it is dialled");
        Talk(tandem, customer, "carrier-a", 4);

        Cdr[] records = [.. tandem.Cdrs];
        records.Should().HaveCount(2).And.OnlyHaveUniqueItems(static record => record.Id);
        Cdr callers = records.Single(static record => record.IngressTrunk == "customer");
        Cdr forward = records.Single(static record => record.Phone == "1002");
        Money(callers).Should().Be((BillingMode.IngressTrunk, "acme", 0.04m, "", 0m));
        Money(forward).Should().Be((BillingMode.Phone, "bob", 0.04m, "carrier-a", 0.02m));
        (callers.EgressTrunk, callers.CalledNumberOut, callers.CalledNumber).Should().Be(("", "1002", "1002"));
        (forward.EgressTrunk, forward.CalledNumberOut, forward.CalledNumber).Should().Be(("carrier-a", "447700900001", "447700900001"));
        callers.Tried.Select(static tried => (tried.Trunk, tried.Answer)).Should().Equal(("1002", 486), ("carrier-a", 200));
        (forward.CallId, forward.TalkMs, forward.EndReason).Should().Be((callers.CallId, callers.TalkMs, callers.EndReason));
        (tandem.Credit.Balance("acme"), tandem.Credit.Balance("bob"), tandem.Credit.Balance("carrier-a")).Should().Be((99.96m, 99.96m, -0.02m));
        (tandem.Credit.Held("acme"), tandem.Credit.Held("bob")).Should().Be((0m, 0m));
        PhoneCallTests.Said(callers).Should().Contain("Phone 1002 forwards its calls on busy.").And.Contain("Phone 1002 forwards the call; account bob pays for that.");
    }

    [Fact]
    public void A_forwarded_call_that_nobody_answers_leaves_the_callers_record_only()
    {
        using TestSwitch tandem = Start(static phone => phone with { UnconditionalForward = true, UnconditionalForwardE164 = Mobile });
        tandem.Peer("customer").Invites("1002");
        tandem.Peer("1002").GetsNothing();
        tandem.Peer("carrier-a").Answers(404);
        tandem.Peer("customer").Gets(404);
        (tandem.Cdr.IngressTrunk, tandem.Cdr.EndReason, tandem.Cdr.Customer.Fee).Should().Be(("customer", 404, 0m));
        tandem.Credit.Held("bob").Should().Be(0m);
    }

    [Fact]
    public void Who_gives_up_while_a_forwarded_call_rings_pays_nothing_and_holds_nothing()
    {
        using TestSwitch tandem = Start(static phone => phone with { UnconditionalForward = true, UnconditionalForwardE164 = Mobile });
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002");
        tandem.Peer("carrier-a").Answers(180);
        customer.Gets(180);
        customer.Cancels();
        customer.Gets(200);
        customer.Gets(487);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CallerCancel);
        (tandem.Credit.Held("acme"), tandem.Credit.Held("bob")).Should().Be((0m, 0m));
    }

    [Fact]
    public void When_it_rings_too_long_the_call_goes_on_and_the_phone_is_cancelled()
    {
        using TestSwitch tandem = Start(static phone => phone with { TimeoutRinging = 20, NoAnswerForward = true, NoAnswerForwardE164 = Mobile });
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002");
        tandem.Peer("1002").Answers(180);
        customer.Gets(180);
        tandem.Passes(20.2);
        tandem.Peer("1002").Gets("CANCEL");
        SipText.Header(tandem.Peer("carrier-a").Gets("INVITE"), "Diversion").Should().Contain("reason=no-answer");
        Talk(tandem, customer, "carrier-a", 1);
        tandem.Cdrs.Should().HaveCount(2);
    }

    [Fact]
    public void An_offline_phone_forwards_without_being_rung()
    {
        using TestSwitch tandem = Start(static phone => phone with { Address = "", OfflineForward = true, OfflineForwardE164 = Mobile });
        tandem.Peer("customer").Invites("1002");
        SipText.Header(tandem.Peer("carrier-a").Gets("INVITE"), "Diversion").Should().Contain("reason=unavailable");
    }

    [Fact]
    public void By_time_of_day_the_call_goes_elsewhere_and_at_other_times_it_rings()
    {
        using TestSwitch tandem = Start(static phone => phone with
        {
            PeriodForwarding = true,
            PeriodForwardings = [new() { WeekOfDay = [1], BeginSecondInDay = 12 * 3600, EndSecondInDay = 13 * 3600, ForwardE164 = Mobile }], // the test begins on a Monday at noon
        });
        tandem.Peer("customer").Invites("1002");
        SipText.Header(tandem.Peer("carrier-a").Gets("INVITE"), "Diversion").Should().Contain("reason=time-of-day");
        tandem.Peer("carrier-a").Answers(404);
        tandem.Peer("customer").Gets(404);
        tandem.Time.Advance(TimeSpan.FromHours(1));
        tandem.Peer("customer").Invites("1002");
        tandem.Peer("1002").Gets("INVITE");
    }

    [Fact]
    public void A_phone_whose_account_can_not_pay_forwards_nothing()
    {
        using TestSwitch tandem = Start(static phone => phone with { BusyForward = true, BusyForwardE164 = Mobile }, balance: 0.5m);
        tandem.Peer("customer").Invites("1002");
        tandem.Peer("1002").Answers(486);
        tandem.Peer("carrier-a").GetsNothing();
        tandem.Peer("customer").Gets(402);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.InsufficientBalance);
        PhoneCallTests.Said(tandem.Cdr).Should().Contain("Account bob would have to hold 0.60 and has 0.5 left.");
    }

    [Fact]
    public void When_the_phones_money_ends_the_call_ends_and_it_pays_no_more_than_it_had()
    {
        using TestSwitch tandem = Start(static phone => phone with { BusyForward = true, BusyForwardE164 = Mobile }, balance: 0.7m);
        tandem.Peer("customer").Invites("1002");
        tandem.Peer("1002").Answers(486);
        tandem.Peer("carrier-a").Answers(200);
        tandem.Peer("customer").Gets(200);
        tandem.Passes(75);
        Cdr forward = tandem.Cdrs.Single(static record => record.Phone == "1002");
        (forward.EndReason, forward.Customer.Fee).Should().Be(((int)EndReason.InsufficientBalance, 0.7m));
        tandem.Credit.Balance("bob").Should().Be(0m);
    }

    [Fact]
    public void Phones_that_forward_to_each_other_end_the_call()
    {
        using TestSwitch tandem = Start(
            static phone => phone with { UnconditionalForward = true, UnconditionalForwardE164 = new() { E164 = ["1003"] } },
            third: static phone => phone with { UnconditionalForward = true, UnconditionalForwardE164 = new() { E164 = ["1002"] } });
        tandem.Peer("customer").Invites("1002");
        tandem.Peer("customer").Gets(482);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.ForwardLimit);
        PhoneCallTests.Said(tandem.Cdr).Should().Contain("Phone 1002 is left out: the call has been there already.");
    }

    [Fact]
    public void Along_a_chain_each_phone_pays_its_own_part()
    {
        using TestSwitch tandem = Start(
            static phone => phone with { UnconditionalForward = true, UnconditionalForwardE164 = new() { E164 = ["1003"] } },
            third: static phone => phone with { BusyForward = true, BusyForwardE164 = Mobile });
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002");
        tandem.Peer("1003").Answers(486);
        string invite = tandem.Peer("carrier-a").Gets("INVITE");
        SipText.Headers(invite, "Diversion").Should().Equal("<sip:1003@127.0.0.1>;reason=user-busy;counter=1", "<sip:1002@127.0.0.1>;reason=unconditional;counter=1");
        SipText.Headers(invite, "History-Info").Should().Equal(
            "<sip:1002@127.0.0.1>;index=1", "<sip:1003@127.0.0.1;cause=302>;index=1.1;mp=1", "<sip:447700900001@127.0.0.1;cause=486>;index=1.1.1;mp=1.1");
        Talk(tandem, customer, "carrier-a", 2);
        tandem.Cdrs.Select(static record => (record.Phone, record.Customer.Account, record.Customer.Fee, record.EgressTrunk, record.CalledNumberOut)).Should().BeEquivalentTo(
        [
            ("", "acme", 0.02m, "", "1002"), ("1002", "bob", 0.02m, "", "1003"), ("1003", "cat", 0.02m, "carrier-a", "447700900001"),
        ]);
        tandem.Cdrs.Should().OnlyContain(static record => record.Answered && record.HoldTime == 2);
    }

    [Fact]
    public void One_target_after_the_other_is_rung_and_the_last_rings_on()
    {
        using TestSwitch tandem = Start(static phone => phone with
        {
            UnconditionalForward = true,
            UnconditionalForwardE164 = new() { E164 = ["1003", "447700900001"], AlertSecond = 10 },
        });
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002");
        tandem.Peer("1003").Answers(180);
        tandem.Passes(9);
        tandem.Peer("carrier-a").GetsNothing();
        tandem.Passes(1.2);
        tandem.Peer("1003").Gets("CANCEL");
        tandem.Peer("carrier-a").Answers(180);
        tandem.Passes(60);
        Talk(tandem, customer, "carrier-a", 1, rings: true);
        tandem.Cdrs.Should().HaveCount(2);
    }

    [Fact]
    public void A_busy_carrier_does_not_keep_the_next_target_from_its_turn()
    {
        using TestSwitch tandem = Start(static phone => phone with { UnconditionalForward = true, UnconditionalForwardE164 = new() { E164 = ["447700900001", "1003"] } });
        tandem.Peer("customer").Invites("1002");
        tandem.Peer("carrier-a").Answers(486);
        tandem.Peer("1003").Answers(200);
        tandem.Peer("customer").Gets(200);
        tandem.Credit.Held("carrier-a").Should().Be(0m);
    }

    [Fact]
    public void A_plan_that_changes_while_the_call_comes_in_holds_for_what_follows()
    {
        using TestSwitch tandem = Start(static phone => phone);
        tandem.Peer("customer").Invites("1002");
        tandem.Peer("1002").Gets("INVITE");
        tandem.Apply(static plan => plan.Phone("1002", "secret", static phone => phone with { Account = "bob", Address = "127.0.0.22", BusyForward = true, BusyForwardE164 = Mobile }));
        tandem.Peer("1002").Answers(486);
        tandem.Peer("carrier-a").Gets("INVITE");
    }

    [Fact]
    public void After_a_crash_both_records_of_a_forwarded_call_are_closed_at_the_last_proven_second()
    {
        string[] takesUpdate = ["Allow: INVITE, ACK, BYE, CANCEL, UPDATE"];
        using TestSwitch tandem = Start(static phone => phone with { UnconditionalForward = true, UnconditionalForwardE164 = Mobile });
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002", headers: takesUpdate);
        tandem.Peer("carrier-a").Answers(200, headers: takesUpdate);
        customer.Gets(200);
        tandem.Passes(3);

        tandem.DiesAndReturns().Should().Be(0);

        tandem.Cdrs.Should().HaveCount(2).And.OnlyContain(static record => record.EndReason == (int)EndReason.NodeCrash && record.HoldTime == 3 && record.Customer.Fee == 0.03m);
    }

    private static TestSwitch Start(Func<Phone, Phone> phone, decimal balance = 100m, Func<Phone, Phone>? third = null) => TestSwitch.Start(plan => plan
        .Route("44", "carrier-a").Payer("bob", balance).Payer("cat")
        .Phone("1002", "secret", one => phone(one with { Account = "bob", Address = "127.0.0.22" }))
        .Phone("1003", "secret", one => (third ?? (static same => same))(one with { Account = "cat", Address = "127.0.0.23" })));

    private static void Talk(TestSwitch tandem, SipPeer customer, string callee, int seconds, bool rings = false)
    {
        tandem.Peer(callee).Answers(200);
        if (rings)
        {
            customer.Gets(180);
            customer.Gets(180);
        }

        customer.Gets(200);
        tandem.Peer(callee).Gets("ACK");
        tandem.Passes(seconds);
        customer.Byes();
        customer.Gets(200);
        tandem.Peer(callee).Gets("BYE");
        tandem.Peer(callee).Answers(200);
    }

    private static (BillingMode Mode, string Account, decimal Fee, string Vendor, decimal Cost) Money(Cdr record) =>
        (record.BillingMode, record.Customer.Account, record.Customer.Fee, record.Vendor.Account, record.Vendor.Fee);
}
