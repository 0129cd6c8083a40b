namespace Tandem.Media.Relay.Wire;

/// <summary>What media tells without being asked.</summary>
[Flags]
public enum RelayEvents : ushort
{
    None = 0,
    FirstMediaFromA = 1,
    FirstMediaFromB = 2,

    /// <summary>Nothing came from the side for the order's <see cref="RelayOrder.Silence"/>.</summary>
    SilentFromA = 4,
    SilentFromB = 8,

    /// <summary>Nothing was sent to the side for that long.</summary>
    SilentToA = 16,
    SilentToB = 32,

    /// <summary>The lease ran out: no word of signalling and no media. The session is closed; its statistics wait a while for a close.</summary>
    LeaseOver = 64,
}

/// <summary>Events of one line.</summary>
public readonly record struct RelayEvent(RelayKey Key, int Line, RelayEvents Events);
