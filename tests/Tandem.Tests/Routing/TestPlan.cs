using AwesomeAssertions;
using System.Buffers.Binary;
using System.Net;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing;

/// <summary>A small plan like examples/first-call.yaml, and short words for bending it.</summary>
internal static class TestPlan
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Account Acme = new() { Name = "acme", RateTable = "retail" };
    public static readonly Account CarrierAAccount = new() { Name = "carrier-a", Kind = AccountKind.Vendor, RateTable = "cost-a" };
    public static readonly Account CarrierBAccount = new() { Name = "carrier-b", Kind = AccountKind.Vendor, RateTable = "cost-b" };

    public static readonly IngressTrunk Pbx = new() { Name = "acme-pbx", Account = "acme", Addresses = ["127.0.0.2"], CalledRewrite = "00:" };

    public static readonly EgressTrunk CarrierA = new()
    {
        Name = "carrier-a",
        Account = "carrier-a",
        Addresses = ["127.0.0.3:5070"],
        Prefixes = ["44", "880"],
        Priority = 1,
        Capacity = 100,
    };

    public static readonly EgressTrunk CarrierB = new()
    {
        Name = "carrier-b",
        Account = "carrier-b",
        Addresses = ["127.0.0.4:5070"],
        Prefixes = ["44", "880"],
        Priority = 2,
        Capacity = 100,
    };

    public static readonly Phone Phone1001 = new() { Number = "1001", Account = "acme", Password = "secret" };

    public static PlanDocument Document { get; } = new()
    {
        Accounts = [Acme, CarrierAAccount, CarrierBAccount],
        RateTables =
        [
            Deck("retail", Row("44", 0.012m), Row("4477", 0.003m, 6), Row("880", 0.02m)),
            Deck("cost-a", Row("44", 0.008m), Row("880", 0.015m)),
            Deck("cost-b", Row("44", 0.009m), Row("880", 0.016m)),
        ],
        IngressTrunks = [Pbx],
        EgressTrunks = [CarrierA, CarrierB],
        Phones = [Phone1001],
    };

    public static RateDeck Deck(string name, params RateRow[] rows) => new() { Name = name, Rows = rows };

    public static RateRow Row(string prefix, decimal price, int per = 60) =>
        new(prefix, "", new Rate { Price = price, CycleSeconds = per });

    public static SwitchPlan Compile(this PlanDocument document)
    {
        PlanRules.Check(document).Should().BeEmpty();
        return SwitchPlan.Compile(document, 1);
    }

    public static PlanDocument With(this PlanDocument document, params EgressTrunk[] trunks) =>
        document with { EgressTrunks = trunks };

    public static PlanDocument With(this PlanDocument document, params IngressTrunk[] trunks) =>
        document with { IngressTrunks = trunks };

    public static PlanDocument With(this PlanDocument document, string parameter, string value) =>
        document with { Parameters = new Dictionary<string, string>(document.Parameters) { [parameter] = value } };

    public static PlanDocument WithDeck(this PlanDocument document, RateDeck deck) =>
        document with { RateTables = [.. document.RateTables.Where(other => other.Name != deck.Name), deck] };

    public static PlanDocument WithAccount(this PlanDocument document, Account account) =>
        document with { Accounts = [.. document.Accounts.Where(other => other.Name != account.Name), account] };

    public static CallSource From(string ip, int port = 5060)
    {
        Span<byte> bytes = stackalloc byte[16];
        IPAddress.Parse(ip).MapToIPv6().TryWriteBytes(bytes, out _);
        return new CallSource(BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)port);
    }

    public static Admitted Decide(this SwitchPlan plan, string calling, string called, RouteReasons? why = null, CompiledIngress? ingress = null) =>
        Admission.Decide(plan, ingress ?? plan.Ingress[0], new ImaginedNumbers(calling, called), Noon, new Random(1), why ?? new RouteReasons());

    /// <summary>The names of the routes for a call of the first ingress trunk, best first.</summary>
    public static string[] RoutesTo(
        this SwitchPlan plan, string called, ITrunkStates? states = null, RouteReasons? why = null, string calling = "1000", int seed = 1)
    {
        Admitted call = plan.Decide(calling, called, why);
        call.Refusal.Should().BeNull();
        var routes = new List<Route>();
        EndReason? none = RouteFinder.Find(plan, in call, Noon, states ?? IdleTrunks.All, new Random(seed), routes, why ?? new RouteReasons());
        (none is null).Should().Be(routes.Count > 0);
        return [.. routes.Select(static route => route.Trunk.Name)];
    }

    public static EndReason? WhyNoRoute(this SwitchPlan plan, string called, ITrunkStates? states = null)
    {
        Admitted call = plan.Decide("1000", called);
        call.Refusal.Should().BeNull();
        return RouteFinder.Find(plan, in call, Noon, states ?? IdleTrunks.All, new Random(1), [], new RouteReasons());
    }

    public static ReasonCode[] Codes(this RouteReasons why) => [.. Enumerable.Range(0, why.Count).Select(i => why[i].Code)];
}
