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
    public required string Name { get; init; }

    /// <summary>
    /// The vendor account whose rate table prices the call (VOS3000 <c>clearingAccount</c>). Empty: no cost is booked.
    /// </summary>
    public string Account { get; init; } = "";

    public LockType Lock { get; init; }

    /// <summary>Where calls go: <c>host[:port][;transport=tcp]</c>, by address or name; tried in order.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Called prefixes this trunk takes; an empty string in the list takes all.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    public PrefixStyle PrefixStyle { get; init; } = PrefixStyle.Continue;

    /// <summary>1 is tried first.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>A backup that comes in only after all normal trunks failed (VOS3000 protect route).</summary>
    public bool ProtectRoute { get; init; }

    public int Capacity { get; init; }
    public int Cps { get; init; }

    public IReadOnlyList<string> CallerPrefixes { get; init; } = [];

    /// <summary>A phone's call shows the phone's display number, where it has one, instead of its own (VOS3000 <c>enablePhoneDisplay</c>).</summary>
    public bool EnablePhoneDisplay { get; init; }
    public string CallingRewrite { get; init; } = "";
    public string CalledRewrite { get; init; } = "";
    public string RateTable { get; init; } = "";

    /// <summary>Only route when the clearing account has a rate for the number (VOS3000 <c>feerateRestrict</c>).</summary>
    public bool FeerateRestrict { get; init; } = true;

    /// <summary>
    /// Rate the number after the egress dial rules instead of before (VOS3000 <c>clearingAccountUseCalloutE164</c>).
    /// </summary>
    public bool ClearingAccountUseCalloutE164 { get; init; }

    public decimal? MinProfitPercent { get; init; }
    public decimal? MaxSecondRate { get; init; }

    // Failover: may the call still move on after ...? null = the system parameter decides (SW §3.5).
    public bool? SwitchAllowRing { get; init; }
    public bool? SwitchAllowSdp { get; init; }
    public bool? SwitchAllowRtp { get; init; }
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
    public int TimeoutInvite { get; init; }
    public int TimeoutTrying { get; init; }
    public int TimeoutSessionProgress { get; init; }
    public int TimeoutSessionProgressSdp { get; init; }
    public int TimeoutRinging { get; init; }

    /// <summary>Digest user and password for a carrier that challenges.</summary>
    public string Username { get; init; } = "";
    public string Password { get; init; } = "";

    /// <summary>We register at its addresses with its user name and password (VOS3000 <c>registerType</c> 2).</summary>
    public bool RegisterOutward { get; init; }

    /// <summary>Host part of From and Request-URI instead of our own address and the trunk's; empty = none.</summary>
    public string FromDomain { get; init; } = "";

    public PrivacyMode SipPrivacy { get; init; } = PrivacyMode.PassThrough;
    public IdentityMode SipPAssertedIdentity { get; init; }
    public IdentityMode SipPPreferredIdentity { get; init; }
    public bool SipRemotePartyId { get; init; }
    public bool SipDisplay { get; init; }

    /// <summary>Where the answers to its own requests within a call go; left out, as RFC 3581 has it.</summary>
    public ResponseAddressMethod? SipResponseAddressMethod { get; init; }
    public RequestAddressMethod SipRequestAddressMethod { get; init; } = RequestAddressMethod.Contact;
    public bool SipTimer { get; init; } = true;
    public bool Sip100Rel { get; init; } = true;
    public int MaxCallDuration { get; init; }

    /// <summary>Seconds without sound from the carrier after which the caller hears a ring tone of ours (VOS3000's auxiliary ring tone, SW §6.7); 0 = never.</summary>
    public int AuxiliaryRingDelay { get; init; }

    /// <summary>The sound of it; empty = SS_RING_TONE.</summary>
    public string AuxiliaryRingTone { get; init; } = "";
}
