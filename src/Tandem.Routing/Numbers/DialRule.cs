using System.Runtime.CompilerServices;

namespace Tandem.Routing.Numbers;

internal enum SignKind : byte
{
    /// <summary>This character.</summary>
    Literal,

    /// <summary><c>?</c>: in an original any one digit, in a target a random one.</summary>
    Digit,

    /// <summary><c>*</c>: in an original any characters or none, in a target what the original's matched.</summary>
    Any,

    /// <summary><c>$</c> in a target: the number's own character at this position.</summary>
    Keep,
}

internal readonly record struct Sign(SignKind Kind, char Literal)
{
    /// <summary>Whether one character of a number is meant.</summary>
    public bool Fits(char c) => Kind == SignKind.Digit ? char.IsAsciiDigit(c) : c == Literal;
}

internal enum LengthTest : byte
{
    Less,
    Equal,
    Greater,
    NotEqual,
}

internal readonly record struct LengthCondition(LengthTest Test, int Length)
{
    public bool Holds(int length) => Test switch
    {
        LengthTest.Less => length < Length,
        LengthTest.Equal => length == Length,
        LengthTest.Greater => length > Length,
        _ => length != Length,
    };
}

/// <summary>One way to write the new start of a number: signs, or any number of a range.</summary>
internal sealed record DialTarget(Sign[] Signs, long Low = 0, long High = -1, int Width = 0)
{
    public bool IsRange => High >= Low;
}

/// <summary>One <c>original:target</c>, compiled.</summary>
internal sealed class DialRule(Sign[] original, LengthCondition[] conditions, DialTarget[] targets)
{
    /// <summary>Most <c>*</c> in one original.</summary>
    internal const int MostAny = 2;

    /// <summary>Positions that the original fixes: longer is more specific.</summary>
    public int Specificity { get; } = original.Count(static sign => sign.Kind != SignKind.Any);

    /// <summary>
    /// The number with the matched start replaced; the same string when nothing changes. False when the rule does not match.
    /// </summary>
    public bool TryApply(string number, Random random, out string rewritten)
    {
        rewritten = number;
        foreach (LengthCondition condition in conditions)
        {
            if (!condition.Holds(number.Length))
            {
                return false;
            }
        }

        AnyMatches any = default;
        int matched = Match(number, 0, 0, 0, ref any);
        if (matched < 0)
        {
            return false;
        }

        DialTarget target = targets.Length == 1 ? targets[0] : targets[random.Next(targets.Length)];
        int most = ((1 + MostAny) * number.Length) + Math.Max(target.Width, target.Signs.Length) + 20;
        Span<char> written = most <= 256 ? stackalloc char[256] : new char[most];
        int length = Write(target, number, matched, any, random, written);
        number.AsSpan(matched).CopyTo(written[length..]);
        ReadOnlySpan<char> result = written[..(length + number.Length - matched)];
        rewritten = result.SequenceEqual(number) ? number : new string(result);
        return true;
    }

    /// <summary>
    /// How many characters of the number the signs from <paramref name="sign"/> on match; −1 when they don't. <c>*</c> takes
    /// as much as it can.
    /// </summary>
    private int Match(ReadOnlySpan<char> number, int sign, int at, int anyCount, ref AnyMatches any)
    {
        for (; sign < original.Length; sign++)
        {
            Sign expected = original[sign];
            if (expected.Kind == SignKind.Any)
            {
                for (int end = number.Length; end >= at; end--)
                {
                    int matched = Match(number, sign + 1, end, anyCount + 1, ref any);
                    if (matched >= 0)
                    {
                        any[anyCount] = (at, end - at);
                        return matched;
                    }
                }

                return -1;
            }

            if (at >= number.Length || !expected.Fits(number[at]))
            {
                return -1;
            }

            at++;
        }

        return at;
    }

    private static int Write(DialTarget target, string number, int matched, AnyMatches any, Random random, Span<char> written)
    {
        if (target.IsRange)
        {
            long chosen = random.NextInt64(target.Low, target.High + 1);
            chosen.TryFormat(written, out int digits);
            int zeros = Math.Max(0, target.Width - digits);
            written[..digits].CopyTo(written[zeros..]);
            written[..zeros].Fill('0');
            return zeros + digits;
        }

        int length = 0;
        int anyCount = 0;
        foreach (Sign sign in target.Signs)
        {
            switch (sign.Kind)
            {
                case SignKind.Literal:
                    written[length++] = sign.Literal;
                    break;
                case SignKind.Digit:
                    written[length++] = (char)('0' + random.Next(10));
                    break;
                case SignKind.Any:
                    (int start, int count) = any[anyCount++];
                    number.AsSpan(start, count).CopyTo(written[length..]);
                    length += count;
                    break;
                default:
                    // Past the matched start there is nothing to keep: those characters stay anyway.
                    if (length < matched)
                    {
                        written[length] = number[length];
                        length++;
                    }

                    break;
            }
        }

        return length;
    }

    [InlineArray(MostAny)]
    private struct AnyMatches
    {
        private (int Start, int Count) _first;
    }
}
