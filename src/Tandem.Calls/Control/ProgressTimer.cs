using Tandem.Wire.Timers;

namespace Tandem.Calls.Control;

/// <summary>The patience with the attempt in hand has ended; lives with its call.</summary>
internal sealed class ProgressTimer(Call call) : TimerNode
{
    public override void OnTimer() => call.Attempts.OnTimer();
}
