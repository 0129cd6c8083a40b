using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Calls.Live;
using Tandem.Routing.Routes;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.TestCalls;

public sealed class TestCallTests
{
    [Fact]
    public void A_test_call_is_a_real_call_with_cost_and_without_a_customer()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        SipPeer carrier = tandem.Peer("carrier-b");
        Task<TestCallResult> placed = tandem.Node.PlaceAsync(new("1001", "442079460000", "carrier-b", 3), CancellationToken.None);
        tandem.Pump();

        string invite = carrier.Gets("INVITE");
        invite.Should().StartWith("INVITE sip:442079460000@127.0.0.4 ").And.Contain("m=audio");
        carrier.Answers(200);
        carrier.Gets("ACK");
        tandem.Passes(3.1);
        carrier.Gets("BYE");
        carrier.Answers(200);

        TestCallResult result = tandem.Ask(placed);
        result.SipStatus.Should().Be(200);
        result.Problem.Should().BeEmpty();
        tandem.Cdr.Id.ToString().Should().Be(result.CdrId);
        tandem.Cdr.HoldTime.Should().Be(3);
        tandem.Cdr.Vendor.Fee.Should().Be(0.015m);
        tandem.Cdr.Customer.Fee.Should().Be(0m);
        tandem.Cdr.BillingMode.Should().Be(BillingMode.Free);
    }

    [Theory]
    [InlineData("")]
    [InlineData("carrier-b")]
    public void In_a_customers_name_it_is_admitted_charged_and_routed_as_his(string via)
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Customer = plan.Customer with { CalledRewrite = "00:", Capacity = 1 };
            plan.Route("44", "carrier-a", "carrier-b");
        });
        Task<TestCallResult> placed = tandem.Node.PlaceAsync(new("1001", "00442079460000", via, 3) { IngressTrunk = "customer" }, CancellationToken.None);
        tandem.Pump();
        SipPeer carrier = tandem.Peer(via.Length > 0 ? via : "carrier-a");
        carrier.Gets("INVITE").Should().StartWith("INVITE sip:442079460000@");
        carrier.Answers(200);
        carrier.Gets("ACK");
        LiveCall call = tandem.Ask(tandem.Node.CallsAsync(CancellationToken.None)).Single();
        (call.PlacedBy, call.IngressTrunk, call.Account).Should().Be(("test", "customer", "acme"));
        tandem.Peer("customer").Invites("00442079460001").Gets(503);
        tandem.Passes(3.1);
        carrier.Gets("BYE");
        carrier.Answers(200);

        tandem.Ask(placed).Problem.Should().BeEmpty();
        Cdr record = tandem.Cdrs.Single(static cdr => cdr.Answered);
        (record.IngressTrunk, record.Customer.Account, record.BillingMode, record.CalledNumber).Should().Be(("customer", "acme", BillingMode.IngressTrunk, "442079460000"));
        (record.Customer.Fee, record.Vendor.Fee).Should().Be((0.03m, 0.015m));
        tandem.Credit.Balance("acme").Should().Be(99.97m);
        tandem.Cdrs.Single(static cdr => !cdr.Answered).EndReason.Should().Be((int)EndReason.ExceedLineLimit, "the test call had the customer's only line");
        string.Join('\n', RouteSentences.Read(record.Why.Span)).Should().StartWith("A test call: the switch has placed it, in the name of customer, who pays for it as for any other.\n");
        tandem.Node.Leftovers().Calls.Should().Be(0);
    }

    [Fact]
    public void Who_has_no_money_has_no_test_call_either()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Account = plan.Account with { OpeningBalance = 0m };
            plan.Phone("1001", "s3cret-of-a-phone").Route("44", "carrier-a");
        });
        Task<TestCallResult> placed = tandem.Node.PlaceAsync(new("1001", "442079460000", "carrier-a", 3) { Phone = "1001" }, CancellationToken.None);

        tandem.Ask(placed).EndReasonName.Should().Be(nameof(EndReason.InsufficientBalance));
        tandem.Peer("carrier-a").All.Should().BeEmpty();
        (tandem.Cdr.Phone, tandem.Cdr.BillingMode).Should().Be(("1001", BillingMode.Phone));
    }

    [Fact]
    public void A_running_one_can_be_ended()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        Task<TestCallResult> placed = tandem.Node.PlaceAsync(new("1001", "442079460000", "carrier-a", 3), CancellationToken.None);
        tandem.Pump();
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(180);
        LiveCall call = tandem.Ask(tandem.Node.CallsAsync(CancellationToken.None)).Single();

        tandem.Ask(tandem.Node.HangUpAsync(call.Id, CancellationToken.None)).Should().BeTrue();
        carrier.Gets("CANCEL");
        TestCallResult result = tandem.Ask(placed);

        (result.CdrId, result.EndReasonName).Should().Be((call.Id, nameof(EndReason.ServerHangup)));
    }

    [Fact]
    public void A_test_call_costs_what_a_customers_call_costs_and_names_the_same_prefix()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Carrier("carrier-a", static trunk => trunk with { CalledRewrite = "44:9944", ClearingAccountUseCalloutE164 = true });
            plan.Set("SERVER_BILLING_GATEWAY_ROUTE_PREFIX", "2");
            plan.CostRows = [new("44", "", new Rate { Price = 0.001m, CycleSeconds = 1 }), new("9944", "", new Rate { Price = 0.005m, CycleSeconds = 1 })];
        });
        SipPeer customer = tandem.Talk();
        tandem.Passes(3);
        customer.Byes();
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Peer("carrier-a").Answers(200);
        Task<TestCallResult> placed = tandem.Node.PlaceAsync(new("1001", "442079460000", "carrier-a", 3), CancellationToken.None);
        tandem.Pump();
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(200);
        carrier.Gets("ACK");
        tandem.Passes(3.1);
        carrier.Gets("BYE");
        carrier.Answers(200);
        tandem.Ask(placed);

        tandem.Cdrs.Select(static cdr => (cdr.Vendor.RatePrefix, cdr.Vendor.Fee)).Should().Equal(("9944", 0.015m), ("9944", 0.015m));
    }

    [Theory]
    [InlineData(0, "442079460000", "carrier-a: no cost", false)]
    [InlineData(2, "442079460000", "The 3 s that the test call was placed for are over.", false)]
    [InlineData(2, "442079460000", "The longest allowed talk time of 2 s was reached.", true)]
    [InlineData(0, "999", "carrier-a: no cost is known for 999.", true)]
    public void A_test_call_explains_itself(int trunksMost, string to, string sentence, bool said)
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a").Carrier("carrier-a", trunk => trunk with { MaxCallDuration = trunksMost });
            plan.CostRows = [new("44", "", new Rate { Price = 0.005m, CycleSeconds = 1 })];
        });
        Task<TestCallResult> placed = tandem.Node.PlaceAsync(new("1001", to, "carrier-a", 3), CancellationToken.None);
        tandem.Pump();
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(200);
        carrier.Gets("ACK");
        tandem.Passes(3.1);
        carrier.Gets("BYE");
        carrier.Answers(200);
        tandem.Ask(placed);

        string story = string.Join('\n', RouteSentences.Read(tandem.Cdr.Why.Span));
        story.Should().StartWith("A test call: it goes to carrier-a and to no other trunk.\n").And.NotContain("''");
        story.Contains(sentence, StringComparison.Ordinal).Should().Be(said, story);
    }

    [Fact]
    public void A_test_call_that_fails_says_why()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        Task<TestCallResult> placed = tandem.Node.PlaceAsync(new("1001", "44", "carrier-a", 3), CancellationToken.None);
        tandem.Pump();
        tandem.Peer("carrier-a").Answers(404);

        TestCallResult result = tandem.Ask(placed);

        result.SipStatus.Should().Be(404);
        result.Problem.Should().Contain("Sip404");
    }

    [Theory]
    [InlineData("44", "nobody", "there is no egress trunk 'nobody'")]
    [InlineData("x;y", "carrier-a", "'x;y' is no number")]
    [InlineData("44", "", "a test call needs an egress trunk, or a trunk or phone in whose name it is placed")]
    public void What_can_not_be_placed_is_refused_in_words(string to, string via, string problem)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));

        Task<TestCallResult> placed = tandem.Node.PlaceAsync(new("1001", to, via, 3), CancellationToken.None);

        tandem.Ask(placed).Problem.Should().Be(problem);
    }

    [Fact]
    public void Nobody_of_that_name_can_place_one()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));

        tandem.Ask(tandem.Node.PlaceAsync(new("1", "44", "", 3) { IngressTrunk = "nobody" }, CancellationToken.None)).Problem.Should().Be("there is no ingress trunk 'nobody'");
        tandem.Ask(tandem.Node.PlaceAsync(new("1", "44", "", 3) { Phone = "customer" }, CancellationToken.None)).Problem.Should().Be("there is no phone 'customer'");
    }
}
