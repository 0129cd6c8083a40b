namespace Tandem.Sip.Headers;

/// <summary>Percent escapes of URIs: RFC 3261 §19.1.2.</summary>
internal static class UriText
{
    /// <summary>Resolves percent escapes. False when the result does not fit or an escape is broken.</summary>
    public static bool TryUnescape(ReadOnlySpan<byte> text, Span<byte> into, out int length)
    {
        length = 0;
        for (int at = 0; at < text.Length; length++)
        {
            if (length == into.Length || !TryNext(text, ref at, out byte b))
            {
                return false;
            }

            into[length] = b;
        }

        return true;
    }

    /// <summary>Equal once escapes are resolved; a broken escape equals nothing.</summary>
    public static bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, bool ignoreCase)
    {
        int i = 0;
        int j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (!TryNext(a, ref i, out byte x) || !TryNext(b, ref j, out byte y)
                || (x != y && !(ignoreCase && char.IsAsciiLetter((char)x) && (x ^ y) == 0x20)))
            {
                return false;
            }
        }

        return i == a.Length && j == b.Length;
    }

    private static bool TryNext(ReadOnlySpan<byte> text, ref int at, out byte b)
    {
        b = text[at++];
        if (b != (byte)'%')
        {
            return true;
        }

        if (at + 2 > text.Length || !char.IsAsciiHexDigit((char)text[at]) || !char.IsAsciiHexDigit((char)text[at + 1]))
        {
            return false;
        }

        b = (byte)((Digit(text[at]) << 4) | Digit(text[at + 1]));
        at += 2;
        return true;
    }

    private static int Digit(byte hex) => hex <= (byte)'9' ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
