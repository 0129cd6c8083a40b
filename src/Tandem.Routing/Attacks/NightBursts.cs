using System.Globalization;

namespace Tandem.Routing.Attacks;

/// <summary>Stretches of the night with many more attempts than the day has: attacks come when nobody looks.</summary>
internal static class NightBursts
{
    private const int NightFrom = 22;
    private const int NightTo = 6;
    private const int FewestAttempts = 20;

    /// <summary>So many times what a part of the day has on average.</summary>
    private const double Times = 4;

    private const double SureTimes = 10;
    private static readonly TimeSpan Part = TimeSpan.FromMinutes(10);

    public static IEnumerable<AttackPattern> Find(IReadOnlyList<IllegalAttempt> ordered, TimeZoneInfo zone, CancellationToken stop)
    {
        if (ordered.Count == 0)
        {
            yield break;
        }

        SortedDictionary<long, long> parts = [];
        long byDay = 0;
        foreach (IllegalAttempt attempt in ordered)
        {
            stop.ThrowIfCancellationRequested();
            long part = PartOf(attempt.First);
            if (IsNight(part, zone))
            {
                parts[part] = parts.GetValueOrDefault(part) + attempt.Attempts;
            }
            else
            {
                byDay += attempt.Attempts;
            }
        }

        long days = 0;
        for (long part = PartOf(ordered[0].First); part <= PartOf(ordered[^1].First); part++)
        {
            days += IsNight(part, zone) ? 0 : 1;
        }

        double usual = days == 0 ? 0 : (double)byDay / days;
        List<long> busy = [.. parts.Where(part => part.Value >= Math.Max(FewestAttempts, Times * usual)).Select(static part => part.Key)];
        for (int i = 0; i < busy.Count;)
        {
            int begin = i;
            do
            {
                i++;
            }
            while (i < busy.Count && busy[i] - busy[i - 1] <= 2);

            stop.ThrowIfCancellationRequested();
            yield return Told(ordered, busy[begin], busy[i - 1], usual, zone);
        }
    }

    private static AttackPattern Told(IReadOnlyList<IllegalAttempt> ordered, long first, long last, double usual, TimeZoneInfo zone)
    {
        var trace = new Trace();
        for (int i = IndexOf(ordered, first); i < ordered.Count && PartOf(ordered[i].First) <= last; i++)
        {
            trace.Add(ordered[i]);
        }

        double each = (double)trace.Attempts / (last - first + 1);
        DateTimeOffset from = TimeZoneInfo.ConvertTime(At(first), zone);
        DateTimeOffset to = TimeZoneInfo.ConvertTime(At(last + 1), zone);
        return trace.Told(
            PatternKind.NightBurst,
            each >= SureTimes * Math.Max(usual, 1) ? PatternConfidence.High : PatternConfidence.Medium,
            string.Create(CultureInfo.InvariantCulture, $"{AttackPatterns.Counted(trace.Attempts, "attempt")} in the night from {from:yyyy-MM-dd HH:mm} to {to:HH:mm} (UTC{from:zzz}); ten minutes of the day have {usual:0.#} on average."));
    }

    /// <summary>Where the attempts of a part begin, or would: half of those that are left at each step, for there may be thousands of bursts in as many records.</summary>
    private static int IndexOf(IReadOnlyList<IllegalAttempt> ordered, long part)
    {
        (int from, int to) = (0, ordered.Count);
        while (from < to)
        {
            int middle = from + ((to - from) / 2);
            (from, to) = PartOf(ordered[middle].First) < part ? (middle + 1, to) : (from, middle);
        }

        return from;
    }

    private static bool IsNight(long part, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(At(part), zone).Hour is >= NightFrom or < NightTo;

    private static long PartOf(DateTimeOffset at) => at.UtcTicks / Part.Ticks;

    private static DateTimeOffset At(long part) => new(part * Part.Ticks, TimeSpan.Zero);
}
