namespace Tandem.Sip.Headers;

/// <summary>Walks a <c>;name=value</c> list: RFC 3261 §25.1 generic-param, with white space around its signs.</summary>
public ref struct ParameterReader
{
    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private int _nameAt;
    private int _nameLength;
    private int _valueAt;
    private int _valueLength;

    public ParameterReader(ReadOnlySpan<byte> parameters) => _text = parameters;

    internal ParameterReader(ReadOnlySpan<byte> text, int at)
    {
        _text = text;
        _at = at;
    }

    public readonly ReadOnlySpan<byte> Name => _text.Slice(_nameAt, _nameLength);

    /// <summary>Without its quotes, escapes kept; empty when the parameter stands alone.</summary>
    public readonly ReadOnlySpan<byte> Value => _text.Slice(_valueAt, _valueLength);

    /// <summary>The value stood in quotes.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>There was an equals sign.</summary>
    public bool HasValue { get; private set; }

    /// <summary>The walk ended at something that is no parameter.</summary>
    public bool IsMalformed { get; private set; }

    public readonly ParameterReader Current => this;

    internal readonly Part ValuePart => Part.From(_valueAt, _valueLength);

    public readonly ParameterReader GetEnumerator() => this;

    public bool MoveNext()
    {
        ReadOnlySpan<byte> text = _text;
        int at = Grammar.SkipSpace(text, _at);
        if ((uint)at >= (uint)text.Length)
        {
            return false;
        }

        if (text[at] != (byte)';')
        {
            return Fail();
        }

        at = Grammar.SkipSpace(text, at + 1);
        int length = text[at..].IndexOfAny(AfterName);
        int stop = length < 0 ? text.Length : at + length;
        _nameAt = at;
        _nameLength = stop - at;
        stop = Grammar.SkipSpace(text, stop);
        HasValue = stop < text.Length && text[stop] == (byte)'=';
        if (_nameLength == 0 || (!HasValue && !IsEnd(text, stop)))
        {
            return Fail();
        }

        IsQuoted = false;
        _valueAt = stop;
        _valueLength = 0;
        _at = stop;
        return !HasValue || ReadValue(text, Grammar.SkipSpace(text, stop + 1));
    }

    private static ReadOnlySpan<byte> AfterName => ";= \t\""u8;

    private static ReadOnlySpan<byte> AfterValue => "; \t\""u8;

    private static bool IsEnd(ReadOnlySpan<byte> text, int at) => at >= text.Length || text[at] == (byte)';';

    private bool ReadValue(ReadOnlySpan<byte> text, int at)
    {
        int stop;
        IsQuoted = (uint)at < (uint)text.Length && text[at] == (byte)'"';
        if (IsQuoted)
        {
            int close = Grammar.ClosingQuote(text, at);
            if (close < 0)
            {
                return Fail();
            }

            _valueAt = at + 1;
            _valueLength = close - at - 1;
            stop = close + 1;
        }
        else
        {
            int length = text[at..].IndexOfAny(AfterValue);
            stop = length < 0 ? text.Length : at + length;
            _valueAt = at;
            _valueLength = stop - at;
        }

        _at = Grammar.SkipSpace(text, stop);
        return IsEnd(text, _at) || Fail();
    }

    private bool Fail()
    {
        IsMalformed = true;
        _at = _text.Length;
        return false;
    }
}
