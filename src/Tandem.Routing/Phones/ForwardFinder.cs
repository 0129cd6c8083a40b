using Tandem.Billing.Cdrs;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Phones;

/// <summary>
/// Where a phone's forwarding leads: each target is admitted as a call of the phone — its dial rules, rates, permissions and account — and becomes the routes of that. A phone that the call has
/// been at is left out, and a call is forwarded so many times at most (SS_CALL_FORWARD_LIMIT). Pure.
/// </summary>
public static class ForwardFinder
{
    /// <summary>
    /// The routes of a phone's forwarding, in order; none with the reason why. <paramref name="before"/> is the forwarding that brought the call to the phone.
    /// </summary>
    public static EndReason? Find(
        SwitchPlan plan,
        CompiledPhone phone,
        ForwardKind kind,
        string callingNumber,
        Forwarding? before,
        DateTimeOffset at,
        ITrunkStates states,
        Random random,
        List<Route> routes,
        RouteReasons why)
    {
        routes.Clear();
        return phone.TargetsOf(kind, at) is { } targets ? Find(plan, phone, kind, targets, callingNumber, before, at, states, random, routes, why) : EndReason.ForwardFailed;
    }

    /// <summary>The same to where the phone itself has sent the call: numbers of its own choice, called like those of its settings one after the other.</summary>
    public static EndReason? FindRedirected(
        SwitchPlan plan,
        CompiledPhone phone,
        IReadOnlyList<string> numbers,
        string callingNumber,
        Forwarding? before,
        DateTimeOffset at,
        ITrunkStates states,
        Random random,
        List<Route> routes,
        RouteReasons why)
    {
        routes.Clear();
        return Find(plan, phone, ForwardKind.Redirect, new() { E164 = numbers }, callingNumber, before, at, states, random, routes, why);
    }

    private static EndReason? Find(
        SwitchPlan plan,
        CompiledPhone phone,
        ForwardKind kind,
        ForwardTargets targets,
        string callingNumber,
        Forwarding? before,
        DateTimeOffset at,
        ITrunkStates states,
        Random random,
        List<Route> routes,
        RouteReasons why)
    {
        if (before?.Depth >= plan.Parameters.CallForwardLimit || plan.Parameters.CallForwardLimit == 0)
        {
            why.Add(ReasonCode.ForwardLimitReached, phone.Number, limit: plan.Parameters.CallForwardLimit);
            return EndReason.ForwardLimit;
        }

        why.Add(ReasonCode.Forwarded, phone.Number, WordOf(kind));
        string[] numbers = [.. targets.E164];
        if (targets.ForwardMethod == ForwardMethod.Random)
        {
            random.Shuffle(numbers);
        }

        RingGroup? group = targets.ForwardMethod == ForwardMethod.Simultaneous && numbers.Length > 1 ? new() : null;
        string calling = Shown(plan, phone.Phone, callingNumber);
        EndReason? last = null;
        var found = new List<Route>();
        for (int i = 0; i < numbers.Length; i++)
        {
            last = FindOne(plan, phone, kind, calling, numbers[i], before, at, states, random, found, why) ?? last;
            int rings = group is null && i + 1 < numbers.Length && targets.AlertSecond > 0 ? targets.AlertSecond : 0;
            int most = group is null ? found.Count : Math.Min(1, found.Count); // of those that ring at once, each by its best way
            for (int route = 0; route < most; route++)
            {
                routes.Add(found[route] with { Group = group, AlertSeconds = rings });
            }
        }

        return routes.Count > 0 ? null : last ?? EndReason.ForwardFailed;
    }

    private static EndReason? FindOne(
        SwitchPlan plan,
        CompiledPhone phone,
        ForwardKind kind,
        string calling,
        string target,
        Forwarding? before,
        DateTimeOffset at,
        ITrunkStates states,
        Random random,
        List<Route> found,
        RouteReasons why)
    {
        found.Clear();
        if (plan.FindPhone(target) is { } self && self.Name == phone.Number && kind <= ForwardKind.Unconditional && before?.Passed(phone.Number) != true)
        {
            // "My desk and my mobile": the phone itself rings on the account of whoever has called it.
            found.Add(Destination.RouteTo(self, calling, random) with { By = before, IsOwnRing = true });
            return null;
        }

        Admitted call = Admission.Forward(plan, phone.Caller, new ImaginedNumbers(calling, target), at, random, why);
        if (call.Refusal is { } refusal)
        {
            return refusal;
        }

        var by = new Forwarding(phone, kind, call, before);
        if (call.Phone is { } next && by.Passed(next.Name))
        {
            why.Add(ReasonCode.ForwardLoop, next.Name);
            return EndReason.ForwardLimit;
        }

        EndReason? none = Destination.Find(plan, in call, at, states, random, found, why);
        for (int i = 0; i < found.Count; i++)
        {
            found[i] = found[i] with { By = by };
        }

        return found.Count > 0 ? null : none ?? EndReason.NoAvailableRouter;
    }

    private static string Shown(SwitchPlan plan, Phone phone, string original)
    {
        ForwardDisplay display = phone.CallForwardDisplay == ForwardDisplay.System ? plan.Parameters.CallForwardDisplay : phone.CallForwardDisplay;
        return display == ForwardDisplay.OwnNumber ? (phone.DisplayNumber.Length > 0 ? phone.DisplayNumber : phone.Number) : original;
    }

    private static string WordOf(ForwardKind kind) => kind switch
    {
        ForwardKind.Period => "by time",
        ForwardKind.Unconditional => "always",
        ForwardKind.Offline => "when offline",
        ForwardKind.Busy => "on busy",
        ForwardKind.Redirect => "as it has answered",
        _ => "on no answer",
    };
}
