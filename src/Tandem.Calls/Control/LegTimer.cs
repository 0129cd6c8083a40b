using Tandem.Wire.Timers;

namespace Tandem.Calls.Control;

internal enum LegTimerKind : byte
{
    /// <summary>Time to refresh the session.</summary>
    Refresh,

    /// <summary>No refresh came: the session is over.</summary>
    Dead,
}

/// <summary>One of the timers of a leg; lives with it.</summary>
internal sealed class LegTimer(Leg leg, LegTimerKind kind) : TimerNode
{
    public override void OnTimer() => leg.Shard.OnLegTimer(leg, kind);
}
