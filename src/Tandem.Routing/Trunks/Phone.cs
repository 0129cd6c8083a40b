using Tandem.Billing.Rating;
using Tandem.Routing.Phones;

namespace Tandem.Routing.Trunks;

/// <summary>An extension (VOS3000: phone). Its INVITE is known by digest; its account pays (billing mode 0).</summary>
public sealed record Phone : IMediaSettings
{
    public required string Number { get; init; }
    public required string Account { get; init; }
    public LockType Lock { get; init; }

    /// <summary>Digest password; write-only in the plan.</summary>
    public string Password { get; init; } = "";

    public string RateTable { get; init; } = "";
    public string CallingRewrite { get; init; } = "";
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

    public bool DoNotDisturb { get; init; }
    public bool PeriodForwarding { get; init; }
    public IReadOnlyList<PeriodForwarding> PeriodForwardings { get; init; } = [];
    public bool UnconditionalForward { get; init; }
    public ForwardTargets UnconditionalForwardE164 { get; init; } = ForwardTargets.None;
    public bool OfflineForward { get; init; }
    public ForwardTargets OfflineForwardE164 { get; init; } = ForwardTargets.None;
    public bool BusyForward { get; init; }
    public ForwardTargets BusyForwardE164 { get; init; } = ForwardTargets.None;
    public bool NoAnswerForward { get; init; }
    public ForwardTargets NoAnswerForwardE164 { get; init; } = ForwardTargets.None;
    public ForwardDisplay CallForwardDisplay { get; init; }

    /// <summary>Its calls to other phones of the switch are free.</summary>
    public PhoneSwitch NoBillingToPhone { get; init; }

    /// <summary>While it is offline, carriers are tried with the number that was called.</summary>
    public PhoneSwitch UseRoutingGatewayNotOnline { get; init; }

    /// <summary>Whether its media goes through the switch (VOS3000 <c>rtpForwardType</c>).</summary>
    public RtpForwardType RtpForwardType { get; init; }

    /// <summary>Which silent direction ends a call (VOS3000 <c>mediaCheckDirection</c>).</summary>
    public MediaCheckDirection MediaCheckDirection { get; init; }

    /// <summary>Its calls are recorded from the answer on (VOS3000 <c>mediaRecord</c>).</summary>
    public bool MediaRecord { get; init; }

    /// <summary>In which forms its keys are taken (VOS3000 <c>dtmfReceiveMethod</c>).</summary>
    public DtmfReceiveMethod DtmfReceiveMethod { get; init; }

    /// <summary>In which form it gets keys (VOS3000 <c>dtmfSendMethodSIP</c>).</summary>
    public DtmfSendMethod DtmfSendMethodSip { get; init; }

    /// <summary>Payload type of the telephone-events that it gets; 0 = as its description says.</summary>
    public int DtmfSendPayloadType { get; init; }

    /// <summary>Payload type of the telephone-events that come from it; 0 = as agreed.</summary>
    public int DtmfReceivePayloadType { get; init; }

    /// <summary>Keys are listened for in its sound (VOS3000 <c>rtpIncludeDtmfInband</c>).</summary>
    public bool RtpIncludeDtmfInband { get; init; }

    /// <summary>It gets keys as tones (VOS3000 <c>rtpNeedDtmfInband</c>).</summary>
    public bool RtpNeedDtmfInband { get; init; }

    /// <summary>Only the codecs of <c>sipCodecs</c> are used with it (VOS3000 <c>sipCodecAssign</c>); else those that both sides have.</summary>
    public bool SipCodecAssign { get; init; }

    /// <summary>Names as in SDP, best first: PCMU, PCMA, G722, opus, G729 ...</summary>
    public IReadOnlyList<string> SipCodecs { get; init; } = [];

    /// <summary>A codec that the other side has not got may be made for it (VOS3000 <c>audioCodecTranscodingEnable</c>).</summary>
    public bool AudioCodecTranscodingEnable { get; init; }
}
