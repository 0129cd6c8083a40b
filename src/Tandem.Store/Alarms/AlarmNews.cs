using Tandem.Routing.Alarms;

namespace Tandem.Store.Alarms;

/// <summary>What has become of an alarm.</summary>
public enum AlarmNewsKind
{
    /// <summary>It has come, or has become more or less grave.</summary>
    Raised,

    /// <summary>Somebody has taken note of it.</summary>
    Acknowledged,

    /// <summary>It has gone.</summary>
    Cleared,
}

/// <summary>One thing that has become of an alarm: its number in this run, what and when, and the alarm after it.</summary>
public sealed record AlarmNews(long Number, AlarmNewsKind Kind, DateTimeOffset At, Alarm Alarm);
