using AwesomeAssertions;
using System.Buffers;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;

namespace Tandem.Tests.Routing.Routes;

/// <summary>What deciding one call may allocate: the strings of rewritten numbers and matched prefixes, nothing else.</summary>
public sealed class DecisionBudgetTests
{
    private const int BytesForEachCall = 112;

    [Fact]
    public void Identifying_deciding_and_routing_a_typical_call_stays_within_its_budget()
    {
        SwitchPlan plan = TestPlan.Document.Compile();
        CallSource source = TestPlan.From("127.0.0.2");
        var numbers = new ImaginedNumbers("2025550123", "00442079460000");
        using var why = new RouteReasons();
        var routes = new List<Route>();
        var random = new Random(1);
        var output = new ArrayBufferWriter<byte>(4096);
        for (int i = 0; i < 50; i++)
        {
            Call();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Call();
        }

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 100).Should().BeLessThanOrEqualTo(BytesForEachCall);

        void Call()
        {
            why.Clear();
            Identity identity = Admission.Identify(plan, source, numbers);
            Admitted call = Admission.Decide(plan, identity.Trunk!, numbers, TestPlan.Noon, random, why);
            RouteFinder.Find(plan, in call, TestPlan.Noon, IdleTrunks.All, random, routes, why);
            Route first = routes[0];
            RouteFinder.MayBeSold(plan, in call, in first, why);
            StopRules.MayMoveOn(plan, first.Trunk, new AttemptOutcome(503, false, false, false, 0), why);
            why.WriteTo(output);
            output.ResetWrittenCount();
        }
    }

    [Fact]
    public void A_stranger_costs_nothing_to_tell()
    {
        SwitchPlan plan = TestPlan.Document.Compile();
        var numbers = new ImaginedNumbers("900", "00442079460000");
        CallSource source = TestPlan.From("203.0.113.5");
        Admission.Identify(plan, source, numbers);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Admission.Identify(plan, source, numbers);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
