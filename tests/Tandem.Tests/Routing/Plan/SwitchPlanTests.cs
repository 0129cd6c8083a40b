using AwesomeAssertions;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;

namespace Tandem.Tests.Routing.Plan;

public sealed class SwitchPlanTests
{
    [Fact]
    public void A_deck_that_says_the_same_keeps_its_compiled_table()
    {
        SwitchPlan before = SwitchPlan.Compile(TestPlan.Document, 1);
        PlanDocument reread = TestPlan.Document with
        {
            RateTables =
            [
                TestPlan.Deck("retail", TestPlan.Row("44", 0.012m), TestPlan.Row("4477", 0.003m, 6), TestPlan.Row("880", 0.02m)),
                TestPlan.Deck("cost-a", TestPlan.Row("44", 0.0081m), TestPlan.Row("880", 0.015m)),
                TestPlan.Deck("cost-b", TestPlan.Row("44", 0.009m), TestPlan.Row("880", 0.016m)) with { Currency = "EUR" },
            ],
        };
        SwitchPlan after = SwitchPlan.Compile(reread, 2, before);

        after.Ingress[0].Rates.Should().BeSameAs(before.Ingress[0].Rates);
        after.Egress[0].Rates.Should().NotBeSameAs(before.Egress[0].Rates);
        after.Egress[1].Rates.Should().NotBeSameAs(before.Egress[1].Rates);
        after.Egress[1].Rates!.Currency.Should().Be("EUR");
    }

    [Fact]
    public void Sections_and_dates_are_part_of_what_a_deck_says()
    {
        RateDeck deck = TestPlan.Deck("d", new RateRow("44", "", new Rate { Price = 1m, Sections = [new RateSection(30, 1m)] }));
        RateDecks.Same(deck, TestPlan.Deck("d", new RateRow("44", "", new Rate { Price = 1m, Sections = [new RateSection(30, 1m)] }))).Should().BeTrue();
        RateDecks.Same(deck, TestPlan.Deck("d", new RateRow("44", "", new Rate { Price = 1m, Sections = [new RateSection(30, 2m)] }))).Should().BeFalse();
        RateDecks.Same(deck, TestPlan.Deck("d", deck.Rows[0] with { EffectiveFrom = TestPlan.Noon })).Should().BeFalse();
        RateDecks.Same(deck, TestPlan.Deck("d", deck.Rows[0] with { Area = "x" })).Should().BeFalse();
        RateDecks.Same(deck, TestPlan.Deck("d")).Should().BeFalse();
    }

    [Fact]
    public void The_gate_is_told_every_address_that_is_no_strangers()
    {
        SwitchPlan plan = TestPlan.Document.With(TestPlan.Pbx with { Addresses = ["127.0.0.2", "10.0.0.0/8", "127.0.0.2:5080"] })
            .With(TestPlan.CarrierA, TestPlan.CarrierB with { Addresses = ["sip.example.com", "[2001:db8::1]:5060"] }).Compile();
        plan.KnownSources.Should().BeEquivalentTo(
        [
            new KnownSource(TestPlan.From("127.0.0.2").Ip, 128),
            new KnownSource(TestPlan.From("10.0.0.0").Ip, 104),
            new KnownSource(TestPlan.From("127.0.0.3").Ip, 128),
            new KnownSource(TestPlan.From("2001:db8::1").Ip, 128),
        ]);
    }

    [Fact]
    public void A_trunk_may_have_its_own_rate_table()
    {
        SwitchPlan plan = TestPlan.Document.With(TestPlan.Pbx with { RateTable = "cost-b" }).With(TestPlan.CarrierA with { RateTable = "retail" }).Compile();
        plan.Ingress[0].Rates!.Name.Should().Be("cost-b");
        plan.Egress[0].Rates!.Name.Should().Be("retail");
        plan.FindEgress("carrier-a").Should().BeSameAs(plan.Egress[0]);
    }

    [Fact]
    public void A_big_plan_finds_its_few_trunks_for_a_number_without_looking_at_the_rest()
    {
        PlanDocument document = TestPlan.Document.With(
            [.. Enumerable.Range(0, 3000).Select(static i => TestPlan.CarrierA with { Name = $"t{i}", Prefixes = [$"44{i:d4}"] })]);
        SwitchPlan plan = document.Compile();
        plan.RoutesTo("4401230000").Should().Equal("t123");
    }
}
