namespace Tandem.Wire.Timers;

/// <summary>
/// Something that a shard's wheel calls once, when it is due. Embedded in its owner, so that setting it allocates nothing.
/// </summary>
public abstract class TimerNode
{
    internal TimerNode? Next;
    internal TimerNode? Previous;
    internal long DueMs;
    internal int Slot = -1;

    public bool IsSet => Slot >= 0;

    /// <summary>Called with the shard's work held: one timer or event at a time, whichever thread does it.</summary>
    public abstract void OnTimer();
}
