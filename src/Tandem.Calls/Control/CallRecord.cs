using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Calls.Setup;
using Tandem.Routing.Access;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>What a call writes into its CDR, moment by moment.</summary>
internal static class CallRecord
{
    public static void Begin(Call call, CallShard shard)
    {
        Cdr record = call.Record;
        record.Id = shard.Ids.Next();
        record.Node = shard.Parts.Node;
        record.PlanRevision = call.Plan.Revision;
        record.StartedAt = shard.Now;
        record.Rules = call.Parameters.Billing;
        record.MediaMode = "off";
    }

    public static void Caller(Call call, CallShard shard, SipMessage invite)
    {
        Cdr record = call.Record;
        Flow source = call.Caller?.Invite?.Source ?? default;
        record.CallId = Encoding.UTF8.GetString(invite.CallId);
        record.SourceIp = shard.Texts.Of(source.Remote);
        record.SourcePort = source.Remote.Port;
        record.CallerUserAgent = shard.Texts.Of(invite.Header(HeaderId.UserAgent));
        NameOf(record, call.Ingress);
    }

    /// <summary>In whose name it is.</summary>
    public static void NameOf(Cdr record, CompiledIngress? ingress)
    {
        if (ingress is not null)
        {
            record.IngressTrunk = ingress.IsPhone ? "" : ingress.Name;
            record.Phone = ingress.IsPhone ? ingress.Name : "";
            record.Customer.Account = ingress.Account.Name;
        }
    }

    public static void Admitted(Call call) => Admitted(call.Record, call.Plan, call.Admitted);

    /// <summary>The numbers of a call, or of a part of it, and who pays what.</summary>
    public static void Admitted(Cdr record, SwitchPlan plan, in Admitted admitted)
    {
        record.CallingNumberIn = admitted.CallingNumberIn ?? "";
        record.CalledNumberIn = admitted.CalledNumberIn ?? "";
        record.CallingNumber = admitted.CallingNumber ?? record.CallingNumberIn;
        record.CalledNumber = admitted.CalledNumber ?? record.CalledNumberIn;
        record.BillingMode = admitted.BillingMode;
        record.Customer.RateTable = admitted.Ingress?.Rates?.Name ?? "";
        record.Customer.Currency = admitted.Ingress?.Rates?.Currency ?? "";
        record.Customer.Area = admitted.Rate.Area ?? "";
        record.Customer.Rate = admitted.BillingMode == BillingMode.Free ? null : admitted.Rate.Rate;
        record.Customer.RatePrefix = admitted.Rate.Rate is null ? "" : PrefixOf(plan.RatedPart(record.CalledNumber), admitted.Rate);
    }

    /// <summary>An INVITE goes out on the route in hand.</summary>
    public static void Dialed(Call call, CallShard shard, Leg leg)
    {
        call.Record.CallIds.Add(leg.OwnCallId);
        Toward(call, shard, leg);
    }

    /// <summary>An INVITE goes out beside the one in hand.</summary>
    public static void DialedBeside(Call call, Leg leg) => call.Record.CallIds.Add(leg.OwnCallId);

    /// <summary>Of several that ring, this leg is the call's: its Call-ID stands last, as that of the attempt that counts.</summary>
    public static void TakenInHand(Call call, CallShard shard, Leg leg)
    {
        string callId = leg.OwnCallId;
        call.Record.CallIds.Remove(callId);
        call.Record.CallIds.Add(callId);
        Toward(call, shard, leg);
    }

    private static void Toward(Call call, CallShard shard, Leg leg)
    {
        Cdr record = call.Record;
        Route route = leg.Place.Route;
        record.EgressTrunk = route.Trunk.Phone is null ? route.Trunk.Name : "";
        record.CallingNumberOut = route.CallingNumber;
        record.CalledNumberOut = route.CalledNumber;
        record.DestinationIp = shard.Texts.Of(leg.Flow.Remote);
    }

    public static void Ringing(Call call, CallShard shard)
    {
        Cdr record = call.Record;
        record.RingingAt ??= shard.Now;
        Reached(call, shard);
    }

    public static void Answered(Call call, CallShard shard, SipMessage? answer)
    {
        Cdr record = call.Record;
        record.AnsweredAt = shard.Now;
        record.SipStatus = 200;
        Reached(call, shard);
        if (answer is not null)
        {
            ReadOnlySpan<byte> product = answer.Header(HeaderId.UserAgent);
            record.CalleeUserAgent = shard.Texts.Of(product.IsEmpty ? answer.Header(HeaderId.Server) : product);
        }

        Route route = call.Hunt.Current;
        if (route.By is { } by)
        {
            // The caller has paid for the way to the phone that forwards; from there on the record of the forwarding tells.
            Forwarding first = by.First;
            record.EgressTrunk = "";
            record.CallingNumberOut = record.CallingNumber;
            record.CalledNumberOut = first.Phone.Number;
        }
        else
        {
            Vendor(record, call.Plan, route);
        }
    }

    /// <summary>Who carries the call, and at which cost.</summary>
    public static void Vendor(Cdr record, SwitchPlan plan, in Route route)
    {
        PartyCharge vendor = record.Vendor;
        vendor.Account = route.Trunk.Account?.Name ?? "";
        vendor.RateTable = route.Trunk.Rates?.Name ?? "";
        vendor.Currency = route.Trunk.Rates?.Currency ?? "";
        vendor.Area = route.Cost.Area ?? "";
        vendor.Rate = vendor.Account.Length == 0 ? null : route.Cost.Rate;
        if (vendor.Rate is not null)
        {
            vendor.RatePrefix = PrefixOf(plan.CostPart(route.Trunk.Trunk, record.CalledNumber, route.CalledNumber), route.Cost);
        }
    }

    public static void Ended(Call call, CallShard shard, in CallEnd end)
    {
        Cdr record = call.Record;
        record.EndedAt = shard.Now;
        record.EndDirection = end.Direction;
        record.EndReason = end.Reason;
        record.Q850Cause = end.Q850Cause;
        NoteEnd(call, end);
        if (call.IsAnswered)
        {
            record.TalkMs = shard.NowMs - call.AnsweredMs;
            long funded = call.Credit.Cover(record.TalkMs);
            if (funded <= record.TalkMs / 1000)
            {
                record.FundedSeconds = funded; // whoever ended it: nothing is charged that was not held
            }

        }
        else
        {
            record.SipStatus = end.SipStatus;
        }

        record.ClockStepMs = (long)(record.EndedAt - record.StartedAt).TotalMilliseconds - (shard.NowMs - call.StartedMs);
        if (Math.Abs(record.ClockStepMs) <= 2)
        {
            record.ClockStepMs = 0; // both clocks are read once, each with its own rounding
        }
    }

    /// <summary>An attempt has come to nothing: why, for the explanation.</summary>
    public static void AttemptOver(Call call, in CallEnd end, bool timedOut)
    {
        string trunk = call.Hunt.Current.Trunk.Name;
        if (end.Reason > 0)
        {
            call.Why.Add(ReasonCode.AttemptFailed, trunk, number: end.Reason);
        }
        else if (timedOut)
        {
            call.Why.Add(ReasonCode.AttemptTimedOut, trunk, EndReasons.Name(end.Reason), call.Hunt.PatienceSeconds());
        }
        else
        {
            call.Why.Add(ReasonCode.AttemptUnreachable, trunk, EndReasons.Name(end.Reason));
        }
    }

    /// <summary>What the caller is told about an end before the answer: the carrier's status or ours, then the trunk's replacements (SW §4.3).</summary>
    public static CallEnd EndForCaller(Call call, in CallEnd end)
    {
        if (end.Direction == EndDirection.Caller)
        {
            return end;
        }

        int said = end.Reason > 0 ? end.Reason : end.SipStatus;
        int harmless = end.Reason > 0 ? CallerStatus.For(end.Reason) : end.SipStatus;
        int replaced = call.Ingress?.FailureCodes.Replace(said) ?? said;
        if (replaced == said || replaced < 400)
        {
            return end with { SipStatus = harmless };
        }

        call.Why.Add(ReasonCode.FailureReplaced, call.Ingress?.Name ?? "", number: said, limit: replaced);
        return end with { SipStatus = replaced };
    }

    private static void NoteEnd(Call call, in CallEnd end)
    {
        // In one sum: a call of hours is extended more often than its reasons have room.
        if (call.Credit.Held > call.Credit.Asked)
        {
            call.Why.Add(ReasonCode.CreditExtended, call.Record.Customer.Account, number: call.Credit.Held - call.Credit.Asked);
        }

        if (end.Direction == EndDirection.Switch)
        {
            if (call.IsAnswered)
            {
                call.Why.Add(ReasonCode.SwitchHungUp, "", EndReasons.Name(end.Reason));
            }
        }
        else if (!call.IsAnswered)
        {
            if (end.Direction == EndDirection.Caller)
            {
                call.Why.Add(ReasonCode.CallerCancelled);
            }
        }
        else
        {
            call.Why.Add(end.Direction == EndDirection.Caller ? ReasonCode.CallerHungUp : ReasonCode.CalleeHungUp);
        }
    }

    private static void Reached(Call call, CallShard shard)
    {
        if (call.Record.PddMs < 0)
        {
            call.Record.PddMs = (int)Math.Min(int.MaxValue, shard.NowMs - call.HuntMs); // what the caller heard before is no delay of the callee's
        }
    }

    // The plan's own prefix texts are not kept in the compiled table, so one small string per party is made here.
    private static string PrefixOf(ReadOnlySpan<char> number, in RateMatch match) => number[..Math.Min(match.PrefixLength, number.Length)].ToString();
}
