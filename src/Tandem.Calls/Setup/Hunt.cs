using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Registration;
using Tandem.Calls.Services;
using Tandem.Calls.Traffic;
using Tandem.Routing.Phones;
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

    private readonly Ringing _ringing = new(shard, call);
    private int _next;
    private int _switches = -1;
    private bool _isOpen;
    private bool _sawAnything;
    private bool _sawRinging;
    private bool _sawSdp;
    private bool _sawRtp;
    private bool _isAgain;
    private bool _isFirstOfRoute;
    private long _startedMs;
    private AttemptPhase? _watched;

    /// <summary>The routes, best first, as RouteFinder left them.</summary>
    public List<Route> Routes { get; } = new(2);

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

    /// <summary>Of a phone: which of the places where it is reached the attempt in hand is for.</summary>
    public PhoneContact? Contact => _ringing.Contact;

    /// <summary>The other places that ring together with the one in hand.</summary>
    public List<RingPlace> Beside => _ringing.Beside;

    /// <summary>Where the phone in hand has sent the call by its answer; empty for all else.</summary>
    public IReadOnlyList<string> RedirectedTo { get; private set; } = [];

    /// <summary>Why the last phone or forwarding that could have had the call did not; null where what the attempt itself said is the end.</summary>
    public EndReason? Refused { get; private set; }

    /// <summary>Takes the first route that may be sold now and has a line free. False: none; <paramref name="none"/> says what the last one fell to.</summary>
    public bool TryTake(out EndReason none)
    {
        EndReason? fell = null;
        bool taken = TryTakeNext(ref fell);
        none = fell ?? EndReason.NoAvailableRouter;
        return taken;
    }

    /// <summary>
    /// The attempt in hand has failed: is there another? First another address of the same trunk, if this one was silent (RFC 3263 §4.3), then, when the stop rules
    /// allow it, the next route. True: it is in hand.
    /// </summary>
    public bool TryMoveOn(int answer, int sipStatus, bool isSilent)
    {
        bool again = !_sawAnything && Current.Group is null; // of several that rang, nobody is rung twice
        bool otherTarget = again && Target + 1 < TargetCount;
        int nextAddress = again ? AddressFrom(Address + 1) : -1;
        bool otherAddress = nextAddress >= 0;
        CloseAttempt(answer, keepLine: otherTarget || otherAddress);
        if (otherTarget || otherAddress)
        {
            Target = otherTarget ? Target + 1 : 0;
            Address = otherTarget ? Address : nextAddress;
            Targets = otherTarget ? Targets : null;
            Open();
            return true;
        }

        bool isForward = Current.By is not null || Current.Trunk.Phone is not null;
        EndReason? fell = null;
        if (!MayMoveOn(sipStatus, isSilent, ref fell) && _next >= Routes.Count)
        {
            Refused = fell;
            return false;
        }

        if (TryTakeNext(ref fell))
        {
            return true;
        }

        Refused = isForward ? fell : null;
        call.Why.Add(ReasonCode.RoutesUsedUp);
        return false;
    }

    /// <summary>What failed was ours, and the address in hand is to be called once more. False: it has been already, or several ring.</summary>
    public bool TryAgain()
    {
        if (_isAgain || call.Branches.IsSeveral)
        {
            return false;
        }

        _isAgain = true;
        CallRecord.AttemptOver(call, CallEnd.BySwitch(EndReason.MediaLost), timedOut: false);
        CloseAttempt((int)EndReason.MediaLost, keepLine: true);
        Open();
        return true;
    }

    /// <summary>One of several places that ring has become the one in hand.</summary>
    public void Choose(in RingPlace place)
    {
        Current = place.Route;
        _ringing.Choose(place);
    }

    /// <summary>An INVITE goes out.</summary>
    public void Dialed()
    {
        _startedMs = shard.NowMs;
        _switches += _isFirstOfRoute && Current.Trunk.Phone is null ? 1 : 0;
        _isFirstOfRoute = false;
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

    /// <summary>The attempt in hand has become the call; its line stays taken until <see cref="Clear"/>.</summary>
    public void Answered()
    {
        _isOpen = false;
        call.Why.Add(ReasonCode.Answered, Current.Trunk.Name);
        _ringing.KeepOnly(Current.Trunk);
        Count(answered: true);
        call.Record.Tried.Add(new(Current.Trunk.Name, 200, Elapsed));
    }

    /// <summary>Another process has hunted, and this is the route that has answered. Its line is taken whatever the limit.</summary>
    public void GoOn(in Route route)
    {
        Current = route;
        _isOpen = false;
        _ringing.GoOn(route.Trunk);
    }

    /// <summary>The attempt in hand ends without an answer; nothing when it has ended already.</summary>
    public void CloseAttempt(int answer, bool keepLine = false)
    {
        if (_isOpen)
        {
            _isOpen = false;
            Count(answered: false);
            call.Record.Tried.Add(new(Current.Trunk.Name, answer, Elapsed));
        }

        if (!keepLine)
        {
            _ringing.Leave();
        }
    }

    /// <summary>
    /// A carrier that answers 500, 503 or 504 with Retry-After gets no calls for that time (SW §2.3 <c>retryAfter</c>); with 503 alone the code itself moves the call on. With
    /// 404, 480, 486 or 600 the header speaks of the one who was called (RFC 3261 §20.33).
    /// </summary>
    public void TakeOutIfAsked(Leg leg, SipMessage response)
    {
        if (leg.Egress is { Phone: null, Name: var trunk } && response.StatusCode is 500 or 503 or 504 && RetryAfterView.TryRead(response.Header(HeaderId.RetryAfter), out RetryAfterView retry) && retry.Seconds > 0)
        {
            int seconds = Math.Min(retry.Seconds, LongestOutSeconds);
            shard.Traffic.TakeOut(trunk, shard.Now.AddSeconds(seconds));
            call.Why.Add(ReasonCode.TakenOutAfterRetry, trunk, number: seconds);
        }
    }

    /// <summary>A phone says where the call is to go (RFC 3261 §8.1.3.4). What a carrier says there is not followed: it would choose what its customer pays for.</summary>
    public void NoteRedirection(Leg leg, SipMessage response)
    {
        if (leg.Egress is { Phone: not null } && Redirection.Is(response.StatusCode) && RedirectedTo.Count == 0)
        {
            RedirectedTo = Redirection.NumbersOf(response);
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
            AttemptPhase.ProgressWithSdp => Rings(Or(trunk.TimeoutSessionProgressSdp, system.TimeoutSessionProgressSdp)),
            _ => Rings(Or(trunk.TimeoutRinging, system.TimeoutRinging)),
        };
    }

    public void Clear()
    {
        _ringing.Clear();
        Routes.Clear();
        Refused = null;
        RedirectedTo = [];
        Current = default;
        _next = 0;
        _switches = -1;
        _isOpen = _isAgain = _isFirstOfRoute = false;
        Address = Target = 0;
        Targets = null;
    }

    private bool TryTakeNext(ref EndReason? fell)
    {
        while (_next < Routes.Count)
        {
            Current = Routes[_next++];
            Address = Math.Max(0, AddressFrom(0));
            Target = 0;
            Targets = null;
            _isFirstOfRoute = true;
            if (_ringing.TryBegin(Current, _next, ref fell))
            {
                TakeGroup();
                call.Forwards.KeepFor(Current, Beside);
                call.Branches.Begin(Beside.Count);
                Open();
                return true;
            }
        }

        return false;
    }

    /// <summary>Those that ring with the one in hand.</summary>
    private void TakeGroup()
    {
        while (Current.Group is { } group && _next < Routes.Count && ReferenceEquals(Routes[_next].Group, group))
        {
            EndReason? none = null;
            Route member = Routes[_next++];
            if (!_ringing.TryJoin(member, ref none))
            {
                call.Why.Add(ReasonCode.LeftOutOfGroup, member.Trunk.Name, (none ?? EndReason.NoAvailableRouter).ToString());
            }
        }
    }

    /// <summary>Whether the next route may be tried. After a phone its services say where the call goes on; where a carrier's stop rules end the hunt, only the next target of a forwarding is left.</summary>
    private bool MayMoveOn(int sipStatus, bool isSilent, ref EndReason? fell)
    {
        if (Current.Trunk.Phone is not null)
        {
            if (Redirection.Is(sipStatus) && Current.Group is null && shard.Phones.TryRedirect(call, Current, RedirectedTo, _next, out fell))
            {
                return true;
            }

            PhoneOutcome outcome = PhoneDecision.OutcomeOf(sipStatus, isSilent, _sawRinging);
            bool goesOn = fell is null && Current.Group is null && shard.Phones.TryGoOn(call, Current, outcome, _next, out fell);
            return goesOn || _next < Routes.Count;
        }

        AttemptOutcome attempt = new(sipStatus, isSilent, _sawRinging, _sawSdp, Math.Max(0, _switches), _sawRtp);
        if (StopRules.MayMoveOn(call.Plan, Current.Trunk, attempt, call.Why))
        {
            return true;
        }

        while (_next < Routes.Count && Routes[_next].Trunk.Phone is null && ReferenceEquals(Routes[_next].By, Current.By))
        {
            _next++;
        }

        return false;
    }

    /// <summary>A carrier's answers make its ratio; a phone has none.</summary>
    private void Count(bool answered)
    {
        if (Current.Trunk.Phone is null)
        {
            shard.Traffic.Attempted(TrafficKind.Egress, Current.Trunk.Name, answered);
        }
    }

    private int Rings(int most) => Current.AlertSeconds > 0 ? Math.Min(Current.AlertSeconds, most) : most;

    private int Elapsed => (int)Math.Min(int.MaxValue, shard.NowMs - _startedMs);

    private void Open()
    {
        _isOpen = true;
        _startedMs = shard.NowMs;
        _sawAnything = _sawRinging = _sawSdp = _sawRtp = false;
        RedirectedTo = [];
        Phase = AttemptPhase.Invited;
        _watched = null;
    }

    /// <summary>The trunk's first address from this one on that is not known to be silent; −1: none.</summary>
    private int AddressFrom(int first) => Current.Trunk.Phone is null
        ? shard.Traffic.Of(Current.Trunk).Silent.FirstHeard(first, Current.Trunk.Trunk.Addresses.Count)
        : first < Current.Trunk.Trunk.Addresses.Count ? first : -1;

    private static int Or(int own, int system) => own > 0 ? own : system;
}
