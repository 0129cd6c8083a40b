using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tandem.Routing.Numbers;

/// <summary>Reads the text of dial rules (SW §5.1).</summary>
internal static class DialRuleText
{
    private const int LongestSide = 64;

    /// <summary>Cuts at a separator that no <c>\</c> stands before.</summary>
    public static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == separator)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    public static bool TryRead(string text, [NotNullWhen(true)] out DialRule? rule, out string fault)
    {
        rule = null;
        if (text.Length == 0)
        {
            fault = "empty rule; is there a comma too many?";
            return false;
        }

        List<string> sides = Split(text, ':');
        if (sides.Count != 2)
        {
            fault = "write original:target";
            return false;
        }

        string originalText = sides[0].Trim();
        string targetText = sides[1].Trim();
        if (!TryReadOriginal(originalText, out List<Sign> original, out List<LengthCondition> conditions, out fault))
        {
            return false;
        }

        int anyCount = original.Count(static sign => sign.Kind == SignKind.Any);
        var targets = new List<DialTarget>();
        foreach (string alternative in Split(targetText, ';'))
        {
            if (!TryReadTarget(alternative.Trim(), anyCount, out DialTarget? target, out fault))
            {
                return false;
            }

            targets.Add(target);
        }

        rule = new DialRule([.. original], [.. conditions], [.. targets]);
        return true;
    }

    private static bool TryReadOriginal(string text, out List<Sign> signs, out List<LengthCondition> conditions, out string fault)
    {
        signs = [];
        conditions = [];
        fault = "";
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '\\' when i + 1 < text.Length:
                    signs.Add(new Sign(SignKind.Literal, text[++i]));
                    break;
                case '*':
                    signs.Add(new Sign(SignKind.Any, c));
                    break;
                case '?':
                    signs.Add(new Sign(SignKind.Digit, c));
                    break;
                case 'L' or 'E' or 'G' or 'F':
                    int end = i + 1;
                    while (end < text.Length && char.IsAsciiDigit(text[end]))
                    {
                        end++;
                    }

                    ReadOnlySpan<char> digits = text.AsSpan(i + 1, end - i - 1);
                    if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > 99)
                    {
                        fault = $"{c} needs a length of 0 to 99 after it; write \\{c} for the letter";
                        return false;
                    }

                    conditions.Add(new LengthCondition(Test(c), length));
                    i = end - 1;
                    break;
                default:
                    if (!IsLiteral(c))
                    {
                        fault = $"'{c}' can't stand in an original";
                        return false;
                    }

                    signs.Add(new Sign(SignKind.Literal, c));
                    break;
            }
        }

        if (signs.Count == 0 && conditions.Count == 0)
        {
            fault = "empty original; write * for any number";
        }
        else if (signs.Count > LongestSide)
        {
            fault = $"original longer than {LongestSide} signs";
        }
        else if (signs.Count(static sign => sign.Kind == SignKind.Any) > DialRule.MostAny)
        {
            fault = $"more than {DialRule.MostAny} * in an original";
        }

        return fault.Length == 0;
    }

    private static bool TryReadTarget(string text, int anyCount, [NotNullWhen(true)] out DialTarget? target, out string fault)
    {
        target = null;
        fault = "";
        if (text.Length > LongestSide)
        {
            fault = $"target longer than {LongestSide} signs";
            return false;
        }

        int dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash > 0
            && !text.AsSpan(0, dash).ContainsAnyExceptInRange('0', '9')
            && !text.AsSpan(dash + 1).ContainsAnyExceptInRange('0', '9'))
        {
            return TryReadRange(text.AsSpan(0, dash), text.AsSpan(dash + 1), out target, out fault);
        }

        var signs = new List<Sign>();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            SignKind kind = c switch { '*' => SignKind.Any, '?' => SignKind.Digit, '$' => SignKind.Keep, _ => SignKind.Literal };
            if (c == '\\' && i + 1 < text.Length)
            {
                c = text[++i];
            }
            else if (kind == SignKind.Literal && !IsLiteral(c))
            {
                fault = $"'{c}' can't stand in a target";
                return false;
            }

            signs.Add(new Sign(kind, c));
        }

        if (signs.Count(static sign => sign.Kind == SignKind.Any) > anyCount)
        {
            fault = "the target has more * than the original";
            return false;
        }

        target = new DialTarget([.. signs]);
        return true;
    }

    private static bool TryReadRange(
        ReadOnlySpan<char> low, ReadOnlySpan<char> high, [NotNullWhen(true)] out DialTarget? target, out string fault)
    {
        target = null;
        fault = "a range is written low-high, up to 18 digits";
        if (low.Length > 18 || high.Length is 0 or > 18)
        {
            return false;
        }

        long first = long.Parse(low, NumberStyles.None, CultureInfo.InvariantCulture);
        long last = long.Parse(high, NumberStyles.None, CultureInfo.InvariantCulture);
        if (last < first)
        {
            return false;
        }

        fault = "";
        target = new DialTarget([], first, last, low.Length);
        return true;
    }

    private static LengthTest Test(char sign) => sign switch
    {
        'L' => LengthTest.Less,
        'E' => LengthTest.Equal,
        'G' => LengthTest.Greater,
        _ => LengthTest.NotEqual,
    };

    /// <summary>What may stand in a number: digits, letters, <c>+</c>, <c>#</c>, <c>_</c> and <c>.</c></summary>
    private static bool IsLiteral(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '_' or '.';
}
