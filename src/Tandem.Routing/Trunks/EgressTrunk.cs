namespace Tandem.Routing.Trunks;

/// <summary>VOS3000 <c>sipPrivacy</c> on the way out: 0 none, 1 pass through, 2 id, 3 the value none.</summary>
public enum PrivacyMode
{
    None = 0,
    PassThrough = 1,
    Id = 2,
    NoneValue = 3,
}

/// <summary>VOS3000 <c>sipPAssertedIdentity</c>, <c>sipPPreferredIdentity</c>: 0 none, 1 pass through, 2 caller number.</summary>
public enum IdentityMode
{
    None = 0,
    PassThrough = 1,
    CallerNumber = 2,
}

/// <summary>VOS3000 <c>prefixStyle</c>: whether shorter prefixes come in when the longest one's trunks fail.</summary>
public enum PrefixStyle
{
    Terminate = 0,
    Continue = 1,
}

/// <summary>A carrier's trunk (VOS3000: routing gateway). Calls go out on it and are booked on its clearing account.</summary>
public sealed record EgressTrunk : MediaSettings
{
    /// <summary>Its name: in routes, records and logs.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The vendor account whose rate table prices the call (VOS3000 <c>clearingAccount</c>). Empty: no cost is booked.
    /// </summary>
    public string Account { get; init; } = "";

    /// <summary>Locked, it takes no calls.</summary>
    public LockType Lock { get; init; }

    /// <summary>Where calls go: <c>host[:port][;transport=tcp]</c>, by address or name; tried in order.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Called prefixes this trunk takes; an empty string in the list takes all.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>VOS3000 <c>prefixStyle</c>: whether shorter prefixes come in when this one's trunks fail.</summary>
    public PrefixStyle PrefixStyle { get; init; } = PrefixStyle.Continue;

    /// <summary>1 is tried first.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>A backup that comes in only after all normal trunks failed (VOS3000 protect route).</summary>
    public bool ProtectRoute { get; init; }

    /// <summary>Concurrent calls; 0 = no limit.</summary>
    public int Capacity { get; init; }

    /// <summary>New calls a second; 0 = no limit.</summary>
    public int Cps { get; init; }

    /// <summary>Callers it takes, by prefix. Empty = all.</summary>
    public IReadOnlyList<string> CallerPrefixes { get; init; } = [];

    /// <summary>A phone's call shows the phone's display number, where it has one, instead of its own (VOS3000 <c>enablePhoneDisplay</c>).</summary>
    public bool EnablePhoneDisplay { get; init; }

    /// <summary>Dial rules for the caller's number on the way out (VOS3000 <c>rewriteRulesInCaller</c>).</summary>
    public string CallingRewrite { get; init; } = "";

    /// <summary>Dial rules for the called number on the way out (VOS3000 <c>rewriteRulesInCallee</c>).</summary>
    public string CalledRewrite { get; init; } = "";

    /// <summary>Its prices; its account's when empty.</summary>
    public string RateTable { get; init; } = "";

    /// <summary>Only route when the clearing account has a rate for the number (VOS3000 <c>feerateRestrict</c>).</summary>
    public bool FeerateRestrict { get; init; } = true;

    /// <summary>
    /// Rate the number after the egress dial rules instead of before (VOS3000 <c>clearingAccountUseCalloutE164</c>).
    /// </summary>
    public bool ClearingAccountUseCalloutE164 { get; init; }

    /// <summary>Smallest profit in percent of the selling price that a call must leave here.</summary>
    public decimal? MinProfitPercent { get; init; }

    /// <summary>Dearest cost of a second at which it is used; left out, any.</summary>
    public decimal? MaxSecondRate { get; init; }

    // Failover: may the call still move on after ...? null = the system parameter decides (SW §3.5).
    /// <summary>The hunt may go on after the callee has rung; left out, as the system parameter says.</summary>
    public bool? SwitchAllowRing { get; init; }

    /// <summary>The hunt may go on after a description has come; left out, as the system parameter says.</summary>
    public bool? SwitchAllowSdp { get; init; }

    /// <summary>The hunt may go on after sound has come; left out, as the system parameter says.</summary>
    public bool? SwitchAllowRtp { get; init; }

    /// <summary>The hunt may go on after busy; left out, as the system parameter says.</summary>
    public bool? SwitchAllowBusy { get; init; }

    /// <summary>Whether the hunt goes on after a failure code; with <see cref="SwitchErrorCodes"/>, after those only.</summary>
    public bool SwitchAllowErrorCode { get; init; } = true;

    /// <summary>The failure codes after which the hunt goes on; empty = all.</summary>
    public IReadOnlyList<int> SwitchErrorCodes { get; init; } = [];

    /// <summary>
    /// Response codes that stop the hunt on this trunk, whatever else is set ("Stop switching response codes").
    /// </summary>
    public IReadOnlyList<int> StopSwitchingCodes { get; init; } = [];

    // Progress timers in seconds; 0 = the system parameter (SW §1.3).
    /// <summary>Seconds until anything is answered; 0 = the system parameter.</summary>
    public int TimeoutInvite { get; init; }

    /// <summary>Seconds after 100 until more is answered; 0 = the system parameter.</summary>
    public int TimeoutTrying { get; init; }

    /// <summary>Seconds after 183 until more is answered; 0 = the system parameter.</summary>
    public int TimeoutSessionProgress { get; init; }

    /// <summary>Seconds after 183 with a description until it is answered; 0 = the system parameter.</summary>
    public int TimeoutSessionProgressSdp { get; init; }

    /// <summary>Seconds of ringing; 0 = the system parameter.</summary>
    public int TimeoutRinging { get; init; }

    /// <summary>Digest user for a carrier that challenges.</summary>
    public string Username { get; init; } = "";

    /// <summary>Digest password for a carrier that challenges.</summary>
    public string Password { get; init; } = "";

    /// <summary>Its addresses are asked by OPTIONS whether they are there, every SS_SIP_OPTIONS_CHECK_PERIOD seconds. Calls go to those that answer; while none does, the trunk gets none.</summary>
    public bool SipOptionsCheck { get; init; }

    /// <summary>We register at its addresses with its user name and password (VOS3000 <c>registerType</c> 2).</summary>
    public bool RegisterOutward { get; init; }

    /// <summary>Host part of From and Request-URI instead of our own address and the trunk's; empty = none.</summary>
    public string FromDomain { get; init; } = "";

    public PrivacyMode SipPrivacy { get; init; } = PrivacyMode.PassThrough;
    public IdentityMode SipPAssertedIdentity { get; init; }
    public IdentityMode SipPPreferredIdentity { get; init; }

    /// <summary>It gets Remote-Party-ID.</summary>
    public bool SipRemotePartyId { get; init; }

    /// <summary>It gets the display name.</summary>
    public bool SipDisplay { get; init; }

    /// <summary>Where the answers to its own requests within a call go; left out, as RFC 3581 has it.</summary>
    public ResponseAddressMethod? SipResponseAddressMethod { get; init; }

    /// <summary>Where our requests within a call go.</summary>
    public RequestAddressMethod SipRequestAddressMethod { get; init; } = RequestAddressMethod.Contact;

    /// <summary>Session timers (RFC 4028).</summary>
    public bool SipTimer { get; init; } = true;

    /// <summary>Reliable provisional responses (RFC 3262).</summary>
    public bool Sip100Rel { get; init; } = true;

    /// <summary>Longest talk time in seconds; 0 = none.</summary>
    public int MaxCallDuration { get; init; }

    /// <summary>Seconds without sound from the carrier after which the caller hears a ring tone of ours (VOS3000's auxiliary ring tone, SW §6.7); 0 = never.</summary>
    public int AuxiliaryRingDelay { get; init; }

    /// <summary>The sound of it; empty = SS_RING_TONE.</summary>
    public string AuxiliaryRingTone { get; init; } = "";

    /// <summary>
    /// What its calls show of a called number is kept on a black list of this switch's memory, and it is passed over for the numbers on that list (VOS3000 <c>dynamicBlackListInStandalone</c>, SW §1.11).
    /// </summary>
    public bool DynamicBlackListInStandalone { get; init; }
}
