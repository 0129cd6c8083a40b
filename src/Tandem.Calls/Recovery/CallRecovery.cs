using System.Globalization;
using Tandem.Billing.Accounts;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Media.Nodes;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Wire.Buffers;

namespace Tandem.Calls.Recovery;

/// <summary>
/// Takes calls back from a process that has died: both legs stand where they stood, the line and the money are held again, watches and session timers begin anew. A relayed call is taken back when
/// its media node still has its session; any call only while its trunks are in the plan and the addresses that its peers speak to are listened on. Before the shard's first message.
/// </summary>
internal sealed class CallRecovery(CallShard shard)
{
    private const int LeastProbeMs = 500;
    private const int MostProbeMs = 5000;

    public void Begin(GoOnWith question)
    {
        Call call = shard.Calls.Rent();
        var kept = new KeptReader(shard.Parts.Seal.Open(question.Call.State.Span));
        if (!KeptCall.TryReadHead(ref kept, shard.Parts.Machine, out bool hasOffer, out bool isRelayed)
            || (isRelayed && !shard.Media.TryTakeBack(call, ref kept))
            || !TryGoOn(call, question.Call, hasOffer, ref kept))
        {
            GiveUp(call, question);
        }
        else if (isRelayed)
        {
            shard.Media.AskForRecovery(call, question);
        }
        else
        {
            Finish(call, question);
        }
    }

    /// <summary>The media node has said whether it still has the session.</summary>
    public void OnMedia(Call call, GoOnWith question, MediaOutcome outcome)
    {
        if (outcome == MediaOutcome.Done)
        {
            Finish(call, question);
        }
        else
        {
            GiveUp(call, question);
        }
    }

    /// <summary>Writes into the journal that had it that the call is open there no more. The journal's own thread, or nobody's.</summary>
    public static void Settle(ICallJournal journal, CreditBook credit, OpenCall call, bool goesOn)
    {
        Cdr record = call.Record;
        if (goesOn)
        {
            journal.Forget(call.Id);
            return;
        }

        CdrMaker.Charge(record);
        credit.Add(record.Customer.Account, -record.Customer.Total);
        credit.Add(record.Vendor.Account, -record.Vendor.Total);
        journal.Ended(record);
    }

    private bool TryGoOn(Call call, OpenCall open, bool hasOffer, ref KeptReader kept)
    {
        Leg caller = shard.Legs.Rent();
        Leg callee = shard.Legs.Rent();
        SwitchPlan plan = shard.Plan;
        bool goesOn = KeptLeg.TryRead(caller, true, shard, ref kept);
        goesOn &= KeptLeg.TryRead(callee, false, shard, ref kept);
        CompiledIngress? ingress = plan.Ingress.FirstOrDefault(one => one.Name == (one.IsPhone ? open.Record.Phone : open.Record.IngressTrunk));
        CompiledEgress? called = open.Record.EgressTrunk.Length > 0 ? plan.FindEgress(open.Record.EgressTrunk) : plan.FindPhone(open.Record.CalledNumberOut);
        if (!goesOn || ingress is null || called is not { } egress)
        {
            shard.Legs.Return(caller);
            shard.Legs.Return(callee);
            return false;
        }

        caller.Join(call, ingress, null);
        callee.Join(call, null, egress);
        call.GoOn(plan, open.Record, new Route(egress, open.Record.CallingNumberOut, open.Record.CalledNumberOut, default), caller, callee, hasOffer);
        shard.Media.WorkOn(call);
        return true;
    }

    private void Finish(Call call, GoOnWith question)
    {
        Cdr record = call.Record;
        foreach (RouteReason reason in RouteReasons.Read(record.Why.Span))
        {
            call.Why.Add(reason.Code, reason.Subject, reason.Value, reason.Number, reason.Limit);
        }

        record.Why = default;
        call.Why.Add(ReasonCode.TakenBack, "", shard.Now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) + " UTC", record.TalkMs / 1000);
        long proven = record.TalkMs;
        call.Talks(Talked(question.Call));
        call.Caller!.HeardMs = call.Callee!.HeardMs = call.AnsweredMs + proven; // it goes on, and so has both
        shard.Sessions.Start(call.Caller);
        shard.Sessions.Start(call.Callee);
        Probe(call.Caller);
        Probe(call.Callee);
        shard.Log.CallTakenBack(record.Id, call.TalkedMs);
        question.TrySetResult(true);
    }

    /// <summary>Whoever hung up while nobody listened, and has given up saying so, answers a refresh with 481. Not all at once.</summary>
    private void Probe(Leg leg)
    {
        if (leg.AllowsUpdate || !leg.Sdp.IsEmpty)
        {
            shard.Wheel.Set(leg.RefreshTimer, shard.NowMs + shard.Random.Next(LeastProbeMs, MostProbeMs));
        }
    }

    private long Talked(OpenCall open)
    {
        TimeProvider time = shard.Parts.Time;
        return Math.Max(open.Record.TalkMs, (time.GetTimestamp() / Math.Max(1, time.TimestampFrequency / 1000)) - open.TalksSinceMs);
    }

    private void GiveUp(Call call, GoOnWith question)
    {
        shard.Media.Drop(call);
        call.LetGo();
        question.TrySetResult(false);
    }
}
