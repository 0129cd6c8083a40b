using Tandem.Billing.Cdrs;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Phones;

public sealed class SimulatedForwardsTests
{
    [Fact]
    public void A_what_if_shows_the_phone_that_would_ring()
    {
        SimulationResult result = Run(static phone => phone);
        result.Refusal.Should().BeNull();
        result.Routes.Select(static route => (route.Trunk, route.Phone, route.PaidBy)).Should().Equal(("", "1001", ""));
        result.Sentences.TakeLast(2).Should().Equal("442079461001 is a number of phone 1001.", "Phone 1001 rings.");
    }

    [Fact]
    public void A_what_if_follows_a_forwarding_and_says_who_pays()
    {
        SimulationResult result = Run(static phone => phone with { UnconditionalForward = true, UnconditionalForwardE164 = new() { E164 = ["4477"] } });
        result.Routes.Select(static route => (route.Trunk, route.Phone, route.PaidBy, route.CalledNumber)).Should().Equal(("carrier-a", "", "1001", "4477"), ("carrier-b", "", "1001", "4477"));
        result.Routes[0].PaidRate!.Price.Should().Be(0.05m);
        result.Sentences.Should().Contain("Phone 1001 forwards its calls always.").And.Contain("Phone 1001 forwards the call; account acme pays for that.");
    }

    [Fact]
    public void A_what_if_says_why_a_phone_takes_no_call()
    {
        Run(static phone => phone with { DoNotDisturb = true }).Refusal.Should().Be(EndReason.CalleeBusy);
        Run(static phone => phone with { Lock = LockType.All }).Refusal.Should().Be(EndReason.TrunkLocked);
    }

    [Fact]
    public void A_what_if_of_phones_that_forward_to_each_other_ends()
    {
        SwitchPlan plan = (TestPlan.Document.With("SERVER_BILLING_FREE_E164S", "100*") with { Phones = [Loop("1001", "1002"), Loop("1002", "1001")] }).Compile();
        Simulation.Run(plan, plan.Ingress[0], new ImaginedNumbers("1", "1001"), TestPlan.Noon, IdleTrunks.All, static _ => null, new Random(1)).Refusal.Should().Be(EndReason.ForwardLimit);
    }

    private static Phone Loop(string number, string target) => new()
    {
        Number = number,
        Account = "acme",
        Password = "secret",
        UnconditionalForward = true,
        UnconditionalForwardE164 = new() { E164 = [target] },
    };

    private static SimulationResult Run(Func<Phone, Phone> change)
    {
        SwitchPlan plan = (TestPlan.Document.WithDeck(TestPlan.Deck("retail", TestPlan.Row("44", 0.05m))) with
        {
            Phones = [change(new() { Number = "1001", Account = "acme", Password = "secret", Dids = ["442079461001"] })],
        }).Compile();
        return Simulation.Run(plan, plan.Ingress[0], new ImaginedNumbers("1", "442079461001"), TestPlan.Noon, IdleTrunks.All, static _ => null, new Random(1));
    }
}
