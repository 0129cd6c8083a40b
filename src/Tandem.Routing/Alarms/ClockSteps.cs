namespace Tandem.Routing.Alarms;

/// <summary>Tells when the clock was set, by comparing it with the time that has passed by the monotonic one. Used by one thread.</summary>
public sealed class ClockSteps(TimeProvider time)
{
    /// <summary>Ordinary steering of the clock (NTP slewing) moves it less within a second.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(250);

    private (DateTimeOffset Wall, long Ticks)? _before;

    /// <summary>What the clock was set by since it was asked last; null when it ran evenly. To be asked once a second.</summary>
    public TimeSpan? Look()
    {
        DateTimeOffset wall = time.GetUtcNow();
        long ticks = time.GetTimestamp();
        TimeSpan by = _before is { } before ? wall - before.Wall - time.GetElapsedTime(before.Ticks, ticks) : TimeSpan.Zero;
        _before = (wall, ticks);
        return by.Duration() >= Least ? by : null;
    }
}
