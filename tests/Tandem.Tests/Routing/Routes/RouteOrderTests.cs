using AwesomeAssertions;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Routes;

/// <summary>What put the second route behind the first is what is told (SW §3.4).</summary>
public sealed class RouteOrderTests
{
    private static readonly EgressTrunk First = TestPlan.CarrierA with { Name = "first", Priority = 1 };
    private static readonly EgressTrunk Second = TestPlan.CarrierA with { Name = "second", Priority = 1 };

    [Fact]
    public void A_backup_comes_after_others_whatever_else_speaks_for_it() =>
        Why(First with { Priority = 9 }, Second with { ProtectRoute = true, Prefixes = ["4420"] })
            .Should().Be(new RouteReason(ReasonCode.AfterAsBackup, "second", "first", null, null));

    [Fact]
    public void The_prefix_goes_before_the_priority() =>
        Why(First with { Prefixes = ["4420"], Priority = 9 }, Second)
            .Should().Be(new RouteReason(ReasonCode.AfterByPrefix, "second", "first", 2m, 4m));

    [Fact]
    public void The_priority_goes_before_the_cost() =>
        Why(First with { Account = "carrier-b" }, Second with { Priority = 3 })
            .Should().Be(new RouteReason(ReasonCode.AfterByPriority, "second", "first", 3m, 1m));

    [Fact]
    public void The_dearer_one_comes_after_the_cheaper_one() =>
        Why(First, Second with { Account = "carrier-b" })
            .Should().Be(new RouteReason(ReasonCode.AfterByCost, "second", "first", 0.00015m, 0.0001333333m));

    [Fact]
    public void That_a_policy_of_the_customer_asks_for_the_cost_is_told_as_such() =>
        Why(First, Second with { Account = "carrier-b" }, ingress: static trunk => trunk with { SecondRoutePolicy = RoutePolicy.LeastCost })
            .Code.Should().Be(ReasonCode.AfterByPolicyCost);

    [Theory]
    [InlineData(RoutePolicy.AnswerSeizureRatio, ReasonCode.AfterByPolicyRatio)]
    [InlineData(RoutePolicy.None, ReasonCode.AfterByRatio)]
    public void The_one_that_answers_less_comes_after(RoutePolicy policy, ReasonCode code) =>
        Why(First, Second, new RouteFinderTests.States { ["first"] = new(0, false, null, 55), ["second"] = new(0, false, null, 40) }, trunk => trunk with { FirstRoutePolicy = policy }, isRatioAsked: policy == RoutePolicy.None)
            .Should().Be(new RouteReason(code, "second", "first", 40m, 55m));

    [Fact]
    public void The_fuller_one_comes_after() =>
        Why(First with { Capacity = 10 }, Second with { Capacity = 3 }, new RouteFinderTests.States { ["first"] = new(1, false, null, -1), ["second"] = new(2, false, null, -1) })
            .Should().Be(new RouteReason(ReasonCode.AfterByFreeLines, "second", "first", 33.3m, 90m));

    [Fact]
    public void What_nothing_tells_apart_is_drawn_by_lot()
    {
        RouteReason why = Why(First, Second);
        why.Code.Should().Be(ReasonCode.AfterByLot);
        new[] { why.Subject, why.Value }.Should().BeEquivalentTo("first", "second");
    }

    [Fact]
    public void Each_neighbour_pair_is_told_and_a_real_call_keeps_none()
    {
        SwitchPlan plan = TestPlan.Document.With(First, Second with { Priority = 2 }, TestPlan.CarrierA with { Name = "third", Priority = 2, Account = "carrier-b" }).Compile();
        Find(plan, IdleTrunks.All, tellsOrder: true).Where(IsOrder).Select(static reason => (reason.Subject, reason.Value, reason.Code))
            .Should().Equal(("second", "first", ReasonCode.AfterByPriority), ("third", "second", ReasonCode.AfterByCost));
        Find(plan, IdleTrunks.All, tellsOrder: false).Where(IsOrder).Should().BeEmpty();
    }

    private static RouteReason Why(
        EgressTrunk first, EgressTrunk second, ITrunkStates? states = null, Func<IngressTrunk, IngressTrunk>? ingress = null, bool isRatioAsked = false)
    {
        PlanDocument document = TestPlan.Document.With(first, second);
        document = document with
        {
            IngressTrunks = [.. document.IngressTrunks.Select(trunk => ingress?.Invoke(trunk) ?? trunk)],
            Parameters = isRatioAsked ? new Dictionary<string, string>(document.Parameters) { ["SS_GATEWAY_ASR_CALCULATE"] = "1" } : document.Parameters,
        };
        return Find(document.Compile(), states ?? IdleTrunks.All, tellsOrder: true).Single(IsOrder);
    }

    private static RouteReason[] Find(SwitchPlan plan, ITrunkStates states, bool tellsOrder)
    {
        using var why = new RouteReasons { TellsOrder = tellsOrder };
        Admitted call = plan.Decide("1000", "004420", why);
        RouteFinder.Find(plan, in call, TestPlan.Noon, states, new Random(1), [], why).Should().BeNull();
        return [.. Enumerable.Range(0, why.Count).Select(i => why[i])];
    }

    private static bool IsOrder(RouteReason reason) => reason.Code is >= ReasonCode.AfterAsBackup and <= ReasonCode.AfterByLot;
}
