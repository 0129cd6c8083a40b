using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Registration;
using Tandem.Routing.Access;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;

namespace Tandem.Calls.Services;

/// <summary>
/// The services of phones in a running call: asks <see cref="PhoneDecision"/> at the right moment with what is true then (contacts, lines), and puts where the call goes on into its routes.
/// </summary>
internal sealed class PhoneCalls(CallShard shard)
{
    /// <summary>Places that ring at once, however many a phone has registered at.</summary>
    public const int MostPlaces = 10;

    private readonly List<Route> _found = [];

    /// <summary>Where a phone is now, best first and not more than may ring.</summary>
    public IReadOnlyList<PhoneContact> PlacesOf(in Route route)
    {
        IReadOnlyList<PhoneContact> places = shard.Contacts.Find(route.Trunk.Name);
        return places.Count <= MostPlaces ? places : [.. places.Take(MostPlaces)];
    }

    /// <summary>What becomes of the call to this phone, before it rings. What it says is noted.</summary>
    public PhoneVerdict Judge(Call call, in Route route, PhoneState state)
    {
        CompiledPhone phone = Now(route);
        PhoneVerdict verdict = PhoneDecision.Before(phone, state, shard.Now, call.Parameters.UseRoutingGatewayNotOnline, route.IsOwnRing);
        PhoneWords.Note(call.Why, phone, verdict, state);
        return verdict;
    }

    /// <summary>The phone has rung, or could not be: does the call go on elsewhere? True: what follows stands in the hunt's routes at <paramref name="at"/>.</summary>
    public bool TryGoOn(Call call, in Route route, PhoneOutcome outcome, int at, out EndReason? none)
    {
        none = null;
        if (route.IsOwnRing || PhoneDecision.After(Now(route), outcome, shard.Now, call.Parameters.UseRoutingGatewayNotOnline) is not { } verdict)
        {
            return false;
        }

        PhoneWords.Note(call.Why, Now(route), verdict, new(IsReachable: true, HasFreeLine: true));
        none = GoOn(call, route, verdict, at);
        return none is null;
    }

    /// <summary>The phone has answered that the call is to go elsewhere (302). False: that is not followed, or leads nowhere.</summary>
    public bool TryRedirect(Call call, in Route route, IReadOnlyList<string> numbers, int at, out EndReason? none)
    {
        none = null;
        CompiledPhone phone = Now(route);
        bool follows = phone.Phone.FollowRedirect is var own && (own == PhoneSwitch.On || (own == PhoneSwitch.System && call.Parameters.PhoneRedirect));
        if (!follows || route.IsOwnRing || numbers.Count == 0)
        {
            return false;
        }

        none = ForwardFinder.FindRedirected(
            call.Plan, phone, numbers, call.Admitted.CallingNumber ?? "", route.By, shard.Now, shard.Traffic, shard.Random, _found, call.Why);
        call.Hunt.Routes.InsertRange(at, _found);
        return _found.Count > 0;
    }

    /// <summary>Puts the routes of a forwarding, or of carriers in a phone's place, where the phone's stood. Not null: there are none, and why.</summary>
    public EndReason? GoOn(Call call, in Route route, PhoneVerdict verdict, int at)
    {
        EndReason? none = verdict.Step == PhoneStep.Carriers
            ? FindCarriers(call, route)
            : ForwardFinder.Find(
                call.Plan, Now(route), verdict.Kind, call.Admitted.CallingNumber ?? "", route.By, shard.Now, shard.Traffic, shard.Random, _found, call.Why);
        call.Hunt.Routes.InsertRange(at, _found);
        return _found.Count > 0 ? null : none ?? verdict.Reason;
    }

    /// <summary>As the plan of now has the phone: a lock or a forwarding that was set after the call came in holds for it.</summary>
    private CompiledPhone Now(in Route route) => (shard.Plan.FindPhone(route.Trunk.Name) ?? route.Trunk).Phone ?? route.Trunk.Phone!; // asked for phones only

    private EndReason? FindCarriers(Call call, in Route route)
    {
        _found.Clear();
        bool isOwn = call.Own is not null && route.By is null; // the switch's own call has no price and stays free; what a phone forwards is that phone's
        Admitted admitted = isOwn ? call.Admitted with { Phone = null } : Admission.WithoutPhone(call.Plan, route.By?.Call ?? call.Admitted, shard.Now, call.Why);
        if (admitted.Refusal is { } refusal)
        {
            return refusal;
        }

        Forwarding? by = route.By is { } before ? before with { Call = admitted } : null;
        if (by is null && !shard.Intake.TryTakeAnew(call, admitted))
        {
            return EndReason.InsufficientBalance;
        }

        EndReason? none = RouteFinder.Find(call.Plan, in admitted, shard.Now, shard.Traffic, shard.Random, _found, call.Why);
        for (int i = 0; i < _found.Count; i++)
        {
            _found[i] = _found[i] with { By = by };
        }

        return none;
    }
}
