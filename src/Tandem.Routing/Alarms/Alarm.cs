namespace Tandem.Routing.Alarms;

/// <summary>An alarm, from when it came until it has gone; one at a time for an object and a type.</summary>
/// <param name="Id">Its number; alarms are numbered in the order in which they came.</param>
/// <param name="Type">A code of <see cref="AlarmType"/>.</param>
/// <param name="Object">What it is about; empty for the switch.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Value">The last value that was outside.</param>
/// <param name="StartedAt">When it came.</param>
public sealed record Alarm(long Id, int Type, string Object, AlarmLevel Level, decimal Value, DateTimeOffset StartedAt)
{
    /// <summary>Letters of an object's name.</summary>
    public const int LongestObject = 64;

    /// <summary>Letters of details and memos.</summary>
    public const int LongestText = 500;

    /// <summary>The setting that it came by; 0 for one from outside without any.</summary>
    public long Setting { get; init; }

    public decimal? Lower { get; init; }

    public decimal? Upper { get; init; }

    /// <summary>What is known beside the value, in words.</summary>
    public string Detail { get; init; } = "";

    /// <summary>When it went; null while it is there.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Who has taken note of it; empty for nobody.</summary>
    public string ConfirmedBy { get; init; } = "";

    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>What he said.</summary>
    public string Memo { get; init; } = "";

    /// <summary>Who ended it; empty when it went by itself.</summary>
    public string ClearedBy { get; init; } = "";

    /// <summary>When the mail about it was taken by the mail server.</summary>
    public DateTimeOffset? MailedAt { get; init; }

    /// <summary>A program outside raised it: it stays until somebody clears it.</summary>
    public bool IsOutside => Type == AlarmType.Outside;
}
