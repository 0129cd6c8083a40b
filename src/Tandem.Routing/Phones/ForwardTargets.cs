namespace Tandem.Routing.Phones;

/// <summary>VOS3000 <c>forwardMethod</c>: how several targets are called (SW §9).</summary>
public enum ForwardMethod
{
    /// <summary>One after the other, as they stand.</summary>
    Sequential = 0,

    /// <summary>One after the other, in an order drawn for each call.</summary>
    Random = 2,

    /// <summary>All at once; who answers first has the call.</summary>
    Simultaneous = 3,
}

/// <summary>Where a phone's calls go instead, one forwarding of it (VOS3000 InfoPhoneValueAddedForwardE164).</summary>
public sealed record ForwardTargets
{
    /// <summary>No targets.</summary>
    public static readonly ForwardTargets None = new();

    /// <summary>The numbers, as the phone itself would dial them.</summary>
    public IReadOnlyList<string> E164 { get; init; } = [];

    public ForwardMethod ForwardMethod { get; init; }

    /// <summary>Seconds that a target rings before the next has its turn; −1 = as long as it may anyway. The last rings on.</summary>
    public int AlertSecond { get; init; } = -1;
}

/// <summary>Forwarding at a time of the week (VOS3000 InfoPhoneValueAddedPeriodForwarding).</summary>
public sealed record PeriodForwarding
{
    /// <summary>Days, 0 Sunday to 6 Saturday; empty = every day.</summary>
    public IReadOnlyList<int> WeekOfDay { get; init; } = [];

    /// <summary>Second of the day from which it holds.</summary>
    public int BeginSecondInDay { get; init; }

    /// <summary>Second of the day at which it ends; before <see cref="BeginSecondInDay"/> it goes on past midnight, and the day is the one on which it began.</summary>
    public int EndSecondInDay { get; init; } = SecondsInDay;

    public ForwardTargets ForwardE164 { get; init; } = ForwardTargets.None;

    internal const int SecondsInDay = 86_400;

    /// <summary>Whether it holds at this moment of the phone's own clock.</summary>
    public bool Holds(DateTime local)
    {
        int second = (int)local.TimeOfDay.TotalSeconds;
        if (BeginSecondInDay <= EndSecondInDay)
        {
            return second >= BeginSecondInDay && second < EndSecondInDay && IsOn(local.DayOfWeek);
        }

        return (second >= BeginSecondInDay && IsOn(local.DayOfWeek)) || (second < EndSecondInDay && IsOn(local.AddDays(-1).DayOfWeek));
    }

    private bool IsOn(DayOfWeek day) => WeekOfDay.Count == 0 || WeekOfDay.Contains((int)day);
}
