using Tandem.Billing.Cdrs;
using Tandem.Calls.Setup;
using Tandem.Calls.Traffic;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Control;

/// <summary>Does what <see cref="CallMachine"/> asks of a call, by those whose part it is. What the event in hand is about stands here for the effects of its step. Lives with its call.</summary>
internal sealed class CallActs(CallShard shard, Call call)
{
    private readonly ProgressTimer _progressTimer = new(call);
    private bool _isTold;

    /// <summary>How the call ends, or would end if nothing better comes.</summary>
    public CallEnd End { get; set; }

    /// <summary>The message of the event in hand.</summary>
    public SipMessage? Message { get; set; }

    /// <summary>The callee's fork that it comes from.</summary>
    public int Fork { get; set; }

    /// <summary>The number that its PRACK is owed by; 0 for none.</summary>
    public uint ForkRSeq { get; set; }

    /// <summary>Of several that ring, the one that the message of the event in hand is from; null for the one in hand.</summary>
    public Leg? Rings { get; set; }

    public CallWatch Watch { get; } = new(shard, call);

    public void Perform(CallEffects effects)
    {
        if (Has(effects, CallEffects.DropAttempt))
        {
            DropAttempt(isLast: Has(effects, CallEffects.Close) || Has(effects, CallEffects.Announce));
        }

        if (Has(effects, CallEffects.StartTalk))
        {
            StartTalk();
        }

        if (Has(effects, CallEffects.AckCallee) && call.Callee is not null)
        {
            shard.CalleeSide.Acknowledge(call.Callee, Message is { Method: SipMethod.Ack } ack ? ack : null);
        }

        if (Has(effects, CallEffects.PassAnswer))
        {
            PassAnswer();
        }

        if (Has(effects, CallEffects.PassProgress) && call.Caller is not null && Message is not null && (Rings ?? call.Callee) is { } rings)
        {
            shard.CallerSide.Progress(call.Caller, rings, Fork, Message, ForkRSeq);
        }

        if (Has(effects, CallEffects.RefuseCaller))
        {
            TellEnd();
            if (call.Caller is not null)
            {
                shard.CallerSide.Refuse(call.Caller, End, Message ?? call.Announcement.Failure);
            }
        }

        if (Has(effects, CallEffects.ByeCallee) && call.Callee is not null)
        {
            shard.Goodbye.Send(call.Callee, End, Message);
        }

        if (Has(effects, CallEffects.ByeCaller) && call.Caller is not null)
        {
            shard.Goodbye.Send(call.Caller, End, Message);
        }

        if (Has(effects, CallEffects.SendInvite) && call.Callee is not null)
        {
            shard.CalleeSide.Invite(call, call.Callee);
            CallRecord.Dialed(call, shard, call.Callee);
            call.Hunt.Dialed();
            call.Branches.Start();
            call.Media.Auxiliary.Start();
        }

        if (Has(effects, CallEffects.WatchProgress))
        {
            WatchProgress();
        }

        if (Has(effects, CallEffects.Keep))
        {
            shard.Marks.Kept(call);
        }

        if (Has(effects, CallEffects.Close))
        {
            Close();
        }

        if (Has(effects, CallEffects.TryNext))
        {
            shard.Locations.Locate(call);
        }

        if (Has(effects, CallEffects.Announce))
        {
            Announce();
        }

        if (Has(effects, CallEffects.BeginHunt))
        {
            call.BeginHunt();
        }
    }

    /// <summary>Not by HasFlag, which makes objects as long as the code is not optimised.</summary>
    private static bool Has(CallEffects effects, CallEffects one) => (effects & one) != CallEffects.None;

    /// <summary>From here on the end is what the caller is told; once.</summary>
    private void TellEnd()
    {
        if (!_isTold)
        {
            End = CallRecord.EndForCaller(call, End);
            _isTold = true;
        }
    }

    private void Announce()
    {
        if (call.State == CallState.Failing)
        {
            // Nothing of the call goes on but its caller's ear: what it held for more is somebody else's.
            shard.Wheel.Cancel(Watch);
            call.Hunt.CloseAttempt(End.Reason);
            call.Credit.Settle(0m);
            TellEnd();
            call.Announcement.Keep(Message);
        }

        shard.Announcements.Begin(call);
    }

    private void WatchProgress()
    {
        // A repeated provisional is no news (RFC 3261 §13.3.1.1 has one a minute): a phone rings as long as its timer says.
        if (call.Hunt.BeginsPhase())
        {
            shard.Wheel.Set(_progressTimer, shard.NowMs + (call.Hunt.PatienceSeconds() * 1000L));
        }
    }

    private void PassAnswer()
    {
        if (call.Caller is null)
        {
            call.OnCallerAck(null); // a call of our own hears itself
            shard.Voices.Begin(call);
        }
        else if (call.Callee is not null && Message is not null)
        {
            shard.CallerSide.Answer(call.Caller, call.Callee, Fork, Message);
        }
    }

    private void StartTalk()
    {
        shard.Wheel.Cancel(_progressTimer);
        call.BeginTalk();
        call.Hunt.Answered();
        if (call.Ingress is { } ingress)
        {
            shard.Traffic.Attempted(ingress, answered: true);
        }

        CallRecord.Answered(call, shard, Message);
        shard.Media.OnTalk(call);
        shard.Marks.Answered(call);
        call.Forwards.Answered();
        Watch.Set();
        call.Media.Watch.Start();
        call.Media.Poll.Start();
    }

    private void DropAttempt(bool isLast)
    {
        shard.Wheel.Cancel(_progressTimer);
        call.Media.DropHeld();
        if (!isLast)
        {
            shard.Media.Drop(call); // else the record is to have its counts: there was early media, or there will be
        }

        if (call.Caller is not null)
        {
            call.Caller.Reliable.Fork = -1; // a PRACK that comes late belongs to no fork of the next attempt
        }

        if (call.Callee is { } leg)
        {
            call.LeaveCallee();
            bool isCallers = End is { Direction: EndDirection.Caller };
            shard.CalleeSide.Drop(leg, Reasons.Of(shard.UriWriter, isCallers ? Message : null, isCallers ? 0 : End.Q850Cause));
            leg.Call = null;
            call.Branches.DropAll(Reasons.Of(shard.UriWriter, isCallers ? Message : null, isCallers ? 0 : End.Q850Cause));
        }
    }

    /// <summary>The record is closed, charged and journaled; what was held is given back; the legs finish alone.</summary>
    private void Close()
    {
        shard.Wheel.Cancel(_progressTimer);
        shard.Wheel.Cancel(Watch);
        call.Hunt.CloseAttempt(End.Reason);
        CallRecord.Ended(call, shard, End);
        Tally();
        call.Vanished.Hear(call.Caller, call.Callee);
        call.LeaveLine();
        shard.Numbers.Leave(call);
        call.Caller?.Call = null;
        call.Callee?.Call = null;
        if (!shard.Media.TryClose(call))
        {
            call.Finish();
        }
    }

    /// <summary>Ratio and average talk of the trunks (SW §2.3).</summary>
    private void Tally()
    {
        if (call.IsAnswered)
        {
            shard.Traffic.Talked(call.Ingress, call.Hunt.Current.Trunk, call.Record.TalkMs);
        }
        else if (call.Ingress is { } ingress)
        {
            shard.Traffic.Attempted(ingress, answered: false);
        }
    }

    /// <summary>The next call has this.</summary>
    public void Clear() => _isTold = false;
}
