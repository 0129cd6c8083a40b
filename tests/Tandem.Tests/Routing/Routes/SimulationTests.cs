using AwesomeAssertions;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Routes;

public sealed class SimulationTests
{
    [Fact]
    public void A_what_if_shows_price_routes_and_each_reason_in_words()
    {
        SimulationResult result = Run("127.0.0.2", "1000", "00442079460000");
        result.Refusal.Should().BeNull();
        result.PricePerSecond.Should().Be(0.0002m);
        result.Routes.Select(static route => (route.Trunk, route.RateTable, route.ProfitPercent)).Should().Equal(("carrier-a", "cost-a", 33.33m), ("carrier-b", "cost-b", 25m));
        result.Sentences.Should().Equal(
            "The call came in on trunk acme-pbx; account acme pays.",
            "The called number 00442079460000 was rewritten to 442079460000.",
            "Rate table retail, prefix 44: 0.012 for each 60 s.",
            "Route 1: carrier-a by prefix '44', 0.0001333333 a second.",
            "Route 2: carrier-b by prefix '44', 0.00015 a second.",
            "carrier-b comes after carrier-a: its priority is 2, that of carrier-a 1; the smallest goes first.");
    }

    [Fact]
    public void A_trunk_for_other_numbers_is_named_with_its_prefixes()
    {
        PlanDocument plan = TestPlan.Document;
        EgressTrunk other = plan.EgressTrunks[0] with { Name = "carrier-c", Prefixes = ["1", "372", "49", "7", "81", "86"] };
        EgressTrunk any = plan.EgressTrunks[0] with { Name = "carrier-d", Prefixes = [""] };
        SimulationResult result = Simulation.Run(
            (plan with { EgressTrunks = [.. plan.EgressTrunks, other, any] }).Compile(), TestPlan.From("127.0.0.2"), new ImaginedNumbers("1000", "00442079460000"), TestPlan.Noon, IdleTrunks.All,
            static _ => null, new Random(1));
        result.Routes.Should().HaveCount(3);
        result.Sentences.Where(static said => said.Contains("other numbers", StringComparison.Ordinal)).Should().Equal("carrier-c: takes other numbers (1, 372, 49, 7, 81, …).");
    }

    [Fact]
    public void A_stranger_is_an_illegal_call()
    {
        SimulationResult result = Run("203.0.113.5", "x", "44");
        result.Identity.Should().Be(IdentityKind.Unknown);
        result.Refusal.Should().Be(EndReason.IllegalCall);
        result.Sentences.Should().Equal("No trunk or phone calls from 203.0.113.5:5060: an illegal call.");
    }

    [Fact]
    public void A_phone_is_taken_to_have_proven_itself()
    {
        SimulationResult result = Run("203.0.113.5", "1001", "4420");
        result.Identity.Should().Be(IdentityKind.MustAuthenticate);
        result.Refusal.Should().BeNull();
        result.Call!.Value.BillingMode.Should().Be(BillingMode.Phone);
        result.Routes.Should().HaveCount(2);
    }

    [Fact]
    public void A_refusal_is_told_with_its_reason()
    {
        SimulationResult result = Run("127.0.0.2", "1000", "999");
        result.Refusal.Should().Be(EndReason.RateNotFound);
        result.Sentences[^1].Should().Be("Rate table retail has no rate for 999.");
        SwitchPlan plan = TestPlan.Document.Compile();
        Simulation.Run(plan, plan.Ingress[0], new ImaginedNumbers("1", "4420"), TestPlan.Noon, IdleTrunks.All, static _ => null, new Random(1)).Routes.Should().HaveCount(2);
    }

    [Fact]
    public void Who_can_not_pay_the_first_minutes_is_refused_as_the_real_call_would_be()
    {
        SwitchPlan plan = TestPlan.Document.Compile();
        SimulationResult Of(decimal? money) => Simulation.Run(
            plan, plan.Ingress[0], new ImaginedNumbers("1", "4420"), TestPlan.Noon, IdleTrunks.All, _ => money, new Random(1));

        Of(0m).Refusal.Should().Be(EndReason.InsufficientBalance);
        Of(0m).Sentences[^1].Should().Contain(plan.Ingress[0].Account.Name);
        Of(100m).Refusal.Should().BeNull();
        Of(null).Refusal.Should().BeNull();
    }

    private static SimulationResult Run(string ip, string calling, string called) => Simulation.Run(
        TestPlan.Document.Compile(), TestPlan.From(ip), new ImaginedNumbers(calling, called), TestPlan.Noon, IdleTrunks.All, static _ => null, new Random(1));
}
