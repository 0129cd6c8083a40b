using Tandem.Sip.Headers;

namespace Tandem.Sip.Messages;

/// <summary>
/// Enumerates the values of one list header. Empty ones are passed over: <c>Supported:</c> with nothing behind it has none.
/// </summary>
public ref struct HeaderValues
{
    private readonly SipMessage _message;
    private readonly HeaderId _id;
    private int _line;
    private ReadOnlySpan<byte> _rest;

    internal HeaderValues(SipMessage message, HeaderId id)
    {
        _message = message;
        _id = id;
        _line = -1;
    }

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly HeaderValues GetEnumerator() => this;

    public bool MoveNext()
    {
        while (true)
        {
            while (!_rest.IsEmpty)
            {
                Current = HeaderList.Next(ref _rest);
                if (!Current.IsEmpty)
                {
                    return true;
                }
            }

            _line = _message.NextLine(_id, _line);
            if (_line < 0)
            {
                return false;
            }

            _rest = _message.ValueAt(_line);
        }
    }
}

/// <summary>One header line: its id (Other when unknown), its name as it came, its whole value.</summary>
public readonly ref struct HeaderLine(HeaderId id, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
{
    public HeaderId Id { get; } = id;
    public ReadOnlySpan<byte> Name { get; } = name;
    public ReadOnlySpan<byte> Value { get; } = value;
}

/// <summary>Enumerates header lines in order: all of them, or those of one header.</summary>
public ref struct HeaderLines
{
    private readonly SipMessage _message;
    private readonly HeaderId _id;
    private readonly bool _all;
    private int _line;

    internal HeaderLines(SipMessage message, HeaderId id, bool all)
    {
        _message = message;
        _id = id;
        _all = all;
        _line = -1;
    }

    public readonly HeaderLine Current => _message.LineAt(_line);

    public readonly HeaderLines GetEnumerator() => this;

    public bool MoveNext()
    {
        _line = _all ? _message.NextLine(_line) : _message.NextLine(_id, _line);
        return _line >= 0;
    }
}
