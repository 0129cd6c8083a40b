using Tandem.Billing.Cdrs;
using Tandem.Calls.Setup;
using Tandem.Routing.Routes;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>What a call hears of its attempt at the route in hand: the way there, what the callee says, that it has come to nothing.</summary>
internal sealed class CallAttempts(CallShard shard, Call call, CallActs acts)
{
    /// <summary>The way to the route in hand; the host as the plan names it, or "" for an address.</summary>
    public void OnLocated(in Flow flow, string host, int port)
    {
        if (call.State == CallState.Locating)
        {
            Leg callee = shard.Legs.Rent();
            call.TakeCallee(callee);
            callee.BeginCallee(call, new(call.Hunt.Current, call.Hunt.Contact), flow, call.Record.CallIds.Count + 1, host, port);
            if (!shard.MediaStart.TryBegin(call, callee))
            {
                call.Step(CallEvent.Located);
            }
        }
    }

    /// <summary>The offer for the route in hand is made: its INVITE can go.</summary>
    public void OnMediaReady() => call.Step(CallEvent.Located);

    /// <summary>The route in hand leads nowhere.</summary>
    public void OnNotLocated()
    {
        if (call.State == CallState.Locating)
        {
            Over(CallEnd.BySwitch(EndReason.ConnectionTimeout), sipStatus: 503, timedOut: false);
        }
    }

    public void OnTrying()
    {
        call.Hunt.Saw(AttemptPhase.Trying);
        call.Step(CallEvent.Trying);
    }

    /// <summary>18x; <paramref name="forkRSeq"/> is not 0 when it was reliable and its PRACK is still owed.</summary>
    public void OnProgress(Leg leg, SipMessage response, int fork, uint forkRSeq)
    {
        bool hasSdp = response.HasOwnBody && !call.Branches.IsSeveral;
        bool rings = response.StatusCode is 180 or 182;
        call.Hunt.Saw(rings ? AttemptPhase.Ringing : hasSdp ? AttemptPhase.ProgressWithSdp : AttemptPhase.Progress);
        if (hasSdp)
        {
            call.Hunt.SawSdp();
        }

        CallRecord.Ringing(call, shard);
        (acts.Message, acts.Fork, acts.ForkRSeq) = (call.Branches.IsNews(leg) ? response : null, fork, forkRSeq);
        acts.Rings = leg;
        call.Step(CallEvent.Progress);
        acts.Rings = null;
        acts.Message = null;
    }

    public void OnAnswer(SipMessage response, int fork)
    {
        (acts.Message, acts.Fork) = (response, fork);
        call.Step(!call.HasOffer && !response.Body.IsEmpty ? CallEvent.AnswerWithOffer : CallEvent.Answer);
        acts.Message = null;
    }

    public void OnFailed(Leg leg, int status, SipMessage response)
    {
        call.Hunt.Saw(call.Hunt.Phase);
        call.Hunt.TakeOutIfAsked(leg, response);
        call.Hunt.NoteRedirection(leg, response);
        int cause = Reasons.Q850Of(response);
        CallEnd end = CallEnd.ByCarrier(status);
        end = cause > 0 ? end with { Q850Cause = cause } : end;
        if (call.Branches.Outlives(leg, end))
        {
            return;
        }

        CallEnd best = call.Branches.Best(end);
        acts.Message = best == end ? response : null;
        Over(best, best.SipStatus, timedOut: false);
        acts.Message = null;
    }

    /// <summary>Nobody answers there, or nothing can be sent there.</summary>
    public void OnUnreachable(Leg leg, bool timedOut)
    {
        var end = CallEnd.BySwitch(SilenceOf(EndReason.ConnectionTimeout));
        if (!call.Branches.Outlives(leg, end))
        {
            CallEnd best = call.Branches.Best(end);
            Over(best, best.Reason > 0 ? best.SipStatus : timedOut ? 408 : 503, timedOut);
        }
    }

    /// <summary>All places that rang have failed, and those that were still sought lead nowhere.</summary>
    public void OnNoneLeft(in CallEnd best) => Over(best, best.Reason > 0 ? best.SipStatus : 503, timedOut: false);

    public void OnTimer()
    {
        bool rang = call.Hunt.Phase is AttemptPhase.Ringing or AttemptPhase.ProgressWithSdp;
        Over(CallEnd.BySwitch(rang ? EndReason.NoAnswer : SilenceOf(EndReason.ResponseTimeout)), sipStatus: 408, timedOut: true);
    }

    /// <summary>A phone that says nothing is not there; a carrier that says nothing has failed.</summary>
    private EndReason SilenceOf(EndReason carriers) => call.Hunt.Current.Trunk.Phone is null ? carriers : EndReason.CalleeNotOnline;

    /// <summary>The attempt in hand has come to nothing: is there another?</summary>
    private void Over(CallEnd end, int sipStatus, bool timedOut)
    {
        acts.End = end;
        CallRecord.AttemptOver(call, end, timedOut);
        if (call.Hunt.TryMoveOn(end.Reason, sipStatus, isSilent: end.Reason <= 0))
        {
            call.Step(CallEvent.AttemptFailed);
        }
        else
        {
            acts.End = call.Hunt.Refused is { } refused ? CallEnd.BySwitch(refused) : end;
            call.Fail(CallEvent.RoutesUsedUp);
        }
    }
}
