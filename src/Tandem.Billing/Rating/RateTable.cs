namespace Tandem.Billing.Rating;

/// <summary>
/// A compiled rate deck: longest prefix match without objects per prefix. Immutable; built aside, swapped by one write.
/// <para>
/// Digit prefixes are nested intervals of numbers. Cut at their ends they become disjoint ranges, each answered by its longest prefix; an index of
/// the leading digits (six in a large deck) leaves a handful of ranges that lie side by side, so a search touches two or three cache lines. Prefixes
/// with other characters, or longer than the ranges reach, are few and stand in a dictionary.
/// </para>
/// </summary>
public sealed class RateTable
{
    private readonly CompiledDeck _deck;

    private RateTable(CompiledDeck deck) => _deck = deck;

    public required string Name { get; init; }
    public required string Currency { get; init; }

    /// <summary>Rates in the deck: one for each prefix and date.</summary>
    public int Count => _deck.Count;

    /// <summary>Compiles a deck. Of rows with the same prefix and the same date the last one counts. An empty prefix matches every number.</summary>
    public static RateTable Build(string name, string currency, IEnumerable<RateRow> rows)
    {
        var builder = new RateTableBuilder();
        foreach (RateRow row in rows)
        {
            builder.Add(row);
        }

        return new RateTable(builder.Compile()) { Name = name, Currency = currency };
    }

    /// <summary>
    /// The rate of the longest prefix of the number that is in force at the time. Of several rates of one prefix the newest in force counts; a
    /// prefix whose rates all lie in the future is not there yet.
    /// </summary>
    public RateMatch Find(ReadOnlySpan<char> number, DateTimeOffset at)
    {
        int digits = 0;
        ulong key = 0;
        int most = Math.Min(number.Length, _deck.KeyDigits);
        while (digits < most && char.IsAsciiDigit(number[digits]))
        {
            key = (key * 10) + number[digits] - '0';
            digits++;
        }

        ulong range = _deck.RangeOf(key * Powers.OfTen(_deck.KeyDigits - digits));
        int length = DeckRange.Length(range);
        if (length > digits || !TryRate(DeckRange.Code(range), length, at, out RateMatch match))
        {
            match = FindShorter(key, digits, length - 1, at);
        }

        return _deck.OtherLengths.Length == 0 ? match : FindOther(number, at, match);
    }

    /// <summary>The rare way: the number ends before the prefix of its range does, or that prefix is not in force yet.</summary>
    private RateMatch FindShorter(ulong key, int digits, int longest, DateTimeOffset at)
    {
        for (int length = Math.Min(longest, digits); length >= 0; length--)
        {
            ulong prefix = key / Powers.OfTen(digits - length);
            int entry = Array.BinarySearch(_deck.PrefixKeys, PrefixKey.Of(prefix, length));
            if (entry >= 0 && TryRate(_deck.PrefixCodes[entry], length, at, out RateMatch match))
            {
                return match;
            }
        }

        return new RateMatch(null, "", 0);
    }

    private RateMatch FindOther(ReadOnlySpan<char> number, DateTimeOffset at, RateMatch best)
    {
        Dictionary<string, TariffCode>.AlternateLookup<ReadOnlySpan<char>> others = _deck.Others.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (int length in _deck.OtherLengths)
        {
            if (best.Found && length <= best.PrefixLength)
            {
                break;
            }

            if (length <= number.Length && others.TryGetValue(number[..length], out TariffCode code) && TryRate(code, length, at, out RateMatch match))
            {
                return match;
            }
        }

        return best;
    }

    private bool TryRate(TariffCode code, int length, DateTimeOffset at, out RateMatch match)
    {
        if (code.IsDated)
        {
            code = InForce(code, at);
        }

        if (code.IsNone)
        {
            match = default;
            return false;
        }

        Tariff tariff = _deck.Tariffs[code.Place];
        match = new RateMatch(_deck.Rates[tariff.Rate], _deck.Areas[tariff.Area], length);
        return true;
    }

    private TariffCode InForce(TariffCode dated, DateTimeOffset at)
    {
        TariffCode newest = TariffCode.None;
        for (int i = dated.Place; _deck.Dated[i].FromUtcTicks <= at.UtcTicks; i++)
        {
            newest = _deck.Dated[i].Code;
        }

        return newest;
    }
}
