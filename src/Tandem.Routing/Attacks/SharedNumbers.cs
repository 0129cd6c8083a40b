using Tandem.Routing.Access;

namespace Tandem.Routing.Attacks;

/// <summary>Numbers that many sources call, whatever each dials before them.</summary>
internal static class SharedNumbers
{
    private const int FewestSources = 5;
    private const int FewestNetworks = 5;

    /// <summary>Numbers such as 100 are the first that every scanner tries: that several do tells nothing.</summary>
    private const int ShortNumber = 6;

    public static IEnumerable<AttackPattern> Find(IReadOnlyList<IllegalAttempt> ordered, CancellationToken stop)
    {
        Dictionary<string, HashSet<string>> callers = new(StringComparer.Ordinal);
        foreach ((IllegalAttempt attempt, string number) in Each(ordered))
        {
            stop.ThrowIfCancellationRequested();
            if (!callers.TryGetValue(KeyOf(number), out HashSet<string>? sources))
            {
                callers.Add(KeyOf(number), sources = new(StringComparer.Ordinal));
            }

            sources.Add(attempt.SourceIp);
        }

        Dictionary<string, Trace> shared = callers.Where(static one => one.Value.Count >= FewestSources).ToDictionary(static one => one.Key, static _ => new Trace(), StringComparer.Ordinal);
        foreach ((IllegalAttempt attempt, string number) in Each(ordered))
        {
            stop.ThrowIfCancellationRequested();
            if (shared.TryGetValue(KeyOf(number), out Trace? trace))
            {
                trace.Add(attempt, number);
            }
        }

        return shared.Values.Select(Told);
    }

    private static IEnumerable<(IllegalAttempt Attempt, string Number)> Each(IReadOnlyList<IllegalAttempt> ordered) =>
        from attempt in ordered where attempt.SourceIp.Length > 0 from number in attempt.Numbers select (attempt, number);

    private static string KeyOf(string number) => DialledNumber.Tail(number) ?? number;

    private static AttackPattern Told(Trace trace)
    {
        int networks = trace.Sources.Select(SourceAddress.NetworkOf).Distinct(StringComparer.Ordinal).Count();
        string shortest = trace.Numbers.OrderBy(static number => number.Length).ThenBy(static number => number, StringComparer.Ordinal).First();
        bool isShort = shortest.Length < ShortNumber;
        PatternConfidence confidence = isShort ? PatternConfidence.Low : networks >= FewestNetworks ? PatternConfidence.High : PatternConfidence.Medium;
        string spellings = trace.Numbers.Count == 1 ? "" : $" in {AttackPatterns.Counted(trace.Numbers.Count, "spelling")}";
        string doubt = isShort ? " Short numbers are tried by every scanner." : "";
        return trace.Told(
            PatternKind.SharedNumber,
            confidence,
            $"{shortest} was called{spellings} by {AttackPatterns.Counted(trace.Sources.Count, "source")} of {AttackPatterns.Counted(networks, "network")}.{doubt}");
    }
}
