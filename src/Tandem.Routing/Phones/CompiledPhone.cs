using Tandem.Routing.Access;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Phones;

/// <summary>A phone as a place that calls go to, ready for decisions.</summary>
public sealed class CompiledPhone
{
    public required Phone Phone { get; init; }

    /// <summary>The same phone as a caller: its account and rates pay for what it forwards.</summary>
    public required CompiledIngress Caller { get; init; }

    /// <summary>Whose clock its forwarding by time follows.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Where a static phone is; null for one that registers.</summary>
    public EgressAddress? Address { get; init; }

    public string Number => Phone.Number;

    /// <summary>The targets of a forwarding at this moment; null when it is not set.</summary>
    public ForwardTargets? TargetsOf(ForwardKind kind, DateTimeOffset at)
    {
        return kind switch
        {
            ForwardKind.Period => Phone.PeriodForwarding ? PeriodAt(at) : null,
            ForwardKind.Unconditional => Set(Phone.UnconditionalForward, Phone.UnconditionalForwardE164),
            ForwardKind.Offline => Set(Phone.OfflineForward, Phone.OfflineForwardE164),
            ForwardKind.Busy => Set(Phone.BusyForward, Phone.BusyForwardE164),
            ForwardKind.NoAnswer => Set(Phone.NoAnswerForward, Phone.NoAnswerForwardE164),
            _ => null,
        };
    }

    private static ForwardTargets? Set(bool isOn, ForwardTargets targets) => isOn && targets.E164.Count > 0 ? targets : null;

    private ForwardTargets? PeriodAt(DateTimeOffset at)
    {
        DateTime local = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        foreach (PeriodForwarding period in Phone.PeriodForwardings)
        {
            if (period.Holds(local))
            {
                return Set(true, period.ForwardE164);
            }
        }

        return null;
    }
}
