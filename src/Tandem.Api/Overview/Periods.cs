using Tandem.Store.Reports;

namespace Tandem.Api.Overview;

/// <summary>Adds minutes up to periods. Pure.</summary>
internal static class Periods
{
    public const int Points = 60;
    private const int MsPerSecond = 1000;

    /// <summary>Points that end with the one that <paramref name="now"/> is in, each of so many minutes.</summary>
    public static IReadOnlyList<PeriodView> Series(IReadOnlyList<TrafficMinute> minutes, DateTimeOffset now, int minutesEach, Func<DateTimeOffset, TimeSpan, int?> peak)
    {
        var length = TimeSpan.FromMinutes(minutesEach);
        DateTimeOffset last = new(now.UtcTicks - (now.UtcTicks % length.Ticks), TimeSpan.Zero);
        DateTimeOffset first = last - ((Points - 1) * length);
        var points = new List<TrafficMinute>[Points];
        foreach (TrafficMinute minute in minutes)
        {
            long index = (minute.At - first).Ticks / length.Ticks;
            if (minute.At >= first && index < Points)
            {
                (points[index] ??= []).Add(minute);
            }
        }

        return [.. points.Select((found, index) => Sum(found ?? [], first + (index * length), peak(first + (index * length), length)))];
    }

    public static PeriodView Sum(IReadOnlyList<TrafficMinute> minutes, DateTimeOffset from, int? peak)
    {
        long calls = 0;
        long answered = 0;
        long effective = 0;
        long illegal = 0;
        long talkMs = 0;
        SortedDictionary<string, (decimal Fee, decimal Cost)> money = new(StringComparer.Ordinal);
        foreach (TrafficMinute minute in minutes)
        {
            calls += minute.Calls;
            answered += minute.Answered;
            effective += minute.Effective;
            illegal += minute.Illegal;
            talkMs += minute.TalkMs;
            if (minute.Fee != 0m || minute.Cost != 0m)
            {
                (decimal fee, decimal cost) = money.GetValueOrDefault(minute.Currency);
                money[minute.Currency] = (fee + minute.Fee, cost + minute.Cost);
            }
        }

        return new(
            from, calls, answered, talkMs / MsPerSecond, Percent(answered, calls), answered == 0 ? null : Math.Round((double)talkMs / MsPerSecond / answered, 1), Percent(effective, calls), illegal,
            [.. money.Select(static pair => new MoneyView(pair.Key, pair.Value.Fee, pair.Value.Cost, pair.Value.Fee - pair.Value.Cost))], peak);
    }

    private static double? Percent(long part, long whole) => whole == 0 ? null : Math.Round(100.0 * part / whole, 1);
}
