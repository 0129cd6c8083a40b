using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Calls.Media;
using Tandem.Calls.Services;
using Tandem.Calls.Setup;
using Tandem.Calls.TestCalls;
using Tandem.Calls.Traffic;
using Tandem.Calls.VoiceCalls;
using Tandem.Routing.Access;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>
/// One call: a caller's leg, the callee's leg in hand, the hunt between them, the money and the record. It hears events of its legs, its timers and the operator, asks
/// <see cref="CallMachine"/>, and has the effects done by those who do them. Owned by one shard, pooled: no lock, no task, and nothing allocated that lives as long as a call.
/// A call without a caller's leg is one of the switch's own (<see cref="IOwnCall"/>): it dials itself.
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
        Attempts = new(shard, this, _acts);
        Credit = new(shard.Credit);
        Ladder = new(shard.Buffers);
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

    public CallAttempts Attempts { get; }

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

    /// <summary>The caller's number is counted as one of its calls at once, by this key; null: it is not.</summary>
    public NumberKey? Counted { get; set; }

    /// <summary>Set for a call that the switch places itself.</summary>
    public IOwnCall? Own { get; private set; }

    /// <summary>Set for a test call.</summary>
    public TestCall? Test => Own as TestCall;

    /// <summary>Set for a call with a message of the switch's.</summary>
    public VoiceCall? Voice => Own as VoiceCall;

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

    /// <summary>The INVITE that the callee's one is made from; null for a call of the switch's own.</summary>
    public SipMessage? Invite => Caller?.Invite?.Request;

    /// <summary>The body of our INVITE; empty when the callee is to make the offer.</summary>
    public ReadOnlySpan<byte> Offer => Media.Offer is { IsEmpty: false } ours ? ours : CallersOffer;

    /// <summary>The offer as the caller has made it.</summary>
    public ReadOnlySpan<byte> CallersOffer => Own is not null && Callee is not null ? Own.Offer(Callee.Flow.Local, Record.Id) : Invite is { } invite ? invite.Body : default;

    public void Begin(SwitchPlan plan, CompiledIngress ingress, Leg caller, SipMessage invite)
    {
        Ingress = ingress;
        Caller = caller;
        caller.Call = this;
        HasOffer = !invite.Body.IsEmpty;
        Begin(plan);
        CallRecord.Caller(this, _shard, invite);
    }

    /// <summary>A call of the switch's own; <paramref name="ingress"/> is the trunk or phone in whose name it is placed, if any.</summary>
    public void BeginOwn(SwitchPlan plan, IOwnCall own, CompiledIngress? ingress = null)
    {
        Own = own;
        Ingress = ingress;
        HasOffer = true;
        Begin(plan);
        CallRecord.NameOf(Record, ingress);
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

    /// <summary>The attempt at the route in hand has a leg.</summary>
    public void TakeCallee(Leg leg) => Callee = leg;

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

    /// <summary>Of several that ring, this one is the callee's from now on.</summary>
    public void TakeInHand(Leg leg)
    {
        Callee = leg;
        Hunt.Choose(leg.Place);
        CallRecord.TakenInHand(this, _shard, leg);
    }

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

    /// <summary>Asks the table what this event means, and has it done.</summary>
    public void Step(CallEvent seen)
    {
        (State, CallEffects effects) = CallMachine.Step(State, seen);
        _acts.Perform(effects);
    }

    /// <summary>The call fails, for the end that is set: with a voice, if the caller is to hear one.</summary>
    public void Fail(CallEvent silently) => Step(_shard.Announcements.Regrets(this, _acts.End) ? CallEvent.FailsAloud : silently);

    /// <summary>Who gives up while it hears why the call has failed does not change why.</summary>
    private CallEnd GivenUpBy(EndDirection side) =>
        (State == CallState.Failing ? _acts.End : CallEnd.By(side, EndReason.CallerCancel)) with { SipStatus = 487 };

    /// <summary>Everything is known: the record is written.</summary>
    public void Finish()
    {
        Vanished.Bound(this);
        _shard.Nat.CallEnded(this);
        _shard.Marks.Ended(this);
        _shard.Numbers.Ended(this);
        Forwards.Ended();
        Own?.Finish(Record, _acts.End);
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
        Own = null;
        _holdsLine = false;
        Counted = null;
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
