using Tandem.Billing.Cdrs;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Phones;

/// <summary>What is known of a phone when a call comes for it: whether it can be reached, and whether it has a line free.</summary>
public readonly record struct PhoneState(bool IsReachable, bool HasFreeLine);

/// <summary>What becomes of a call to a phone.</summary>
public enum PhoneStep
{
    Ring,

    /// <summary>Its calls go elsewhere: <see cref="PhoneVerdict.Kind"/>.</summary>
    Forward,

    /// <summary>It is offline, and carriers are tried with its number (VOS3000 <c>useRoutingGatewayNotOnline</c>).</summary>
    Carriers,
    Refuse,
}

/// <summary>A step; with a forward its kind, and what the caller is told if nobody takes the call: the end reason of a refusal.</summary>
public readonly record struct PhoneVerdict(PhoneStep Step, ForwardKind Kind, EndReason Reason)
{
    public static readonly PhoneVerdict Ring = new(PhoneStep.Ring, default, default);
}

/// <summary>How ringing a phone ended without an answer.</summary>
public enum PhoneOutcome
{
    /// <summary>It said something else: the call ends with that.</summary>
    Other,
    Busy,
    NoAnswer,

    /// <summary>It is not where it said that it would be.</summary>
    Offline,
}

/// <summary>
/// What becomes of a call to a phone (SW §9): lock, forwarding by time, unconditional forwarding, do not disturb, offline, lines; after it has rung, busy and no answer. Do not disturb is busy, and
/// so are lines that are all in use: forwarding on busy takes both. Pure.
/// </summary>
public static class PhoneDecision
{
    /// <summary>
    /// Before it rings. <paramref name="fallsBack"/>: SS_USE_ROUTING_GATEWAY_NOT_ONLINE. <paramref name="isOwnRing"/>: its own forwarding has it among the targets, so it rings or does not.
    /// </summary>
    public static PhoneVerdict Before(CompiledPhone phone, PhoneState state, DateTimeOffset at, bool fallsBack, bool isOwnRing)
    {
        Phone settings = phone.Phone;
        if (settings.Lock is LockType.Incoming or LockType.All)
        {
            return new(PhoneStep.Refuse, default, EndReason.TrunkLocked);
        }

        if (isOwnRing)
        {
            bool rings = !settings.DoNotDisturb && state is { IsReachable: true, HasFreeLine: true };
            return rings ? PhoneVerdict.Ring : new(PhoneStep.Refuse, default, state.IsReachable ? EndReason.CalleeBusy : EndReason.CalleeNotOnline);
        }

        if (phone.TargetsOf(ForwardKind.Period, at) is not null)
        {
            return new(PhoneStep.Forward, ForwardKind.Period, EndReason.ForwardFailed);
        }

        if (phone.TargetsOf(ForwardKind.Unconditional, at) is not null)
        {
            return new(PhoneStep.Forward, ForwardKind.Unconditional, EndReason.ForwardFailed);
        }

        if (settings.DoNotDisturb)
        {
            return OrForward(phone, ForwardKind.Busy, EndReason.CalleeBusy, at);
        }

        if (!state.IsReachable)
        {
            return WhenOffline(phone, at, fallsBack);
        }

        return state.HasFreeLine ? PhoneVerdict.Ring : OrForward(phone, ForwardKind.Busy, EndReason.CalleeBusy, at);
    }

    /// <summary>After it was rung. Null: nothing more is to be done for it, and the call ends with what came of it.</summary>
    public static PhoneVerdict? After(CompiledPhone phone, PhoneOutcome outcome, DateTimeOffset at, bool fallsBack)
    {
        PhoneVerdict verdict = outcome switch
        {
            PhoneOutcome.Busy => OrForward(phone, ForwardKind.Busy, EndReason.CalleeBusy, at),
            PhoneOutcome.NoAnswer => OrForward(phone, ForwardKind.NoAnswer, EndReason.NoAnswer, at),
            PhoneOutcome.Offline => WhenOffline(phone, at, fallsBack),
            _ => new(PhoneStep.Refuse, default, default),
        };
        return verdict.Step == PhoneStep.Refuse ? null : verdict;
    }

    /// <summary>
    /// What a final answer, or none (<paramref name="isSilent"/>), says about the phone. 603 is a person who presses "reject", and so is as good as busy; 480 from a phone that has rung
    /// is one that nobody took up; a phone that gives no sign of life, or that knows itself no more (404, 410), is not there.
    /// </summary>
    public static PhoneOutcome OutcomeOf(int status, bool isSilent, bool hasRung) => (status, isSilent, hasRung) switch
    {
        (_, true, true) => PhoneOutcome.NoAnswer,
        (_, true, false) => PhoneOutcome.Offline,
        (486 or 600 or 603, _, _) => PhoneOutcome.Busy,
        (408 or 480 or 487, _, true) => PhoneOutcome.NoAnswer,
        (404 or 408 or 410 or 430 or 480 or 503, _, false) => PhoneOutcome.Offline,
        _ => PhoneOutcome.Other,
    };

    private static PhoneVerdict WhenOffline(CompiledPhone phone, DateTimeOffset at, bool fallsBack)
    {
        if (phone.TargetsOf(ForwardKind.Offline, at) is not null)
        {
            return new(PhoneStep.Forward, ForwardKind.Offline, EndReason.CalleeNotOnline);
        }

        bool carriers = phone.Phone.UseRoutingGatewayNotOnline is var own && (own == PhoneSwitch.On || (own == PhoneSwitch.System && fallsBack));
        return new(carriers ? PhoneStep.Carriers : PhoneStep.Refuse, default, EndReason.CalleeNotOnline);
    }

    private static PhoneVerdict OrForward(CompiledPhone phone, ForwardKind kind, EndReason otherwise, DateTimeOffset at) =>
        new(phone.TargetsOf(kind, at) is null ? PhoneStep.Refuse : PhoneStep.Forward, kind, otherwise);
}
