using Tandem.Billing.Rating;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Store.Plan;

/// <summary>Nodes to a <see cref="PlanDocument"/>. Every problem is noted and reading goes on, so that one look shows them all.</summary>
internal sealed class PlanBinder(
    string? folder, Func<string, string?> environment, PlanDocument? before, PlanProblems problems, int most = PlanText.MaxValues)
{
    private static readonly string[] Sections = ["parameters", "accounts", "rateTables", "ingressTrunks", "egressTrunks", "phones"];
    private static readonly string[] DeckKeys = ["name", "currency", "rates", "file", "csv"];

    private readonly ScalarReader _scalars = new(environment, problems);
    private long _valuesOfTexts;

    /// <summary>Where the rows of each deck stand, by the deck's place in the file; decks written inline are not in it.</summary>
    public Dictionary<int, RateDeckFile> DeckFiles { get; } = [];

    /// <summary>The objects whose secret is given as nothing.</summary>
    public HashSet<object> Cleared { get; } = new(ReferenceEqualityComparer.Instance);

    public PlanDocument Bind(PlanNode root)
    {
        var plan = new PlanDocument();
        if (root is not MapNode map)
        {
            // Nothing at all is a file that was cut off or the wrong one; whoever wants no customers any more writes {}.
            problems.Add("", $"a plan is a mapping with the keys {string.Join(", ", Sections)}; found {root.Kind}", root.Line);
            return plan;
        }

        CheckKeys(map, "", static key => Sections.Contains(key) ? key : null, Sections);
        foreach (MapEntry entry in map.Entries)
        {
            plan = entry.Key switch
            {
                "parameters" => plan with { Parameters = Parameters(entry.Value) },
                "accounts" => plan with { Accounts = Objects<Account>(entry, PlanShape.Accounts, null) },
                "rateTables" => plan with { RateTables = Decks(entry) },
                "ingressTrunks" => plan with { IngressTrunks = Objects(entry, PlanShape.IngressTrunks, before?.IngressTrunks) },
                "egressTrunks" => plan with { EgressTrunks = Objects(entry, PlanShape.EgressTrunks, before?.EgressTrunks) },
                "phones" => plan with { Phones = Objects(entry, PlanShape.Phones, before?.Phones) },
                _ => plan,
            };
        }

        return plan;
    }

    private Dictionary<string, string> Parameters(PlanNode node)
    {
        var values = new Dictionary<string, string>();
        foreach (MapEntry entry in Map(node, "parameters", "a mapping of names to values"))
        {
            string path = $"parameters.{entry.Key}";
            if (entry.Value is ScalarNode { IsNull: true })
            {
                problems.Add(path, "has no value", entry.Line);
            }
            else if (_scalars.TryText(entry.Value, path, out string text) && !values.TryAdd(entry.Key, text))
            {
                problems.Add(path, "is given twice", entry.Line);
            }
        }

        return values;
    }

    private List<T> Objects<T>(MapEntry section, PlanShape shape, IReadOnlyList<T>? stored)
        where T : class
    {
        var found = new List<T>();
        Dictionary<string, T> byName = (stored ?? []).DistinctBy(shape.NameOf).ToDictionary(shape.NameOf);
        foreach ((MapNode map, string path) in Maps(section))
        {
            found.Add((T)BindObject(map, path, shape, byName.GetValueOrDefault));
        }

        return found;
    }

    private object BindObject(MapNode map, string path, PlanShape shape, Func<string, object?> stored)
    {
        object item = Activator.CreateInstance(shape.Type) ?? throw new InvalidOperationException();
        foreach (PlanField field in shape.Fields)
        {
            if (field.Form == FieldForm.Text && field.Property.GetValue(item) is null)
            {
                field.Property.SetValue(item, "");
            }
        }

        HashSet<PlanField> given = [];
        CheckKeys(map, path, key => shape.Find(key)?.Key, shape.Keys);
        foreach (MapEntry entry in map.Entries)
        {
            if (shape.Find(entry.Key) is { } field && entry.Value is not ScalarNode { IsNull: true } && given.Add(field))
            {
                if (Value(field, entry.Value, $"{path}.{entry.Key}") is { } value)
                {
                    field.Property.SetValue(item, value);
                }
            }
        }

        string name = shape.NameOf(item);
        if (name.Length == 0 && !problems.Has($"{path}.{shape.NameKey}"))
        {
            problems.Add($"{path}.{shape.NameKey}", "is missing", map.Line);
        }

        foreach (PlanField secret in shape.Fields)
        {
            if (secret.IsSecret && given.Contains(secret) && secret.Property.GetValue(item) is "")
            {
                Cleared.Add(item);
            }
            else if (secret.IsSecret && !given.Contains(secret) && stored(name) is { } old)
            {
                secret.Property.SetValue(item, secret.Property.GetValue(old));
            }
        }

        return item;
    }

    private object? Value(PlanField field, PlanNode node, string path)
    {
        switch (field.Form)
        {
            case FieldForm.Text:
                return _scalars.TryText(node, path, out string text) ? text : null;
            case FieldForm.Whole:
                return _scalars.TryWhole(node, path, out int whole) ? whole : null;
            case FieldForm.Decimal:
                return _scalars.TryDecimal(node, path, out decimal number) ? number : null;
            case FieldForm.Truth:
                return _scalars.TryTruth(node, path, out bool truth) ? truth : null;
            case FieldForm.Time:
                return _scalars.TryTime(node, path, out DateTimeOffset time) ? time : null;
            case FieldForm.Choice:
                return _scalars.TryChoice(node, path, field.Type, out object? choice) ? choice : null;
            case FieldForm.Texts:
                return Items(node, path, (item, at) => _scalars.TryText(item, at, out string one) ? one : null);
            default:
                return Items(node, path, (item, at) => _scalars.TryWhole(item, at, out int one) ? one : (int?)null)
                    .ConvertAll(static one => one ?? 0);
        }
    }

    /// <summary>A list, or one value that stands for a list of one.</summary>
    private static List<T> Items<T>(PlanNode node, string path, Func<PlanNode, string, T?> read)
    {
        var values = new List<T>();
        List<PlanNode> items = node is ListNode list ? list.Items : [node];
        for (int i = 0; i < items.Count; i++)
        {
            if (read(items[i], node is ListNode ? $"{path}[{i}]" : path) is { } value)
            {
                values.Add(value);
            }
        }

        return values;
    }

    private List<RateDeck> Decks(MapEntry section)
    {
        var decks = new List<RateDeck>();
        foreach ((MapNode map, string path) in Maps(section))
        {
            CheckKeys(map, path, static key => DeckKeys.Contains(key) ? key : null, DeckKeys);
            string name = "";
            string currency = "USD";
            List<RateRow> rows = [];
            RateReader rates = new(_scalars, problems);
            foreach (MapEntry entry in map.Entries)
            {
                string at = $"{path}.{entry.Key}";
                switch (entry.Key)
                {
                    case "name":
                        _scalars.TryText(entry.Value, at, out name);
                        break;
                    case "currency":
                        _scalars.TryText(entry.Value, at, out currency);
                        break;
                    case "rates" when entry.Value is ListNode list:
                        rows.AddRange(rates.Read(list, at));
                        break;
                    case "rates" when entry.Value is not ScalarNode { IsNull: true }:
                        _scalars.Wrong(entry.Value, at, "a list");
                        break;
                    case "file":
                        rows.AddRange(RowsOfFile(entry, at, decks.Count, rates));
                        break;
                    case "csv" when entry.Value is not ScalarNode { IsNull: true }:
                        rows.AddRange(RowsOfText(entry, at, decks.Count, rates));
                        break;
                }
            }

            if (name.Length == 0)
            {
                problems.Add($"{path}.name", "is missing", map.Line);
            }

            MapEntry[] sources = [.. map.Entries.Where(static entry => entry.Key is "rates" or "file" or "csv")];
            if (sources.Length > 1 && sources[0].Key != sources[1].Key)
            {
                problems.Add(
                    $"{path}.{sources[1].Key}",
                    $"is given beside '{sources[0].Key}'; a rate table has one of 'rates', 'file' and 'csv'",
                    sources[1].Line);
            }

            decks.Add(new RateDeck { Name = name, Currency = currency, Rows = rows });
        }

        return decks;
    }

    private IReadOnlyList<RateRow> RowsOfFile(MapEntry entry, string path, int deck, RateReader rates)
    {
        if (!_scalars.TryText(entry.Value, path, out string name))
        {
            return [];
        }

        if (folder is null)
        {
            problems.Add(path, "a file can't be named here: write the rates inline, or apply the plan with ./tandem apply", entry.Line);
            return [];
        }

        string root = Path.GetFullPath(folder);
        string full = Path.GetFullPath(Path.Combine(root, name));
        if (!full.StartsWith(root.TrimEnd('/') + '/', StringComparison.Ordinal))
        {
            problems.Add(path, $"'{name}' lies outside the plan's folder", entry.Line);
            return [];
        }

        RateDeckFile? file = RateDeckFile.Read(full, name, rates, problems, out string fault);
        if (file is null)
        {
            problems.Add(path, fault, entry.Line);
            return [];
        }

        DeckFiles[deck] = file;
        return file.Rows;
    }

    /// <summary>
    /// The lines of a deck as one text: how a large deck travels within a plan. All such texts together have no more values than a plan
    /// may, however often an alias repeats one.
    /// </summary>
    private IReadOnlyList<RateRow> RowsOfText(MapEntry entry, string path, int deck, RateReader rates)
    {
        if (entry.Value is not ScalarNode text)
        {
            _scalars.Wrong(entry.Value, path, "the lines of a CSV as one text");
            return [];
        }

        using var lines = new StringReader(text.Text);
        RateDeckFile file = RateDeckFile.Read(lines, path, rates, problems, most - _valuesOfTexts);
        _valuesOfTexts += file.Values;
        DeckFiles[deck] = file;
        return file.Rows;
    }

    private IEnumerable<(MapNode Map, string Path)> Maps(MapEntry section)
    {
        if (section.Value is ScalarNode { IsNull: true })
        {
            yield break;
        }

        if (section.Value is not ListNode list)
        {
            _scalars.Wrong(section.Value, section.Key, "a list");
            yield break;
        }

        for (int i = 0; i < list.Items.Count; i++)
        {
            string path = $"{section.Key}[{i}]";
            if (list.Items[i] is MapNode map)
            {
                yield return (map, path);
            }
            else
            {
                _scalars.Wrong(list.Items[i], path, "a mapping");
            }
        }
    }

    private List<MapEntry> Map(PlanNode node, string path, string expected)
    {
        if (node is MapNode map)
        {
            return map.Entries;
        }

        if (node is not ScalarNode { IsNull: true })
        {
            _scalars.Wrong(node, path, expected);
        }

        return [];
    }

    private void CheckKeys(MapNode map, string path, Func<string, string?> keyOf, IEnumerable<string> known)
    {
        var seen = new Dictionary<string, string>();
        foreach (MapEntry entry in map.Entries)
        {
            string at = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            if (keyOf(entry.Key) is not { } key)
            {
                problems.Add(at, $"unknown key '{entry.Key}'{Nearest.Hint(entry.Key, known)}", entry.Line);
            }
            else if (!seen.TryAdd(key, entry.Key))
            {
                problems.Add(at, seen[key] == entry.Key ? "is given twice" : $"is given as '{seen[key]}' too", entry.Line);
            }
        }
    }
}
