using System.Collections;
using System.Globalization;
using Tandem.Billing.Rating;
using Tandem.Routing.Plan;

namespace Tandem.Store.Plan;

/// <summary>A plan as the nodes that would be read as it: defaults left out, money as text, enums by name.</summary>
internal static class PlanTree
{
    public static MapNode Of(PlanDocument plan, Func<object, string, bool> isSecretShown)
    {
        var root = new MapNode(0);
        if (plan.Parameters.Count > 0)
        {
            var parameters = new MapNode(0);
            foreach ((string name, string value) in plan.Parameters.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                parameters.Add(name, 0, Text(value));
            }

            root.Add("parameters", 0, parameters);
        }

        Add(root, "accounts", plan.Accounts, item => Of(item, PlanShape.Accounts, isSecretShown));
        Add(root, "rateTables", plan.RateTables, Deck);
        Add(root, "ingressTrunks", plan.IngressTrunks, item => Of(item, PlanShape.IngressTrunks, isSecretShown));
        Add(root, "egressTrunks", plan.EgressTrunks, item => Of(item, PlanShape.EgressTrunks, isSecretShown));
        Add(root, "phones", plan.Phones, item => Of(item, PlanShape.Phones, isSecretShown));
        Add(root, "turnUsers", plan.TurnUsers, item => Of(item, PlanShape.TurnUsers, isSecretShown));
        return root;
    }

    /// <summary>One object of a kind, without what has its default value.</summary>
    public static MapNode Of(object item, PlanShape shape, Func<object, string, bool> isSecretShown)
    {
        var map = new MapNode(0);
        foreach (PlanField field in shape.Fields)
        {
            object? value = field.Property.GetValue(item);
            bool isShown = field.IsSecret ? isSecretShown(item, value as string ?? "") : value is not null && !IsDefault(value, field.Default);
            if (isShown && value is not null)
            {
                map.Add(field.Key, 0, field.Shape is { } part ? Part(value, part) : Value(value));
            }
        }

        return map;
    }

    /// <summary>One line of a deck.</summary>
    public static MapNode Row(RateRow row)
    {
        var map = new MapNode(0);
        map.Add("prefix", 0, Text(row.Prefix));
        if (row.Area.Length > 0)
        {
            map.Add("area", 0, Text(row.Area));
        }

        map.Add("price", 0, Value(row.Rate.Price));
        map.Add("per", 0, Value(row.Rate.CycleSeconds));
        AddUnless(map, "connect", row.Rate.ConnectFee, 0m);
        AddUnless(map, "tax", row.Rate.TaxPercent, 0m);
        AddUnless(map, "class", row.Rate.Class, CallClass.International);
        AddUnless(map, "locked", row.Rate.Locked, false);
        if (row.EffectiveFrom is { } from)
        {
            map.Add("effective", 0, Value(from));
        }

        if (row.Rate.Sections.Count > 0)
        {
            var sections = new ListNode(0);
            foreach (RateSection section in row.Rate.Sections)
            {
                var one = new MapNode(0);
                one.Add("seconds", 0, Value(section.Seconds));
                one.Add("fee", 0, Value(section.Fee));
                sections.Add(one);
            }

            map.Add("sections", 0, sections);
        }

        return map;
    }

    /// <summary>A value as a person reads it in a list of changes.</summary>
    public static string Words(object? value) => value switch
    {
        null => "nothing",
        string text => text.Length == 0 ? "\"\"" : text,
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Words))}]",
        _ when PlanShape.PartOf(value.GetType()) is { } part => $"({string.Join(", ", part.Fields.Select(field => $"{field.Key} {Words(field.Property.GetValue(value))}"))})",
        _ => ((ScalarNode)Value(value)).Text,
    };

    public static bool IsDefault(object value, object? fallback) => value switch
    {
        string text => text == (fallback as string ?? ""),
        IEnumerable list => fallback is IEnumerable other && AreSame([.. list.Cast<object>()], [.. other.Cast<object>()]),
        _ when PlanShape.PartOf(value.GetType()) is { } part => fallback is not null && part.Fields.All(field => IsSame(field.Property.GetValue(value), field.Property.GetValue(fallback))),
        _ => value.Equals(fallback),
    };

    private static bool AreSame(object[] list, object[] other) => list.Length == other.Length && list.Zip(other).All(static pair => IsDefault(pair.First, pair.Second));

    private static bool IsSame(object? value, object? other) => value is null ? other is null : IsDefault(value, other);

    private static PlanNode Part(object value, PlanShape part)
    {
        if (value is not IEnumerable items)
        {
            return Of(value, part, static (_, _) => false);
        }

        var list = new ListNode(0);
        foreach (object item in items)
        {
            list.Add(Of(item, part, static (_, _) => false));
        }

        return list;
    }

    private static MapNode Deck(RateDeck deck)
    {
        var map = new MapNode(0);
        map.Add("name", 0, Text(deck.Name));
        map.Add("currency", 0, Text(deck.Currency));
        Add(map, "rates", deck.Rows, Row);
        return map;
    }

    private static void Add<T>(MapNode map, string key, IReadOnlyList<T> items, Func<T, PlanNode> node)
    {
        if (items.Count == 0)
        {
            return;
        }

        var list = new ListNode(0);
        foreach (T item in items)
        {
            list.Add(node(item));
        }

        map.Add(key, 0, list);
    }

    private static void AddUnless<T>(MapNode map, string key, T value, T fallback)
        where T : notnull
    {
        if (!value.Equals(fallback))
        {
            map.Add(key, 0, Value(value));
        }
    }

    public static PlanNode Value(object value)
    {
        switch (value)
        {
            case string text:
                return Text(text);
            case decimal money:
                return Text(money.ToString(CultureInfo.InvariantCulture));
            case bool truth:
                return new ScalarNode(truth ? "true" : "false", isQuoted: false, 0);
            case DateTimeOffset time:
                return Text(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            case Enum choice:
                string name = choice.ToString();
                return Text(char.ToLowerInvariant(name[0]) + name[1..]);
            case IEnumerable items:
                var list = new ListNode(0);
                foreach (object item in items)
                {
                    list.Add(Value(item));
                }

                return list;
            default:
                return new ScalarNode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", isQuoted: false, 0);
        }
    }

    /// <summary>A text that is read as itself: what looks like a placeholder is none.</summary>
    public static string Escaped(string text) => text.Replace("${", "$${", StringComparison.Ordinal);

    private static ScalarNode Text(string text) => new(Escaped(text), isQuoted: true, 0);
}
