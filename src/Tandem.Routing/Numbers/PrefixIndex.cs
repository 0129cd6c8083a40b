namespace Tandem.Routing.Numbers;

/// <summary>
/// Values by number prefix, asked from the longest down. Each length that occurs costs one hash look-up; lengths that don't
/// cost nothing.
/// </summary>
internal sealed class PrefixIndex<T>
    where T : class
{
    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _byPrefix;
    private readonly int[] _lengths;

    public PrefixIndex(IEnumerable<KeyValuePair<string, T>> values)
    {
        var byPrefix = new Dictionary<string, T>(values, StringComparer.Ordinal);
        _byPrefix = byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. byPrefix.Keys.Select(static prefix => prefix.Length).Distinct().OrderDescending()];
    }

    /// <summary>
    /// The value of the longest prefix of the number that is not longer than <paramref name="most"/>; null when there is
    /// none.
    /// </summary>
    public T? Find(ReadOnlySpan<char> number, int most, out int length)
    {
        foreach (int candidate in _lengths)
        {
            if (candidate <= most && candidate <= number.Length && _byPrefix.TryGetValue(number[..candidate], out T? value))
            {
                length = candidate;
                return value;
            }
        }

        length = -1;
        return null;
    }
}
