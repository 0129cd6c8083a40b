using System.Collections.Frozen;

namespace Tandem.Routing.Attacks;

/// <summary>A country or a range of numbers that is known for fraud.</summary>
/// <param name="Prefix">How its numbers begin, country code first.</param>
/// <param name="Name">Which it is.</param>
/// <param name="Why">What it is known for.</param>
/// <param name="Source">Who says so, by the letters of the file's beginning, for who keeps the file: a reader of a report can't know them. Empty for the operator's own.</param>
public sealed record AbusedDestination(string Prefix, string Name, string Why, string Source);

/// <summary>Countries and ranges that are known for revenue share fraud: a file in the program, with the sources of each line. The operator's own prefixes come beside them.</summary>
public static class AbusedDestinations
{
    private const string File = "abused-destinations.txt";
    private static readonly char[] Between = ['|', '[', ']'];
    private static readonly FrozenDictionary<string, AbusedDestination> Known = Read().ToFrozenDictionary(static one => one.Prefix, StringComparer.Ordinal);
    private static readonly int Longest = Known.Keys.Max(static prefix => prefix.Length);

    /// <summary>All of the file, by prefix.</summary>
    public static IReadOnlyList<AbusedDestination> All => [.. Known.Values.OrderBy(static one => one.Prefix, StringComparer.Ordinal)];

    /// <summary>Where a number with its country code leads to; null when nothing is known against it. An own prefix comes before one of the file that is not longer.</summary>
    public static AbusedDestination? Find(string number, IReadOnlyList<string> ownPrefixes)
    {
        AbusedDestination? found = null;
        for (int length = Math.Min(Longest, number.Length); length > 0 && found is null; length--)
        {
            Known.TryGetValue(number[..length], out found);
        }

        string own = ownPrefixes.Where(prefix => number.StartsWith(prefix, StringComparison.Ordinal)).MaxBy(static prefix => prefix.Length) ?? "";
        return own.Length > 0 && own.Length >= (found?.Prefix.Length ?? 0) ? new(own, $"own list, {own}", "It is in the operator's own list.", "") : found;
    }

    private static IEnumerable<AbusedDestination> Read()
    {
        using Stream file = typeof(AbusedDestinations).Assembly.GetManifestResourceStream(File) ?? throw new InvalidOperationException($"{File} is part of the program.");
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && !line.StartsWith('#'))
            {
                string[] fields = line.Split(Between, StringSplitOptions.TrimEntries);
                yield return new(fields[0], fields[1], fields[2], fields[3]);
            }
        }
    }
}
