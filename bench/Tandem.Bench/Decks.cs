using Tandem.Billing.Rating;

namespace Tandem.Bench;

/// <summary>Rate decks and numbers, the same ones in every run.</summary>
internal static class Decks
{
    public static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Distinct prefixes of 4–10 digits below 200 country codes: a world deck has them close together.</summary>
    public static RateRow[] World(int count)
    {
        var random = new Random(20260301);
        string[] countries = [.. Enumerable.Range(0, 200).Select(_ => $"{random.Next(1, 1000)}")];
        Rate[] rates = [.. Enumerable.Range(1, 2_000).Select(static i => new Rate { Price = i * 0.0007m, CycleSeconds = i % 3 == 0 ? 60 : 1 })];
        string[] areas = [.. Enumerable.Range(0, rates.Length).Select(static i => $"Area {i / 2}")];
        var seen = new HashSet<string>(count);
        var rows = new List<RateRow>(count);
        while (rows.Count < count)
        {
            string prefix = countries[random.Next(countries.Length)] + Digits(random, random.Next(3, 8));
            if (seen.Add(prefix))
            {
                int destination = random.Next(rates.Length);
                rows.Add(new RateRow(prefix, areas[destination], rates[destination]));
            }
        }

        return [.. rows];
    }

    /// <summary>Numbers of 12 digits that begin with a prefix of the deck, in no order.</summary>
    public static string[] Numbers(RateRow[] rows, int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            string prefix = rows[random.Next(rows.Length)].Prefix;
            return prefix + Digits(random, Math.Max(0, 12 - prefix.Length));
        })];
    }

    private static string Digits(Random random, int count) =>
        string.Create(count, random, static (digits, random) =>
        {
            foreach (ref char digit in digits)
            {
                digit = (char)('0' + random.Next(10));
            }
        });
}
