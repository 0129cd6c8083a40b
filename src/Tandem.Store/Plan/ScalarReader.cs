using System.Globalization;

namespace Tandem.Store.Plan;

/// <summary>
/// Scalars to values, each failure a problem with its place: the path, and behind it the key when that is given apart. A deck of many thousand rows makes no
/// text for the places of its good values.
/// </summary>
internal sealed class ScalarReader(Func<string, string?> environment, PlanProblems problems)
{
    private const NumberStyles DecimalForm =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    public bool TryText(PlanNode node, string path, out string text, string key = "")
    {
        text = "";
        if (node is not ScalarNode scalar)
        {
            return Wrong(node, path, "text", key);
        }

        if (Placeholders.TryFill(scalar.Text, environment, out text, out string fault))
        {
            return true;
        }

        problems.Add(PlaceOf(path, key), fault, node.Line);
        return false;
    }

    public bool TryWhole(PlanNode node, string path, out int value, string key = "")
    {
        value = 0;
        return node is ScalarNode
            ? TryText(node, path, out string text, key)
                && (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value) || Wrong(node, path, "a whole number", key))
            : Wrong(node, path, "a whole number", key);
    }

    public bool TryDecimal(PlanNode node, string path, out decimal value, string key = "")
    {
        value = 0m;
        return node is ScalarNode
            ? TryText(node, path, out string text, key)
                && (TryDecimal(text, out value) || Wrong(node, path, "a decimal number", key))
            : Wrong(node, path, "a decimal number", key);
    }

    public bool TryTime(PlanNode node, string path, out DateTimeOffset value, string key = "")
    {
        value = default;
        return node is ScalarNode
            ? TryText(node, path, out string text, key) && (TryTime(text, out value) || Wrong(node, path, "a time such as 2026-01-31T00:00:00Z", key))
            : Wrong(node, path, "a time such as 2026-01-31T00:00:00Z", key);
    }

    public bool TryTruth(PlanNode node, string path, out bool value)
    {
        value = false;
        if (node is not ScalarNode)
        {
            return Wrong(node, path, "true or false");
        }

        if (!TryText(node, path, out string text))
        {
            return false;
        }

        return TryTruth(text, out value) || Wrong(node, path, "true or false");
    }

    /// <summary>An enum by its name in any case, with or without hyphens, or by VOS3000's number.</summary>
    public bool TryChoice(PlanNode node, string path, Type type, out object? value)
    {
        value = null;
        if (node is not ScalarNode)
        {
            return Wrong(node, path, $"one of {string.Join(", ", Choices(type))}");
        }

        if (!TryText(node, path, out string text))
        {
            return false;
        }

        string plain = text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            value = Enum.ToObject(type, number);
            return Enum.IsDefined(type, value) || Wrong(node, path, $"one of {string.Join(", ", Choices(type))}");
        }

        return (!plain.Contains(',', StringComparison.Ordinal) && Enum.TryParse(type, plain, ignoreCase: true, out value))
            || Wrong(node, path, $"one of {string.Join(", ", Choices(type))}");
    }

    public static bool TryDecimal(ReadOnlySpan<char> text, out decimal value) =>
        decimal.TryParse(text, DecimalForm, CultureInfo.InvariantCulture, out value);

    /// <summary>The words of YAML and the numbers of VOS3000, in any case.</summary>
    public static bool TryTruth(ReadOnlySpan<char> text, out bool value)
    {
        value = Is(text, "true") || Is(text, "yes") || Is(text, "on") || Is(text, "1");
        return value || Is(text, "false") || Is(text, "no") || Is(text, "off") || Is(text, "0");
    }

    /// <summary>RFC 3339, or a date alone for its midnight UTC.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value);

    public bool Wrong(PlanNode node, string path, string expected, string key = "")
    {
        problems.Add(PlaceOf(path, key), $"expected {expected}, found {node.Kind}", node.Line);
        return false;
    }

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string PlaceOf(string path, string key) => key.Length == 0 ? path : $"{path}.{key}";

    private static IEnumerable<string> Choices(Type type) =>
        Enum.GetNames(type).Select(static name => char.ToLowerInvariant(name[0]) + name[1..]);
}
