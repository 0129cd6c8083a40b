namespace Tandem.Routing.Attacks;

/// <summary>Numbers that were called with many prefixes before them: 0, 00, 011, 9, 900 and so on until one gets out.</summary>
internal static class PrefixGuessing
{
    private const int FewestPrefixes = 4;
    private const int SurePrefixes = 8;
    private const int MostNamed = 10;

    public static IEnumerable<AttackPattern> Find(IReadOnlyList<IllegalAttempt> ordered, CancellationToken stop)
    {
        Dictionary<string, HashSet<string>> spellings = new(StringComparer.Ordinal);
        foreach (string number in ordered.SelectMany(static attempt => attempt.Numbers))
        {
            stop.ThrowIfCancellationRequested();
            if (DialledNumber.Tail(number) is { } tail)
            {
                if (!spellings.TryGetValue(tail, out HashSet<string>? known))
                {
                    spellings.Add(tail, known = new(StringComparer.Ordinal));
                }

                known.Add(number);
            }
        }

        Dictionary<string, Trace> guessed = spellings.Where(static one => one.Value.Count >= FewestPrefixes).ToDictionary(static one => one.Key, static _ => new Trace(), StringComparer.Ordinal);
        foreach (IllegalAttempt attempt in ordered)
        {
            stop.ThrowIfCancellationRequested();
            foreach (string number in attempt.Numbers)
            {
                if (DialledNumber.Tail(number) is { } tail && guessed.TryGetValue(tail, out Trace? trace))
                {
                    trace.Add(attempt, number);
                }
            }
        }

        return guessed.Values.Select(Told);
    }

    private static AttackPattern Told(Trace trace)
    {
        int same = CommonTail(trace.Numbers);
        string target = trace.Numbers.First()[^same..];
        string[] prefixes = [.. trace.Numbers.Select(number => number[..^same]).OrderBy(static prefix => prefix.Length).ThenBy(static prefix => prefix, StringComparer.Ordinal)];
        string named = string.Join(", ", prefixes.Take(MostNamed).Select(static prefix => prefix.Length == 0 ? "none" : prefix));
        string more = prefixes.Length > MostNamed ? $" and {prefixes.Length - MostNamed} more" : "";
        PatternConfidence confidence = prefixes.Length >= SurePrefixes ? PatternConfidence.High : PatternConfidence.Medium;
        return trace.Told(
            PatternKind.PrefixGuessing,
            confidence,
            $"{prefixes.Length} prefixes before {target}: {named}{more}.");
    }

    private static int CommonTail(IReadOnlyCollection<string> numbers)
    {
        string first = numbers.First();
        int same = first.Length;
        foreach (string number in numbers)
        {
            int length = 0;
            while (length < Math.Min(same, number.Length) && number[^(length + 1)] == first[^(length + 1)])
            {
                length++;
            }

            same = length;
        }

        return same;
    }
}
