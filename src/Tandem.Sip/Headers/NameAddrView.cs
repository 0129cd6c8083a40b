namespace Tandem.Sip.Headers;

/// <summary>Where the parts of a name-addr are inside its value.</summary>
internal readonly record struct NameAddrParts(Part Display, Part Uri, Part Parameters, Part Tag);

/// <summary>
/// name-addr or addr-spec with its header parameters: From, To, Contact, Route, P-Asserted-Identity ... RFC 3261 §20.10.
/// </summary>
public readonly ref struct NameAddrView
{
    private readonly ReadOnlySpan<byte> _value;
    private readonly NameAddrParts _parts;

    internal NameAddrView(ReadOnlySpan<byte> value, scoped in NameAddrParts parts)
    {
        _value = value;
        _parts = parts;
    }

    /// <summary>Display name without its quotes, escapes kept.</summary>
    public ReadOnlySpan<byte> Display => _parts.Display.Of(_value);

    public ReadOnlySpan<byte> Uri => _parts.Uri.Of(_value);

    /// <summary>Parameters behind the address, from the first ';' on.</summary>
    public ReadOnlySpan<byte> Parameters => _parts.Parameters.Of(_value);

    /// <summary>The tag parameter, or empty.</summary>
    public ReadOnlySpan<byte> Tag => _parts.Tag.Of(_value);

    /// <summary>
    /// False for what is no address: no URI, an unclosed quote or bracket, white space inside the URI, empty parameters, or a
    /// bare URI with '?' or ',' in it (RFC 3261 §20). A display name outside quotes may hold more than tokens, but no delimiter.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out NameAddrView address)
    {
        bool read = TryReadParts(value, out NameAddrParts parts);
        address = new(value, parts);
        return read;
    }

    internal static bool TryReadParts(ReadOnlySpan<byte> value, out NameAddrParts parts)
    {
        parts = default;
        if (value.Length > ushort.MaxValue)
        {
            return false;
        }

        int at = Grammar.SkipSpace(value, 0);
        int found = value[at..].IndexOfAny((byte)'<', (byte)';', (byte)'"');
        if (found < 0 || value[at + found] == (byte)';')
        {
            return TryReadBare(value, at, found < 0 ? value.Length : at + found, out parts);
        }

        int open = at + found;
        Part display;
        if (value[open] == (byte)'"')
        {
            int close = found == 0 ? Grammar.ClosingQuote(value, open) : -1;
            if (close < 0)
            {
                return false;
            }

            display = Part.From(open + 1, close - open - 1);
            open = Grammar.SkipSpace(value, close + 1);
            if ((uint)open >= (uint)value.Length || value[open] != (byte)'<')
            {
                return false;
            }
        }
        else
        {
            int end = Grammar.BackOverSpace(value, at, open);
            display = Part.From(at, end - at);
            if (value[at..end].IndexOfAny((byte)',', (byte)'>', (byte)'\\') >= 0)
            {
                return false;
            }
        }

        int length = value[(open + 1)..].IndexOf((byte)'>');
        if (length < 0 || !Grammar.LooksLikeUri(value.Slice(open + 1, length)))
        {
            return false;
        }

        Part uri = Part.From(open + 1, length);
        return TryReadParameters(value, open + length + 2, display, uri, out parts);
    }

    private static bool TryReadBare(ReadOnlySpan<byte> value, int at, int stop, out NameAddrParts parts)
    {
        parts = default;
        ReadOnlySpan<byte> uri = value[at..Grammar.BackOverSpace(value, at, stop)];
        return Grammar.LooksLikeUri(uri) && uri.IndexOfAny((byte)'?', (byte)',') < 0
            && TryReadParameters(value, stop, default, Part.From(at, uri.Length), out parts);
    }

    private static bool TryReadParameters(ReadOnlySpan<byte> value, int at, Part display, Part uri, out NameAddrParts parts)
    {
        int start = Grammar.SkipSpace(value, at);
        Part tag = default;
        ParameterReader reader = new(value, start);
        while (reader.MoveNext())
        {
            if (tag.Length == 0 && Grammar.Same(reader.Name, "tag"u8))
            {
                tag = reader.ValuePart;
            }
        }

        parts = new(display, uri, Part.From(start, value.Length - start), tag);
        return !reader.IsMalformed;
    }
}
