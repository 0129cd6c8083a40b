namespace Tandem.Routing.Attacks;

/// <summary>Calls to countries and ranges that are known for fraud: what toll fraud is after.</summary>
internal static class AbusedNumbers
{
    private const int SureAttempts = 10;

    public static IEnumerable<AttackPattern> Find(IReadOnlyList<IllegalAttempt> ordered, IReadOnlyList<string> ownPrefixes, CancellationToken stop)
    {
        // 9 44 20 … is a line and London where 00 44 20 … was dialled too, and not Sri Lanka: what is dialled with a beginning explains the rest.
        HashSet<string> abroad = [.. ordered.SelectMany(static attempt => attempt.Numbers).Distinct(StringComparer.Ordinal).Where(static number => DialledNumber.Readings(number).Any(static one => one.IsAbroad)).Select(DialledNumber.Tail).OfType<string>()];
        Dictionary<string, (AbusedDestination? Where, bool IsAbroad)> known = new(StringComparer.Ordinal);
        Dictionary<AbusedDestination, (Trace Trace, bool IsAbroad)> found = [];
        foreach (IllegalAttempt attempt in ordered)
        {
            stop.ThrowIfCancellationRequested();
            foreach (string number in attempt.Numbers)
            {
                if (!known.TryGetValue(number, out (AbusedDestination? Where, bool IsAbroad) reading))
                {
                    reading = Read(number, ownPrefixes);
                    known.Add(number, reading = reading.IsAbroad || !abroad.Contains(DialledNumber.Tail(number) ?? "") ? reading : default);
                }

                if (reading.Where is { } where)
                {
                    (Trace trace, bool isAbroad) = found.GetValueOrDefault(where, (new Trace(), false));
                    trace.Add(attempt, number);
                    found[where] = (trace, isAbroad || reading.IsAbroad);
                }
            }
        }

        return found.Select(static one => Told(one.Key, one.Value.Trace, one.Value.IsAbroad));
    }

    /// <summary>The reading with most before it that leads to such a place.</summary>
    private static (AbusedDestination? Where, bool IsAbroad) Read(string number, IReadOnlyList<string> ownPrefixes)
    {
        foreach ((string reading, bool isAbroad) in DialledNumber.Readings(number))
        {
            if (AbusedDestinations.Find(reading, ownPrefixes) is { } where)
            {
                return (where, isAbroad);
            }
        }

        return (null, false);
    }

    private static AttackPattern Told(AbusedDestination where, Trace trace, bool isAbroad)
    {
        PatternConfidence confidence = !isAbroad ? PatternConfidence.Low : trace.Attempts >= SureAttempts ? PatternConfidence.High : PatternConfidence.Medium;
        string doubt = isAbroad ? "" : " Nothing that calls abroad was dialled before them: they may be numbers at home.";
        return trace.Told(
            PatternKind.AbusedDestination,
            confidence,
            $"{AttackPatterns.Counted(trace.Attempts, "attempt")} at {AttackPatterns.Counted(trace.Numbers.Count, "number")} of +{where.Prefix} ({where.Name}). {where.Why}.{doubt}".Replace("..", ".", StringComparison.Ordinal));
    }
}
