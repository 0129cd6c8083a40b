using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Calls.Media;
using Tandem.Calls.Services;
using Tandem.Calls.Setup;
using Tandem.Calls.TestCalls;
using Tandem.Calls.Traffic;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>
/// One call: a caller's leg, the callee's leg in hand, the hunt between them, the money and the record. It hears events of its legs, its timers and the operator, asks
/// <see cref="CallMachine"/>, and has the effects done by those who do them. Owned by one shard, pooled: no lock, no task, and nothing allocated that lives as long as a call.
/// A call without a caller's leg is a test call: the switch itself dials.
/// </summary>
internal sealed class Call
{
    private readonly CallShard _shard;
    private readonly CallActs _acts;
    private bool _holdsLine;

    public Call(CallShard shard)
    {
        _shard = shard;
        _acts = new(shard, this);
        Credit = new(shard.Credit);
        Ladder = new(shard.Buffers, shard.LadderLines);
        Hunt = new(shard, this);
        Media = new(shard, this);
        Announcement = new(shard, this);
        Branches = new(shard, this);
        Forwards = new(shard, this);
    }

    public CallState State { get; private set; }

    /// <summary>Its place in the shard's list of calls.</summary>
    public int Position { get; set; }

    /// <summary>Rises with each use of this object, so that an answer that comes too late is known.</summary>
    public int Generation { get; private set; }

    public Leg? Caller { get; private set; }

    public Leg? Callee { get; private set; }

    /// <summary>The plan that was in force when the call came; it stays this call's plan.</summary>
    public SwitchPlan Plan { get; private set; } = SwitchPlan.Empty;

    public SystemParameters Parameters => Plan.Parameters;

    public CompiledIngress? Ingress { get; private set; }

    public Admitted Admitted { get; private set; }

    public Hunt Hunt { get; }

    /// <summary>What rings beside <see cref="Callee"/>.</summary>
    public Branches Branches { get; }

    /// <summary>What phones that forward the call pay for it.</summary>
    public ForwardLegs Forwards { get; }

    public Cdr Record { get; private set; } = new();

    public RouteReasons Why { get; } = new();

    public Ladder Ladder { get; }

    public CreditWatch Credit { get; }

    public CallMedia Media { get; }

    public CallAnnouncement Announcement { get; }

    public VanishedSides Vanished { get; } = new();

    /// <summary>Set for a call that the switch places itself.</summary>
    public TestCall? Test { get; private set; }

    /// <summary>Monotonic time of the shard.</summary>
    public long StartedMs { get; private set; }

    /// <summary>When the hunt for a route began: at the start, or when the caller had heard what it was told first.</summary>
    public long HuntMs { get; private set; }

    /// <summary>The callee has answered: talk time runs.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>When it was answered. Below zero for a call that is older than this process.</summary>
    public long AnsweredMs { get; private set; }

    public long TalkedMs => IsAnswered ? _shard.NowMs - AnsweredMs : 0;

    /// <summary>The caller's INVITE had a body: the callee's 200 answers it.</summary>
    public bool HasOffer { get; private set; }

    /// <summary>The INVITE that the callee's one is made from; null for a test call.</summary>
    public SipMessage? Invite => Caller?.Invite?.Request;

    /// <summary>The body of our INVITE; empty when the callee is to make the offer.</summary>
    public ReadOnlySpan<byte> Offer => Media.Offer is { IsEmpty: false } ours ? ours : CallersOffer;

    /// <summary>The offer as the caller has made it.</summary>
    public ReadOnlySpan<byte> CallersOffer => Test is not null && Callee is not null ? Test.Offer(Callee.Flow.Local, Record.Id) : Invite is { } invite ? invite.Body : default;

    public void Begin(SwitchPlan plan, CompiledIngress ingress, Leg caller, SipMessage invite)
    {
        Ingress = ingress;
        Caller = caller;
        caller.Call = this;
        HasOffer = !invite.Body.IsEmpty;
        Begin(plan);
        CallRecord.Caller(this, _shard, invite);
    }

    public void BeginTest(SwitchPlan plan, TestCall test)
    {
        Test = test;
        HasOffer = true;
        Begin(plan);
    }

    /// <summary>The caller's trunk has given this call a line, to be given back.</summary>
    public void HoldLine() => _holdsLine = true;

    public void LeaveLine()
    {
        if (_holdsLine)
        {
            _holdsLine = false;
            _shard.Traffic.Leave(Ingress!); // it was entered
        }
    }

    /// <summary>The attempt in hand is not this call's any more.</summary>
    public void LeaveCallee() => Callee = null;

    /// <summary>The callee has answered.</summary>
    public void BeginTalk() => (IsAnswered, AnsweredMs) = (true, _shard.NowMs);

    public void Take(in Admitted admitted) => Admitted = admitted;

    /// <summary>Dials the routes in <see cref="Hunt"/>, from the first; once the caller has heard what it is to hear before.</summary>
    public void Dial()
    {
        if (_shard.Announcements.HasPreface(this))
        {
            Step(CallEvent.HearsFirst);
        }
        else
        {
            BeginHunt();
        }
    }

    public void BeginHunt()
    {
        HuntMs = _shard.NowMs;
        _acts.Watch.Set();
        if (Hunt.TryTake(out EndReason none))
        {
            _shard.Locations.Locate(this);
        }
        else
        {
            _acts.End = CallEnd.BySwitch(none);
            Fail(CallEvent.RoutesUsedUp);
        }
    }

    /// <summary>The way to the route in hand; the host as the plan names it, or "" for an address.</summary>
    public void OnLocated(in Flow flow, string host, int port)
    {
        if (State == CallState.Locating)
        {
            Callee = _shard.Legs.Rent();
            Callee.BeginCallee(this, new(Hunt.Current, Hunt.Contact), flow, Record.CallIds.Count + 1, host, port);
            if (!_shard.MediaStart.TryBegin(this, Callee))
            {
                Step(CallEvent.Located);
            }
        }
    }

    /// <summary>The offer for the route in hand is made: its INVITE can go.</summary>
    public void OnMediaReady() => Step(CallEvent.Located);

    /// <summary>The route in hand leads nowhere.</summary>
    public void OnNotLocated()
    {
        if (State == CallState.Locating)
        {
            AttemptOver(CallEnd.BySwitch(EndReason.ConnectionTimeout), sipStatus: 503, timedOut: false);
        }
    }

    public void OnTrying()
    {
        Hunt.Saw(AttemptPhase.Trying);
        Step(CallEvent.Trying);
    }

    /// <summary>18x; <paramref name="forkRSeq"/> is not 0 when it was reliable and its PRACK is still owed.</summary>
    public void OnProgress(Leg leg, SipMessage response, int fork, uint forkRSeq)
    {
        bool hasSdp = response.HasOwnBody && !Branches.IsSeveral;
        bool rings = response.StatusCode is 180 or 182;
        Hunt.Saw(rings ? AttemptPhase.Ringing : hasSdp ? AttemptPhase.ProgressWithSdp : AttemptPhase.Progress);
        if (hasSdp)
        {
            Hunt.SawSdp();
        }

        CallRecord.Ringing(this, _shard);
        (_acts.Message, _acts.Fork, _acts.ForkRSeq) = (Branches.IsNews(leg) ? response : null, fork, forkRSeq);
        _acts.Rings = leg;
        Step(CallEvent.Progress);
        _acts.Rings = null;
        _acts.Message = null;
    }

    public void OnAnswer(SipMessage response, int fork)
    {
        (_acts.Message, _acts.Fork) = (response, fork);
        Step(!HasOffer && !response.Body.IsEmpty ? CallEvent.AnswerWithOffer : CallEvent.Answer);
        _acts.Message = null;
    }

    public void OnAttemptFailed(Leg leg, int status, SipMessage response)
    {
        Hunt.Saw(Hunt.Phase);
        Hunt.TakeOutIfAsked(leg, response);
        int cause = Reasons.Q850Of(response);
        CallEnd end = CallEnd.ByCarrier(status);
        end = cause > 0 ? end with { Q850Cause = cause } : end;
        if (Branches.Outlives(leg, end))
        {
            return;
        }

        CallEnd best = Branches.Best(end);
        _acts.Message = best == end ? response : null;
        AttemptOver(best, best.SipStatus, timedOut: false);
        _acts.Message = null;
    }

    /// <summary>Nobody answers there, or nothing can be sent there.</summary>
    public void OnAttemptUnreachable(Leg leg, bool timedOut)
    {
        var end = CallEnd.BySwitch(SilenceOf(EndReason.ConnectionTimeout));
        if (!Branches.Outlives(leg, end))
        {
            CallEnd best = Branches.Best(end);
            AttemptOver(best, best.Reason > 0 ? best.SipStatus : timedOut ? 408 : 503, timedOut);
        }
    }

    /// <summary>All places that rang have failed, and those that were still sought lead nowhere.</summary>
    public void OnNoneLeft(in CallEnd best) => AttemptOver(best, best.Reason > 0 ? best.SipStatus : 503, timedOut: false);

    public void OnProgressTimer()
    {
        bool rang = Hunt.Phase is AttemptPhase.Ringing or AttemptPhase.ProgressWithSdp;
        AttemptOver(CallEnd.BySwitch(rang ? EndReason.NoAnswer : SilenceOf(EndReason.ResponseTimeout)), sipStatus: 408, timedOut: true);
    }

    /// <summary>Of several that ring, this one is the callee's from now on.</summary>
    public void TakeInHand(Leg leg)
    {
        Callee = leg;
        Hunt.Choose(leg.Place);
        CallRecord.TakenInHand(this, _shard, leg);
    }

    /// <summary>A phone that says nothing is not there; a carrier that says nothing has failed.</summary>
    private EndReason SilenceOf(EndReason carriers) => Hunt.Current.Trunk.Phone is null ? carriers : EndReason.CalleeNotOnline;

    public void OnCallerCancel(SipMessage cancel)
    {
        _acts.End = GivenUpBy(EndDirection.Caller);
        _acts.Message = cancel;
        Step(CallEvent.CallerCancel);
        _acts.Message = null;
    }

    public void OnBye(Leg leg, SipMessage bye, int q850Cause)
    {
        bool caller = leg == Caller;
        _acts.End = !IsAnswered
            ? GivenUpBy(caller ? EndDirection.Caller : EndDirection.Callee)
            : new(caller ? EndDirection.Caller : EndDirection.Callee, q850Cause, 200, q850Cause);
        _acts.Message = bye;
        Step(caller ? CallEvent.CallerBye : CallEvent.CalleeBye);
        _acts.Message = null;
    }

    /// <summary>The caller's ACK; null when nobody calls but the switch.</summary>
    public void OnCallerAck(SipMessage? ack)
    {
        _acts.Message = ack;
        Step(CallEvent.CallerAck);
        _acts.Message = null;
    }

    public void OnNoCallerAck()
    {
        _acts.End = CallEnd.BySwitch(EndReason.NoAck);
        Step(CallEvent.NoCallerAck);
    }

    /// <summary>The switch ends the call, whatever its state.</summary>
    public void EndBySwitch(EndReason reason) => Refuse(CallEnd.BySwitch(reason));

    /// <summary>The switch ends the call because this side is gone.</summary>
    public void EndWithout(Leg vanished, EndReason reason)
    {
        Vanished.Note(vanished == Caller, vanished == Callee);
        EndBySwitch(reason);
    }

    /// <summary>The switch takes no such call, or not any longer.</summary>
    public void Refuse(CallEnd end)
    {
        _acts.End = State == CallState.Failing ? _acts.End : end; // that one has failed before
        Fail(CallEvent.SwitchEnds);
    }

    /// <summary>The media of the call is gone. A voice is left out; who has not answered is called once more, by ports that are there; all others can't hear each other any more.</summary>
    public void OnMediaLost()
    {
        if (State is CallState.Prefacing or CallState.Failing)
        {
            OnHeard();
        }
        else if (State is CallState.Dialing or CallState.Ringing && Hunt.TryAgain())
        {
            Step(CallEvent.AttemptFailed);
        }
        else
        {
            EndBySwitch(EndReason.MediaLost);
        }
    }

    /// <summary>The caller has heard what it was told, or can't.</summary>
    public void OnHeard() => Step(CallEvent.Heard);

    /// <summary>What the next process would need to go on with the call has changed.</summary>
    public void Changed()
    {
        if (State == CallState.Talking)
        {
            _shard.Marks.Kept(this);
        }
    }

    /// <summary>Becomes a call that another process has begun, with legs that are up; <see cref="Talks"/> when it is certain.</summary>
    public void GoOn(SwitchPlan plan, Cdr record, in Route route, Leg caller, Leg callee, bool hasOffer)
    {
        Generation++;
        (Plan, Record, Ingress, HasOffer) = (plan, record, caller.Ingress, hasOffer);
        (Caller, Callee) = (caller, callee);
        Hunt.GoOn(route);
        _shard.Traffic.Enter(Ingress!); // a leg that goes on has one
        HoldLine();
        Announcement.BeginWatch();
        Credit.GoOn(record.Customer.Account, record.Customer.Rate, record.Rules, record.TalkMs / 1000);
    }

    /// <summary>It does go on, and has talked so long.</summary>
    public void Talks(long talkedMs)
    {
        State = CallState.Talking;
        (IsAnswered, AnsweredMs) = (true, _shard.NowMs - talkedMs);
        StartedMs = AnsweredMs - (long)((Record.AnsweredAt ?? Record.StartedAt) - Record.StartedAt).TotalMilliseconds;
        Record.TalkMs = talkedMs;
        _shard.Marks.TakenBack(this);
        _acts.Watch.Set();
        Media.Watch.Start();
        Media.Poll.Start();
    }

    /// <summary>It does not go on after all: everything is given back, and nothing written.</summary>
    public void LetGo()
    {
        LeaveLine();
        Credit.Settle(0m);
        if (Caller is { } caller && Callee is { } callee)
        {
            _shard.Legs.Return(caller);
            _shard.Legs.Return(callee);
        }

        Record = new();
        _shard.Calls.Return(this);
    }

    private void Step(CallEvent seen)
    {
        (State, CallEffects effects) = CallMachine.Step(State, seen);
        _acts.Perform(effects);
    }

    /// <summary>The attempt in hand has come to nothing: is there another?</summary>
    private void AttemptOver(CallEnd end, int sipStatus, bool timedOut)
    {
        _acts.End = end;
        CallRecord.AttemptOver(this, end, timedOut);
        if (Hunt.TryMoveOn(end.Reason, sipStatus, isSilent: end.Reason <= 0))
        {
            Step(CallEvent.AttemptFailed);
        }
        else
        {
            _acts.End = Hunt.Refused is { } refused ? CallEnd.BySwitch(refused) : end;
            Fail(CallEvent.RoutesUsedUp);
        }
    }

    private void Fail(CallEvent silently) => Step(_shard.Announcements.Regrets(this, _acts.End) ? CallEvent.FailsAloud : silently);

    /// <summary>Who gives up while it hears why the call has failed does not change why.</summary>
    private CallEnd GivenUpBy(EndDirection side) =>
        (State == CallState.Failing ? _acts.End : CallEnd.By(side, EndReason.CallerCancel)) with { SipStatus = 487 };

    /// <summary>Everything is known: the record is written.</summary>
    public void Finish()
    {
        Vanished.Bound(this);
        _shard.Nat.CallEnded(this);
        _shard.Marks.Ended(this);
        Forwards.Ended();
        Test?.Finish(Record, _acts.End);
        _shard.Calls.Return(this);
    }

    private void Begin(SwitchPlan plan)
    {
        Generation++;
        Plan = plan;
        State = CallState.Locating;
        StartedMs = HuntMs = _shard.NowMs;
        IsAnswered = false;
        CallRecord.Begin(this, _shard);
    }

    /// <summary>Makes the object ready for the next call; everything of this one is forgotten.</summary>
    public void Clear()
    {
        Generation++;
        State = CallState.Over;
        Caller = Callee = null;
        Ingress = null;
        Admitted = default;
        Plan = SwitchPlan.Empty;
        Test = null;
        _holdsLine = false;
        Hunt.Clear();
        Record.Clear();
        Why.Clear();
        Ladder.Clear();
        Credit.Clear();
        Announcement.Clear();
        _acts.Clear();
        Media.Clear();
        Vanished.Clear();
        Branches.Clear();
        Forwards.Clear();
    }
}
