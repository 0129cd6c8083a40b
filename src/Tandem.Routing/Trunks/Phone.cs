namespace Tandem.Routing.Trunks;

/// <summary>An extension (VOS3000: phone). Its INVITE is known by digest; its account pays (billing mode 0).</summary>
public sealed record Phone : IMediaSettings, IPromptSettings
{
    public required string Number { get; init; }
    public required string Account { get; init; }
    public LockType Lock { get; init; }

    /// <summary>Digest password; write-only in the plan.</summary>
    public string Password { get; init; } = "";

    public string RateTable { get; init; } = "";
    public string CallingRewrite { get; init; } = "";
    public string CalledRewrite { get; init; } = "";
    public int LineCapacity { get; init; }

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
