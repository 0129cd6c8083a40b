using Tandem.Billing.Cdrs;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;

namespace Tandem.Routing.Phones;

/// <summary>Step 9 of a call's path (SW §3.1): the called number is a phone's, or one of its DIDs, or carriers take it. Pure.</summary>
public static class Destination
{
    /// <summary>Fills <paramref name="routes"/> (cleared first). Empty: as <see cref="RouteFinder.Find"/> says.</summary>
    public static EndReason? Find(
        SwitchPlan plan, in Admitted call, DateTimeOffset at, ITrunkStates states, Random random, List<Route> routes, RouteReasons why)
    {
        if (call.Phone is not { } phone)
        {
            return RouteFinder.Find(plan, in call, at, states, random, routes, why);
        }

        routes.Clear();
        why.Add(ReasonCode.CalledPhone, phone.Name, call.CalledNumber);
        routes.Add(RouteTo(phone, call.CallingNumber, random));
        return null;
    }

    /// <summary>The way to a phone: its own number, and the caller's as the phone is to see it.</summary>
    internal static Route RouteTo(CompiledEgress phone, string callingNumber, Random random)
    {
        string calling = phone.Phone is { Phone.CallerIdDisplay: false } ? Anonymous : phone.CallingRewrite.Apply(callingNumber, random);
        return new(phone, calling, phone.Name, default);
    }

    private const string Anonymous = "anonymous";
}
