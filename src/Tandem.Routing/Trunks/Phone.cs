using Tandem.Billing.Rating;
using Tandem.Routing.Phones;

namespace Tandem.Routing.Trunks;

/// <summary>An extension (VOS3000: phone). Its INVITE is known by digest; its account pays (billing mode 0).</summary>
public sealed record Phone : MediaSettings, IPromptSettings
{
    /// <summary>Its number, which it registers and is called by.</summary>
    public required string Number { get; init; }

    /// <summary>Who pays for its calls (billing mode 0).</summary>
    public required string Account { get; init; }

    /// <summary>Which of its calls are refused.</summary>
    public LockType Lock { get; init; }

    /// <summary>Digest password; write-only in the plan.</summary>
    public string Password { get; init; } = "";

    /// <summary>Its prices; its account's when empty.</summary>
    public string RateTable { get; init; } = "";

    /// <summary>Dial rules for its own number when it calls.</summary>
    public string CallingRewrite { get; init; } = "";

    /// <summary>Dial rules for what it dials (VOS3000 <c>rewriteRulesOutCallee</c>).</summary>
    public string CalledRewrite { get; init; } = "";

    /// <summary>Calls at once, in both directions together; 0 = no limit. A phone whose lines are all in use is busy.</summary>
    public int LineCapacity { get; init; }

    /// <summary>Calls to it at once; 0 = no limit.</summary>
    public int LineCallIn { get; init; }

    /// <summary>Calls of it at once; 0 = no limit.</summary>
    public int LineCallOut { get; init; }

    /// <summary>Highest class of call it may make; left out, its account's.</summary>
    public CallClass? CallLevel { get; init; }

    /// <summary>Where a static phone (VOS3000 register type 0) is: <c>address[:port][;transport=tcp]</c>. Empty: it registers.</summary>
    public string Address { get; init; } = "";

    /// <summary>Further numbers under which it is called.</summary>
    public IReadOnlyList<string> Dids { get; init; } = [];

    /// <summary>The number that carriers with <see cref="EgressTrunk.EnablePhoneDisplay"/>, and those who get forwarded calls with its own number, see.</summary>
    public string DisplayNumber { get; init; } = "";

    /// <summary>Dial rules for the caller's number that it sees.</summary>
    public string CallingRewriteIn { get; init; } = "";

    /// <summary>It sees who calls.</summary>
    public bool CallerIdDisplay { get; init; } = true;

    /// <summary>Seconds that it rings before the call counts as not answered; 0 = SS_SIP_TIMEOUT_RINGING.</summary>
    public int TimeoutRinging { get; init; }

    /// <summary>IANA name of the zone whose clock <see cref="PeriodForwardings"/> follow; empty = UTC.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Calls to it are answered with busy, and may be forwarded as such.</summary>
    public bool DoNotDisturb { get; init; }

    // The five kinds of forwarding, in their order (SW §9): on or off, and where to.
    /// <summary>Calls are forwarded at times of the week.</summary>
    public bool PeriodForwarding { get; init; }

    /// <summary>The first that holds counts.</summary>
    public IReadOnlyList<PeriodForwarding> PeriodForwardings { get; init; } = [];

    /// <summary>All calls are forwarded.</summary>
    public bool UnconditionalForward { get; init; }

    /// <summary>Where to.</summary>
    public ForwardTargets UnconditionalForwardE164 { get; init; } = ForwardTargets.None;

    /// <summary>Calls are forwarded while it is not registered.</summary>
    public bool OfflineForward { get; init; }

    /// <summary>Where to.</summary>
    public ForwardTargets OfflineForwardE164 { get; init; } = ForwardTargets.None;

    /// <summary>Calls are forwarded while it is busy.</summary>
    public bool BusyForward { get; init; }

    /// <summary>Where to.</summary>
    public ForwardTargets BusyForwardE164 { get; init; } = ForwardTargets.None;

    /// <summary>Calls are forwarded when nobody answers.</summary>
    public bool NoAnswerForward { get; init; }

    /// <summary>Where to.</summary>
    public ForwardTargets NoAnswerForwardE164 { get; init; } = ForwardTargets.None;

    /// <summary>Who its forwarded calls say that calls.</summary>
    public ForwardDisplay CallForwardDisplay { get; init; }

    /// <summary>Its calls to other phones of the switch are free.</summary>
    public PhoneSwitch NoBillingToPhone { get; init; }

    /// <summary>While it is offline, carriers are tried with the number that was called.</summary>
    public PhoneSwitch UseRoutingGatewayNotOnline { get; init; }

    /// <summary>Where it sends a call by 302 is followed, as a forwarding of its own.</summary>
    public PhoneSwitch FollowRedirect { get; init; }

    /// <summary>Seconds between its keep-alives, 10 to 86400; 0 = SS_SIP_NAT_KEEP_ALIVE_PERIOD.</summary>
    public int NatKeepAlivePeriod { get; init; }

    /// <summary>From where it may register and call, with its password: elsewhere that is refused, and a call an illegal call.</summary>
    public Geofence Geofence { get; init; } = Geofence.None;

    /// <summary>Whether a voice says why a call fails (VOS3000 <c>unableToConnectVoicePrompts</c>).</summary>
    public PromptSwitch UnableToConnectVoicePrompts { get; init; }

    /// <summary>Its own voices for that, before those of SS_FAILURE_VOICES: <c>InsufficientBalance:no-credit,486:busy,0:sorry</c>.</summary>
    public string FailureVoices { get; init; } = "";

    /// <summary>What is told of the credit before the call goes out (VOS3000 <c>callRemainingTimePrompts</c>).</summary>
    public RemainingPrompt CallRemainingTimePrompts { get; init; }

    /// <summary>Whether a voice says that the balance is low (VOS3000 <c>balanceNotEnoughAlarm</c>).</summary>
    public PromptSwitch BalanceNotEnoughAlarm { get; init; }

    /// <summary>The directory of <c>sounds</c> that its voices are taken from first (VOS3000 <c>language</c>).</summary>
    public string Language { get; init; } = "";
}
