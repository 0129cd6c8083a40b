namespace Tandem.Media.Relay.Wire;

/// <summary>How an order ended.</summary>
public enum RelayStatus : byte
{
    Ok = 0,

    /// <summary>No such session (any more).</summary>
    UnknownSession = 1,

    /// <summary>All ports of the range are in use or within their guard time.</summary>
    PortsExhausted = 2,

    /// <summary>No range has the address or the family that was asked for.</summary>
    NoSuchAddress = 3,

    /// <summary>The process may not open more descriptors.</summary>
    DescriptorsExhausted = 4,

    /// <summary>The message can't be understood.</summary>
    Malformed = 5,

    /// <summary>More sessions than the process is made for.</summary>
    TooManySessions = 6,

    /// <summary>An older order came after a newer one for the same session; nothing was done.</summary>
    Superseded = 7,

    /// <summary>There is no sound of that name.</summary>
    UnknownSound = 8,

    /// <summary>Made by the client: no answer in time, repeats included.</summary>
    TimedOut = 255,
}
