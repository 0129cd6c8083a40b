using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Phones;

public sealed class ForwardFinderTests
{
    [Fact]
    public void Targets_are_called_one_after_the_other_and_all_but_the_last_ring_for_a_while()
    {
        List<Route> routes = Find(Forwarding(["1002", "4420", "1003"], ForwardMethod.Sequential, 15), out EndReason? none);
        none.Should().BeNull();
        routes.Select(static route => (route.Trunk.Name, route.AlertSeconds)).Should().Equal(("1002", 15), ("carrier-a", 15), ("carrier-b", 15), ("1003", 0));
        routes.Should().OnlyContain(static route => route.Group == null && route.By!.Phone.Number == "1001" && route.By.Depth == 1);
    }

    [Fact]
    public void Of_targets_that_ring_at_once_each_has_its_best_way()
    {
        List<Route> routes = Find(Forwarding(["1002", "4420"], ForwardMethod.Simultaneous, 15), out _);
        routes.Select(static route => (route.Trunk.Name, route.AlertSeconds)).Should().Equal(("1002", 0), ("carrier-a", 0));
        routes[0].Group.Should().NotBeNull().And.BeSameAs(routes[1].Group);
    }

    [Fact]
    public void A_random_order_is_drawn_and_keeps_every_target()
    {
        var orders = Enumerable.Range(0, 50)
            .Select(seed => string.Join(",", Find(Forwarding(["1002", "1003", "1004"], ForwardMethod.Random, -1), out _, seed: seed).Select(static route => route.Trunk.Name))).ToList();
        orders.Distinct().Should().HaveCount(6);
        orders.Should().OnlyContain(static order => order.Length == 14);
    }

    [Fact]
    public void A_phone_may_ring_itself_among_others_on_the_callers_account()
    {
        List<Route> routes = Find(Forwarding(["1001", "1002"], ForwardMethod.Simultaneous, -1), out _);
        routes[0].Should().Match<Route>(static route => route.Trunk.Name == "1001" && route.IsOwnRing && route.By == null);
        routes[1].By.Should().NotBeNull();
    }

    [Fact]
    public void A_call_is_forwarded_so_often_at_most_and_never_where_it_has_been()
    {
        CompiledPhone first = Plan(Forwarding(["1002"], ForwardMethod.Sequential, -1)).FindPhone("1001")!.Phone!;
        var before = new Forwarding(Plan(Bare("1002")).FindPhone("1002")!.Phone!, ForwardKind.Busy, default, null);
        Find(first.Phone, out EndReason? loop, before).Should().BeEmpty();
        loop.Should().Be(EndReason.ForwardLimit);

        Forwarding deep = Enumerable.Range(0, 4).Aggregate(new Forwarding(first, ForwardKind.Busy, default, null), (chain, _) => new(first, ForwardKind.Busy, default, chain));
        Find(Forwarding(["1003"], ForwardMethod.Sequential, -1), out EndReason? tooDeep, deep).Should().BeEmpty();
        tooDeep.Should().Be(EndReason.ForwardLimit);
        Find(Forwarding(["1003"], ForwardMethod.Sequential, -1), out EndReason? ok, deep.Before).Should().ContainSingle();
        ok.Should().BeNull();
    }

    [Fact]
    public void What_the_phone_may_not_call_it_may_not_forward_to()
    {
        Find(Forwarding(["4420"], ForwardMethod.Sequential, -1) with { CallLevel = CallClass.OnNet }, out EndReason? barred).Should().BeEmpty();
        barred.Should().Be(EndReason.NoCallPermission);
        Find(Forwarding(["1002"], ForwardMethod.Sequential, -1) with { CallLevel = CallClass.OnNet }, out EndReason? onNet).Should().ContainSingle();
        onNet.Should().BeNull();
        Find(Forwarding(["4420"], ForwardMethod.Sequential, -1) with { Lock = LockType.Outgoing }, out EndReason? locked).Should().BeEmpty();
        locked.Should().Be(EndReason.TrunkLocked);
    }

    [Theory]
    [InlineData(ForwardDisplay.System, "original caller", "2001")]
    [InlineData(ForwardDisplay.System, "local number", "442079460000")]
    [InlineData(ForwardDisplay.OriginalCaller, "local number", "2001")]
    [InlineData(ForwardDisplay.OwnNumber, "original caller", "442079460000")]
    public void A_forwarded_call_shows_its_caller_or_the_phone(ForwardDisplay own, string system, string shown)
    {
        Phone phone = Forwarding(["4420"], ForwardMethod.Sequential, -1) with { CallForwardDisplay = own, DisplayNumber = "442079460000" };
        Find(phone, out _, system: system)[0].CallingNumber.Should().Be(shown);
    }

    private static Phone Bare(string number) => new() { Number = number, Account = "acme", Password = "secret" };

    private static Phone Forwarding(string[] numbers, ForwardMethod method, int seconds) =>
        Bare("1001") with { UnconditionalForward = true, UnconditionalForwardE164 = new() { E164 = numbers, ForwardMethod = method, AlertSecond = seconds } };

    private static SwitchPlan Plan(Phone phone, string system = "original caller") =>
        (TestPlan.Document.With("SERVER_BILLING_FREE_E164S", "1*").With("SS_CALL_FORWARD_DISPLAY", system) with
        {
            Phones = [phone, .. new[] { "1001", "1002", "1003", "1004" }.Where(number => number != phone.Number).Select(Bare)],
        }).Compile();

    private static List<Route> Find(Phone phone, out EndReason? none, Forwarding? before = null, int seed = 1, string system = "original caller")
    {
        SwitchPlan plan = Plan(phone, system);
        var routes = new List<Route>();
        using var why = new RouteReasons();
        none = ForwardFinder.Find(
            plan, plan.FindPhone("1001")!.Phone!, ForwardKind.Unconditional, "2001", before, TestPlan.Noon, IdleTrunks.All, new Random(seed), routes, why);
        return routes;
    }
}
