using Tandem.Billing.Cdrs;
using Tandem.Routing.Routes;
using Tandem.Wire.Timers;

namespace Tandem.Calls.Control;

/// <summary>
/// The one timer that watches over a call's time and money: how long it may stay unanswered, the renewal, the announcement and the end of its credit, the longest talk. Lives with its call.
/// </summary>
internal sealed class CallWatch(CallShard shard, Call call) : TimerNode
{
    /// <summary>Sets it to the next moment at which something must be looked at.</summary>
    public void Set()
    {
        if (call.IsAnswered)
        {
            long due = Math.Min(Math.Min(call.Credit.DueMs, call.Forwards.DueMs), Math.Min(call.Announcement.LastDueMs, LongestTalkMs(out _)));
            if (due < long.MaxValue)
            {
                shard.Wheel.Set(this, call.AnsweredMs + due);
            }
        }
        else if (call.Ingress?.Trunk is { TimeoutCallProceeding: > 0 } trunk)
        {
            shard.Wheel.Set(this, call.HuntMs + (trunk.TimeoutCallProceeding * 1000L));
        }
    }

    public override void OnTimer()
    {
        if (!call.IsAnswered)
        {
            call.EndBySwitch(EndReason.NoAnswer);
            return;
        }

        string account = call.Record.Customer.Account;
        if (call.TalkedMs >= call.Credit.DueMs)
        {
            if (call.Credit.IsLast)
            {
                call.Why.Add(ReasonCode.CreditEnded, account, number: call.Credit.FundedSeconds);
                call.EndBySwitch(EndReason.InsufficientBalance);
                return;
            }

            call.Credit.Renew();
        }

        if (!call.Forwards.Renew(call.TalkedMs))
        {
            call.EndBySwitch(EndReason.InsufficientBalance);
            return;
        }

        if (call.TalkedMs >= call.Announcement.LastDueMs)
        {
            shard.Announcements.SayLast(call);
        }

        if (call.TalkedMs >= LongestTalkMs(out EndReason limit))
        {
            long talked = call.TalkedMs / 1000;
            call.Why.Add(limit == EndReason.NormalCallClearing ? ReasonCode.TestCallDone : ReasonCode.MaxDurationReached, limit: talked);
            call.EndBySwitch(limit);
            return;
        }

        Set();
    }

    /// <summary>
    /// Milliseconds of talk at which the switch ends the call, money aside, and what it then says: the smallest of the trunks' and the system's longest duration; for a call with a leg that
    /// knows no session timer also SS_SIP_NO_TIMER_REINVITE_INTERVAL, for nothing else would notice that its far end is gone (SW §1.2).
    /// </summary>
    private long LongestTalkMs(out EndReason reason)
    {
        reason = EndReason.MaxDuration;
        long seconds = Smaller(long.MaxValue, call.Ingress?.Trunk?.MaxCallDuration ?? 0);
        seconds = Smaller(seconds, call.Hunt.Current.Trunk?.Trunk.MaxCallDuration ?? 0);
        seconds = Smaller(seconds, call.Parameters.MaxCallDuration);
        if (call.Own is { } own && own.Seconds <= seconds)
        {
            seconds = own.Seconds;
            reason = EndReason.NormalCallClearing; // it has lasted as long as was asked for
        }

        bool unwatched = call.Caller is { Session.IsOn: false } || call.Callee is { Session.IsOn: false };
        int ceiling = call.Parameters.NoTimerReinviteInterval;
        if (unwatched && ceiling > 0 && ceiling < seconds)
        {
            seconds = ceiling;
            reason = EndReason.SessionTimeout;
        }

        return seconds == long.MaxValue ? seconds : seconds * 1000;
    }

    private static long Smaller(long seconds, int limit) => limit > 0 ? Math.Min(seconds, limit) : seconds;
}
