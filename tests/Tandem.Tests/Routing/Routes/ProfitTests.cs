using AwesomeAssertions;
using CsCheck;
using Tandem.Billing.Rating;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;

namespace Tandem.Tests.Routing.Routes;

/// <summary>BI §3.8.</summary>
public sealed class ProfitTests
{
    private static readonly Gen<Rate> Rates = Gen.Select(Gen.Int[1, 100_000], Gen.Int[1, 120]).Select(static (price, cycle) =>
        new Rate { Price = price / 100_000m, CycleSeconds = cycle });

    [Theory]
    [InlineData(0.015, 0.010, 33.0, true)]
    [InlineData(0.015, 0.010, 34.0, false)]
    [InlineData(0.010, 0.012, -20.0, true)]
    [InlineData(0.010, 0.012, -19.0, false)]
    [InlineData(0.010, 0.010, null, true)] // no loss is no profit
    [InlineData(0.010, 0.010001, null, false)] // never at a loss unless allowed
    [InlineData(0, 0, null, true)]
    [InlineData(0, 0.001, null, false)]
    [InlineData(0, 0.001, -10000.0, false)]
    public void The_smallest_profit_is_a_percentage_of_the_selling_price(double price, double cost, double? smallest, bool sold)
    {
        SwitchPlan plan = TestPlan.Document
            .WithDeck(TestPlan.Deck("retail", TestPlan.Row("44", (decimal)price)))
            .WithDeck(TestPlan.Deck("cost-a", TestPlan.Row("44", (decimal)cost)))
            .With(TestPlan.CarrierA)
            .With(TestPlan.Pbx with { MinProfitPercent = (decimal?)smallest }).Compile();
        plan.RoutesTo("4420").Length.Should().Be(sold ? 1 : 0);
    }

    [Theory] // both sides are asked; the stricter one counts, one alone speaks for itself
    [InlineData(null, null, false)]
    [InlineData(-20.0, null, true)]
    [InlineData(null, -20.0, true)]
    [InlineData(-20.0, -19.0, false)]
    [InlineData(0.0, -20.0, false)]
    public void A_loss_needs_the_leave_of_every_side_that_has_set_a_limit(double? customer, double? carrier, bool sold)
    {
        SwitchPlan plan = TestPlan.Document
            .WithDeck(TestPlan.Deck("retail", TestPlan.Row("44", 0.010m)))
            .WithDeck(TestPlan.Deck("cost-a", TestPlan.Row("44", 0.012m)))
            .With(TestPlan.CarrierA with { MinProfitPercent = (decimal?)carrier })
            .With(TestPlan.Pbx with { MinProfitPercent = (decimal?)customer }).Compile();
        plan.RoutesTo("4420").Length.Should().Be(sold ? 1 : 0);
    }

    [Theory] // 0.6 a minute is 0.01 a second
    [InlineData(0.6, 60, 0.01, true)]
    [InlineData(0.6001, 60, 0.01, false)]
    [InlineData(0.01, 1, 0.01, true)]
    [InlineData(0.07, 6, 0.01, false)]
    public void The_dearest_second_holds_for_either_side(double cost, int cycle, double dearest, bool sold)
    {
        PlanDocument document = TestPlan.Document
            .WithDeck(TestPlan.Deck("retail", TestPlan.Row("44", 5m)))
            .WithDeck(TestPlan.Deck("cost-a", TestPlan.Row("44", (decimal)cost, cycle)));
        document.With(TestPlan.CarrierA with { MaxSecondRate = (decimal)dearest }).Compile().RoutesTo("4420").Length.Should().Be(sold ? 1 : 0);
        document.With(TestPlan.CarrierA).With(TestPlan.Pbx with { MaxSecondRate = (decimal)dearest }).Compile().RoutesTo("4420").Length.Should().Be(sold ? 1 : 0);
    }

    [Fact]
    public void A_free_call_is_carried_at_any_cost_up_to_the_dearest_allowed()
    {
        PlanDocument free = TestPlan.Document.With("SERVER_BILLING_FREE_E164S", "4420*").With(TestPlan.CarrierA);
        free.Compile().RoutesTo("4420").Should().Equal("carrier-a");
        free.With(TestPlan.CarrierA with { MaxSecondRate = 0.00001m }).Compile().RoutesTo("4420").Should().BeEmpty();
    }

    [Fact]
    public void A_connect_fee_of_the_carrier_counts_against_the_profit()
    {
        PlanDocument document = TestPlan.Document.With(TestPlan.CarrierA).WithDeck(TestPlan.Deck(
            "cost-a", new RateRow("44", "", new Rate { Price = 0.008m, ConnectFee = 0.005m })));
        document.Compile().RoutesTo("4420").Should().BeEmpty();
    }

    [Theory] // BI §3.6
    [InlineData(0.06, 0.005, 6.0, 0.06)]
    [InlineData(0.03, 0.005, 6.0, 0.03)]
    public void Sections_count_as_the_first_minute(double section, double price, int cycle, double minute) =>
        SecondPrice.Of(new Rate { Price = (decimal)price, CycleSeconds = cycle, Sections = [new RateSection(60, (decimal)section)] })
            .PerSecond.Should().Be(Math.Round((decimal)minute / 60m, 10));

    [Fact]
    public void Comparing_agrees_with_exact_fractions_and_has_an_order() =>
        Gen.Select(Rates, Rates).Sample(static (one, other) =>
            Math.Sign(SecondPrice.Compare(SecondPrice.Of(one), SecondPrice.Of(other))) == Math.Sign((one.Price * other.CycleSeconds).CompareTo(other.Price * one.CycleSeconds))
            && SecondPrice.Compare(SecondPrice.Of(one), SecondPrice.Of(other)) == -SecondPrice.Compare(SecondPrice.Of(other), SecondPrice.Of(one)));

    [Fact]
    public void Whoever_leaves_a_profit_leaves_any_smaller_one() =>
        Gen.Select(Rates, Rates, Gen.Int[-200, 100], Gen.Int[0, 300]).Sample(static (price, cost, percent, less) =>
            !SecondPrice.Of(price).Leaves(percent, SecondPrice.Of(cost)) || SecondPrice.Of(price).Leaves(percent - less, SecondPrice.Of(cost)));
}
