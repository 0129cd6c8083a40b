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

    private static int Compare(
        in RouteCandidate one, in RouteCandidate other, CompiledIngress ingress, SystemParameters parameters)
    {
        EgressTrunk trunk = one.Route.Trunk.Trunk;
        EgressTrunk otherTrunk = other.Route.Trunk.Trunk;
        int order = trunk.ProtectRoute.CompareTo(otherTrunk.ProtectRoute);
        order = order != 0 ? order : other.PrefixLength.CompareTo(one.PrefixLength);
        order = order != 0 ? order : trunk.Priority.CompareTo(otherTrunk.Priority);
        order = order != 0 ? order : ByPolicy(ingress.Trunk?.FirstRoutePolicy ?? RoutePolicy.None, in one, in other);
        order = order != 0 ? order : ByPolicy(ingress.Trunk?.SecondRoutePolicy ?? RoutePolicy.None, in one, in other);
        RoutePolicy quality = parameters.AsrCalculate ? RoutePolicy.AnswerSeizureRatio : RoutePolicy.None;
        bool costFirst = parameters.FeeRateRouteBeforeAsr;
        order = order != 0 ? order : ByPolicy(costFirst ? RoutePolicy.LeastCost : quality, in one, in other);
        order = order != 0 ? order : ByPolicy(costFirst ? quality : RoutePolicy.LeastCost, in one, in other);
        order = order != 0 ? order : other.FreeLines.CompareTo(one.FreeLines);
        return order != 0 ? order : one.Lot.CompareTo(other.Lot);
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

    /// <summary>No booked cost is no cost.</summary>
    private static SecondPrice Cost(in RouteCandidate candidate) => candidate.Cost ?? new SecondPrice(0m, 1);
}
