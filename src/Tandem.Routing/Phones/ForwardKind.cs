namespace Tandem.Routing.Phones;

/// <summary>Why a phone's call goes elsewhere: the five kinds of SW §9, in their order, and the phone's own word.</summary>
public enum ForwardKind
{
    Period,
    Unconditional,
    Offline,
    Busy,
    NoAnswer,

    /// <summary>It has answered the call with 300 to 302 (RFC 3261 §8.1.3.4).</summary>
    Redirect,
}

/// <summary>What forwarded calls show as their caller (VOS3000 <c>callForwardDisplay</c>).</summary>
public enum ForwardDisplay : byte
{
    /// <summary>SS_CALL_FORWARD_DISPLAY decides.</summary>
    System = 0,
    OriginalCaller = 1,
    OwnNumber = 2,
}

/// <summary>A switch that a phone may leave to the system (VOS3000: 0 system, 1 on, 2 off).</summary>
public enum PhoneSwitch : byte
{
    System = 0,
    On = 1,
    Off = 2,
}
