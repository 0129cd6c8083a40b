using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Store.Plan;

/// <summary>Nodes to a <see cref="PlanDocument"/>. Every problem is noted and reading goes on, so that one look shows them all.</summary>
internal sealed class PlanBinder
{
    private static readonly string[] Sections = ["parameters", "accounts", "rateTables", "ingressTrunks", "egressTrunks", "phones", "turnUsers"];

    private readonly PlanDocument? _before;
    private readonly PlanProblems _problems;
    private readonly ScalarReader _scalars;
    private readonly SectionReader _sections;
    private readonly DeckBinder _decks;

    public PlanBinder(
        string? folder, Func<string, string?> environment, PlanDocument? before, PlanProblems problems, int most = PlanText.MaxValues)
    {
        _before = before;
        _problems = problems;
        _scalars = new(environment, problems);
        _sections = new(_scalars, problems);
        _decks = new(folder, _scalars, _sections, problems, most);
    }

    /// <summary>Where the rows of each deck stand, by the deck's place in the file; decks written inline are not in it.</summary>
    public IReadOnlyDictionary<int, RateDeckFile> DeckFiles => _decks.Files;

    /// <summary>The objects whose secret is given as nothing.</summary>
    public HashSet<object> Cleared { get; } = new(ReferenceEqualityComparer.Instance);

    public PlanDocument Bind(PlanNode root)
    {
        var plan = new PlanDocument();
        if (root is not MapNode map)
        {
            // Nothing at all is a file that was cut off or the wrong one; whoever wants no customers any more writes {}.
            _problems.Add("", $"a plan is a mapping with the keys {string.Join(", ", Sections)}; found {root.Kind}", root.Line);
            return plan;
        }

        _sections.CheckKeys(map, "", static key => Sections.Contains(key) ? key : null, Sections);
        foreach (MapEntry entry in map.Entries)
        {
            plan = entry.Key switch
            {
                "parameters" => plan with { Parameters = Parameters(entry.Value) },
                "accounts" => plan with { Accounts = Objects<Account>(entry, PlanShape.Accounts, null) },
                "rateTables" => plan with { RateTables = _decks.Bind(entry) },
                "ingressTrunks" => plan with { IngressTrunks = Objects(entry, PlanShape.IngressTrunks, _before?.IngressTrunks) },
                "egressTrunks" => plan with { EgressTrunks = Objects(entry, PlanShape.EgressTrunks, _before?.EgressTrunks) },
                "phones" => plan with { Phones = Objects(entry, PlanShape.Phones, _before?.Phones) },
                "turnUsers" => plan with { TurnUsers = Objects(entry, PlanShape.TurnUsers, _before?.TurnUsers) },
                _ => plan,
            };
        }

        return plan;
    }

    private Dictionary<string, string> Parameters(PlanNode node)
    {
        var values = new Dictionary<string, string>();
        foreach (MapEntry entry in _sections.Map(node, "parameters", "a mapping of names to values"))
        {
            string path = $"parameters.{entry.Key}";
            if (entry.Value is ScalarNode { IsNull: true })
            {
                _problems.Add(path, "has no value", entry.Line);
            }
            else if (_scalars.TryText(entry.Value, path, out string text) && !values.TryAdd(entry.Key, text))
            {
                _problems.Add(path, "is given twice", entry.Line);
            }
        }

        return values;
    }

    private List<T> Objects<T>(MapEntry section, PlanShape shape, IReadOnlyList<T>? stored)
        where T : class
    {
        var found = new List<T>();
        Dictionary<string, T> byName = (stored ?? []).DistinctBy(shape.NameOf).ToDictionary(shape.NameOf);
        foreach ((MapNode map, string path) in _sections.Maps(section))
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
            if (field.Form == PlanKeyForm.Text && field.Property.GetValue(item) is null)
            {
                field.Property.SetValue(item, "");
            }
        }

        HashSet<PlanField> given = [];
        _sections.CheckKeys(map, path, key => shape.Find(key)?.Key, shape.Keys);
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
        if (shape.NameField is not null && name.Length == 0 && !_problems.Has($"{path}.{shape.NameKey}"))
        {
            _problems.Add($"{path}.{shape.NameKey}", "is missing", map.Line);
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
            case PlanKeyForm.Text:
                return _scalars.TryText(node, path, out string text) ? text : null;
            case PlanKeyForm.Whole:
                return _scalars.TryWhole(node, path, out int whole) ? whole : null;
            case PlanKeyForm.Decimal:
                return _scalars.TryDecimal(node, path, out decimal number) ? number : null;
            case PlanKeyForm.Truth:
                return _scalars.TryTruth(node, path, out bool truth) ? truth : null;
            case PlanKeyForm.Time:
                return _scalars.TryTime(node, path, out DateTimeOffset time) ? time : null;
            case PlanKeyForm.Choice:
                return _scalars.TryChoice(node, path, field.Type, out object? choice) ? choice : null;
            case PlanKeyForm.Texts:
                return Items(node, path, (item, at) => _scalars.TryText(item, at, out string one) ? one : null);
            case PlanKeyForm.Part when field.Shape is { } shape:
                return Part(node, path, shape);
            case PlanKeyForm.Parts when field.Shape is { } shape:
                List<object> parts = Items(node, path, (item, at) => Part(item, at, shape));
                var typed = Array.CreateInstance(shape.Type, parts.Count);
                parts.ToArray().CopyTo(typed, 0);
                return typed;
            default:
                return Items(node, path, (item, at) => _scalars.TryWhole(item, at, out int one) ? one : (int?)null)
                    .ConvertAll(static one => one ?? 0);
        }
    }

    private object? Part(PlanNode node, string path, PlanShape shape)
    {
        if (node is MapNode map)
        {
            return BindObject(map, path, shape, static _ => null);
        }

        if (shape.ShortKey.Length == 0)
        {
            _scalars.Wrong(node, path, "a mapping");
            return null;
        }

        var whole = new MapNode(node.Line);
        whole.Add(shape.ShortKey, node.Line, node);
        return BindObject(whole, path, shape, static _ => null);
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
}
