namespace Tandem.Billing.Rating;

/// <summary>A rate and an area, by their places: what a prefix says. Prefixes that say the same share one.</summary>
internal readonly record struct Tariff(int Rate, int Area);

/// <summary>Nothing, a place among the tariffs, or a place among the dated ones where a prefix's list begins. 30 bits.</summary>
internal readonly record struct TariffCode(uint Value)
{
    public static TariffCode None => default;

    public bool IsNone => Value == 0;
    public bool IsDated => (Value & 1) != 0;
    public int Place => (int)(Value >> 1) - 1;

    public static TariffCode Of(int place, bool dated) => new(((uint)(place + 1) << 1) | (dated ? 1u : 0u));
}

/// <summary>
/// What a prefix says from a moment on; from the beginning of time when the row had no date. The list of one prefix is in order of time, and ends with one that never comes.
/// </summary>
internal readonly record struct DatedTariff(long FromUtcTicks, TariffCode Code);

/// <summary>
/// One range in 64 bits, so that a search reads few cache lines: where it starts within its place of the index (30 bits, nine digits), the code
/// of its tariff (30), the length of its prefix (4). Ordered by start.
/// </summary>
internal static class DeckRange
{
    public const int LowDigits = 9;
    public const int StartShift = 34;
    private const int LengthBits = 4;

    public static ulong Of(ulong start, ulong answer) => (start << StartShift) | answer;

    public static ulong Answer(TariffCode code, int length) => ((ulong)code.Value << LengthBits) | (uint)length;

    public static int Length(ulong range) => (int)(range & ((1 << LengthBits) - 1));

    public static TariffCode Code(ulong range) => new((uint)(range >> LengthBits) & ((1u << 30) - 1));

    public static ulong Start(ulong range) => range >> StartShift;
}

/// <summary>A digit prefix as one number: the first number of its interval, then its length. Sorted, a prefix comes right before those that it contains.</summary>
internal static class PrefixKey
{
    /// <summary>An E.164 number has at most 15 digits.</summary>
    public const int MostDigits = 15;
    private const int LengthBits = 4;

    public static ulong Of(ulong digits, int length) => (digits * Powers.OfTen(MostDigits - length) << LengthBits) | (uint)length;

    public static int Length(ulong key) => (int)(key & ((1 << LengthBits) - 1));

    public static ulong Start(ulong key) => key >> LengthBits;

    public static string Text(ulong key)
    {
        int length = Length(key);
        return (Start(key) / Powers.OfTen(MostDigits - length)).ToString($"D{length}");
    }
}

internal static class Powers
{
    private static readonly ulong[] Ten =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    ];

    public static ulong OfTen(int power) => Ten[power];
}

/// <summary>The arrays of a <see cref="RateTable"/>.</summary>
internal sealed class CompiledDeck
{
    private static readonly ulong LowStep = Powers.OfTen(DeckRange.LowDigits);

    /// <summary>Digits of a number that ranges look at: those of the index, and <see cref="DeckRange.LowDigits"/>.</summary>
    public required int KeyDigits { get; init; }

    /// <summary>For each value of the leading digits, and one past the last: its first range, which starts at 0.</summary>
    public required int[] Index { get; init; }

    public required ulong[] Ranges { get; init; }

    /// <summary>All prefixes of the ranges in order, for an exact look-up.</summary>
    public required ulong[] PrefixKeys { get; init; }

    public required TariffCode[] PrefixCodes { get; init; }
    public required Tariff[] Tariffs { get; init; }
    public required DatedTariff[] Dated { get; init; }
    public required Rate[] Rates { get; init; }
    public required string[] Areas { get; init; }

    /// <summary>Prefixes that are not digits only, or too long for the ranges.</summary>
    public required Dictionary<string, TariffCode> Others { get; init; }

    /// <summary>The lengths that occur in <see cref="Others"/>, longest first.</summary>
    public required int[] OtherLengths { get; init; }

    public required int Count { get; init; }

    /// <summary>The range that a number of <see cref="KeyDigits"/> digits is in.</summary>
    public ulong RangeOf(ulong key)
    {
        (ulong place, ulong low) = Math.DivRem(key, LowStep);
        ulong last = DeckRange.Of(low + 1, 0) - 1;
        int first = Index[(int)place];
        int count = Index[(int)place + 1] - first;
        ReadOnlySpan<ulong> ranges = Ranges.AsSpan(first, count);
        while (count > 1)
        {
            int half = count >> 1;
            if (ranges[half] <= last)
            {
                ranges = ranges[half..];
            }

            count -= half;
        }

        return ranges[0];
    }
}
