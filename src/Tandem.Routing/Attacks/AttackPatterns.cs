using System.Globalization;

namespace Tandem.Routing.Attacks;

/// <summary>What the operator says about patterns.</summary>
/// <param name="OwnPrefixes">Beginnings of numbers, country code first, that are dear to him beside those of <see cref="AbusedDestinations"/>.</param>
/// <param name="Zone">Where it is night.</param>
public sealed record PatternRules(IReadOnlyList<string> OwnPrefixes, TimeZoneInfo Zone);

/// <summary>
/// Patterns over the illegal calls of a period. The same records give the same findings: nothing is asked of the clock, and the order in which records are given does not matter.
/// </summary>
public static class AttackPatterns
{
    /// <summary>Findings of one kind; those beyond have fewer attempts.</summary>
    public const int MostOfKind = 50;

    /// <summary>All findings, the surest first, and among those the ones with most attempts.</summary>
    /// <param name="attempts">The records of a period.</param>
    /// <param name="rules">What the operator says.</param>
    /// <param name="stop">Whoever asked has gone.</param>
    public static IReadOnlyList<AttackPattern> Find(IReadOnlyList<IllegalAttempt> attempts, PatternRules rules, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        List<IllegalAttempt> ordered = [.. attempts.OrderBy(static attempt => attempt.First).ThenBy(static attempt => attempt.Id)];
        IEnumerable<AttackPattern>[] kinds =
        [
            SequentialDialling.Find(ordered, stop),
            SharedNumbers.Find(ordered, stop),
            PrefixGuessing.Find(ordered, stop),
            AbusedNumbers.Find(ordered, rules.OwnPrefixes, stop),
            NightBursts.Find(ordered, rules.Zone, stop),
        ];
        return [.. InOrder(kinds.SelectMany(static kind => InOrder(kind).Take(MostOfKind)))];
    }

    private static IOrderedEnumerable<AttackPattern> InOrder(IEnumerable<AttackPattern> found) => found
        .OrderByDescending(static one => one.Confidence).ThenByDescending(static one => one.Attempts).ThenBy(static one => one.First).ThenBy(static one => one.Why, StringComparer.Ordinal);

    /// <summary>A number of things as findings say it: <c>1 number</c>, <c>1,204 numbers</c>.</summary>
    internal static string Counted(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
