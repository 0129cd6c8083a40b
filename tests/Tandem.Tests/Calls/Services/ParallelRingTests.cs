using Tandem.Billing.Cdrs;
using Tandem.Routing.Phones;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Services;

public sealed class ParallelRingTests
{
    [Fact]
    public void All_places_of_a_phone_ring_and_the_first_to_answer_has_the_call()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Phone("1003", "secret"));
        (SipPeer desk, SipPeer mobile, SipPeer home) = Register(tandem);
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1003");
        desk.Gets("INVITE").Should().StartWith("INVITE sip:1003@10.0.0.1:5060;line=desk ").And.NotContain("100rel");
        mobile.Gets("INVITE").Should().StartWith("INVITE sip:1003@10.0.0.2:5060;line=mobile ");
        home.Gets("INVITE");
        desk.Answers(180);
        mobile.Answers(183, sdp: "early");
        string rings = customer.Gets(180);
        customer.GetsNothing();

        mobile.Answers(200);
        mobile.Gets("ACK");
        desk.Gets("CANCEL").Should().Contain("Reason: SIP;cause=200;text=\"Call completed elsewhere\"");
        home.Answers(180); // not before it has been heard of may it be cancelled (RFC 3261 §9.1)
        home.Gets("CANCEL");
        string answer = customer.Gets(200);
        SipText.Header(answer, "To").Should().NotBe(SipText.Header(rings, "To"), "it is another dialog that was answered");
        SipPeer.BodyOf(answer).Should().Contain("answer");
        tandem.Passes(2);
        customer.Byes();
        customer.Gets(200);
        mobile.Gets("BYE");
        mobile.Answers(200);

        Cdr record = tandem.Cdr;
        (record.CallIds.Count, record.Customer.Fee, record.CalleeUserAgent, record.DestinationIp).Should().Be((3, 0.02m, "mobile-agent", "127.0.0.42"));
        record.CallIds[^1].Should().Be(SipText.Header(mobile.All[0], "Call-ID"));
        PhoneCallTests.Said(record).Should().Contain("Phone 1003 rings at 3 places.").And.Contain("Of those that rang, 1003 answered first.");
        Approved.Match(tandem.Ladder);
    }

    [Fact]
    public void A_200_that_crosses_the_CANCEL_is_acknowledged_and_ended()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Phone("1003", "secret"));
        (SipPeer desk, SipPeer mobile, SipPeer home) = Register(tandem);
        tandem.Peer("customer").Invites("1003");
        string invite = desk.Gets("INVITE");
        desk.Answers(180);
        tandem.Peer("customer").Gets(180);
        mobile.Answers(200);
        tandem.Peer("customer").Gets(200);
        desk.Gets("CANCEL");

        desk.Say(desk.Response(invite, 200, "late"));

        desk.Gets("ACK");
        desk.Gets("BYE");
        desk.Answers(200);
        home.Ignores();
        home.GetsNothing();
        tandem.Peer("customer").GetsNothing();
        tandem.Cdrs.Should().BeEmpty("the call goes on");
    }

    [Fact]
    public void One_that_fails_leaves_the_others_ringing_and_the_last_ends_the_call_with_the_best_of_what_was_said()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Phone("1003", "secret"));
        (SipPeer desk, SipPeer mobile, SipPeer home) = Register(tandem);
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1003");
        desk.Answers(503);
        mobile.Answers(486);
        customer.GetsNothing();
        home.Answers(480);
        customer.Gets(486);
        tandem.Cdr.EndReason.Should().Be(486);
        tandem.Node.Leftovers().Dialogs.Should().Be(0);
    }

    [Fact]
    public void A_person_who_declines_declines_for_all_places()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Phone("1003", "secret"));
        (SipPeer desk, SipPeer mobile, SipPeer home) = Register(tandem);
        tandem.Peer("customer").Invites("1003");
        desk.Answers(180);
        home.Answers(180);
        mobile.Answers(603);
        tandem.Peer("customer").Gets(180);
        tandem.Peer("customer").Gets(603);
        desk.Gets("CANCEL");
        home.Gets("CANCEL");
    }

    [Fact]
    public void A_caller_who_gives_up_cancels_all_places()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Phone("1003", "secret"));
        (SipPeer desk, SipPeer mobile, SipPeer home) = Register(tandem);
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1003");
        foreach (SipPeer place in new[] { desk, mobile, home })
        {
            place.Answers(180);
        }

        customer.Gets(180);
        customer.Cancels();
        customer.Gets(200);
        customer.Gets(487);
        foreach (SipPeer place in new[] { desk, mobile, home })
        {
            place.Gets("CANCEL");
            place.Answers(487);
        }

        tandem.Cdr.EndReason.Should().Be((int)EndReason.CallerCancel);
        tandem.Traffic.Snapshot().Should().OnlyContain(static line => line.ActiveCalls == 0);
    }

    [Fact]
    public void When_nobody_takes_it_up_all_are_cancelled_and_the_call_goes_where_it_is_forwarded()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a")
            .Phone("1003", "secret", static phone => phone with { TimeoutRinging = 15, NoAnswerForward = true, NoAnswerForwardE164 = new() { E164 = ["4477"] } }));
        (SipPeer desk, SipPeer mobile, _) = Register(tandem);
        tandem.Peer("customer").Invites("1003");
        desk.Answers(180);
        tandem.Passes(15.2);
        desk.Gets("CANCEL");
        mobile.Gets("INVITE");
        tandem.Peer("carrier-a").Gets("INVITE");
    }

    [Fact]
    public void Several_numbers_ring_at_once_and_who_answers_is_billed()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Payer("bob")
            .Phone("1001", "secret", static phone => phone with { Address = "127.0.0.21" })
            .Phone("1002", "secret", static phone => phone with
            {
                Account = "bob",
                Address = "127.0.0.22",
                UnconditionalForward = true,
                UnconditionalForwardE164 = new() { E164 = ["1002", "1001", "4477"], ForwardMethod = ForwardMethod.Simultaneous },
            }));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002");
        tandem.Peer("1002").Gets("INVITE");
        tandem.Peer("1001").Gets("INVITE");
        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Credit.Held("bob").Should().Be(1.2m, "a minute for each of the two that it pays for");
        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);
        tandem.Credit.Held("bob").Should().Be(0.6m);
        tandem.Peer("1001").Answers(100);
        tandem.Peer("1001").Gets("CANCEL");
        tandem.Peer("1002").Answers(100);
        tandem.Peer("1002").Gets("CANCEL");
        tandem.Traffic.Snapshot().Where(static line => line.ActiveCalls > 0).Select(static line => line.Name).Should().BeEquivalentTo("customer", "carrier-a");
        tandem.Passes(3);
        customer.Byes();
        customer.Gets(200);

        tandem.Cdrs.Select(static record => (record.Phone, record.Customer.Fee, record.EgressTrunk, record.Vendor.Fee)).Should().BeEquivalentTo([("", 0.03m, "", 0m), ("1002", 0.03m, "carrier-a", 0.015m)]);
        tandem.Credit.Held("bob").Should().Be(0m);
    }

    [Fact]
    public void When_the_phone_itself_answers_among_others_nothing_was_forwarded()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Payer("bob")
            .Phone("1002", "secret", static phone => phone with
            {
                Account = "bob",
                Address = "127.0.0.22",
                UnconditionalForward = true,
                UnconditionalForwardE164 = new() { E164 = ["4477", "1002"], ForwardMethod = ForwardMethod.Simultaneous },
            }));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002");
        tandem.Peer("carrier-a").Answers(180);
        tandem.Peer("1002").Answers(200);
        customer.Gets(180);
        customer.Gets(200);
        tandem.Peer("carrier-a").Gets("CANCEL");
        tandem.Passes(1);
        customer.Byes();
        customer.Gets(200);
        (tandem.Cdr.Customer.Fee, tandem.Cdr.EgressTrunk, tandem.Cdr.Vendor.Fee).Should().Be((0.01m, "", 0m));
        tandem.Credit.Balance("bob").Should().Be(100m);
    }

    private static (SipPeer Desk, SipPeer Mobile, SipPeer Home) Register(TestSwitch tandem)
    {
        SipPeer desk = tandem.Peer("desk", "127.0.0.41:5060");
        SipPeer mobile = tandem.Peer("mobile", "127.0.0.42:5060");
        SipPeer home = tandem.Peer("home", "127.0.0.43:5060");
        tandem.Contacts.Add("1003", desk);
        tandem.Contacts.Add("1003", mobile);
        tandem.Contacts.Add("1003", home);
        return (desk, mobile, home);
    }
}
