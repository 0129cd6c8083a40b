namespace Tandem.Store.Plan;

/// <summary>The known word that a misspelt one was probably meant to be.</summary>
internal static class Nearest
{
    /// <summary><c>, did you mean 'addresses'?</c>, or the known words when none is near.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        string best = "";
        int least = Math.Max(2, word.Length / 3) + 1;
        var all = known.ToList();
        foreach (string candidate in all)
        {
            int steps = Steps(word, candidate);
            if (steps < least)
            {
                least = steps;
                best = candidate;
            }
        }

        return best.Length > 0 ? $", did you mean '{best}'?" : $"; known are {string.Join(", ", all)}";
    }

    /// <summary>Levenshtein distance, letters of any case alike.</summary>
    private static int Steps(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 16 || a.Length > 64)
        {
            return int.MaxValue;
        }

        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
