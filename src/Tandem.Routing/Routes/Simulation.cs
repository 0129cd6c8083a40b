using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Routes;

/// <summary>An imagined call: the same numbers wherever a trunk may look for them.</summary>
public sealed record ImaginedNumbers(string CallingNumber, string CalledNumber) : ICallNumbers
{
    public string Calling(CallerSource source) => CallingNumber;

    public string Called(CalleeSource source) => CalledNumber;
}

/// <summary>Trunks at rest: nothing runs, nothing is out. Black lists hold all the same.</summary>
public sealed class IdleTrunks(INumberLists? lists = null) : ITrunkStates
{
    public static readonly IdleTrunks All = new();

    public TrunkState Of(CompiledEgress trunk) => new(0, false, null, -1);

    public bool IsBlacklisted(string calledNumber) => lists?.Find(NumberSide.Callee, calledNumber, isStandalone: true) is { Key.IsStandalone: true };
}

/// <summary>
/// One way out as a what-if shows it: by a trunk, or to a phone; <paramref name="PaidBy"/> names the phone that forwards and pays. Prices are of one second; <paramref name="ProfitPercent"/> is of the selling price.
/// </summary>
public sealed record SimulatedRoute(
    string Trunk,
    string Phone,
    string CallingNumber,
    string CalledNumber,
    string RateTable,
    decimal? CostPerSecond,
    decimal? ProfitPercent,
    string Currency,
    RateMatch Cost,
    string PaidBy,
    Rate? PaidRate)
{
    /// <summary>Why it comes after the route before it; null of the first one, and where nothing was compared (phones).</summary>
    public RouteReason? After { get; init; }
}

/// <summary>What would happen to a call: nothing is counted, held or sent.</summary>
public sealed record SimulationResult(
    IdentityKind Identity,
    Admitted? Call,
    EndReason? Refusal,
    decimal? PricePerSecond,
    IReadOnlyList<SimulatedRoute> Routes,
    IReadOnlyList<RouteReason> Reasons)
{
    public IReadOnlyList<string> Sentences => [.. Reasons.Select(static reason => RouteSentences.Say(reason))];
}

/// <summary>The decisions of a call run once more for an imagined one: the same functions, so the answer is the deed.</summary>
public static class Simulation
{
    /// <summary>
    /// A call from that address; <paramref name="available"/> says what an account may still spend (null: unknown, not asked). Who must prove itself by password is taken to have done so. Without
    /// <paramref name="lists"/> no number is refused.
    /// </summary>
    public static SimulationResult Run(
        SwitchPlan plan,
        CallSource source,
        ICallNumbers numbers,
        DateTimeOffset at,
        ITrunkStates states,
        Func<string, decimal?> available,
        Random random,
        IPlaces? places = null,
        INumberLists? lists = null)
    {
        Identity identity = Admission.Identify(plan, source, numbers);
        using var why = new RouteReasons { TellsOrder = true };
        if (identity.Trunk is not { } ingress)
        {
            why.Add(ReasonCode.SourceUnknown, AddressText(source));
            return new SimulationResult(identity.Kind, null, EndReason.IllegalCall, null, [], List(why));
        }

        places ??= NoPlaces.Installed;
        if (!ingress.Geofence.Lets(source.Ip, places))
        {
            why.Add(ReasonCode.OutsideGeofence, ingress.Name, $"{AddressText(source)} ({places.Of(source.Ip)})");
            return new SimulationResult(identity.Kind, null, EndReason.GeofenceDenied, null, [], List(why));
        }

        if (identity.Kind == IdentityKind.MustAuthenticate)
        {
            why.Add(ReasonCode.DigestAsked, ingress.Name);
        }

        return Run(plan, identity.Kind, ingress, numbers, at, states, available, random, lists, why);
    }

    /// <summary>A call of that trunk or phone, from wherever it may call.</summary>
    public static SimulationResult Run(
        SwitchPlan plan,
        CompiledIngress ingress,
        ICallNumbers numbers,
        DateTimeOffset at,
        ITrunkStates states,
        Func<string, decimal?> available,
        Random random,
        INumberLists? lists = null)
    {
        using var why = new RouteReasons { TellsOrder = true };
        return Run(plan, IdentityKind.Trunk, ingress, numbers, at, states, available, random, lists, why);
    }

    private static SimulationResult Run(
        SwitchPlan plan,
        IdentityKind kind,
        CompiledIngress ingress,
        ICallNumbers numbers,
        DateTimeOffset at,
        ITrunkStates states,
        Func<string, decimal?> available,
        Random random,
        INumberLists? lists,
        RouteReasons why)
    {
        Admitted call = Admission.Decide(plan, ingress, numbers, at, random, why);
        SecondPrice? price = call.Rate.Rate is { } rate ? SecondPrice.Of(rate) : null;
        if ((call.Refusal ?? Listed(plan, call, lists, why) ?? Unpaid(plan, call, available, why)) is { } refusal)
        {
            return new SimulationResult(kind, call, refusal, price?.PerSecond, [], List(why));
        }

        var routes = new List<Route>();
        EndReason? noRoute = Destination.Find(plan, in call, at, states, random, routes, why) ?? SimulatedForwards.Follow(plan, in call, at, states, random, routes, why);
        NameOthers(plan, call.CalledNumber, why);
        RouteReason[] reasons = List(why);
        return new SimulationResult(kind, call, noRoute, price?.PerSecond, Show(routes, price, reasons), reasons);
    }

    /// <summary>The routes with what put each behind the one before it. Facts and routes come in one order: where the same two trunks meet twice, each time has its own.</summary>
    private static SimulatedRoute[] Show(List<Route> routes, SecondPrice? price, RouteReason[] reasons)
    {
        var shown = new SimulatedRoute[routes.Count];
        int told = 0;
        for (int i = 0; i < shown.Length; i++)
        {
            int at = i == 0 ? -1 : Array.FindIndex(reasons, told, reason => IsOrder(reason.Code) && reason.Subject == routes[i].Trunk.Name && reason.Value == routes[i - 1].Trunk.Name);
            shown[i] = Show(routes[i], price) with { After = at < 0 ? null : reasons[at] };
            told = at < 0 ? told : at + 1;
        }

        return shown;
    }

    private static bool IsOrder(ReasonCode code) => code is >= ReasonCode.AfterAsBackup and <= ReasonCode.AfterByLot;

    /// <summary>Trunks that were no candidates at all, for a real call too many to keep. A call to a phone asks none of them.</summary>
    private static void NameOthers(SwitchPlan plan, string number, RouteReasons why)
    {
        const int MostPrefixes = 5;
        if (why.Contains(ReasonCode.CalledPhone))
        {
            return;
        }

        foreach (CompiledEgress trunk in plan.Egress)
        {
            IReadOnlyList<string> prefixes = trunk.Trunk.Prefixes;
            if (!prefixes.Any(prefix => number.StartsWith(prefix, StringComparison.Ordinal)))
            {
                why.Add(ReasonCode.OtherPrefixes, trunk.Name, string.Join(", ", prefixes.Take(MostPrefixes)) + (prefixes.Count > MostPrefixes ? ", …" : ""));
            }
        }
    }

    /// <summary>One of its numbers is on a black list.</summary>
    private static EndReason? Listed(SwitchPlan plan, Admitted call, INumberLists? lists, RouteReasons why)
    {
        bool isStandalone = call.Ingress.Trunk?.DynamicBlackListInStandalone == true;
        return lists is not null && !plan.IsFree(call.CalledNumber) && NumberRefusal.Find(lists, call.CallingNumber, call.CalledNumber, isStandalone) is { } line ? NumberRefusal.Say(line, why) : null;
    }

    /// <summary>The account can't pay the first minutes, which a real call would hold.</summary>
    private static EndReason? Unpaid(SwitchPlan plan, Admitted call, Func<string, decimal?> available, RouteReasons why)
    {
        BillingRules rules = plan.Parameters.Billing;
        if (call.BillingMode == BillingMode.Free || call.Rate.Rate is not { } rate || available(call.Ingress.Account.Name) is not { } money)
        {
            return null;
        }

        decimal first = Rater.Price(rate, rules.AdvanceMinutes * 60L, rules).Total;
        if (first <= money)
        {
            return null;
        }

        why.Add(ReasonCode.CreditRefused, call.Ingress.Account.Name, number: first, limit: money);
        return EndReason.InsufficientBalance;
    }

    private static SimulatedRoute Show(Route route, SecondPrice? price)
    {
        SecondPrice? cost = route.Cost.Rate is { } rate ? SecondPrice.Of(rate) : null;
        if (route.By is { } by)
        {
            price = by.Call.Rate.Rate is { } paid ? SecondPrice.Of(paid) : null;
        }

        return new SimulatedRoute(
            route.Trunk.Phone is null ? route.Trunk.Name : "",
            route.Trunk.Phone is null ? "" : route.Trunk.Name,
            route.CallingNumber,
            route.CalledNumber,
            cost is null ? "" : route.Trunk.Rates?.Name ?? "",
            cost?.PerSecond,
            cost is { } known ? price?.ProfitPercent(known) : null,
            route.Trunk.Rates?.Currency ?? "",
            route.Cost,
            route.By?.Phone.Number ?? "",
            route.By?.Call.Rate.Rate);
    }

    private static RouteReason[] List(RouteReasons why)
    {
        var reasons = new RouteReason[why.Count];
        for (int i = 0; i < reasons.Length; i++)
        {
            reasons[i] = why[i];
        }

        return reasons;
    }

    private static string AddressText(CallSource source)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, source.Ip);
        var address = new System.Net.IPAddress(bytes);
        return $"{(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)}:{source.Port}";
    }
}
