using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Calls.Media;
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
    private readonly ProgressTimer _progressTimer;
    private readonly CallWatch _watch;
    private CallEnd _end;
    private bool _holdsLine;

    // What the event in hand is about, for the effects of the same step.
    private SipMessage? _message;
    private int _fork;
    private uint _forkRSeq;

    public Call(CallShard shard)
    {
        _shard = shard;
        _progressTimer = new(this);
        _watch = new(shard, this);
        Credit = new(shard.Credit);
        Ladder = new(shard.Buffers, shard.LadderLines);
        Hunt = new(shard, this);
        Media = new(shard, this);
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

    public Cdr Record { get; private set; } = new();

    public RouteReasons Why { get; } = new();

    public Ladder Ladder { get; }

    public CreditWatch Credit { get; }

    public CallMedia Media { get; }

    public VanishedSides Vanished { get; } = new();

    /// <summary>Set for a call that the switch places itself.</summary>
    public TestCall? Test { get; private set; }

    /// <summary>Monotonic time of the shard.</summary>
    public long StartedMs { get; private set; }

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

    public void Take(in Admitted admitted) => Admitted = admitted;

    /// <summary>Dials the routes in <see cref="Hunt"/>, from the first.</summary>
    public void Dial()
    {
        _watch.Set();
        if (Hunt.TryTake(out EndReason none))
        {
            _shard.Locations.Locate(this);
        }
        else
        {
            _end = CallEnd.BySwitch(none);
            Step(CallEvent.RoutesUsedUp);
        }
    }

    /// <summary>The way to the route in hand; the host as the plan names it, or "" for an address.</summary>
    public void OnLocated(in Flow flow, string host, int port)
    {
        if (State == CallState.Locating)
        {
            Callee = _shard.Legs.Rent();
            Callee.BeginCallee(this, Hunt.Current.Trunk, flow, Record.CallIds.Count + 1, host, port);
            if (!_shard.Media.TryBegin(this, Callee))
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
    public void OnProgress(SipMessage response, int fork, uint forkRSeq)
    {
        bool hasSdp = response.HasOwnBody;
        bool rings = response.StatusCode is 180 or 182;
        Hunt.Saw(rings ? AttemptPhase.Ringing : hasSdp ? AttemptPhase.ProgressWithSdp : AttemptPhase.Progress);
        if (hasSdp)
        {
            Hunt.SawSdp();
        }

        CallRecord.Ringing(this, _shard);
        (_message, _fork, _forkRSeq) = (response, fork, forkRSeq);
        Step(CallEvent.Progress);
        _message = null;
    }

    public void OnAnswer(SipMessage response, int fork)
    {
        (_message, _fork) = (response, fork);
        Step(!HasOffer && !response.Body.IsEmpty ? CallEvent.AnswerWithOffer : CallEvent.Answer);
        _message = null;
    }

    public void OnAttemptFailed(int status, SipMessage response)
    {
        Hunt.Saw(Hunt.Phase);
        Hunt.TakeOutIfAsked(response);
        int cause = Reasons.Q850Of(response);
        CallEnd end = CallEnd.ByCarrier(status);
        _message = response;
        AttemptOver(cause > 0 ? end with { Q850Cause = cause } : end, status, timedOut: false);
        _message = null;
    }

    /// <summary>Nobody answers there, or nothing can be sent there.</summary>
    public void OnAttemptUnreachable(bool timedOut) =>
        AttemptOver(CallEnd.BySwitch(EndReason.ConnectionTimeout), timedOut ? 408 : 503, timedOut);

    public void OnProgressTimer()
    {
        bool rang = Hunt.Phase is AttemptPhase.Ringing or AttemptPhase.ProgressWithSdp;
        AttemptOver(CallEnd.BySwitch(rang ? EndReason.NoAnswer : EndReason.ResponseTimeout), sipStatus: 408, timedOut: true);
    }

    public void OnCallerCancel(SipMessage cancel)
    {
        _end = CallEnd.By(EndDirection.Caller, EndReason.CallerCancel) with { SipStatus = 487 };
        _message = cancel;
        Step(CallEvent.CallerCancel);
        _message = null;
    }

    public void OnBye(Leg leg, SipMessage bye, int q850Cause)
    {
        bool caller = leg == Caller;
        _end = !IsAnswered
            ? CallEnd.By(caller ? EndDirection.Caller : EndDirection.Callee, EndReason.CallerCancel) with { SipStatus = 487 }
            : new(caller ? EndDirection.Caller : EndDirection.Callee, q850Cause, 200, q850Cause);
        _message = bye;
        Step(caller ? CallEvent.CallerBye : CallEvent.CalleeBye);
        _message = null;
    }

    /// <summary>The caller's ACK; null when nobody calls but the switch.</summary>
    public void OnCallerAck(SipMessage? ack)
    {
        _message = ack;
        Step(CallEvent.CallerAck);
        _message = null;
    }

    public void OnNoCallerAck()
    {
        _end = CallEnd.BySwitch(EndReason.NoAck);
        Step(CallEvent.NoCallerAck);
    }

    /// <summary>The switch ends the call, whatever its state.</summary>
    public void EndBySwitch(EndReason reason)
    {
        _end = CallEnd.BySwitch(reason);
        Step(CallEvent.SwitchEnds);
    }

    /// <summary>The switch ends the call because this side is gone.</summary>
    public void EndWithout(Leg vanished, EndReason reason)
    {
        Vanished.Note(vanished == Caller, vanished == Callee);
        EndBySwitch(reason);
    }

    /// <summary>The switch takes no such call; nothing has been dialled.</summary>
    public void Refuse(CallEnd end)
    {
        _end = end;
        Step(CallEvent.SwitchEnds);
    }

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
        _shard.Traffic.TryEnter(CallShard.KindOf(Ingress!), Ingress!.Name, 0, 0); // a leg that goes on has one; whatever the limit: the line was taken before
        HoldLine();
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
        _watch.Set();
        Media.Watch.Start();
        Media.Poll.Start();
    }

    /// <summary>It does not go on after all: everything is given back, and nothing written.</summary>
    public void LetGo()
    {
        if (_holdsLine)
        {
            _shard.Traffic.Leave(CallShard.KindOf(Ingress!), Ingress!.Name); // it was entered
        }

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
        Perform(effects);
    }

    private void Perform(CallEffects effects)
    {
        if (effects.HasFlag(CallEffects.DropAttempt))
        {
            DropAttempt(isLast: effects.HasFlag(CallEffects.Close));
        }

        if (effects.HasFlag(CallEffects.StartTalk))
        {
            StartTalk();
        }

        if (effects.HasFlag(CallEffects.AckCallee) && Callee is not null)
        {
            _shard.CalleeSide.Acknowledge(Callee, _message is { Method: SipMethod.Ack } ack ? ack : null);
        }

        if (effects.HasFlag(CallEffects.PassAnswer))
        {
            PassAnswer();
        }

        if (effects.HasFlag(CallEffects.PassProgress) && Caller is not null && Callee is not null && _message is not null)
        {
            _shard.CallerSide.Progress(Caller, Callee, _fork, _message, _forkRSeq);
        }

        if (effects.HasFlag(CallEffects.RefuseCaller))
        {
            _end = CallRecord.EndForCaller(this, _end);
            if (Caller is not null)
            {
                _shard.CallerSide.Refuse(Caller, _end, _message);
            }
        }

        if (effects.HasFlag(CallEffects.ByeCallee) && Callee is not null)
        {
            _shard.Goodbye.Send(Callee, _end, _message);
        }

        if (effects.HasFlag(CallEffects.ByeCaller) && Caller is not null)
        {
            _shard.Goodbye.Send(Caller, _end, _message);
        }

        if (effects.HasFlag(CallEffects.SendInvite) && Callee is not null)
        {
            _shard.CalleeSide.Invite(this, Callee);
            CallRecord.Dialed(this, _shard, Callee);
            Hunt.Dialed();
            Media.Auxiliary.Start();
        }

        if (effects.HasFlag(CallEffects.WatchProgress))
        {
            WatchProgress();
        }

        if (effects.HasFlag(CallEffects.Keep))
        {
            _shard.Marks.Kept(this);
        }

        if (effects.HasFlag(CallEffects.Close))
        {
            Close();
        }

        if (effects.HasFlag(CallEffects.TryNext))
        {
            _shard.Locations.Locate(this);
        }
    }

    private void WatchProgress()
    {
        // A repeated provisional is no news (RFC 3261 §13.3.1.1 has one a minute): a phone rings as long as its timer says.
        if (Hunt.BeginsPhase())
        {
            _shard.Wheel.Set(_progressTimer, _shard.NowMs + (Hunt.PatienceSeconds() * 1000L));
        }
    }

    private void PassAnswer()
    {
        if (Caller is null)
        {
            OnCallerAck(null); // a test call hears itself
        }
        else if (Callee is not null && _message is not null)
        {
            _shard.CallerSide.Answer(Caller, Callee, _fork, _message);
        }
    }

    private void StartTalk()
    {
        _shard.Wheel.Cancel(_progressTimer);
        (IsAnswered, AnsweredMs) = (true, _shard.NowMs);
        Hunt.Answered();
        CallRecord.Answered(this, _shard, _message);
        _shard.Media.OnTalk(this);
        _shard.Marks.Answered(this);
        _watch.Set();
        Media.Watch.Start();
        Media.Poll.Start();
    }

    /// <summary>The attempt in hand has come to nothing: is there another?</summary>
    private void AttemptOver(CallEnd end, int sipStatus, bool timedOut)
    {
        _end = end;
        CallRecord.AttemptOver(this, end, timedOut);
        Step(Hunt.TryMoveOn(end.Reason, sipStatus, isSilent: end.Reason <= 0) ? CallEvent.AttemptFailed : CallEvent.RoutesUsedUp);
    }

    private void DropAttempt(bool isLast)
    {
        _shard.Wheel.Cancel(_progressTimer);
        Media.DropHeld();
        if (!isLast)
        {
            _shard.Media.Drop(this); // else the record is to have its counts: there was early media
        }

        if (Caller is not null)
        {
            Caller.Reliable.Fork = -1; // a PRACK that comes late belongs to no fork of the next attempt
        }

        if (Callee is { } leg)
        {
            Callee = null;
            bool isCallers = _end is { Direction: EndDirection.Caller };
            _shard.CalleeSide.Drop(leg, Reasons.Of(_shard.UriWriter, isCallers ? _message : null, isCallers ? 0 : _end.Q850Cause));
            leg.Call = null;
        }
    }

    /// <summary>The record is closed, charged and journaled; what was held is given back; the legs finish alone.</summary>
    private void Close()
    {
        _shard.Wheel.Cancel(_progressTimer);
        _shard.Wheel.Cancel(_watch);
        Hunt.CloseAttempt(_end.Reason);
        CallRecord.Ended(this, _shard, _end);
        Vanished.Hear(Caller, Callee);
        if (_holdsLine)
        {
            _shard.Traffic.Leave(CallShard.KindOf(Ingress!), Ingress!.Name); // it was entered
        }

        Caller?.Call = null;
        Callee?.Call = null;
        if (!_shard.Media.TryClose(this))
        {
            Finish();
        }
    }

    /// <summary>Everything is known: the record is written.</summary>
    public void Finish()
    {
        Vanished.Bound(this);
        _shard.Marks.Ended(this);
        Test?.Finish(Record, _end);
        _shard.Calls.Return(this);
    }

    private void Begin(SwitchPlan plan)
    {
        Generation++;
        Plan = plan;
        State = CallState.Locating;
        StartedMs = _shard.NowMs;
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
        Media.Clear();
        Vanished.Clear();
    }
}
