namespace Tandem.Routing.Attacks;

/// <summary>Numbers as strangers dial them.</summary>
internal static class DialledNumber
{
    /// <summary>Digits that two numbers end in alike when they lead to the same telephone, whatever was dialled before it: the shortest that accidents don't share.</summary>
    public const int TailDigits = 8;

    /// <summary>Longest number, ITU-T E.164 §6.</summary>
    private const int MostDigits = 15;

    private const int FewestDigits = 8;

    /// <summary>What gets a line of a telephone system, one digit or two, before <see cref="International"/>.</summary>
    private static readonly string[] Lines = ["99", "00", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ""];

    /// <summary>What begins a call abroad: ITU-T E.164 recommends 00; North America, Australia and former Soviet countries have their own.</summary>
    private static readonly string[] International = ["0011", "011", "810", "00", "+"];

    private static readonly string[] Beginnings =
        [.. Lines.SelectMany(static line => International.Select(international => line + international)).Append("+").Distinct().OrderByDescending(static text => text.Length).ThenBy(static text => text, StringComparer.Ordinal)];

    /// <summary>Nothing but digits, after a plus where there is one.</summary>
    public static bool IsPlain(string number)
    {
        ReadOnlySpan<char> digits = Digits(number);
        return !digits.IsEmpty && digits.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    public static ReadOnlySpan<char> Digits(string number) => number.StartsWith('+') ? number.AsSpan(1) : number;

    /// <summary>By what a number is known whatever was dialled before it; null for one that is too short to tell.</summary>
    public static string? Tail(string number) => IsPlain(number) && Digits(number).Length >= TailDigits ? number[^TailDigits..] : null;

    /// <summary>The numbers with their country code that this may stand for, those with most before them first; whether something stood before them that calls abroad.</summary>
    public static IEnumerable<(string Number, bool IsAbroad)> Readings(string number)
    {
        if (!IsPlain(number))
        {
            yield break;
        }

        foreach (string beginning in Beginnings)
        {
            if (number.StartsWith(beginning, StringComparison.Ordinal) && IsWhole(number.AsSpan(beginning.Length)))
            {
                yield return (number[beginning.Length..], true);
            }
        }

        if (IsWhole(number))
        {
            yield return (number, false);
        }
    }

    private static bool IsWhole(ReadOnlySpan<char> number) => number.Length is >= FewestDigits and <= MostDigits && number[0] != '0' && number.IndexOf('+') < 0;
}
