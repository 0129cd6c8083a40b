namespace Tandem.Routing.Trunks;

/// <summary>What a trunk or phone says about its media; each of them has all of it (SW §2.2).</summary>
public interface IMediaSettings
{
    /// <summary>Whether its media goes through the switch (VOS3000 <c>rtpForwardType</c>).</summary>
    RtpForwardType RtpForwardType { get; }

    /// <summary>Which silent direction ends a call (VOS3000 <c>mediaCheckDirection</c>).</summary>
    MediaCheckDirection MediaCheckDirection { get; }

    /// <summary>Its calls are recorded from the answer on (VOS3000 <c>mediaRecord</c>).</summary>
    bool MediaRecord { get; }

    /// <summary>In which forms its keys are taken (VOS3000 <c>dtmfReceiveMethod</c>).</summary>
    DtmfReceiveMethod DtmfReceiveMethod { get; }

    /// <summary>In which form it gets keys (VOS3000 <c>dtmfSendMethodSIP</c>).</summary>
    DtmfSendMethod DtmfSendMethodSip { get; }

    /// <summary>Payload type of the telephone-events that it gets; 0 = as its description says.</summary>
    int DtmfSendPayloadType { get; }

    /// <summary>Payload type of the telephone-events that come from it; 0 = as agreed.</summary>
    int DtmfReceivePayloadType { get; }

    /// <summary>Keys are listened for in its sound (VOS3000 <c>rtpIncludeDtmfInband</c>).</summary>
    bool RtpIncludeDtmfInband { get; }

    /// <summary>It gets keys as tones (VOS3000 <c>rtpNeedDtmfInband</c>).</summary>
    bool RtpNeedDtmfInband { get; }

    /// <summary>Only the codecs of <c>sipCodecs</c> are used with it (VOS3000 <c>sipCodecAssign</c>); else those that both sides have.</summary>
    bool SipCodecAssign { get; }

    /// <summary>Names as in SDP, best first: PCMU, PCMA, G722, opus, G729 ...</summary>
    IReadOnlyList<string> SipCodecs { get; }

    /// <summary>A codec that the other side has not got may be made for it (VOS3000 <c>audioCodecTranscodingEnable</c>).</summary>
    bool AudioCodecTranscodingEnable { get; }
}
