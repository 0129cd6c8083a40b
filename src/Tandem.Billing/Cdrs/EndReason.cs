namespace Tandem.Billing.Cdrs;

/// <summary>
/// The switch's own end reasons: negative, so that they never meet a SIP status or a Q.850 cause. −9 and −69 are VOS3000's;
/// the other numbers are ours. Positive codes on a CDR are what the far side said; 16 is a normal hang-up (Q.850 cause 16).
/// </summary>
public enum EndReason
{
    NormalCallClearing = 16,

    CallerCancel = -1,
    NoAnswer = -2,
    ResponseTimeout = -3,
    ConnectionTimeout = -4,
    SessionTimeout = -5,
    MediaTimeout = -6,
    MaxDuration = -7,
    CodecMismatch = -8,
    IllegalCall = -9,
    Unregistered = -10,
    AuthenticationFailed = -11,
    AccountNotExist = -12,
    AccountLocked = -13,
    AccountExpired = -14,
    InsufficientBalance = -15,
    RateNotFound = -16,
    NoCallPermission = -17,
    ExceedLineLimit = -18,
    ExceedRateLimit = -19,
    CallerLimit = -20,
    CalleeLimit = -21,
    CallerBlacklisted = -22,
    CalleeBlacklisted = -23,
    CalleeNotOnline = -24,
    ProfitLimit = -25,
    LoopDetected = -26,
    TooManyHops = -27,
    ProtocolLimit = -28,
    ServerHangup = -29,
    ServerInternal = -30,
    Overload = -31,
    NodeCrash = -32,
    NoAck = -33,
    TrunkLocked = -34,
    BadNumber = -35,
    MediaUnavailable = -36,
    MediaPortsUsedUp = -37,
    MediaLost = -38,
    CalleeBusy = -40,
    ForwardLimit = -41,
    ForwardFailed = -42,
    GeofenceDenied = -43,
    NoAvailableRouter = -69,
}
