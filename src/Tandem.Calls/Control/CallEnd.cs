using Tandem.Billing.Cdrs;

namespace Tandem.Calls.Control;

/// <summary>
/// How a call ended, or would end if nothing better comes: who, why (a negative <see cref="EndReason"/>, or what the far side said), the SIP status that the caller is told
/// (0 once answered), the Q.850 cause of the Reason header (RFC 3326).
/// </summary>
internal readonly record struct CallEnd(EndDirection Direction, int Reason, int SipStatus, int Q850Cause)
{
    /// <summary>Seconds after which the caller may try again; 0 does not say.</summary>
    public int RetryAfter { get; init; }

    /// <summary>The switch's own reason.</summary>
    public static CallEnd BySwitch(EndReason reason) =>
        new(EndDirection.Switch, (int)reason, EndReasons.SipStatus(reason), EndReasons.Q850Cause(reason));

    public static CallEnd By(EndDirection direction, EndReason reason) => BySwitch(reason) with { Direction = direction };

    /// <summary>The carrier refused with this status.</summary>
    public static CallEnd ByCarrier(int status) => new(EndDirection.Callee, status, status, EndReasons.Q850Cause(status));
}
