using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Setup;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;

namespace Tandem.Calls.Services;

/// <summary>
/// The money and the records of what phones forward, beside the caller's own: each forwarding phone pays for its part of the way (BI §2.3 mode 0). Money is held before a target rings; only the forwardings
/// that led to the answer keep it, and leave a record each. Pooled with its call; empty for nearly all.
/// </summary>
internal sealed class ForwardLegs(CallShard shard, Call call)
{
    private readonly List<ForwardLeg> _legs = [];

    public bool IsAny => _legs.Count > 0;

    /// <summary>Talk time in milliseconds at which money has to be looked at; <see cref="long.MaxValue"/> for never.</summary>
    public long DueMs
    {
        get
        {
            long due = long.MaxValue;
            foreach (ForwardLeg leg in _legs)
            {
                due = Math.Min(due, leg.Credit.DueMs);
            }

            return due;
        }
    }

    /// <summary>Holds the first minutes of this forwarding and of those before it. False: an account can't pay them; what was held before stays.</summary>
    public bool TryHold(Forwarding? by)
    {
        if (by is null || Holds(by))
        {
            return true;
        }

        if (!TryHold(by.Before))
        {
            return false;
        }

        var leg = new ForwardLeg(by, new(shard.Credit));
        string account = by.Phone.Caller.Account.Name;
        if (leg.Credit.TryBegin(account, leg.Rate, call.Parameters.Billing))
        {
            _legs.Add(leg);
            if (leg.Credit.Held > 0m)
            {
                call.Why.Add(ReasonCode.CreditHeld, account, number: leg.Credit.Held);
            }

            return true;
        }

        shard.Credit.TryGetAvailable(account, out decimal available);
        call.Why.Add(ReasonCode.CreditRefused, account, number: leg.Credit.Asked, limit: available);
        return false;
    }

    /// <summary>Gives back what was held for targets that neither this route nor those beside it need.</summary>
    public void KeepFor(in Route route, List<RingPlace> beside)
    {
        for (int i = _legs.Count - 1; i >= 0; i--)
        {
            Forwarding by = _legs[i].By;
            if (!Leads(route.By, by) && !beside.Exists(place => Leads(place.Route.By, by)))
            {
                _legs[i].Credit.Settle(0m);
                _legs.RemoveAt(i);
            }
        }
    }

    /// <summary>The route in hand has answered: the records of the forwardings that led there begin.</summary>
    public void Answered()
    {
        Route route = call.Hunt.Current;
        KeepFor(route, []);
        foreach (ForwardLeg leg in _legs)
        {
            Begin(leg, route);
            shard.Marks.Answered(call, leg.Record);
        }
    }

    /// <summary>Money that is due. False: an account has no more, and the call must end.</summary>
    public bool Renew(long talkedMs)
    {
        foreach (ForwardLeg leg in _legs)
        {
            if (talkedMs < leg.Credit.DueMs)
            {
                continue;
            }

            if (leg.Credit.IsLast)
            {
                call.Why.Add(ReasonCode.CreditEnded, leg.Record.Customer.Account, number: leg.Credit.FundedSeconds);
                return false;
            }

            leg.Credit.Renew();
        }

        return true;
    }

    /// <summary>The call's own record is closed: those of its forwardings are closed by the same facts.</summary>
    public void Ended()
    {
        foreach (ForwardLeg leg in _legs)
        {
            if (call.IsAnswered)
            {
                End(leg);
                shard.Marks.Ended(call, leg.Record, leg.Credit);
            }
        }

        Clear();
    }

    public void Clear()
    {
        foreach (ForwardLeg leg in _legs)
        {
            leg.Credit.Settle(0m);
        }

        _legs.Clear();
    }

    private bool Holds(Forwarding by)
    {
        foreach (ForwardLeg leg in _legs)
        {
            if (ReferenceEquals(leg.By, by))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Leads(Forwarding? last, Forwarding by)
    {
        for (Forwarding? one = last; one is not null; one = one.Before)
        {
            if (ReferenceEquals(one, by))
            {
                return true;
            }
        }

        return false;
    }

    private void Begin(ForwardLeg leg, in Route route)
    {
        Cdr record = leg.Record;
        Cdr callers = call.Record;
        bool isLast = ReferenceEquals(route.By, leg.By);
        record.Id = shard.Ids.Next();
        record.CallId = callers.CallId;
        record.CallIds.AddRange(callers.CallIds);
        record.Node = callers.Node;
        record.PlanRevision = callers.PlanRevision;
        record.SourceIp = callers.SourceIp;
        record.SourcePort = callers.SourcePort;
        record.DestinationIp = callers.DestinationIp;
        record.CallerUserAgent = callers.CallerUserAgent;
        record.CalleeUserAgent = callers.CalleeUserAgent;
        record.Phone = leg.By.Phone.Number;
        record.StartedAt = callers.StartedAt;
        record.RingingAt = callers.RingingAt;
        record.AnsweredAt = callers.AnsweredAt;
        record.SipStatus = 200;
        record.PddMs = callers.PddMs;
        record.MediaMode = callers.MediaMode;
        record.MediaNode = callers.MediaNode;
        record.Rules = callers.Rules;
        CallRecord.Admitted(record, call.Plan, leg.By.Call);
        record.Customer.Account = leg.By.Phone.Caller.Account.Name;
        if (isLast)
        {
            record.Tried.AddRange(callers.Tried.TakeLast(1));
            record.EgressTrunk = route.Trunk.Phone is null ? route.Trunk.Name : "";
            record.CallingNumberOut = route.CallingNumber;
            record.CalledNumberOut = route.CalledNumber;
            CallRecord.Vendor(record, call.Plan, route);
        }
        else
        {
            record.CallingNumberOut = record.CallingNumber;
            record.CalledNumberOut = leg.By.Call.Phone?.Name ?? record.CalledNumber;
        }
    }

    private void End(ForwardLeg leg)
    {
        Cdr record = leg.Record;
        Cdr callers = call.Record;
        record.EndedAt = callers.EndedAt;
        record.ProvenAt = callers.ProvenAt;
        record.TalkMs = callers.TalkMs;
        record.ClockStepMs = callers.ClockStepMs;
        record.EndDirection = callers.EndDirection;
        record.EndReason = callers.EndReason;
        record.Q850Cause = callers.Q850Cause;
        record.SipStatus = callers.SipStatus;
        record.CallerCodec = callers.CallerCodec;
        record.CalleeCodec = callers.CalleeCodec;
        long funded = leg.Credit.Cover(record.TalkMs);
        if (funded <= record.TalkMs / 1000)
        {
            record.FundedSeconds = funded;
        }
    }
}
