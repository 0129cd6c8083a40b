using Tandem.Billing.Cdrs;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;

namespace Tandem.Routing.Phones;

/// <summary>What a what-if knows of phones: each is taken to be online with a line free, so what its plan says decides (lock, forwarding by time and always, do not disturb).</summary>
internal static class SimulatedForwards
{
    private static readonly PhoneState AtRest = new(IsReachable: true, HasFreeLine: true);

    /// <summary>Replaces each phone among the routes that would not ring by where its calls go. Nobody is left: why.</summary>
    public static EndReason? Follow(SwitchPlan plan, in Admitted call, DateTimeOffset at, ITrunkStates states, Random random, List<Route> routes, RouteReasons why)
    {
        EndReason? last = null;
        var found = new List<Route>();
        for (int i = 0; i < routes.Count;)
        {
            Route route = routes[i];
            if (route.Trunk.Phone is not { } phone)
            {
                i++;
                continue;
            }

            PhoneVerdict verdict = PhoneDecision.Before(phone, AtRest, at, fallsBack: false, route.IsOwnRing);
            if (verdict.Step == PhoneStep.Ring)
            {
                why.Add(ReasonCode.PhoneRings, phone.Number, number: 1);
                i++;
                continue;
            }

            last = verdict.Reason;
            PhoneWords.Note(why, phone, verdict, AtRest);
            routes.RemoveAt(i);
            if (verdict.Step == PhoneStep.Forward)
            {
                string calling = route.By?.Call.CallingNumber ?? call.CallingNumber;
                last = ForwardFinder.Find(plan, phone, verdict.Kind, calling, route.By, at, states, random, found, why) ?? last;
                routes.InsertRange(i, found);
            }
        }

        return routes.Count > 0 ? null : last;
    }
}
