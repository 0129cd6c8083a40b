namespace Tandem.Routing.Trunks;

/// <summary>VOS3000 <c>dtmfReceiveMethod</c>: in which forms keys of this side are taken (SW §6.4).</summary>
public enum DtmfReceiveMethod : byte
{
    /// <summary>Telephone-events and SIP INFO.</summary>
    All = 0,

    /// <summary>Telephone-events (RFC 2833, now RFC 4733).</summary>
    Rfc2833 = 10,

    /// <summary>SIP INFO.</summary>
    Signalling = 20,
    Off = 30,
}

/// <summary>VOS3000 <c>dtmfSendMethodSIP</c>: in which form this side gets keys (SW §6.4).</summary>
public enum DtmfSendMethod : byte
{
    /// <summary>As they come.</summary>
    Auto = 0,
    Rfc2833 = 10,
    SipInfo = 50,
    Off = 60,
}
