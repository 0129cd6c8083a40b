namespace Tandem.Routing.Numbers;

/// <summary>A list of number prefixes that says whether a number belongs. An empty list takes every number.</summary>
public sealed class PrefixList
{
    public static readonly PrefixList All = new([]);

    private readonly PrefixIndex<string>? _index;

    public PrefixList(IReadOnlyCollection<string> prefixes)
    {
        if (prefixes.Count > 0)
        {
            _index = new PrefixIndex<string>(
                prefixes.Distinct(StringComparer.Ordinal).Select(static prefix => KeyValuePair.Create(prefix, prefix)));
        }
    }

    public bool TakesAll => _index is null;

    /// <summary>
    /// Length of the longest prefix in the list that the number starts with; 0 when the list takes all; −1 when the number
    /// does not belong.
    /// </summary>
    public int Fit(ReadOnlySpan<char> number)
    {
        if (_index is null)
        {
            return 0;
        }

        return _index.Find(number, int.MaxValue, out int length) is null ? -1 : length;
    }

    /// <summary>The number without the longest of these prefixes; the whole number when none fits.</summary>
    public ReadOnlySpan<char> Strip(ReadOnlySpan<char> number) => number[Math.Max(0, Fit(number))..];
}
