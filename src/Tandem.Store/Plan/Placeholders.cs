using System.Text;

namespace Tandem.Store.Plan;

/// <summary><c>${NAME}</c> and <c>${NAME:-default}</c> in a scalar; <c>$${</c> is a plain <c>${</c>.</summary>
internal static class Placeholders
{
    /// <summary>Puts the values in. False with a sentence when a name has no value, or the form is not one of the two.</summary>
    public static bool TryFill(string text, Func<string, string?> environment, out string filled, out string fault)
    {
        filled = text;
        fault = "";
        int open = text.IndexOf("${", StringComparison.Ordinal);
        if (open < 0)
        {
            return true;
        }

        var result = new StringBuilder(text.Length);
        int at = 0;
        while (open >= 0)
        {
            bool isEscaped = open > at && text[open - 1] == '$';
            result.Append(text, at, open - at - (isEscaped ? 1 : 0));
            if (isEscaped)
            {
                result.Append("${");
                at = open + 2;
            }
            else
            {
                int close = text.IndexOf('}', open);
                if (close < 0)
                {
                    fault = "'${' has no '}'; write '$${' for a plain '${'";
                    return false;
                }

                ReadOnlySpan<char> inside = text.AsSpan(open + 2, close - open - 2);
                int fallback = inside.IndexOf(":-", StringComparison.Ordinal);
                string name = (fallback < 0 ? inside : inside[..fallback]).ToString();
                if (!IsName(name))
                {
                    fault = $"'${{{name}}}' is no name of an environment variable";
                    return false;
                }

                string? value = environment(name);
                if (string.IsNullOrEmpty(value) && fallback < 0)
                {
                    fault = $"environment variable {name} is not set and has no default (${{{name}:-default}})";
                    return false;
                }

                result.Append(string.IsNullOrEmpty(value) ? inside[(fallback + 2)..] : value);
                at = close + 1;
            }

            open = text.IndexOf("${", at, StringComparison.Ordinal);
        }

        filled = result.Append(text, at, text.Length - at).ToString();
        return true;
    }

    private static bool IsName(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return name.Length > 0 && !char.IsAsciiDigit(name[0]);
    }
}
