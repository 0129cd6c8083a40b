namespace Tandem.Routing.Trunks;

/// <summary>What a trunk or phone says about its media; each of them has all of it (SW §2.2), under the same names beside its own.</summary>
public abstract record MediaSettings
{
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
