namespace Tandem.Routing.Numbers;

/// <summary>
/// SERVER_BILLING_FREE_E164S: called numbers that nobody pays for, whole (<c>112</c>) or by their start (<c>1800*</c>).
/// </summary>
internal sealed class FreeNumbers
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _whole;
    private readonly PrefixList? _starts;

    public FreeNumbers(IReadOnlyList<string> numbers)
    {
        _whole = numbers.Where(static number => !number.EndsWith('*'))
            .ToHashSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        string[] starts = [.. numbers.Where(static number => number.EndsWith('*')).Select(static number => number[..^1])];
        _starts = starts.Length == 0 ? null : new PrefixList(starts);
    }

    public bool Contains(ReadOnlySpan<char> number) => _whole.Contains(number) || _starts?.Fit(number) >= 0;
}
