using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Registration;
using Tandem.Calls.Traffic;
using Tandem.Routing.Phones;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Calls.Setup;

/// <summary>
/// What one step of a hunt takes before it rings: is the route still to be sold, can it be paid, is there a line; of a phone, where it is and whether it takes the call. Holds the lines, and the places that
/// ring together. Pooled with its hunt.
/// </summary>
internal sealed class Ringing(CallShard shard, Call call)
{
    /// <summary>Places that ring beside the first.</summary>
    private const int MostBeside = 30;

    // Of one trunk or phone, or of each that rings.
    private readonly List<CompiledEgress> _lines = new(1);

    /// <summary>Of a phone: which of the places where it is reached the first leg is for.</summary>
    public PhoneContact? Contact { get; private set; }

    /// <summary>The other places that ring.</summary>
    public List<RingPlace> Beside { get; } = [];

    /// <summary>A new step: the route may be tried, is paid for and has a line, which is taken. Else why not; a phone may have put in the hunt's routes, at <paramref name="next"/>, where its calls go instead.</summary>
    public bool TryBegin(in Route route, int next, ref EndReason? fell)
    {
        Contact = null;
        Beside.Clear();
        return route.Trunk.Phone is null ? TryCarrier(route, ref fell) : TryPhone(route, isFirst: true, next, ref fell);
    }

    /// <summary>The route rings together with those before it.</summary>
    public bool TryJoin(in Route route, ref EndReason? fell)
    {
        if (route.Trunk.Phone is not null)
        {
            return TryPhone(route, isFirst: false, next: 0, ref fell);
        }

        if (Beside.Count >= MostBeside || !TryCarrier(route, ref fell))
        {
            return false;
        }

        Beside.Add(new(route, null));
        return true;
    }

    /// <summary>Of several that ring, this one has the call.</summary>
    public void Choose(in RingPlace place) => Contact = place.Contact;

    /// <summary>A call of before this process has a line, whatever the limit.</summary>
    public void GoOn(CompiledEgress trunk)
    {
        _lines.Add(trunk);
        shard.Traffic.Enter(trunk);
    }

    /// <summary>Of several that rang, one has answered: the others' lines are free again.</summary>
    public void KeepOnly(CompiledEgress trunk)
    {
        for (int i = _lines.Count - 1; _lines.Count > 1 && i >= 0; i--)
        {
            if (_lines[i] != trunk)
            {
                shard.Traffic.Leave(_lines[i]);
                _lines.RemoveAt(i);
            }
        }
    }

    /// <summary>Gives the lines back.</summary>
    public void Leave()
    {
        foreach (CompiledEgress line in _lines)
        {
            shard.Traffic.Leave(line);
        }

        _lines.Clear();
    }

    public void Clear()
    {
        Leave();
        Contact = null;
        Beside.Clear();
    }

    private bool TryCarrier(in Route route, ref EndReason? fell)
    {
        if (call.Test is null && (!HasCredit(route) || IsOut(route)))
        {
            fell = EndReason.NoAvailableRouter;
            return false;
        }

        if (call.Test is null && !MayTry(route))
        {
            fell = EndReason.ProfitLimit;
            return false;
        }

        if (!call.Forwards.TryHold(route.By))
        {
            fell = EndReason.InsufficientBalance;
            return false;
        }

        if (shard.Traffic.TryEnter(route.Trunk) is { } full)
        {
            fell = EndReason.NoAvailableRouter;
            NoteFull(full, route.Trunk.Trunk);
            return false;
        }

        _lines.Add(route.Trunk);
        return true;
    }

    private bool TryPhone(in Route route, bool isFirst, int next, ref EndReason? fell)
    {
        IReadOnlyList<PhoneContact> places = shard.Phones.PlacesOf(route);
        PhoneVerdict verdict = shard.Phones.Judge(call, route, new(places.Count > 0, HasFreeLine: true));
        if (verdict.Step == PhoneStep.Ring && !call.Forwards.TryHold(route.By))
        {
            fell = EndReason.InsufficientBalance;
            return false;
        }

        if (verdict.Step == PhoneStep.Ring && shard.Traffic.TryEnter(route.Trunk) is not null)
        {
            verdict = shard.Phones.Judge(call, route, new(IsReachable: true, HasFreeLine: false));
        }

        if (verdict.Step == PhoneStep.Ring)
        {
            call.Why.Add(ReasonCode.PhoneRings, route.Trunk.Name, number: places.Count);
            _lines.Add(route.Trunk);
            TakePlaces(route, places, isFirst);
            return true;
        }

        fell = verdict.Reason;
        if (verdict.Step != PhoneStep.Refuse && route.Group is null)
        {
            fell = shard.Phones.GoOn(call, route, verdict, next) ?? fell;
        }

        return false;
    }

    private void TakePlaces(in Route route, IReadOnlyList<PhoneContact> places, bool isFirst)
    {
        Contact = isFirst ? places[0] : Contact;
        for (int i = isFirst ? 1 : 0; i < places.Count && Beside.Count < MostBeside; i++)
        {
            Beside.Add(new(route, places[i]));
        }
    }

    /// <summary>
    /// A vendor is paid from a balance of its own, which can run out and so stop its trunks (BI §3.9). What it still has is asked at each attempt. A vendor whose plan names neither a limit
    /// nor an opening balance is one that sends bills: its balance is not to be checked.
    /// </summary>
    private bool HasCredit(in Route route)
    {
        if (route.Trunk.Account is not { } vendor || vendor is { CreditLimit: 0m, OpeningBalance: 0m } || !shard.Credit.TryGetAvailable(vendor.Name, out decimal left) || left > 0m)
        {
            return true;
        }

        call.Why.Add(ReasonCode.VendorCreditUsedUp, route.Trunk.Name, vendor.Name, left);
        return false;
    }

    /// <summary>It has asked for no calls, or has fallen silent, since this call's routes were listed.</summary>
    private bool IsOut(in Route route)
    {
        TrunkState state = shard.Traffic.Of(route.Trunk);
        if (state.Silent.FirstHeard(0, route.Trunk.Trunk.Addresses.Count) < 0)
        {
            call.Why.Add(ReasonCode.EgressSilent, route.Trunk.Name);
            return true;
        }

        if (state.UnavailableUntil is not { } until || until <= shard.Now)
        {
            return false;
        }

        call.Why.Add(ReasonCode.OutAfterRetry, route.Trunk.Name, until.UtcDateTime.ToString("u"));
        return true;
    }

    /// <summary>By the plan that is in force now: a lock or a margin that was set after the call came in holds for its next attempt.</summary>
    private bool MayTry(in Route route) =>
        RouteFinder.MayBeSold(shard.Plan, route.By?.Call ?? call.Admitted, route, call.Why)
        && StopRules.MayTry(call.Plan, route, TimeSpan.FromMilliseconds(shard.NowMs - call.HuntMs), call.Why);

    private void NoteFull(EndReason full, EgressTrunk trunk)
    {
        if (full == EndReason.ExceedRateLimit)
        {
            call.Why.Add(ReasonCode.EgressTooManyPerSecond, trunk.Name, limit: trunk.Cps);
        }
        else
        {
            call.Why.Add(ReasonCode.EgressLinesFull, trunk.Name, number: trunk.Capacity, limit: trunk.Capacity);
        }
    }
}
