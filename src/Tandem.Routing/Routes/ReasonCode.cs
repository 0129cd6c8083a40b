namespace Tandem.Routing.Routes;

/// <summary>Every fact that can decide a call. <see cref="RouteSentences"/> has its words. Stored by name.</summary>
public enum ReasonCode
{
    None,

    // Who is it, and what may it do (Access).

    /// <summary>The source address belongs to this trunk (subject), which bills that account (value).</summary>
    TrunkMatched,
    PhoneMatched,
    DigestAsked,
    DigestProven,
    DigestWrong,
    SourceUnknown,

    /// <summary>The geofence of this trunk or phone (subject) does not let it come from there (value: address and place).</summary>
    OutsideGeofence,

    /// <summary>The INVITE itself could not be taken (subject: the end reason's name; number: the SIP status).</summary>
    RequestRefused,

    /// <summary>So many attempts (number) of one source in one record, to these numbers (value).</summary>
    AttemptsFolded,
    IngressLocked,
    AccountLocked,
    AccountExpired,
    BadCallingNumber,
    BadCalledNumber,
    CallerNotAllowed,
    CalledNotAllowed,
    CallingRewritten,
    CalledRewritten,
    RewrittenBadly,
    RoutePrefixDropped,
    FreeNumber,
    NoRateTable,
    RateNotFound,
    RateLocked,
    RateFound,
    CallClassTooHigh,

    // Limits and credit, told by the call that holds the counters.
    IngressLinesFull,
    IngressTooManyPerSecond,
    SystemTooManyPerSecond,

    /// <summary>The caller's number (subject) is on the black list, for this reason (value).</summary>
    CallerBlacklisted,

    /// <summary>The called number (subject) is on the black list, for this reason (value).</summary>
    CalleeBlacklisted,
    CreditHeld,
    CreditRefused,
    CreditExtended,
    CreditEnded,

    // Calls to phones (Phones).

    /// <summary>The called number (value) is this phone's (subject).</summary>
    CalledPhone,
    FreeToPhone,
    PhoneLocked,
    PhoneDoNotDisturb,
    PhoneOffline,
    PhoneLinesFull,

    /// <summary>The phone (subject) rings at so many places (number).</summary>
    PhoneRings,

    /// <summary>The phone (subject) forwards its calls, and when (value).</summary>
    Forwarded,

    /// <summary>The account (value) of the phone that forwards (subject) pays from there on.</summary>
    ForwardPaidBy,
    ForwardLoop,
    ForwardLimitReached,

    /// <summary>The target (subject) does not ring together with the others, for this reason (value).</summary>
    LeftOutOfGroup,
    CarriersForOfflinePhone,

    /// <summary>One of several that rang (subject) has the call.</summary>
    AnsweredFirst,

    // Which way (Routes).
    NoPrefixMatched,

    /// <summary>An imagined call only: none of the prefixes (value) of this trunk fits.</summary>
    OtherPrefixes,
    NotAllowedForCustomer,
    EgressLocked,
    VendorLocked,
    VendorExpired,

    /// <summary>The account (value) of this trunk (subject) has nothing left (number) to pay calls from.</summary>
    VendorCreditUsedUp,
    CallerNotTaken,
    OutAfterRetry,
    EgressSilent,

    /// <summary>The called number (value) is on the standalone black list, which this trunk (subject) goes by.</summary>
    EgressBlacklisted,
    EgressLinesFull,
    EgressTooManyPerSecond,
    EgressRewrittenBadly,
    CostNotFound,
    CostLocked,
    CurrencyMismatch,
    CostTooHigh,
    ProfitTooLow,
    ShorterPrefixesLeftOut,
    RouteOffered,

    // An imagined call only: why a route (subject) comes after the one before it (value), by that one's figure (limit) and its own (number), in the order in which they are asked. RouteOrder decides by them.

    /// <summary>It is a backup, and the other one is none.</summary>
    AfterAsBackup,

    /// <summary>Its prefix is shorter (digits).</summary>
    AfterByPrefix,
    AfterByPriority,

    /// <summary>A second costs more, and the customer's first or second policy goes by that.</summary>
    AfterByPolicyCost,

    /// <summary>Less of its calls are answered (percent), and the customer's first or second policy goes by that.</summary>
    AfterByPolicyRatio,
    AfterByCost,

    /// <summary>Less of its calls are answered (percent).</summary>
    AfterByRatio,

    /// <summary>Less of its lines are free (percent).</summary>
    AfterByFreeLines,
    AfterByLot,

    /// <summary>A test call: it goes to this trunk (subject) and to no other.</summary>
    RouteOfTestCall,

    /// <summary>A test call of the switch's own, in the name of a trunk or phone (subject).</summary>
    TestCallInName,

    /// <summary>The switch itself calls this number (value) with a message.</summary>
    VoiceCallPlaced,
    NoRouteLeft,

    // The attempts, told by the call.
    AttemptStarted,
    AttemptFailed,
    AttemptTimedOut,
    AttemptUnreachable,
    TakenOutAfterRetry,
    Answered,

    /// <summary>The next route may be tried after what the carrier (subject) said (number; none when it has said nothing).</summary>
    MovedOn,
    StoppedBySwitchLimit,
    StoppedByBusy,
    StoppedByCode,
    StoppedBySdp,
    StoppedByRtp,
    StoppedByRinging,
    StoppedByInviteTimeout,
    ProtectRouteTooLate,
    RoutesUsedUp,

    // The media (Media): the step that decided, for the trunk in hand (subject).
    /// <summary>Value names the features.</summary>
    MediaRelayedByFeature,
    MediaRelayedByMustOn,
    MediaDirectByOff,
    MediaRelayedByOn,
    MediaRelayedByEncryption,
    MediaRelayedBetweenNetworks,
    MediaRelayedBehindNat,
    MediaDirect,

    /// <summary>The media goes direct, for no media node could be had (value says why).</summary>
    MediaNodeMissing,

    /// <summary>A media node (subject) did not take the media (value says why): it is the next one's turn.</summary>
    MediaNodePassedOver,

    /// <summary>Node (subject) could not take the media, and the call must not be without it.</summary>
    MediaRefused,

    /// <summary>The description of trunk, phone or caller (subject) names a place where media may not go (value: which, why, and what to do).</summary>
    MediaAddressRefused,

    /// <summary>No packet from the caller or callee (subject) for so many seconds (number).</summary>
    MediaSilent,

    /// <summary>The call was to be recorded, and its media node (value, empty without one) can't.</summary>
    NotRecorded,

    /// <summary>The caller hears this (value).</summary>
    Announced,

    /// <summary>The caller was to hear this (subject), and could not (value says why).</summary>
    NotAnnounced,

    /// <summary>Another process had begun the call and died; this one has taken it back (value: when; number: proven seconds of talk).</summary>
    TakenBack,

    /// <summary>What the NAT doctor says of the caller (subject): a finding that breaks something (value).</summary>
    NatFault,

    // The end.

    /// <summary>Caller or callee (subject) vanished without a BYE: charged for what is proven (number, seconds, until value) of what it took to notice (limit).</summary>
    ChargedToProof,
    CallerCancelled,
    CallerHungUp,
    CalleeHungUp,
    SwitchHungUp,
    MaxDurationReached,

    /// <summary>A test call has had the talk time (limit) that it was placed for.</summary>
    TestCallDone,

    /// <summary>Who was called with a message has pressed the key (value) that confirms it.</summary>
    VoiceCallConfirmed,
    FailureReplaced,

    /// <summary>The list was full: so many facts more (number) were not kept.</summary>
    MoreReasons,
}
