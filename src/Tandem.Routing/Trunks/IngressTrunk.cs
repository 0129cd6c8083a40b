namespace Tandem.Routing.Trunks;

/// <summary>How a customer's INVITE is known to be its own (VOS3000 <c>sipAuthenticationMethod</c>).</summary>
public enum AuthenticationMethod
{
    Ip = 0,
    IpAndPort = 1,
    Password = 2,
}

/// <summary>Where a caller's or callee's number is read from (VOS3000 <c>sipCallerE164Domain</c>).</summary>
public enum CallerSource
{
    From = 0,
    RemotePartyId = 1,
    Display = 2,
    PAssertedIdentity = 3,
    PPreferredIdentity = 4,
}

/// <summary>VOS3000 <c>sipCalleeE164Domain</c>.</summary>
public enum CalleeSource
{
    To = 0,
    RequestUri = 1,
    Diversion = 2,
}

/// <summary>VOS3000 <c>sipResponseAddressMethod</c>: 0 packet source, 1 source IP + Via port, 2 Via address.</summary>
public enum ResponseAddressMethod
{
    PacketSource = 0,
    SourceIpAndViaPort = 1,
    Via = 2,
}

/// <summary>VOS3000 <c>sipRequestAddressMethod</c>: 0 packet source, 1 source IP + Contact port, 2 Contact.</summary>
public enum RequestAddressMethod
{
    PacketSource = 0,
    SourceIpAndContactPort = 1,
    Contact = 2,
}

/// <summary>VOS3000 <c>firstRoutePolicy</c>: 0 none, 1 highest ASR, 2 lowest cost per second.</summary>
public enum RoutePolicy
{
    None = 0,
    AnswerSeizureRatio = 1,
    LeastCost = 2,
}

/// <summary>VOS3000 <c>sipRemoteRingSignal</c>: what the caller is told while it rings (SW §2.2).</summary>
public enum RemoteRingSignal
{
    /// <summary>As the callee says.</summary>
    Auto = 0,

    /// <summary>183 with a description, and a ring-back tone where the callee gives no sound.</summary>
    SessionProgress = 1,

    /// <summary>180 with a description, and the tone.</summary>
    Ringing = 2,
}

/// <summary>VOS3000 <c>lockType</c>.</summary>
public enum LockType : byte
{
    None = 0,
    Outgoing = 1,
    Incoming = 2,
    All = 3,
}

/// <summary>A customer's trunk (VOS3000: mapping gateway). Calls come in on it and are charged to its account.</summary>
public sealed record IngressTrunk : MediaSettings, IPromptSettings
{
    /// <summary>Its name: in records, routes and logs.</summary>
    public required string Name { get; init; }

    /// <summary>Who pays for its calls.</summary>
    public required string Account { get; init; }

    /// <summary>Locked, its calls are refused.</summary>
    public LockType Lock { get; init; }

    /// <summary>Addresses that calls come from: address, address:port or CIDR. Empty: known by digest only.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Left out: by password when the trunk has one, else by address.</summary>
    public AuthenticationMethod? Authentication { get; init; }

    /// <summary>Digest user; the trunk's name when empty.</summary>
    public string Username { get; init; } = "";

    /// <summary>Digest password, asked for at each call; write-only in the plan.</summary>
    public string Password { get; init; } = "";

    /// <summary>Concurrent calls; 0 = no limit.</summary>
    public int Capacity { get; init; }

    /// <summary>New calls a second; 0 = no limit.</summary>
    public int Cps { get; init; }

    /// <summary>Lower wins when several trunks fit one source.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>Callers this trunk takes, by prefix; tells trunks on one address apart (SW §2.1). Empty = all.</summary>
    public IReadOnlyList<string> CallerPrefixes { get; init; } = [];

    /// <summary>Callees this trunk takes, by prefix. Empty = all.</summary>
    public IReadOnlyList<string> CalledPrefixes { get; init; } = [];

    /// <summary>Dial rules for the caller's number on the way in (VOS3000 <c>rewriteRulesOutCaller</c>).</summary>
    public string CallingRewrite { get; init; } = "";

    /// <summary>Dial rules for the called number on the way in (VOS3000 <c>rewriteRulesOutCallee</c>).</summary>
    public string CalledRewrite { get; init; } = "";

    /// <summary>The rate table of this trunk; the account's when empty.</summary>
    public string RateTable { get; init; } = "";

    /// <summary>
    /// Smallest profit in percent of the selling price; null leaves "no loss" (0) in force. Negative allows planned losses.
    /// </summary>
    public decimal? MinProfitPercent { get; init; }

    /// <summary>Dearest cost of a second that this customer's calls may be sold to; null = any.</summary>
    public decimal? MaxSecondRate { get; init; }

    /// <summary>What orders trunks of one priority: none, highest ASR, lowest cost per second (VOS3000 <c>firstRoutePolicy</c>).</summary>
    public RoutePolicy FirstRoutePolicy { get; init; }

    /// <summary>The same among those that the first leaves equal.</summary>
    public RoutePolicy SecondRoutePolicy { get; init; }

    /// <summary>Names of egress trunks this customer may use; empty = all.</summary>
    public IReadOnlyList<string> EgressTrunks { get; init; } = [];

    /// <summary>Where our answers to it go.</summary>
    public ResponseAddressMethod SipResponseAddressMethod { get; init; }

    /// <summary>Where our requests within a call go.</summary>
    public RequestAddressMethod SipRequestAddressMethod { get; init; } = RequestAddressMethod.PacketSource;

    /// <summary>Where the caller's number is read.</summary>
    public CallerSource SipCallerE164Domain { get; init; }

    /// <summary>Where the called number is read.</summary>
    public CalleeSource SipCalleeE164Domain { get; init; } = CalleeSource.RequestUri;

    /// <summary>Whether an incoming Privacy header is honoured (VOS3000 <c>sipPrivacySupport</c>).</summary>
    public bool SipPrivacySupport { get; init; } = true;

    /// <summary>Session timers (RFC 4028).</summary>
    public bool SipTimer { get; init; } = true;

    /// <summary>Reliable provisional responses (RFC 3262).</summary>
    public bool Sip100Rel { get; init; } = true;

    /// <summary>What the caller is told while it rings.</summary>
    public RemoteRingSignal SipRemoteRingSignal { get; init; }

    /// <summary>
    /// Longest time in seconds a call may stay unanswered; 0 = no limit of its own (VOS3000 <c>timeoutCallProceeding</c>).
    /// </summary>
    public int TimeoutCallProceeding { get; init; }

    /// <summary>Longest talk time in seconds; 0 = none.</summary>
    public int MaxCallDuration { get; init; }

    /// <summary>What the customer is told instead of the true failure: <c>503:486,0:503</c> (SW §4.3).</summary>
    public string CallFailedSipCode { get; init; } = "";

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

    /// <summary>
    /// Its calls are counted for, and kept from, a black list that this switch keeps in memory and that holds for such trunks only; else for the list of all (VOS3000 <c>dynamicBlackListInStandalone</c>, SW §1.11).
    /// </summary>
    public bool DynamicBlackListInStandalone { get; init; }

    /// <summary>From where its calls may come, beside what its addresses say: a call from elsewhere is an illegal call.</summary>
    public Geofence Geofence { get; init; } = Geofence.None;

    /// <summary>Whether it proves itself by digest at each call; its addresses then say from where it may.</summary>
    public bool IsKnownByPassword() => Authentication == AuthenticationMethod.Password || (Authentication is null && Password.Length > 0);

    /// <summary>The user name it proves itself by.</summary>
    internal string DigestUsername() => Username.Length > 0 ? Username : Name;
}
