namespace Tandem.Routing.Alarms;

/// <summary>When an alarm comes and goes, how grave it is, and who is told (BI §6.1).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Type">A code of <see cref="AlarmType"/>.</param>
/// <param name="Object">The trunk or account that it is about; empty for all of them that have no setting of their own.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Lower">The value from below which there is an alarm; null for no such bound.</param>
/// <param name="Upper">The value from above which there is an alarm; null for no such bound.</param>
/// <param name="Period">Seconds over which the value is taken, where it is one over time; and for which it must be back inside before the alarm goes.</param>
public sealed record AlarmSetting(long Id, int Type, string Object, AlarmLevel Level, decimal? Lower, decimal? Upper, int Period)
{
    /// <summary>How often it was changed, from 1.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Off watches nothing.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>Minute of the day from which it is in force, in <see cref="TimeZone"/>.</summary>
    public int From { get; init; }

    /// <summary>Minute of the day up to which it is in force; the same as <see cref="From"/> is all day. May be past midnight: 22:00 to 06:00.</summary>
    public int To { get; init; }

    /// <summary>The zone of the times of day, such as Europe/Berlin; empty is UTC.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Whether a mail is sent when it comes and when it goes.</summary>
    public bool Mail { get; init; }

    /// <summary>Where the mails go.</summary>
    public IReadOnlyList<string> MailTo { get; init; } = [];

    /// <summary>Whether somebody is called when it comes, until it is acknowledged.</summary>
    public bool Voice { get; init; }

    /// <summary>The numbers that are called, one after another.</summary>
    public IReadOnlyList<string> VoiceTo { get; init; } = [];

    /// <summary>Whether the webhook is called when it comes and when it goes.</summary>
    public bool Webhook { get; init; }

    /// <summary>Whether it is in force at a moment.</summary>
    public bool Watches(DateTimeOffset now)
    {
        if (!IsOn || From == To)
        {
            return IsOn;
        }

        DateTimeOffset local = TimeZone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out TimeZoneInfo? zone) ? TimeZoneInfo.ConvertTime(now, zone) : now.ToUniversalTime();
        int minute = (local.Hour * 60) + local.Minute;
        return From < To ? minute >= From && minute < To : minute >= From || minute < To;
    }

    /// <summary>Whether a value is outside the bounds.</summary>
    public bool IsOutside(decimal value) => value > Upper || value < Lower;
}
