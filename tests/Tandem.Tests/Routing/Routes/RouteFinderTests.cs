using AwesomeAssertions;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Routes;

/// <summary>SW §3.1 steps 10 and 11, §3.3, §3.4.</summary>
public sealed class RouteFinderTests
{
    private static readonly EgressTrunk A = TestPlan.CarrierA;
    private static readonly EgressTrunk B = TestPlan.CarrierB;

    [Fact]
    public void Both_carriers_are_offered_by_priority_with_their_cost()
    {
        SwitchPlan plan = TestPlan.Document.Compile();
        var why = new RouteReasons();
        Admitted call = plan.Decide("1000", "004420", why);
        var routes = new List<Route>();
        RouteFinder.Find(plan, in call, TestPlan.Noon, IdleTrunks.All, new Random(1), routes, why).Should().BeNull();

        routes.Select(static route => (route.Trunk.Name, route.CalledNumber, route.Cost.Rate!.Price))
            .Should().Equal(("carrier-a", "4420", 0.008m), ("carrier-b", "4420", 0.009m));
        why.Codes().Should().EndWith([ReasonCode.RouteOffered, ReasonCode.RouteOffered]);
    }

    [Fact] // the issue: longest prefix, then priority, then least cost
    public void Longest_prefix_comes_before_priority_and_priority_before_cost()
    {
        EgressTrunk longer = B with { Name = "longer", Prefixes = ["4420"], Priority = 9 };
        EgressTrunk cheap = A with { Name = "cheap", Priority = 2 };
        TestPlan.Document.With(B with { Priority = 2 }, cheap, A with { Name = "first", Priority = 1, Account = "carrier-b" }, longer)
            .Compile().RoutesTo("4420").Should().Equal("longer", "first", "cheap", "carrier-b");
    }

    [Fact]
    public void A_trunk_with_several_fitting_prefixes_is_offered_once_by_its_longest()
    {
        TestPlan.Document.With(B with { Priority = 1 }, A with { Priority = 5, Prefixes = ["", "44", "4420"] })
            .Compile().RoutesTo("4420").Should().Equal("carrier-a", "carrier-b");
    }

    [Theory] // SW §3.3
    [InlineData(PrefixStyle.Continue, new[] { "long", "short" })]
    [InlineData(PrefixStyle.Terminate, new[] { "long" })]
    public void A_terminating_prefix_leaves_shorter_ones_out(PrefixStyle style, string[] expected) =>
        TestPlan.Document.With(A with { Name = "short", Prefixes = ["4"] }, A with { Name = "long", Prefixes = ["442"], PrefixStyle = style })
            .Compile().RoutesTo("4420").Should().Equal(expected);

    [Fact]
    public void A_terminating_prefix_ends_the_search_even_when_its_trunk_is_full()
    {
        SwitchPlan plan = TestPlan.Document.With(
            A with { Name = "short", Prefixes = ["4"] }, A with { Name = "long", Prefixes = ["442"], PrefixStyle = PrefixStyle.Terminate }).Compile();
        plan.WhyNoRoute("4420", new States { ["long"] = new(100, false, null, -1) }).Should().Be(EndReason.NoAvailableRouter);
    }

    [Fact]
    public void A_locked_terminating_trunk_is_as_if_it_were_not_there() =>
        TestPlan.Document.With(A with { Name = "short", Prefixes = ["4"] }, A with { Name = "long", Prefixes = ["442"], PrefixStyle = PrefixStyle.Terminate, Lock = LockType.All })
            .Compile().RoutesTo("4420").Should().Equal("short");

    [Fact]
    public void A_customer_may_be_held_to_some_trunks() =>
        TestPlan.Document.With(TestPlan.Pbx with { EgressTrunks = ["carrier-b"] }).Compile().RoutesTo("4420").Should().Equal("carrier-b");

    [Fact]
    public void A_backup_comes_after_all_normal_trunks_even_by_a_longer_prefix() =>
        TestPlan.Document.With(A with { ProtectRoute = true, Prefixes = ["4420"] }, B).Compile().RoutesTo("4420").Should().Equal("carrier-b", "carrier-a");

    [Fact]
    public void Each_trunk_that_may_not_carry_the_call_says_why()
    {
        PlanDocument document = TestPlan.Document
            .WithAccount(TestPlan.CarrierAAccount with { Name = "locked-vendor", Lock = LockType.All })
            .WithAccount(TestPlan.CarrierAAccount with { Name = "old-vendor", ValidUntil = TestPlan.Noon.AddDays(-1) })
            .WithAccount(TestPlan.CarrierAAccount with { Name = "no-rates", RateTable = "" })
            .WithAccount(TestPlan.CarrierAAccount with { Name = "euro", RateTable = "euro" })
            .WithAccount(TestPlan.CarrierAAccount with { Name = "locked-rate", RateTable = "locked-rate" })
            .WithDeck(TestPlan.Deck("euro", TestPlan.Row("44", 0.001m)) with { Currency = "EUR" })
            .WithDeck(TestPlan.Deck("locked-rate", new RateRow("44", "", new Rate { Price = 0m, Locked = true })))
            .With(TestPlan.Pbx with { EgressTrunks = ["locked", "vl", "ve", "caller", "retry", "silent", "full", "cps", "rewrite", "cost", "lr", "euro", "dear", "margin"] })
            .With(
                A,
                A with { Name = "locked", Lock = LockType.Outgoing },
                A with { Name = "vl", Account = "locked-vendor" },
                A with { Name = "ve", Account = "old-vendor" },
                A with { Name = "caller", CallerPrefixes = ["2"] },
                A with { Name = "retry" },
                A with { Name = "silent" },
                A with { Name = "full", Capacity = 3 },
                A with { Name = "cps", Cps = 5 },
                A with { Name = "rewrite", CalledRewrite = "*:" },
                A with { Name = "cost", Account = "no-rates" },
                A with { Name = "lr", Account = "locked-rate" },
                A with { Name = "euro", Account = "euro" },
                A with { Name = "dear", MaxSecondRate = 0.0001m },
                A with { Name = "margin", MinProfitPercent = 34m });
        var states = new States
        {
            ["retry"] = new(0, false, TestPlan.Noon.AddSeconds(30), -1),
            ["silent"] = new(0, false, null, -1, new SilentAddresses(0b11)),
            ["full"] = new(3, false, null, -1),
            ["cps"] = new(0, true, null, -1),
        };
        var why = new RouteReasons();

        document.Compile().RoutesTo("4420", states, why).Should().BeEmpty();
        Enumerable.Range(0, why.Count).Select(i => why[i]).Where(static reason => reason.Code >= ReasonCode.NotAllowedForCustomer && reason.Code < ReasonCode.NoRouteLeft)
            .Select(static reason => (reason.Subject, reason.Code)).Should().Equal(
                ("carrier-a", ReasonCode.NotAllowedForCustomer),
                ("locked", ReasonCode.EgressLocked),
                ("vl", ReasonCode.VendorLocked),
                ("ve", ReasonCode.VendorExpired),
                ("caller", ReasonCode.CallerNotTaken),
                ("retry", ReasonCode.OutAfterRetry),
                ("silent", ReasonCode.EgressSilent),
                ("full", ReasonCode.EgressLinesFull),
                ("cps", ReasonCode.EgressTooManyPerSecond),
                ("rewrite", ReasonCode.EgressRewrittenBadly),
                ("cost", ReasonCode.CostNotFound),
                ("lr", ReasonCode.CostLocked),
                ("euro", ReasonCode.CurrencyMismatch),
                ("dear", ReasonCode.CostTooHigh),
                ("margin", ReasonCode.ProfitTooLow));
    }

    [Fact]
    public void Retry_after_ends_by_itself() =>
        TestPlan.Document.Compile().RoutesTo("4420", new States { ["carrier-a"] = new(0, false, TestPlan.Noon, -1) }).Should().Equal("carrier-a", "carrier-b");

    [Fact]
    public void When_price_rules_alone_took_all_trunks_the_reason_is_the_profit()
    {
        SwitchPlan plan = TestPlan.Document.With(TestPlan.Pbx with { MinProfitPercent = 90m }).Compile();
        plan.WhyNoRoute("4420").Should().Be(EndReason.ProfitLimit);
        plan.WhyNoRoute("4420", new States { ["carrier-b"] = new(100, false, null, -1) }).Should().Be(EndReason.NoAvailableRouter);
    }

    [Fact]
    public void A_number_that_no_trunk_takes_has_no_route()
    {
        SwitchPlan plan = TestPlan.Document.WithDeck(TestPlan.Deck("retail", TestPlan.Row("", 1m))).Compile();
        var why = new RouteReasons();
        plan.RoutesTo("999", why: why).Should().BeEmpty();
        why.Codes().Should().EndWith([ReasonCode.NoPrefixMatched, ReasonCode.NoRouteLeft]);
        plan.WhyNoRoute("999").Should().Be(EndReason.NoAvailableRouter);
    }

    [Fact]
    public void A_trunk_without_a_vendor_account_books_no_cost_and_needs_no_rate() =>
        TestPlan.Document.With(A with { Account = "" }).Compile().RoutesTo("4420").Should().Equal("carrier-a");

    [Fact]
    public void Without_feerateRestrict_a_missing_cost_is_accepted() =>
        TestPlan.Document.WithAccount(TestPlan.CarrierAAccount with { RateTable = "" }).With(A with { FeerateRestrict = false })
            .Compile().RoutesTo("4420").Should().Equal("carrier-a");

    [Theory]
    [InlineData(false, 0.008)]
    [InlineData(true, 0.001)]
    public void The_cost_is_found_by_the_number_before_or_after_the_carriers_rules(bool callout, double cost)
    {
        SwitchPlan plan = TestPlan.Document
            .WithDeck(TestPlan.Deck("cost-a", TestPlan.Row("44", 0.008m), TestPlan.Row("77", 0.001m)))
            .With(A with { CalledRewrite = "44:77", ClearingAccountUseCalloutE164 = callout }).Compile();
        Admitted call = plan.Decide("1", "4420");
        var routes = new List<Route>();
        RouteFinder.Find(plan, in call, TestPlan.Noon, IdleTrunks.All, new Random(1), routes, new RouteReasons());
        routes.Should().ContainSingle().Which.Cost.Rate!.Price.Should().Be((decimal)cost);
        routes[0].CalledNumber.Should().Be("7720");
    }

    [Theory]
    [InlineData(RoutePolicy.None, RoutePolicy.None, new[] { "cheap", "good" })]
    [InlineData(RoutePolicy.AnswerSeizureRatio, RoutePolicy.None, new[] { "good", "cheap" })]
    [InlineData(RoutePolicy.LeastCost, RoutePolicy.AnswerSeizureRatio, new[] { "cheap", "good" })]
    public void The_customers_policies_stand_between_priority_and_least_cost(RoutePolicy first, RoutePolicy second, string[] expected)
    {
        SwitchPlan plan = TestPlan.Document.With(TestPlan.Pbx with { FirstRoutePolicy = first, SecondRoutePolicy = second })
            .With(A with { Name = "cheap" }, B with { Name = "good", Priority = 1 }).Compile();
        plan.RoutesTo("4420", new States { ["cheap"] = new(0, false, null, 20), ["good"] = new(0, false, null, 80) }).Should().Equal(expected);
    }

    [Theory]
    [InlineData("Off", "On", new[] { "a20", "a80" })] // equal cost: lot or lines decide, not the ratio
    [InlineData("On", "On", new[] { "a80", "a20" })]
    public void The_systems_answer_ratio_decides_between_equal_costs_when_it_is_calculated(string calculate, string costFirst, string[] expected)
    {
        SwitchPlan plan = TestPlan.Document.With("SS_GATEWAY_ASR_CALCULATE", calculate).With("SS_GATEWAY_FEE_RATE_ROUTE_BEFORE_ASR", costFirst)
            .With(A with { Name = "a20" }, A with { Name = "a80" }).Compile();
        plan.RoutesTo("4420", new States { ["a20"] = new(0, false, null, 20), ["a80"] = new(50, false, null, 80) }).Should().Equal(expected);
    }

    [Theory]
    [InlineData("On", new[] { "cheap", "good" })]
    [InlineData("Off", new[] { "good", "cheap" })]
    public void Cost_or_ratio_goes_first_as_the_parameter_says(string costFirst, string[] expected)
    {
        SwitchPlan plan = TestPlan.Document.With("SS_GATEWAY_ASR_CALCULATE", "On").With("SS_GATEWAY_FEE_RATE_ROUTE_BEFORE_ASR", costFirst)
            .With(A with { Name = "cheap" }, B with { Name = "good", Priority = 1 }).Compile();
        plan.RoutesTo("4420", new States { ["cheap"] = new(0, false, null, 20), ["good"] = new(0, false, null, 80) }).Should().Equal(expected);
    }

    [Fact]
    public void Of_equal_trunks_the_one_with_more_free_lines_goes_first_and_then_the_lot()
    {
        SwitchPlan plan = TestPlan.Document.With(A with { Name = "x" }, A with { Name = "y" }).Compile();
        plan.RoutesTo("4420", new States { ["x"] = new(50, false, null, -1), ["y"] = new(49, false, null, -1) }).Should().Equal("y", "x");
        int first = Enumerable.Range(0, 400).Count(seed => plan.RoutesTo("4420", seed: seed)[0] == "x");
        first.Should().BeInRange(140, 260);
    }

    [Fact]
    public void Many_trunks_on_one_prefix_are_sorted_all_the_same()
    {
        EgressTrunk[] trunks = [.. Enumerable.Range(0, 200).Select(static i => A with { Name = $"t{i}", Priority = (i * 37 % 200) + 1 })];
        string[] routes = TestPlan.Document.With(trunks).Compile().RoutesTo("4420");
        routes.Should().Equal(trunks.OrderBy(static trunk => trunk.Priority).Select(static trunk => trunk.Name));
    }

    [Fact]
    public void A_route_is_checked_again_before_each_attempt_against_the_plan_in_force()
    {
        SwitchPlan plan = TestPlan.Document.Compile();
        Admitted call = plan.Decide("1", "4420");
        var routes = new List<Route>();
        var why = new RouteReasons();
        RouteFinder.Find(plan, in call, TestPlan.Noon, IdleTrunks.All, new Random(1), routes, why);
        Route route = routes[0];

        RouteFinder.MayBeSold(plan, in call, in route, why).Should().BeTrue();
        RouteFinder.MayBeSold(TestPlan.Document.With(A with { Lock = LockType.All }).Compile(), in call, in route, why).Should().BeFalse();
        RouteFinder.MayBeSold(TestPlan.Document.With(A with { MinProfitPercent = 50m }).Compile(), in call, in route, why).Should().BeFalse();
        RouteFinder.MayBeSold(TestPlan.Document.With(B).Compile(), in call, in route, why).Should().BeFalse();
    }

    internal sealed class States : Dictionary<string, TrunkState>, ITrunkStates
    {
        public TrunkState Of(CompiledEgress trunk) => this.GetValueOrDefault(trunk.Name, new TrunkState(0, false, null, -1));
    }
}
