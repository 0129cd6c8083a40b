using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Calls.Nat;
using Tandem.Calls.Traffic;
using Tandem.Routing.Access;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Setup;

/// <summary>
/// The door: an INVITE that opens a call. Who sends it comes first, so that a stranger learns nothing and costs nothing that lives longer than its answer; then the
/// protocol's own conditions; then the call is made and admitted.
/// </summary>
internal sealed class CallIntake(CallShard shard)
{
    private const int RetryAfterSeconds = 5;
    private readonly CallAttemptReader _numbers = new();

    public void OnInvite(ServerTransaction transaction, SipMessage invite)
    {
        SwitchPlan plan = shard.Plan;
        _numbers.Read(invite);
        CallSource source = SourceOf(transaction.Source);
        Identity identity = Admission.Identify(plan, source, _numbers);
        shard.Answers.Set(transaction, invite, identity.Trunk?.Trunk?.SipResponseAddressMethod);
        if (identity.Kind == IdentityKind.Unknown && shard.Shedding.TurnsStrangerAway(transaction))
        {
            _numbers.Clear();
            return;
        }

        if (!MayProveItself(identity, plan, transaction.Source))
        {
            shard.Strangers.OnCall(transaction, invite, _numbers, EndReason.IllegalCall);
        }
        else if (shard.Shedding.TurnsAway(transaction, ShedKind.Call))
        {
            // Said, and counted.
        }
        else if (identity is { Kind: IdentityKind.Trunk, Trunk: { } abroad } && !abroad.Geofence.Lets(source.Ip, shard.Parts.Places))
        {
            shard.Strangers.OnCall(transaction, invite, _numbers, EndReason.GeofenceDenied, abroad.Name);
        }
        else if (identity.Kind == IdentityKind.Trunk && identity.Trunk is { } ingress)
        {
            Admit(transaction, invite, plan, ingress);
        }
        else
        {
            Authenticate(transaction, invite, plan, source);
        }

        _numbers.Clear();
    }

    /// <summary>OPTIONS outside a dialog: are you there? RFC 3261 §11.2.</summary>
    public void OnOptions(ServerTransaction transaction, SipMessage options)
    {
        shard.Strays.Heard(options, transaction.Source, StrayReason.Options);
        if (shard.Strangers.TurnsAway(transaction, options, 200))
        {
            return;
        }

        if (shard.Shedding.TurnsAway(transaction, ShedKind.Other))
        {
            return;
        }

        AnswerAsItsTrunkWishes(transaction, options);
        if (RequestRules.Judge(options, timer: true, reliable: true) is var status and > 0)
        {
            Refuse(transaction, status, retryAfter: -1);
        }
        else
        {
            LegMessages.WriteAbilities(shard.Writer, transaction);
            shard.Outbox.Respond(null, transaction, 200);
        }
    }

    /// <summary>Other requests outside a dialog: 481 for those that belong in one and for a CANCEL of nothing, 405 or 501 for the rest.</summary>
    public void OnOther(ServerTransaction transaction, SipMessage request)
    {
        int status = request.Method == SipMethod.Cancel || LegMessages.IsWithinDialog(request.Method) ? 481 : RequestRules.StatusOfMethod(request.Method);
        shard.Strays.Heard(request, transaction.Source, status == 481 ? StrayReason.UnknownDialog : request.Method == SipMethod.Register ? StrayReason.UnknownPhone : StrayReason.MethodNotTaken);
        if (!shard.Strangers.TurnsAway(transaction, request, status))
        {
            AnswerAsItsTrunkWishes(transaction, request);
            Refuse(transaction, status, retryAfter: -1);
        }
    }

    /// <summary>The trunk whose address this is; null when it is nobody's, or of one that must prove itself.</summary>
    public NatEndpoint? TrunkAt(SipMessage request, in Flow flow)
    {
        _numbers.Read(request);
        Identity identity = Admission.Identify(shard.Plan, SourceOf(flow), _numbers);
        _numbers.Clear();
        return identity is { Kind: IdentityKind.Trunk, Trunk: { } trunk } ? new(trunk.Name, trunk.IsPhone) : null;
    }

    private void AnswerAsItsTrunkWishes(ServerTransaction transaction, SipMessage request)
    {
        _numbers.Read(request);
        Identity identity = Admission.Identify(shard.Plan, SourceOf(transaction.Source), _numbers);
        shard.Answers.Set(transaction, request, identity.Trunk?.Trunk?.SipResponseAddressMethod);
        _numbers.Clear();
    }

    private static CallSource SourceOf(in Flow flow) => new(flow.Remote.Ip, flow.Remote.Port);

    /// <summary>
    /// Who is not known by his address is asked for a password, whatever number he says is his: the answer tells nobody which numbers there are. While strangers are to hear nothing, of those only a trunk with a name of its
    /// own; phones register first.
    /// </summary>
    private bool MayProveItself(Identity identity, SwitchPlan plan, in Flow source) => identity switch
    {
        { Kind: IdentityKind.Trunk } or { Trunk.IsPhone: false } or { Trunk.Sources.Count: > 0 } => true,
        _ => plan.HasCallersByDigest && shard.Strangers.MayHear(source),
    };

    private void Authenticate(ServerTransaction transaction, SipMessage invite, SwitchPlan plan, CallSource source)
    {
        switch (shard.Authentication.Check(transaction, invite, source, plan, out CompiledIngress? ingress))
        {
            case AuthenticationOutcome.Proven when ingress is not null:
                shard.Answers.Set(transaction, invite, ingress.Trunk?.SipResponseAddressMethod);
                shard.Strangers.OnProven(transaction, invite);
                Admit(transaction, invite, plan, ingress);
                break;
            case AuthenticationOutcome.Challenged:
                shard.Strangers.OnAsked(transaction, invite, _numbers);
                break;
            case AuthenticationOutcome.Elsewhere when ingress is not null:
                shard.Strangers.OnCall(transaction, invite, _numbers, EndReason.GeofenceDenied, ingress.Name);
                break;
            default:
                shard.Strangers.OnCall(transaction, invite, _numbers, EndReason.AuthenticationFailed);
                break;
        }
    }

    private void Admit(ServerTransaction transaction, SipMessage invite, SwitchPlan plan, CompiledIngress ingress)
    {
        shard.Nat.Saw(ingress, invite, transaction.Source);
        if (ingress.IsPhone)
        {
            shard.Parts.Registrations.Reach.Heard(ingress.Name, invite, transaction.Source);
        }
        if (shard.Calls.IsDraining || !shard.Marks.IsWritable)
        {
            // No record could be kept of it: the call must not be.
            shard.Strays.Unrecorded(transaction, invite, shard.Calls.IsDraining ? UnrecordedRefusal.Draining : UnrecordedRefusal.JournalNotWritable);
            Refuse(transaction, 503, RetryAfterSeconds);
            return;
        }

        SessionTimer session = SessionTimer.None;
        if (ingress.Trunk?.SipTimer != false && !SessionTimer.TryAccept(invite, plan.Parameters.SessionTtl, out session))
        {
            shard.Strays.Unrecorded(transaction, invite, UnrecordedRefusal.SessionIntervalTooSmall);
            LegMessages.WriteIntervalTooSmall(shard.Writer, transaction);
            shard.Outbox.Respond(null, transaction, 422);
            return;
        }

        Leg leg = shard.Legs.Rent();
        if (!leg.TryBeginCaller(transaction, invite, ingress, session))
        {
            shard.Legs.Return(leg);
            shard.Strays.Unrecorded(transaction, invite, UnrecordedRefusal.NoContact);
            Refuse(transaction, 400, retryAfter: -1);
            return;
        }

        Call call = shard.Calls.Rent();
        call.Begin(plan, ingress, leg, invite);
        shard.Outbox.Heard(leg, invite, transaction.Source);
        if (ProtocolRefusal(call, invite, ingress) is { } unheard)
        {
            call.Refuse(unheard);
            return;
        }

        if (Decide(call, plan, ingress) is { } reason)
        {
            CallEnd end = CallEnd.BySwitch(reason);
            call.Refuse(reason == EndReason.ExceedRateLimit ? end with { RetryAfter = 1 } : end);
            return;
        }

        shard.Log.CallStarted(call.Record.Id, ingress.Name, call.Record.CallingNumber, call.Record.CalledNumber);
        shard.CallerSide.Trying(leg);
        call.Dial();
    }

    private void Refuse(ServerTransaction transaction, int status, int retryAfter)
    {
        LegMessages.WriteRefusal(shard.Writer, transaction, status, retryAfter);
        shard.Outbox.Respond(null, transaction, status);
    }

    /// <summary>What RFC 3261 §8.2 and §16.3 ask of an INVITE before anybody looks at its numbers.</summary>
    private CallEnd? ProtocolRefusal(Call call, SipMessage invite, CompiledIngress ingress)
    {
        CallEnd? refusal = invite.MaxForwards == 0 ? CallEnd.BySwitch(EndReason.TooManyHops)
            : shard.IsOwnCallId(invite.CallId) ? CallEnd.BySwitch(EndReason.LoopDetected) // ours has come back as a new call
            : RequestRules.Judge(invite, ingress.Trunk?.SipTimer ?? true, ingress.Trunk?.Sip100Rel ?? true) is var status and > 0
                ? CallEnd.BySwitch(EndReason.ProtocolLimit) with { SipStatus = status }
            : null;
        if (refusal is { } end)
        {
            NoteNumbers(call, ingress, _numbers);
            call.Why.Add(ReasonCode.RequestRefused, EndReasons.Name(end.Reason), number: end.SipStatus);
        }

        return refusal;
    }

    /// <summary>The record of a call that is refused before its admission names its numbers all the same.</summary>
    private static void NoteNumbers(Call call, CompiledIngress ingress, ICallNumbers numbers)
    {
        Cdr record = call.Record;
        record.CallingNumber = record.CallingNumberIn = numbers.Calling(ingress.CallerSource);
        record.CalledNumber = record.CalledNumberIn = numbers.Called(ingress.CalleeSource);
        record.BillingMode = ingress.IsPhone ? BillingMode.Phone : BillingMode.IngressTrunk;
    }

    /// <summary>Limits, admission, credit, routes. Null: the routes stand in the call's hunt.</summary>
    private EndReason? Decide(Call call, SwitchPlan plan, CompiledIngress ingress) => TryAdmit(call, plan, ingress, _numbers) ?? FindRoutes(call, plan);

    /// <summary>Whether the call may go on in its caller's name, and at whose expense. Null: it may, and holds its line and its money.</summary>
    public EndReason? TryAdmit(Call call, SwitchPlan plan, CompiledIngress ingress, ICallNumbers numbers)
    {
        if (TryEnter(call, plan, ingress) is { } full)
        {
            NoteNumbers(call, ingress, numbers);
            return full;
        }

        call.HoldLine();
        Admitted admitted = Admission.Decide(plan, ingress, numbers, shard.Now, shard.Random, call.Why);
        call.Take(admitted);
        CallRecord.Admitted(call);
        if (admitted.Refusal is { } refusal)
        {
            return refusal;
        }

        return shard.Numbers.Refuses(call) ?? TryHoldCredit(call, ingress);
    }

    /// <summary>Where an admitted call may go. Null: the routes stand in its hunt.</summary>
    public EndReason? FindRoutes(Call call, SwitchPlan plan)
    {
        EndReason? none = Destination.Find(plan, call.Admitted, shard.Now, shard.Traffic, shard.Random, call.Hunt.Routes, call.Why);
        return call.Hunt.Routes.Count > 0 ? null : none ?? EndReason.NoAvailableRouter;
    }

    /// <summary>The call is another than it was taken for: its phone is not there, and carriers have a price. False: there is not the money for it.</summary>
    public bool TryTakeAnew(Call call, in Admitted admitted)
    {
        call.Take(admitted);
        CallRecord.Admitted(call);
        call.Credit.Settle(0m);
        return TryHoldCredit(call, admitted.Ingress) is null;
    }

    /// <summary>A line of the caller's trunk, and one of the calls a second of trunk and switch.</summary>
    private EndReason? TryEnter(Call call, SwitchPlan plan, CompiledIngress ingress)
    {
        int most = plan.Parameters.MaxCps;
        if (most > 0)
        {
            // The switch as a whole has no lines, only a rate.
            if (shard.Traffic.TryEnter(TrafficKind.Switch, "", 0, most, shard.WaitedMs) is { } busy)
            {
                call.Why.Add(ReasonCode.SystemTooManyPerSecond, limit: most);
                return busy;
            }

            shard.Traffic.Leave(TrafficKind.Switch, "");
        }

        EndReason? full = shard.Traffic.TryEnter(ingress, shard.WaitedMs);
        if (full is { } reason)
        {
            bool rate = reason == EndReason.ExceedRateLimit;
            call.Why.Add(rate ? ReasonCode.IngressTooManyPerSecond : ReasonCode.IngressLinesFull, ingress.Name, limit: rate ? ingress.Cps : ingress.Capacity);
        }

        return full;
    }

    private EndReason? TryHoldCredit(Call call, CompiledIngress ingress)
    {
        Cdr record = call.Record;
        bool held = call.Credit.TryBegin(ingress.Account.Name, record.Customer.Rate, record.Rules);
        if (held)
        {
            if (call.Credit.Held > 0m)
            {
                call.Why.Add(ReasonCode.CreditHeld, ingress.Account.Name, number: call.Credit.Held);
            }

            return null;
        }

        shard.Credit.TryGetAvailable(ingress.Account.Name, out decimal available);
        call.Why.Add(ReasonCode.CreditRefused, ingress.Account.Name, number: call.Credit.Asked, limit: available);
        return EndReason.InsufficientBalance;
    }
}
