using System.Buffers;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Numbers;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Routes;

/// <summary>
/// Steps 10 and 11 of a call's path (SW §3.1, §3.3, §3.4): which egress trunks may take the call, best first. Pure.
/// </summary>
public static class RouteFinder
{
    /// <summary>
    /// Fills <paramref name="routes"/> (cleared first). Empty: <see cref="EndReason.NoAvailableRouter"/>, or the returned reason
    /// when every
    /// candidate fell to one rule (ProfitLimit).
    /// </summary>
    public static EndReason? Find(
        SwitchPlan plan,
        in Admitted call,
        DateTimeOffset at,
        ITrunkStates states,
        Random random,
        List<Route> routes,
        RouteReasons why)
    {
        routes.Clear();
        RouteCandidate[] candidates = ArrayPool<RouteCandidate>.Shared.Rent(plan.Egress.Count);
        int count = 0;
        try
        {
            bool onlyPrice = Collect(plan, in call, at, states, random, candidates, ref count, why);
            if (count == 0)
            {
                why.Add(ReasonCode.NoRouteLeft, "", call.CalledNumber);
                return onlyPrice ? EndReason.ProfitLimit : EndReason.NoAvailableRouter;
            }

            RouteOrder.Sort(candidates.AsSpan(0, count), call.Ingress, plan.Parameters);
            for (int i = 0; i < count; i++)
            {
                ref RouteCandidate candidate = ref candidates[i];
                routes.Add(candidate.Route);
                why.Add(ReasonCode.RouteOffered, candidate.Route.Trunk.Name, candidate.Prefix, i + 1, candidate.Cost?.PerSecond);
                if (why.TellsOrder && i > 0)
                {
                    RouteOrder.Tell(in candidates[i - 1], in candidate, call.Ingress, plan.Parameters, why);
                }
            }

            return null;
        }
        finally
        {
            candidates.AsSpan(0, count).Clear();
            ArrayPool<RouteCandidate>.Shared.Return(candidates);
        }
    }

    /// <summary>
    /// Whether this route may still be sold at this moment: locks of the plan that is in force now, margin and price rules;
    /// checked again before each attempt.
    /// </summary>
    public static bool MayBeSold(SwitchPlan plan, in Admitted call, in Route route, RouteReasons why)
    {
        if (route.Trunk.Phone is not null)
        {
            return true; // a phone is not sold; whether it takes calls, the phone's own rules say
        }

        CompiledEgress? now = plan.FindEgress(route.Trunk.Name);
        if (now is null)
        {
            why.Add(ReasonCode.EgressLocked, route.Trunk.Name);
            return false;
        }

        return MayCarry(now, why) && SaleRules.Allow(in call, now, route.Cost, why);
    }

    /// <summary>True when candidates there were all fell to price rules.</summary>
    private static bool Collect(
        SwitchPlan plan,
        in Admitted call,
        DateTimeOffset at,
        ITrunkStates states,
        Random random,
        RouteCandidate[] candidates,
        ref int count,
        RouteReasons why)
    {
        bool lostToPrice = false;
        bool lostOtherwise = false;
        int most = int.MaxValue;
        int longest = -1;
        while (plan.EgressByPrefix.Find(call.CalledNumber, most, out int length) is { } trunks)
        {
            longest = Math.Max(longest, length);
            CompiledEgress? last = null;
            foreach (CompiledEgress trunk in trunks)
            {
                // A trunk with several fitting prefixes counts by its longest.
                if (length < longest && HasLongerPrefix(trunk, call.CalledNumber, length))
                {
                    continue;
                }

                if (!MayUse(call.Ingress, trunk, why) || !MayCarry(trunk, why))
                {
                    lostOtherwise = true;
                    continue;
                }

                last = trunk.Trunk.PrefixStyle == PrefixStyle.Terminate ? trunk : last;
                if (!TryPrice(plan, in call, trunk, at, states, random, why, out RouteCandidate candidate, out bool priceRule))
                {
                    lostToPrice |= priceRule;
                    lostOtherwise |= !priceRule;
                    continue;
                }

                string prefix = PrefixOf(trunk, call.CalledNumber, length);
                candidates[count++] = candidate with { PrefixLength = length, Prefix = prefix };
            }

            if (last is not null)
            {
                if (length > 0 && plan.EgressByPrefix.Find(call.CalledNumber, length - 1, out _) is not null)
                {
                    why.Add(ReasonCode.ShorterPrefixesLeftOut, last.Name, PrefixOf(last, call.CalledNumber, length));
                }

                break;
            }

            most = length - 1;
        }

        if (longest < 0)
        {
            why.Add(ReasonCode.NoPrefixMatched, "", call.CalledNumber);
        }

        return lostToPrice && !lostOtherwise;
    }

    private static bool MayUse(CompiledIngress ingress, CompiledEgress trunk, RouteReasons why)
    {
        if (ingress.EgressTrunks?.Contains(trunk.Name) == false)
        {
            why.Add(ReasonCode.NotAllowedForCustomer, trunk.Name, ingress.Name);
            return false;
        }

        return true;
    }

    private static bool MayCarry(CompiledEgress trunk, RouteReasons why)
    {
        if (trunk.Trunk.Lock != LockType.None)
        {
            why.Add(ReasonCode.EgressLocked, trunk.Name);
            return false;
        }

        if (trunk.Account is { Lock: not LockType.None } locked)
        {
            why.Add(ReasonCode.VendorLocked, trunk.Name, locked.Name);
            return false;
        }

        return true;
    }

    private static bool TryPrice(
        SwitchPlan plan,
        in Admitted call,
        CompiledEgress trunk,
        DateTimeOffset at,
        ITrunkStates states,
        Random random,
        RouteReasons why,
        out RouteCandidate candidate,
        out bool priceRule)
    {
        candidate = default;
        priceRule = false;
        if (!HasRoom(trunk, in call, at, states, why, out TrunkState state))
        {
            return false;
        }

        string calling = trunk.CallingRewrite.Apply(ShownNumber(in call, trunk), random);
        string called = trunk.CalledRewrite.Apply(call.CalledNumber, random);
        if (called.Length is 0 or > NumberText.Longest || calling.Length > NumberText.Longest)
        {
            why.Add(ReasonCode.EgressRewrittenBadly, trunk.Name, called);
            return false;
        }

        RateMatch cost = default;
        if (trunk.Account is not null)
        {
            ReadOnlySpan<char> rated = plan.CostPart(trunk.Trunk, call.CalledNumber, called);
            cost = trunk.Rates?.Find(rated, at) ?? default;
            if (cost.Rate is null ? trunk.Trunk.FeerateRestrict : cost.Rate.Locked)
            {
                why.Add(cost.Rate is null ? ReasonCode.CostNotFound : ReasonCode.CostLocked, trunk.Name, rated.ToString());
                return false;
            }
        }

        priceRule = !SaleRules.Allow(in call, trunk, cost, why);
        if (priceRule)
        {
            return false;
        }

        decimal freeLines = trunk.Trunk.Capacity == 0 ? 1m : 1m - ((decimal)state.ActiveCalls / trunk.Trunk.Capacity);
        SecondPrice? costOfSecond = cost.Rate is { } rate ? SecondPrice.Of(rate) : null;
        candidate = new RouteCandidate(
            new Route(trunk, calling, called, cost), 0, "", costOfSecond, state.AnswerSeizureRatio, freeLines, random.Next());
        return true;
    }

    private static string ShownNumber(in Admitted call, CompiledEgress trunk)
    {
        bool isOwn = trunk.Trunk.EnablePhoneDisplay && call.Ingress.Phone is { DisplayNumber.Length: > 0 } phone && call.CallingNumberIn == phone.Number;
        return isOwn ? call.Ingress.Phone!.DisplayNumber : call.CallingNumber; // isOwn has seen the phone
    }

    private static bool HasRoom(
        CompiledEgress trunk, in Admitted call, DateTimeOffset at, ITrunkStates states, RouteReasons why, out TrunkState state)
    {
        state = default;
        if (trunk.Account?.ValidUntil <= at)
        {
            why.Add(ReasonCode.VendorExpired, trunk.Name, trunk.Account.Name);
            return false;
        }

        if (trunk.CallerPrefixes.Fit(call.CallingNumber) < 0)
        {
            why.Add(ReasonCode.CallerNotTaken, trunk.Name, call.CallingNumber);
            return false;
        }

        state = states.Of(trunk);
        if (state.UnavailableUntil is { } until && until > at)
        {
            why.Add(ReasonCode.OutAfterRetry, trunk.Name, until.UtcDateTime.ToString("u"));
            return false;
        }

        if (trunk.Trunk.DynamicBlackListInStandalone && states.IsBlacklisted(call.CalledNumber))
        {
            why.Add(ReasonCode.EgressBlacklisted, trunk.Name, call.CalledNumber);
            return false;
        }

        if (state.Silent.FirstHeard(0, trunk.Trunk.Addresses.Count) < 0)
        {
            why.Add(ReasonCode.EgressSilent, trunk.Name);
            return false;
        }

        if (trunk.Trunk.Capacity > 0 && state.ActiveCalls >= trunk.Trunk.Capacity)
        {
            why.Add(ReasonCode.EgressLinesFull, trunk.Name, "", state.ActiveCalls, trunk.Trunk.Capacity);
            return false;
        }

        if (state.IsOverCps)
        {
            why.Add(ReasonCode.EgressTooManyPerSecond, trunk.Name, "", null, trunk.Trunk.Cps);
            return false;
        }

        return true;
    }

    private static bool HasLongerPrefix(CompiledEgress trunk, string number, int length)
    {
        IReadOnlyList<string> prefixes = trunk.Trunk.Prefixes;
        for (int i = 0; i < prefixes.Count; i++)
        {
            string prefix = prefixes[i];
            if (prefix.Length > length && number.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The plan's own string, so that explaining allocates none.</summary>
    private static string PrefixOf(CompiledEgress trunk, string number, int length)
    {
        IReadOnlyList<string> prefixes = trunk.Trunk.Prefixes;
        for (int i = 0; i < prefixes.Count; i++)
        {
            string prefix = prefixes[i];
            if (prefix.Length == length && number.StartsWith(prefix, StringComparison.Ordinal))
            {
                return prefix;
            }
        }

        return "";
    }
}
