namespace Tandem.Sip.Headers;

/// <summary>Comma lists: RFC 3261 §7.3.1.</summary>
internal static class HeaderList
{
    /// <summary>
    /// Cuts the first value off: up to a comma outside quotes and angle brackets, white space taken off. What follows an unclosed
    /// quote or bracket belongs to its value.
    /// </summary>
    public static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> text = rest;
        int at = 0;
        while (at < text.Length)
        {
            int step = text[at..].IndexOfAny((byte)',', (byte)'"', (byte)'<');
            if (step < 0)
            {
                break;
            }

            at += step;
            if (text[at] == (byte)',')
            {
                rest = text[(at + 1)..];
                return Grammar.Trim(text[..at]);
            }

            int close = text[at] == (byte)'"' ? Grammar.ClosingQuote(text, at) : Closing(text, at);
            if (close < 0)
            {
                break;
            }

            at = close + 1;
        }

        rest = default;
        return Grammar.Trim(text);
    }

    private static int Closing(ReadOnlySpan<byte> text, int at)
    {
        int length = text[at..].IndexOf((byte)'>');
        return length < 0 ? -1 : at + length;
    }
}
