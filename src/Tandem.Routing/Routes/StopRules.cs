using Tandem.Routing.Plan;

namespace Tandem.Routing.Routes;

/// <summary>
/// What has happened on an attempt that failed. <paramref name="IsSilent"/>: the carrier has given no final answer (a timer ran out, or nothing can be sent there), so
/// <paramref name="SipStatus"/> is ours. <paramref name="SawRtp"/>: our own media process had sound from it.
/// </summary>
public readonly record struct AttemptOutcome(int SipStatus, bool IsSilent, bool SawRinging, bool SawSdp, int Switches, bool SawRtp = false);

/// <summary>Whether a call moves on to the next route after a failure (SW §3.5, §1.8). Pure.</summary>
public static class StopRules
{
    /// <summary>
    /// The rules in their order; the first that says no ends the hunt and is noted. A trunk's own setting beats the system's.
    /// </summary>
    public static bool MayMoveOn(SwitchPlan plan, CompiledEgress trunk, AttemptOutcome outcome, RouteReasons why)
    {
        if (Stop(plan.Parameters, trunk, outcome) is not { } stop)
        {
            why.Add(ReasonCode.MovedOn, trunk.Name, "", outcome.IsSilent ? null : outcome.SipStatus);
            return true;
        }

        decimal? limit = stop == ReasonCode.StoppedBySwitchLimit ? plan.Parameters.SwitchLimit : null;
        why.Add(stop, trunk.Name, "", outcome.SipStatus, limit);
        return false;
    }

    /// <summary>
    /// SS_TRY_PROTECT_ROUTE_DELAY: a backup comes in only when all normal trunks have failed within this time of the call's
    /// start; 0 = no such limit.
    /// Other routes are always free to be tried.
    /// </summary>
    public static bool MayTry(SwitchPlan plan, in Route next, TimeSpan sinceStart, RouteReasons why)
    {
        int limit = plan.Parameters.TryProtectRouteDelay;
        if (!next.Trunk.Trunk.ProtectRoute || limit == 0 || sinceStart <= TimeSpan.FromSeconds(limit))
        {
            return true;
        }

        why.Add(ReasonCode.ProtectRouteTooLate, next.Trunk.Name, "", (long)sinceStart.TotalSeconds, limit);
        return false;
    }

    /// <summary>Whether it makes a difference that sound has come from the trunk: its early description alone does not end the hunt.</summary>
    public static bool AsksForRtp(SystemParameters system, Trunks.EgressTrunk trunk) => MayPassSdp(system, trunk) && !MayPassRtp(system, trunk);

    private static ReasonCode? Stop(SystemParameters system, CompiledEgress egress, AttemptOutcome outcome)
    {
        Trunks.EgressTrunk trunk = egress.Trunk;
        if (system.SwitchLimit >= 0 && outcome.Switches >= system.SwitchLimit)
        {
            return ReasonCode.StoppedBySwitchLimit;
        }

        // Busy beats "until connect" (SW §1.8): the callee is there, another carrier will not find it free.
        bool busy = !outcome.IsSilent && outcome.SipStatus is 486 or 600;
        if (busy && !(trunk.SwitchAllowBusy ?? !system.StopSwitchAfterUserBusy))
        {
            return ReasonCode.StoppedByBusy;
        }

        bool stopCode = trunk.StopSwitchingCodes.Contains(outcome.SipStatus) || (!busy && !MayPass(trunk, outcome.SipStatus));
        if (!outcome.IsSilent && stopCode)
        {
            return ReasonCode.StoppedByCode;
        }

        if (outcome.SawSdp && !MayPassSdp(system, trunk))
        {
            return ReasonCode.StoppedBySdp;
        }

        if (outcome.SawRtp && !MayPassRtp(system, trunk))
        {
            return ReasonCode.StoppedByRtp;
        }

        if (outcome is { IsSilent: true, SipStatus: 408, SawRinging: false, SawSdp: false } && trunk.RegisterOutward && system.UserAgentStopAfterInviteTimeout)
        {
            return ReasonCode.StoppedByInviteTimeout;
        }

        if (outcome.SawRinging && !(trunk.SwitchAllowRing ?? system.SwitchUntilConnect))
        {
            return ReasonCode.StoppedByRinging;
        }

        return null;
    }

    private static bool MayPassSdp(SystemParameters system, Trunks.EgressTrunk trunk) => trunk.SwitchAllowSdp ?? (system.SwitchUntilConnect || !system.StopSwitchAfterSdp);

    private static bool MayPassRtp(SystemParameters system, Trunks.EgressTrunk trunk) => trunk.SwitchAllowRtp ?? (system.SwitchUntilConnect || !system.StopSwitchAfterRtpStart);

    private static bool MayPass(Trunks.EgressTrunk trunk, int status) =>
        trunk.SwitchAllowErrorCode && (trunk.SwitchErrorCodes.Count == 0 || trunk.SwitchErrorCodes.Contains(status));
}
