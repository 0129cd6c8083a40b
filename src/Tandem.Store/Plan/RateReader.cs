using Tandem.Billing.Rating;

namespace Tandem.Store.Plan;

/// <summary>Lines of a rate deck, from the plan file or from a CSV. Prefixes that cost the same share one <see cref="Rate"/>.</summary>
internal sealed class RateReader(ScalarReader scalars, PlanProblems problems)
{
    private static readonly string[] Keys =
        ["prefix", "area", "price", "per", "connect", "effective", "tax", "class", "sections", "locked"];
    private static readonly string[] SectionKeys = ["seconds", "fee"];

    private readonly Dictionary<RateKey, Rate> _rates = [];
    private readonly Dictionary<string, string> _areas = [];

    private readonly record struct RateKey(decimal Price, int Per, decimal Connect, decimal Tax, CallClass Class, bool Locked);

    public Rate Share(decimal price, int per, decimal connect, decimal tax, CallClass callClass, bool locked)
    {
        var key = new RateKey(price, per, connect, tax, callClass, locked);
        if (!_rates.TryGetValue(key, out Rate? rate))
        {
            rate = new Rate
            {
                Price = price,
                CycleSeconds = per,
                ConnectFee = connect,
                TaxPercent = tax,
                Class = callClass,
                Locked = locked,
            };
            _rates.Add(key, rate);
        }

        return rate;
    }

    public string ShareArea(ReadOnlySpan<char> area)
    {
        if (area.IsEmpty)
        {
            return "";
        }

        Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> areas = _areas.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!areas.TryGetValue(area, out string? shared))
        {
            shared = area.ToString();
            areas[area] = shared;
        }

        return shared;
    }

    /// <summary>One row for each item, in order, so that a row's place is its item's.</summary>
    public List<RateRow> Read(ListNode list, string path)
    {
        var rows = new List<RateRow>(list.Items.Count);
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is MapNode map)
            {
                rows.Add(Row(map, $"{path}[{i}]"));
            }
            else
            {
                scalars.Wrong(list.Items[i], $"{path}[{i}]", "a mapping");
                rows.Add(new RateRow("", "", Share(0m, 60, 0m, 0m, CallClass.International, locked: false)));
            }
        }

        return rows;
    }

    private RateRow Row(MapNode map, string path)
    {
        string? prefix = null;
        string area = "";
        decimal? price = null;
        int per = 60;
        decimal connect = 0m;
        decimal tax = 0m;
        bool locked = false;
        CallClass callClass = CallClass.International;
        DateTimeOffset? effective = null;
        List<RateSection>? sections = null;

        CheckTwice(map, path, KeyOf);
        foreach (MapEntry entry in map.Entries)
        {
            PlanNode value = entry.Value;
            if (value is ScalarNode { IsNull: true })
            {
                continue;
            }

            string At() => $"{path}.{entry.Key}";
            switch (entry.Key)
            {
                case "prefix" or "feePrefix":
                    prefix = scalars.TryText(value, path, out string digits, entry.Key) ? digits : "";
                    break;
                case "area":
                    area = scalars.TryText(value, path, out string words, entry.Key) ? ShareArea(words) : "";
                    break;
                case "price" or "fee":
                    price = scalars.TryDecimal(value, path, out decimal amount, entry.Key) ? amount : 0m;
                    break;
                case "per" or "period":
                    per = scalars.TryWhole(value, path, out int seconds, entry.Key) ? seconds : 60;
                    break;
                case "connect":
                    connect = scalars.TryDecimal(value, path, out decimal fee, entry.Key) ? fee : 0m;
                    break;
                case "tax":
                    tax = scalars.TryDecimal(value, path, out decimal percent, entry.Key) ? percent : 0m;
                    break;
                case "locked" or "lockType":
                    locked = scalars.TryTruth(value, At(), out bool isLocked) && isLocked;
                    break;
                case "effective":
                    effective = scalars.TryTime(value, path, out DateTimeOffset from, entry.Key) ? from : null;
                    break;
                case "class" or "type":
                    callClass = scalars.TryChoice(value, At(), typeof(CallClass), out object? choice) && choice is CallClass known
                        ? known
                        : CallClass.International;
                    break;
                case "sections":
                    sections = Sections(value, At());
                    break;
                default:
                    problems.Add(At(), $"unknown key '{entry.Key}'{Nearest.Hint(entry.Key, Keys)}", entry.Line);
                    break;
            }
        }

        if (prefix is null)
        {
            problems.Add($"{path}.prefix", "is missing", map.Line);
        }

        if (price is null)
        {
            problems.Add($"{path}.price", "is missing", map.Line);
        }

        Rate rate = Share(price ?? 0m, per, connect, tax, callClass, locked);
        return new RateRow(prefix ?? "", area, sections is null ? rate : rate with { Sections = sections }, effective);
    }

    /// <summary>Our key for a key of a row or its other name; null when it is none.</summary>
    private static string? KeyOf(string key) => key switch
    {
        "feePrefix" => "prefix",
        "fee" => "price",
        "period" => "per",
        "lockType" => "locked",
        "type" => "class",
        _ => Array.IndexOf(Keys, key) < 0 ? null : key,
    };

    private static string? SectionKeyOf(string key) => key switch
    {
        "time" => "seconds",
        "price" => "fee",
        _ => Array.IndexOf(SectionKeys, key) < 0 ? null : key,
    };

    /// <summary>Of two prices the later would win unseen. A row has a handful of keys, so that looking back costs no memory; the first repetition is enough.</summary>
    private void CheckTwice(MapNode map, string path, Func<string, string?> keyOf)
    {
        List<MapEntry> entries = map.Entries;
        for (int i = 1; i < entries.Count; i++)
        {
            for (int before = 0; before < i; before++)
            {
                if (keyOf(entries[i].Key) is { } key && keyOf(entries[before].Key) == key)
                {
                    string words = entries[before].Key == entries[i].Key ? "is given twice" : $"is given as '{entries[before].Key}' too";
                    problems.Add($"{path}.{entries[i].Key}", words, entries[i].Line);
                    return;
                }
            }
        }
    }

    private List<RateSection> Sections(PlanNode node, string path)
    {
        var sections = new List<RateSection>();
        if (node is not ListNode list)
        {
            scalars.Wrong(node, path, "a list");
            return sections;
        }

        for (int i = 0; i < list.Items.Count; i++)
        {
            string at = $"{path}[{i}]";
            if (list.Items[i] is not MapNode map)
            {
                scalars.Wrong(list.Items[i], at, "a mapping");
                continue;
            }

            int seconds = 0;
            decimal fee = 0m;
            CheckTwice(map, at, SectionKeyOf);
            foreach (MapEntry entry in map.Entries)
            {
                switch (entry.Key)
                {
                    case "seconds" or "time":
                        scalars.TryWhole(entry.Value, $"{at}.{entry.Key}", out seconds);
                        break;
                    case "fee" or "price":
                        scalars.TryDecimal(entry.Value, $"{at}.{entry.Key}", out fee);
                        break;
                    default:
                        problems.Add($"{at}.{entry.Key}", $"unknown key '{entry.Key}'{Nearest.Hint(entry.Key, SectionKeys)}", entry.Line);
                        break;
                }
            }

            sections.Add(new RateSection(seconds, fee));
        }

        return sections;
    }
}
