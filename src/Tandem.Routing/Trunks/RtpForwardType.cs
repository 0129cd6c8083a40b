namespace Tandem.Routing.Trunks;

/// <summary>VOS3000 <c>rtpForwardType</c>: whether a trunk's or phone's media goes through the switch (SW §6.1).</summary>
public enum RtpForwardType : byte
{
    /// <summary>The system's mode decides (SS_MEDIAPROXYMODE).</summary>
    Auto = 0,
    On = 1,
    Off = 2,
    MustOn = 3,
}

/// <summary>VOS3000 <c>mediaCheckDirection</c>: which silent direction ends the call (SW §6.5).</summary>
[Flags]
public enum MediaCheckDirection : byte
{
    None = 0,

    /// <summary>What the switch sends to this side.</summary>
    ToRemote = 1,

    /// <summary>What this side sends to the switch.</summary>
    FromRemote = 2,
    Both = 3,
}
