using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Traffic;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Calls.Setup;

/// <summary>What was last heard on an attempt: each has its own timer (SW §1.3).</summary>
internal enum AttemptPhase : byte
{
    Invited,
    Trying,
    Progress,
    ProgressWithSdp,
    Ringing,
}

/// <summary>
/// The hunt of one call over its routes: the route and the address in hand, the line held on its trunk, what was seen on it, whether the call may move on. The rules are
/// Routing's (<see cref="StopRules"/>, <see cref="RouteFinder.MayBeSold"/>); here they are asked at the right moment. Pooled with its call.
/// </summary>
internal sealed class Hunt(CallShard shard, Call call)
{
    /// <summary>No carrier can take itself out for more than an hour by one answer.</summary>
    private const int LongestOutSeconds = 3600;

    private int _next;
    private int _switches = -1;
    private bool _holdsLine;
    private bool _isOpen;
    private bool _sawAnything;
    private bool _sawRinging;
    private bool _sawSdp;
    private bool _sawRtp;
    private bool _isAgain;
    private long _startedMs;
    private AttemptPhase? _watched;

    /// <summary>The routes, best first, as RouteFinder left them.</summary>
    public List<Route> Routes { get; } = new(8);

    /// <summary>The route in hand.</summary>
    public Route Current { get; private set; }

    /// <summary>Index of the address in hand among the trunk's.</summary>
    public int Address { get; private set; }

    /// <summary>Which of the places that the address in hand leads to, and how many there are.</summary>
    public int Target { get; private set; }

    public int TargetCount => Targets?.Count ?? 0;

    /// <summary>The places that the address in hand leads to, as they were found for its first one: each look-up may order them anew.</summary>
    public IReadOnlyList<Target>? Targets { get; set; }

    public AttemptPhase Phase { get; private set; }

    /// <summary>Takes the first route that may be sold now and has a line free. False: none; <paramref name="none"/> says what the last one fell to.</summary>
    public bool TryTake(out EndReason none)
    {
        none = EndReason.NoAvailableRouter;
        while (_next < Routes.Count)
        {
            Current = Routes[_next++];
            Address = 0;
            Target = 0;
            Targets = null;
            if (call.Test is null && !HasCredit())
            {
                none = EndReason.NoAvailableRouter;
                continue;
            }

            if (call.Test is null && IsOut())
            {
                none = EndReason.NoAvailableRouter;
                continue;
            }

            if (call.Test is null && !MayTry())
            {
                none = EndReason.ProfitLimit;
                continue;
            }

            EgressTrunk trunk = Current.Trunk.Trunk;
            if (shard.Traffic.TryEnter(TrafficKind.Egress, Current.Trunk.Name, trunk.Capacity, trunk.Cps) is { } full)
            {
                none = EndReason.NoAvailableRouter;
                NoteFull(full, trunk);
                continue;
            }

            _holdsLine = true;
            Open();
            return true;
        }

        return false;
    }

    /// <summary>
    /// The attempt in hand has failed: is there another? First another address of the same trunk, if this one was silent (RFC 3263 §4.3), then, when the stop rules
    /// allow it, the next route. True: it is in hand.
    /// </summary>
    public bool TryMoveOn(int answer, int sipStatus, bool isSilent)
    {
        bool otherTarget = !_sawAnything && Target + 1 < TargetCount;
        bool otherAddress = !_sawAnything && Address + 1 < Current.Trunk.Trunk.Addresses.Count;
        CloseAttempt(answer, keepLine: otherTarget || otherAddress);
        if (otherTarget || otherAddress)
        {
            Target = otherTarget ? Target + 1 : 0;
            Address += otherTarget ? 0 : 1;
            Targets = otherTarget ? Targets : null;
            Open();
            return true;
        }

        AttemptOutcome outcome = new(sipStatus, isSilent, _sawRinging, _sawSdp, Math.Max(0, _switches), _sawRtp);
        if (!StopRules.MayMoveOn(call.Plan, Current.Trunk, outcome, call.Why))
        {
            return false;
        }

        if (TryTake(out _))
        {
            return true;
        }

        call.Why.Add(ReasonCode.RoutesUsedUp);
        return false;
    }

    /// <summary>What failed was ours, and the address in hand is to be called once more. False: it has been already.</summary>
    public bool TryAgain()
    {
        if (_isAgain)
        {
            return false;
        }

        _isAgain = true;
        CallRecord.AttemptOver(call, CallEnd.BySwitch(EndReason.MediaLost), timedOut: false);
        CloseAttempt((int)EndReason.MediaLost, keepLine: true);
        Open();
        return true;
    }

    /// <summary>An INVITE goes out.</summary>
    public void Dialed()
    {
        _startedMs = shard.NowMs;
        _switches += Address == 0 && Target == 0 ? 1 : 0;
        shard.Counters.Attempts++;
        call.Why.Add(ReasonCode.AttemptStarted, Current.Trunk.Name, call.Record.DestinationIp, call.Record.CallIds.Count);
    }

    public void Saw(AttemptPhase phase)
    {
        Phase = phase > Phase ? phase : Phase;
        _sawAnything = true;
        _sawRinging |= phase == AttemptPhase.Ringing;
        _sawSdp |= phase == AttemptPhase.ProgressWithSdp;
    }

    public void SawSdp() => _sawSdp = true;

    public void SawRtp() => _sawRtp = true;

    /// <summary>The attempt has come further than it was when this was last asked: its next timer begins.</summary>
    public bool BeginsPhase()
    {
        bool begins = _watched != Phase;
        _watched = Phase;
        return begins;
    }

    /// <summary>The attempt in hand has become the call; its line stays taken until <see cref="Leave"/>.</summary>
    public void Answered()
    {
        _isOpen = false;
        call.Why.Add(ReasonCode.Answered, Current.Trunk.Name);
        shard.Traffic.Attempted(Current.Trunk.Name, answered: true);
        call.Record.Tried.Add(new(Current.Trunk.Name, 200, Elapsed));
    }

    /// <summary>Another process has hunted, and this is the route that has answered. Its line is taken whatever the limit.</summary>
    public void GoOn(in Route route)
    {
        Current = route;
        _isOpen = false;
        _holdsLine = true;
        shard.Traffic.TryEnter(TrafficKind.Egress, route.Trunk.Name, 0, 0);
    }

    /// <summary>The attempt in hand ends without an answer; nothing when it has ended already.</summary>
    public void CloseAttempt(int answer, bool keepLine = false)
    {
        if (_isOpen)
        {
            _isOpen = false;
            shard.Traffic.Attempted(Current.Trunk.Name, answered: false);
            call.Record.Tried.Add(new(Current.Trunk.Name, answer, Elapsed));
        }

        if (!keepLine)
        {
            Leave();
        }
    }

    /// <summary>
    /// A carrier that answers 500, 503 or 504 with Retry-After gets no calls for that time (SW §2.3 <c>retryAfter</c>); with 503 alone the code itself moves the call on. With
    /// 404, 480, 486 or 600 the header speaks of the one who was called (RFC 3261 §20.33).
    /// </summary>
    public void TakeOutIfAsked(SipMessage response)
    {
        if (response.StatusCode is 500 or 503 or 504 && RetryAfterView.TryRead(response.Header(HeaderId.RetryAfter), out RetryAfterView retry) && retry.Seconds > 0)
        {
            int seconds = Math.Min(retry.Seconds, LongestOutSeconds);
            shard.Traffic.TakeOut(Current.Trunk.Name, shard.Now.AddSeconds(seconds));
            call.Why.Add(ReasonCode.TakenOutAfterRetry, Current.Trunk.Name, number: seconds);
        }
    }

    /// <summary>Gives the trunk's line back.</summary>
    public void Leave()
    {
        if (_holdsLine)
        {
            _holdsLine = false;
            shard.Traffic.Leave(TrafficKind.Egress, Current.Trunk.Name);
        }
    }

    /// <summary>Seconds that the attempt may stay as it is: the trunk's own, or the system's.</summary>
    public int PatienceSeconds()
    {
        EgressTrunk trunk = Current.Trunk.Trunk;
        SystemParameters system = call.Plan.Parameters;
        return Phase switch
        {
            AttemptPhase.Invited => Or(trunk.TimeoutInvite, system.TimeoutInvite),
            AttemptPhase.Trying => Or(trunk.TimeoutTrying, system.TimeoutTrying),
            AttemptPhase.Progress => Or(trunk.TimeoutSessionProgress, system.TimeoutSessionProgress),
            AttemptPhase.ProgressWithSdp => Or(trunk.TimeoutSessionProgressSdp, system.TimeoutSessionProgressSdp),
            _ => Or(trunk.TimeoutRinging, system.TimeoutRinging),
        };
    }

    public void Clear()
    {
        Leave();
        Routes.Clear();
        Current = default;
        _next = 0;
        _switches = -1;
        _isOpen = _isAgain = false;
        Address = Target = 0;
        Targets = null;
    }

    /// <summary>
    /// A vendor is paid from a balance of its own, which can run out and so stop its trunks (BI §3.9). What it still has is asked at each attempt. A vendor whose plan names neither a limit
    /// nor an opening balance is one that sends bills: its balance is not to be checked.
    /// </summary>
    private bool HasCredit()
    {
        if (Current.Trunk.Account is not { } vendor || vendor is { CreditLimit: 0m, OpeningBalance: 0m } || !shard.Credit.TryGetAvailable(vendor.Name, out decimal left) || left > 0m)
        {
            return true;
        }

        call.Why.Add(ReasonCode.VendorCreditUsedUp, Current.Trunk.Name, vendor.Name, left);
        return false;
    }

    /// <summary>It has asked for no calls since this call's routes were listed.</summary>
    private bool IsOut()
    {
        if (shard.Traffic.Of(Current.Trunk).UnavailableUntil is not { } until || until <= shard.Now)
        {
            return false;
        }

        call.Why.Add(ReasonCode.OutAfterRetry, Current.Trunk.Name, until.UtcDateTime.ToString("u"));
        return true;
    }

    /// <summary>By the plan that is in force now: a lock or a margin that was set after the call came in holds for its next attempt.</summary>
    private bool MayTry() =>
        RouteFinder.MayBeSold(shard.Plan, call.Admitted, Current, call.Why)
        && StopRules.MayTry(call.Plan, Current, TimeSpan.FromMilliseconds(shard.NowMs - call.HuntMs), call.Why);

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

    private int Elapsed => (int)Math.Min(int.MaxValue, shard.NowMs - _startedMs);

    private void Open()
    {
        _isOpen = true;
        _startedMs = shard.NowMs;
        _sawAnything = _sawRinging = _sawSdp = _sawRtp = false;
        Phase = AttemptPhase.Invited;
        _watched = null;
    }

    private static int Or(int own, int system) => own > 0 ? own : system;
}
