using System.Runtime.InteropServices;

namespace Tandem.Billing.Rating;

/// <summary>Sorts rows into nested intervals, cuts them into disjoint ranges, and indexes the ranges. Used once.</summary>
internal sealed class RateTableBuilder
{
    private const int LeastIndexDigits = 3;
    private const int MostIndexDigits = PrefixKey.MostDigits - DeckRange.LowDigits;

    private readonly List<ulong> _keys = [];
    private readonly List<DatedTariff> _digitRows = [];
    private readonly Dictionary<string, List<DatedTariff>> _otherRows = new(StringComparer.Ordinal);
    private readonly Dictionary<Rate, int> _rateIndex = new(RateComparer.Instance);
    private readonly Dictionary<string, int> _areaIndex = new(StringComparer.Ordinal);
    private readonly Dictionary<Tariff, int> _tariffIndex = [];
    private readonly List<Rate> _rates = [];
    private readonly List<string> _areas = [];
    private readonly List<Tariff> _tariffs = [];
    private readonly List<DatedTariff> _dated = [];
    private int _count;

    public void Add(RateRow row)
    {
        var tariff = new Tariff(PlaceOf(row.Rate, _rateIndex, _rates), PlaceOf(row.Area, _areaIndex, _areas));
        var rate = new DatedTariff(row.EffectiveFrom?.UtcTicks ?? long.MinValue, TariffCode.Of(PlaceOf(tariff, _tariffIndex, _tariffs), dated: false));
        if (TryKey(row.Prefix, out ulong key))
        {
            _keys.Add(key);
            _digitRows.Add(rate);
        }
        else
        {
            OtherRows(row.Prefix).Add(rate);
        }
    }

    public CompiledDeck Compile()
    {
        int indexDigits = LeastIndexDigits;
        while (indexDigits < MostIndexDigits && Powers.OfTen(indexDigits) < (ulong)_keys.Count)
        {
            indexDigits++;
        }

        int keyDigits = indexDigits + DeckRange.LowDigits;
        (ulong[] keys, TariffCode[] codes) = CompilePrefixes(keyDigits);
        (int[] index, ulong[] ranges) = CutRanges(keys, codes, indexDigits);
        var others = new Dictionary<string, TariffCode>(_otherRows.Count, StringComparer.Ordinal);
        foreach ((string prefix, List<DatedTariff> rows) in _otherRows)
        {
            others.Add(prefix, CompilePrefix(CollectionsMarshal.AsSpan(rows)));
        }

        return new CompiledDeck
        {
            KeyDigits = keyDigits,
            Index = index,
            Ranges = ranges,
            PrefixKeys = keys,
            PrefixCodes = codes,
            Tariffs = [.. _tariffs],
            Dated = [.. _dated],
            Rates = [.. _rates],
            Areas = [.. _areas],
            Others = others,
            OtherLengths = [.. others.Keys.Select(static prefix => prefix.Length).Distinct().OrderDescending()],
            Count = _count,
        };
    }

    private static bool TryKey(string prefix, out ulong key)
    {
        key = 0;
        if (prefix.Length > PrefixKey.MostDigits)
        {
            return false;
        }

        foreach (char c in prefix)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            key = (key * 10) + c - '0';
        }

        key = PrefixKey.Of(key, prefix.Length);
        return true;
    }

    private static int PlaceOf<T>(T value, Dictionary<T, int> places, List<T> values)
        where T : notnull
    {
        ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, value, out bool known);
        if (!known)
        {
            place = values.Count;
            values.Add(value);
        }

        return place;
    }

    private static (int[] Index, ulong[] Ranges) CutRanges(ulong[] keys, TariffCode[] codes, int indexDigits)
    {
        ulong step = Powers.OfTen(DeckRange.LowDigits);
        ulong unit = Powers.OfTen(MostIndexDigits - indexDigits); // keys have 15 digits, ranges as many as this deck needs
        int[] index = new int[(int)Powers.OfTen(indexDigits) + 1];
        var ranges = new List<ulong>(index.Length + (keys.Length * 2)) { 0 };
        int place = 0;
        ulong answer = 0;
        var open = new Stack<(ulong Answer, ulong End)>();
        for (int i = 0; i < keys.Length; i++)
        {
            int length = PrefixKey.Length(keys[i]);
            ulong start = PrefixKey.Start(keys[i]) / unit;
            Close(start);
            open.Push((DeckRange.Answer(codes[i], length), start + Powers.OfTen(indexDigits + DeckRange.LowDigits - length)));
            Cut(start, open.Peek().Answer);
        }

        Close(ulong.MaxValue);
        OpenPlaces(index.Length - 2);
        index[^1] = ranges.Count;
        return (index, [.. ranges]);

        void Close(ulong upTo)
        {
            while (open.Count > 0 && open.Peek().End <= upTo)
            {
                ulong end = open.Pop().End;
                Cut(end, open.Count == 0 ? 0 : open.Peek().Answer);
            }
        }

        void Cut(ulong start, ulong next)
        {
            (ulong at, ulong low) = Math.DivRem(start, step);
            OpenPlaces((int)Math.Min(at, (ulong)index.Length - 2));
            answer = next;
            if (at >= (ulong)index.Length - 1)
            {
                return; // the end of all numbers
            }

            if (DeckRange.Start(ranges[^1]) == low)
            {
                ranges[^1] = DeckRange.Of(low, answer);
            }
            else
            {
                ranges.Add(DeckRange.Of(low, answer));
            }
        }

        void OpenPlaces(int upTo)
        {
            while (place < upTo)
            {
                index[++place] = ranges.Count;
                ranges.Add(DeckRange.Of(0, answer));
            }
        }
    }

    private (ulong[] Keys, TariffCode[] Codes) CompilePrefixes(int keyDigits)
    {
        ulong[] sorted = [.. _keys];
        int[] rows = new int[sorted.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
        }

        Array.Sort(sorted, rows);
        var keys = new List<ulong>(sorted.Length);
        var codes = new List<TariffCode>(sorted.Length);
        var samePrefix = new List<DatedTariff>();
        for (int first = 0, past; first < sorted.Length; first = past)
        {
            past = first + 1;
            while (past < sorted.Length && sorted[past] == sorted[first])
            {
                past++;
            }

            if (past - first > 1)
            {
                Array.Sort(rows, first, past - first); // as they stood in the deck: the last one counts
            }

            samePrefix.Clear();
            for (int i = first; i < past; i++)
            {
                samePrefix.Add(_digitRows[rows[i]]);
            }

            if (PrefixKey.Length(sorted[first]) > keyDigits)
            {
                OtherRows(PrefixKey.Text(sorted[first])).AddRange(samePrefix);
                continue;
            }

            keys.Add(sorted[first]);
            codes.Add(CompilePrefix(CollectionsMarshal.AsSpan(samePrefix)));
        }

        return ([.. keys], [.. codes]);
    }

    /// <summary>What one prefix says, from its rows in the order of the deck.</summary>
    private TariffCode CompilePrefix(ReadOnlySpan<DatedTariff> rows)
    {
        if (rows.Length == 1 && rows[0].FromUtcTicks == long.MinValue)
        {
            _count++;
            return rows[0].Code;
        }

        int first = _dated.Count;
        foreach (IGrouping<long, DatedTariff> sameDate in rows.ToArray().GroupBy(static row => row.FromUtcTicks).OrderBy(static group => group.Key))
        {
            _dated.Add(sameDate.Last());
            _count++;
        }

        _dated.Add(new DatedTariff(long.MaxValue, TariffCode.None));
        return TariffCode.Of(first, dated: true);
    }

    private List<DatedTariff> OtherRows(string prefix)
    {
        ref List<DatedTariff>? rows = ref CollectionsMarshal.GetValueRefOrAddDefault(_otherRows, prefix, out _);
        return rows ??= [];
    }
}
