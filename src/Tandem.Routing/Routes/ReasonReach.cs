namespace Tandem.Routing.Routes;

/// <summary>Whom a fact is about, and so who may read it.</summary>
public static class ReasonReach
{
    /// <summary>
    /// Whether the customer whose call it was may read it: about himself, his numbers, prices and credit, and how the call ended. Nothing of carriers, of other customers' phones, of what the operator thinks of a
    /// number, or of how large the switch is.
    /// </summary>
    public static bool IsOfCustomer(ReasonCode code) => code
        is ReasonCode.TrunkMatched or ReasonCode.PhoneMatched or ReasonCode.DigestAsked or ReasonCode.DigestProven or ReasonCode.DigestWrong or ReasonCode.DigestUnanswered or ReasonCode.OutsideGeofence
        or ReasonCode.RequestRefused or ReasonCode.IngressLocked or ReasonCode.AccountLocked or ReasonCode.AccountExpired or ReasonCode.BadCallingNumber or ReasonCode.BadCalledNumber
        or ReasonCode.CallerNotAllowed or ReasonCode.CalledNotAllowed or ReasonCode.CallingRewritten or ReasonCode.CalledRewritten or ReasonCode.RewrittenBadly or ReasonCode.FreeNumber
        or ReasonCode.NoRateTable or ReasonCode.RateNotFound or ReasonCode.RateLocked or ReasonCode.RateFound or ReasonCode.CallClassTooHigh or ReasonCode.IngressLinesFull
        or ReasonCode.IngressTooManyPerSecond or ReasonCode.CreditHeld or ReasonCode.CreditRefused or ReasonCode.CreditExtended or ReasonCode.CreditEnded or ReasonCode.FreeToPhone
        or ReasonCode.NoPrefixMatched or ReasonCode.NoRouteLeft or ReasonCode.RoutesUsedUp or ReasonCode.Announced or ReasonCode.MediaSilent or ReasonCode.TakenBack or ReasonCode.NatFault
        or ReasonCode.ChargedToProof or ReasonCode.CallerCancelled or ReasonCode.CallerHungUp or ReasonCode.CalleeHungUp or ReasonCode.MaxDurationReached;

    /// <summary>Whether its subject is the name of a carrier's trunk, or of the phone that stands in its place.</summary>
    public static bool IsOfCarrier(ReasonCode code) => code
        is (>= ReasonCode.OtherPrefixes and <= ReasonCode.RouteOfTestCall)
        or (>= ReasonCode.AttemptStarted and <= ReasonCode.ProtectRouteTooLate)
        or (>= ReasonCode.MediaRelayedByFeature and <= ReasonCode.MediaNodeMissing)
        or ReasonCode.MediaRefused or ReasonCode.NotRecorded or ReasonCode.AnsweredFirst;
}
