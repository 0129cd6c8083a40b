using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Tandem.Sip.Headers;

/// <summary>A piece of a value, by its place: what a view remembers of what it read.</summary>
internal readonly record struct Part(ushort At, ushort Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> whole) => whole.Slice(At, Length);

    public static Part From(int at, int length) => new((ushort)at, (ushort)length);
}

/// <summary>
/// The few rules of RFC 3261 §25.1 that every header shares. White space is space or tab: folds are spaces by then.
/// </summary>
internal static class Grammar
{
    public static readonly SearchValues<byte> Token =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~"u8);

    /// <summary>What no URI holds: white space, controls, and the characters that delimit URIs.</summary>
    public static readonly SearchValues<byte> NotInUri = SearchValues.Create(
        [.. Enumerable.Range(0, 33).Select(i => (byte)i), 0x7F, (byte)'<', (byte)'>', (byte)'"']);

    public static readonly SearchValues<byte> Host =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"u8);

    public static readonly SearchValues<byte> Ipv6 = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    public static readonly SearchValues<byte> Scheme =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-."u8);

    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

    public static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t';

    public static bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => a.Length == b.Length && Ascii.EqualsIgnoreCase(a, b);

    /// <summary>
    /// The first place at or after <paramref name="at"/> that is no white space; the length when there is none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        while ((uint)at < (uint)text.Length && IsSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>
    /// The end of what stands before <paramref name="end"/> once white space is taken off, not before <paramref name="start"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BackOverSpace(ReadOnlySpan<byte> text, int start, int end)
    {
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = SkipSpace(text, 0);
        return text[start..BackOverSpace(text, start, text.Length)];
    }

    /// <summary>The place of the quote that closes the one at <paramref name="at"/>, or −1.</summary>
    public static int ClosingQuote(ReadOnlySpan<byte> text, int at)
    {
        at++;
        while (at < text.Length)
        {
            int step = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
            {
                return -1;
            }

            at += step;
            if (text[at] == (byte)'"')
            {
                return at;
            }

            at += 2;
        }

        return -1;
    }

    /// <summary>Digits and nothing else; leading zeros are fine, more than <paramref name="max"/> is not.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> digits, uint max, out uint number)
    {
        ulong sum = 0;
        number = 0;
        if (digits.IsEmpty)
        {
            return false;
        }

        foreach (byte b in digits)
        {
            uint digit = (uint)(b - (byte)'0');
            sum = sum * 10 + digit;
            if (digit > 9 || sum > max)
            {
                return false;
            }
        }

        number = (uint)sum;
        return true;
    }

    /// <summary>A URI by its look: a scheme, a colon, something behind it, and nothing that a URI cannot hold.</summary>
    public static bool LooksLikeUri(ReadOnlySpan<byte> uri)
    {
        int colon = uri.StartsWith("sip:"u8) ? 3 : EndOfScheme(uri);
        return colon > 0 && colon < uri.Length - 1 && !uri.ContainsAny(NotInUri);
    }

    private static int EndOfScheme(ReadOnlySpan<byte> uri)
    {
        int colon = uri.IndexOf((byte)':');
        return colon > 0 && char.IsAsciiLetter((char)uri[0]) && !uri[..colon].ContainsAnyExcept(Scheme) ? colon : -1;
    }

    /// <summary>
    /// Reads <c>host [":" port]</c> that stands at the start of <paramref name="text"/> and gives the place behind it, or −1.
    /// White space around the colon is taken only where the header allows it.
    /// </summary>
    public static int ReadHostPort(ReadOnlySpan<byte> text, int at, bool spaces, out Part host, out int port)
    {
        host = default;
        port = 0;
        int end;
        if ((uint)at < (uint)text.Length && text[at] == (byte)'[')
        {
            int close = text[at..].IndexOf((byte)']');
            if (close < 3 || close > 47 || text.Slice(at + 1, close - 1).ContainsAnyExcept(Ipv6))
            {
                return -1;
            }

            end = at + close + 1;
        }
        else
        {
            int length = text[at..].IndexOfAnyExcept(Host);
            end = length < 0 ? text.Length : at + length;
            if (end == at)
            {
                return -1;
            }
        }

        host = Part.From(at, end - at);
        int colon = spaces ? SkipSpace(text, end) : end;
        if ((uint)colon >= (uint)text.Length || text[colon] != (byte)':')
        {
            return end;
        }

        int digits = spaces ? SkipSpace(text, colon + 1) : colon + 1;
        int stop = digits;
        while ((uint)stop < (uint)text.Length && char.IsAsciiDigit((char)text[stop]))
        {
            stop++;
        }

        if (!TryReadNumber(text[digits..stop], 65_535, out uint number) || number == 0)
        {
            return -1;
        }

        port = (int)number;
        return stop;
    }
}
