namespace Tandem.Sip.Headers;

/// <summary>Retry-After: RFC 3261 §20.33.</summary>
/// <param name="Seconds">How long to stay away.</param>
/// <param name="Duration">How long the called party can then be reached, in seconds, or −1 when not said.</param>
public readonly record struct RetryAfterView(int Seconds, int Duration)
{
    /// <summary>Seconds, then perhaps a comment in parentheses, then parameters.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out RetryAfterView retry)
    {
        value = Grammar.Trim(value);
        int digits = value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? value.Length : digits;
        int at = Grammar.SkipSpace(value, digits);
        bool read = DeltaSeconds.TryRead(value[..digits], out int seconds);
        if (at < value.Length && value[at] == (byte)'(')
        {
            at = Grammar.SkipSpace(value, EndOfComment(value, at));
        }

        int duration = Parameters.TryFind(value[at..], "duration"u8, out ReadOnlySpan<byte> text)
            && DeltaSeconds.TryRead(text, out int reachable) ? reachable : -1;
        retry = new(seconds, duration);
        return read && (at == value.Length || value[at] == (byte)';');
    }

    /// <summary>Comments nest (RFC 3261 §25.1): counted, not recursed into. An unclosed one runs to the end.</summary>
    private static int EndOfComment(ReadOnlySpan<byte> value, int at)
    {
        int depth = 0;
        for (; at < value.Length; at++)
        {
            if (value[at] == (byte)'\\')
            {
                at++;
            }
            else if (value[at] == (byte)'(')
            {
                depth++;
            }
            else if (value[at] == (byte)')' && --depth == 0)
            {
                return at + 1;
            }
        }

        return value.Length;
    }
}
