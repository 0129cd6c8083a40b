using System.Text.Json.Nodes;
using Tandem.Api.Cdrs;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;

namespace Tandem.Api.Simulations;

/// <summary>
/// An imagined call. <paramref name="IngressTrunk"/> or <paramref name="Phone"/> names who sends it, or <paramref name="SourceIp"/> (and <paramref name="SourcePort"/>) where it
/// comes from. <paramref name="At"/> defaults to now. <paramref name="Plan"/> is a plan to try (JSON); the plan in force when left out.
/// </summary>
public sealed record SimulationRequest(
    string? CallingNumber,
    string? CalledNumber,
    string? SourceIp,
    int? SourcePort,
    string? IngressTrunk,
    string? Phone,
    DateTimeOffset? At,
    int? Seconds,
    JsonObject? Plan);

/// <summary>
/// A route the call could take, best first, and what so many seconds of it would cost and leave: by a trunk, or to a phone. Where a phone has forwarded it, <paramref name="PaidBy"/> names that phone,
/// and the margin is of what its account pays. <paramref name="After"/> says why it comes after the route before it (codes After…); null of the first one and of phones.
/// </summary>
public sealed record SimulatedRouteView(
    string EgressTrunk,
    string Phone,
    string PaidBy,
    string CallingNumberOut,
    string CalledNumberOut,
    string RateTable,
    string Currency,
    string Area,
    decimal? Cost,
    decimal? CostPerSecond,
    decimal? Margin,
    decimal? ProfitPercent,
    FactView? After);

/// <summary>What would happen to the call. <paramref name="Refusal"/> is an end reason; null when the call would go out.</summary>
public sealed record SimulationView(
    long PlanRevision,
    string? Refusal,
    int? SipStatus,
    string IngressTrunk,
    string Phone,
    string Account,
    string CallingNumber,
    string CalledNumber,
    string RatePrefix,
    string Area,
    int BillingMode,
    int Seconds,
    decimal? Fee,
    decimal? Tax,
    decimal? PricePerSecond,
    IReadOnlyList<SimulatedRouteView> Routes,
    IReadOnlyList<string> Sentences,
    IReadOnlyList<FactView> Facts)
{
    public static SimulationView Of(SwitchPlan plan, SimulationResult result, int seconds)
    {
        BillingRules rules = plan.Parameters.Billing;
        Admitted? call = result.Call;
        CompiledIngress? ingress = call?.Ingress;
        Charge? sale = call?.Rate.Rate is Rate rate ? Rater.Price(rate, seconds, rules) : null;
        string called = call?.CalledNumber ?? "";
        return new(
            plan.Revision,
            result.Refusal?.ToString(),
            result.Refusal is EndReason reason ? EndReasons.SipStatus(reason) : null,
            ingress?.Trunk?.Name ?? "",
            ingress?.Phone?.Number ?? "",
            ingress?.Account.Name ?? "",
            call?.CallingNumber ?? "",
            called,
            PrefixOf(plan, called, call?.Rate),
            call?.Rate.Area ?? "",
            (int)(call?.BillingMode ?? Billing.Cdrs.BillingMode.IllegalCall),
            seconds,
            sale?.Fee,
            sale?.Tax,
            result.PricePerSecond,
            [.. result.Routes.Select(route => View(route, seconds, rules, sale?.Fee))],
            result.Sentences,
            [.. result.Reasons.Select(FactView.Of)]);
    }

    private static SimulatedRouteView View(SimulatedRoute route, int seconds, BillingRules rules, decimal? fee)
    {
        decimal? cost = route.Cost.Rate is Rate rate ? Rater.Price(rate, seconds, rules).Fee : null;
        fee = route.PaidBy.Length == 0 ? fee : route.PaidRate is Rate paid ? Rater.Price(paid, seconds, rules).Fee : null;
        return new(
            route.Trunk, route.Phone, route.PaidBy, route.CallingNumber, route.CalledNumber, route.RateTable, route.Currency, route.Cost.Area ?? "", cost, route.CostPerSecond,
            fee - (cost ?? 0m), route.ProfitPercent, route.After is { } after ? FactView.Of(after) : null);
    }

    private static string PrefixOf(SwitchPlan plan, string called, RateMatch? match)
    {
        string rated = called.Length == 0 ? "" : plan.RatedPart(called).ToString();
        return match is RateMatch found && found.PrefixLength <= rated.Length ? rated[..found.PrefixLength] : "";
    }
}
