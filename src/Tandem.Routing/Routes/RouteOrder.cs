using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Routes;

/// <summary>
/// A route that may be used, with what decides its place. <paramref name="Cost"/> is null when no cost is booked.
/// </summary>
internal readonly record struct RouteCandidate(
    Route Route, int PrefixLength, string Prefix, SecondPrice? Cost, int AnswerSeizureRatio, decimal FreeLines, int Lot);

/// <summary>
/// The order in which routes are tried (SW §3.4): backups last, longest prefix, priority, the customer's two policies, least cost
/// and answer ratio of the whole
/// system, most free lines, lot.
/// </summary>
internal static class RouteOrder
{
    public static void Sort(Span<RouteCandidate> candidates, CompiledIngress ingress, SystemParameters parameters)
    {
        if (candidates.Length > 64)
        {
            candidates.Sort((one, other) => Compare(in one, in other, ingress, parameters));
            return;
        }

        // Few routes, often sorted already; and no comparer object.
        for (int i = 1; i < candidates.Length; i++)
        {
            RouteCandidate moving = candidates[i];
            int place = i;
            while (place > 0 && Compare(in moving, in candidates[place - 1], ingress, parameters) < 0)
            {
                candidates[place] = candidates[place - 1];
                place--;
            }

            candidates[place] = moving;
        }
    }

    /// <summary>Why the second of two neighbours comes after the first: the criterion that has put them so, with both figures.</summary>
    public static void Tell(in RouteCandidate first, in RouteCandidate second, CompiledIngress ingress, SystemParameters parameters, RouteReasons why)
    {
        Compare(in first, in second, ingress, parameters, out ReasonCode by);
        (decimal? number, decimal? limit) = by switch
        {
            ReasonCode.AfterByPrefix => (second.PrefixLength, first.PrefixLength),
            ReasonCode.AfterByPriority => (second.Route.Trunk.Trunk.Priority, first.Route.Trunk.Trunk.Priority),
            ReasonCode.AfterByPolicyCost or ReasonCode.AfterByCost => (Cost(in second).PerSecond, Cost(in first).PerSecond),
            ReasonCode.AfterByPolicyRatio or ReasonCode.AfterByRatio => (Ratio(in second), Ratio(in first)),
            ReasonCode.AfterByFreeLines => (Percent(second.FreeLines), Percent(first.FreeLines)),
            _ => ((decimal?)null, (decimal?)null),
        };
        why.Add(by, second.Route.Trunk.Name, first.Route.Trunk.Name, number, limit);
    }

    private static int Compare(in RouteCandidate one, in RouteCandidate other, CompiledIngress ingress, SystemParameters parameters) =>
        Compare(in one, in other, ingress, parameters, out _);

    /// <summary>Below zero when the first is tried first. <paramref name="by"/> is what decided that, as the fact that tells it.</summary>
    private static int Compare(
        in RouteCandidate one, in RouteCandidate other, CompiledIngress ingress, SystemParameters parameters, out ReasonCode by)
    {
        EgressTrunk trunk = one.Route.Trunk.Trunk;
        EgressTrunk otherTrunk = other.Route.Trunk.Trunk;
        by = ReasonCode.AfterAsBackup;
        int order = trunk.ProtectRoute.CompareTo(otherTrunk.ProtectRoute);
        if (order != 0)
        {
            return order;
        }

        by = ReasonCode.AfterByPrefix;
        order = other.PrefixLength.CompareTo(one.PrefixLength);
        if (order != 0)
        {
            return order;
        }

        by = ReasonCode.AfterByPriority;
        order = trunk.Priority.CompareTo(otherTrunk.Priority);
        if (order != 0)
        {
            return order;
        }

        order = ByPolicies(in one, in other, ingress, parameters, out by);
        if (order != 0)
        {
            return order;
        }

        by = ReasonCode.AfterByFreeLines;
        order = other.FreeLines.CompareTo(one.FreeLines);
        if (order != 0)
        {
            return order;
        }

        by = ReasonCode.AfterByLot;
        return one.Lot.CompareTo(other.Lot);
    }

    /// <summary>The customer's two policies, then cost and answer ratio of the whole system in the order of the system.</summary>
    private static int ByPolicies(
        in RouteCandidate one, in RouteCandidate other, CompiledIngress ingress, SystemParameters parameters, out ReasonCode by)
    {
        RoutePolicy policy = ingress.Trunk?.FirstRoutePolicy ?? RoutePolicy.None;
        int order = ByPolicy(policy, in one, in other);
        if (order == 0)
        {
            policy = ingress.Trunk?.SecondRoutePolicy ?? RoutePolicy.None;
            order = ByPolicy(policy, in one, in other);
        }

        by = policy == RoutePolicy.LeastCost ? ReasonCode.AfterByPolicyCost : ReasonCode.AfterByPolicyRatio;
        if (order != 0)
        {
            return order;
        }

        RoutePolicy quality = parameters.AsrCalculate ? RoutePolicy.AnswerSeizureRatio : RoutePolicy.None;
        policy = parameters.FeeRateRouteBeforeAsr ? RoutePolicy.LeastCost : quality;
        order = ByPolicy(policy, in one, in other);
        if (order == 0)
        {
            policy = parameters.FeeRateRouteBeforeAsr ? quality : RoutePolicy.LeastCost;
            order = ByPolicy(policy, in one, in other);
        }

        by = policy == RoutePolicy.LeastCost ? ReasonCode.AfterByCost : ReasonCode.AfterByRatio;
        return order;
    }

    private static int ByPolicy(RoutePolicy policy, in RouteCandidate one, in RouteCandidate other) => policy switch
    {
        RoutePolicy.AnswerSeizureRatio => Ratio(in other).CompareTo(Ratio(in one)),
        RoutePolicy.LeastCost => SecondPrice.Compare(Cost(in one), Cost(in other)),
        _ => 0,
    };

    /// <summary>A trunk nobody has measured yet counts as the best: only calls can measure it.</summary>
    private static int Ratio(in RouteCandidate candidate) =>
        candidate.AnswerSeizureRatio < 0 ? 100 : candidate.AnswerSeizureRatio;

    private static decimal Percent(decimal share) => Math.Round(share * 100m, 1, MidpointRounding.ToEven);

    /// <summary>No booked cost is no cost.</summary>
    private static SecondPrice Cost(in RouteCandidate candidate) => candidate.Cost ?? new SecondPrice(0m, 1);
}
