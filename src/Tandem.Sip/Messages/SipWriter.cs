using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Tandem.Sip.Messages;

/// <summary>Says whether a header line is wanted, by its name.</summary>
public delegate bool HeaderFilter(ReadOnlySpan<byte> name);

/// <summary>
/// Builds a message into one growing array, reused from message to message. Fluent; allocates nothing once warm. No value can end
/// its line: CR, LF and NUL in text or header values become spaces, so nobody's name or number injects a header.
/// </summary>
public sealed class SipWriter
{
    private static readonly SearchValues<byte> Breaks = SearchValues.Create("\r\n\0"u8);
    private byte[] _bytes = new byte[2048];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public SipWriter Clear()
    {
        _length = 0;
        return this;
    }

    public SipWriter RequestLine(SipMethod method, ReadOnlySpan<byte> uri) => RequestLine(SipMethods.Name(method), uri);

    public SipWriter RequestLine(ReadOnlySpan<byte> method, ReadOnlySpan<byte> uri)
    {
        Add(method);
        Add(" "u8);
        AddClean(uri);
        Add(" SIP/2.0\r\n"u8);
        return this;
    }

    /// <summary>An empty phrase takes the RFC's.</summary>
    public SipWriter StatusLine(int status, ReadOnlySpan<byte> phrase)
    {
        Add("SIP/2.0 "u8);
        Raw(status);
        Add(" "u8);
        AddClean(phrase.IsEmpty ? ReasonPhrases.For(status) : phrase);
        Add("\r\n"u8);
        return this;
    }

    public SipWriter Header(HeaderId id, ReadOnlySpan<byte> value) => Header(HeaderNames.Name(id), value);

    public SipWriter Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Begin(name);
        AddClean(value);
        return End();
    }

    /// <summary>A header whose value is text: ASCII, other characters as UTF-8.</summary>
    public SipWriter Header(HeaderId id, ReadOnlySpan<char> text) => Begin(id).Raw(text).End();

    /// <summary>A header whose value is a number.</summary>
    public SipWriter Header(HeaderId id, long number) => Begin(id).Raw(number).End();

    /// <summary>Starts a header line; <see cref="Raw(ReadOnlySpan{byte})"/> adds to it, <see cref="End"/> closes it.</summary>
    public SipWriter Begin(HeaderId id) => Begin(HeaderNames.Name(id));

    public SipWriter Begin(ReadOnlySpan<byte> name)
    {
        Add(name);
        Add(": "u8);
        return this;
    }

    /// <summary>Bytes that are part of a line, cleaned of line breaks like every value.</summary>
    public SipWriter Raw(ReadOnlySpan<byte> bytes)
    {
        AddClean(bytes);
        return this;
    }

    /// <summary>Whole lines that a writer has made before, line breaks and all.</summary>
    public SipWriter Whole(ReadOnlySpan<byte> lines)
    {
        Add(lines);
        return this;
    }

    /// <summary>ASCII text; other characters as UTF-8.</summary>
    public SipWriter Raw(ReadOnlySpan<char> text)
    {
        int start = _length;
        Span<byte> room = Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, room);
        Clean(_bytes.AsSpan(start, _length - start));
        return this;
    }

    public SipWriter Raw(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out int written);
        _length += written;
        return this;
    }

    /// <summary>Text inside quotes, with <c>"</c> and <c>\</c> escaped: RFC 3261 §25.1 quoted-string.</summary>
    public SipWriter Quoted(ReadOnlySpan<char> text)
    {
        Add("\""u8);
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAny('"', '\\');
            Raw(plain < 0 ? text : text[..plain]);
            if (plain < 0)
            {
                break;
            }

            Add("\\"u8);
            Raw(text.Slice(plain, 1));
            text = text[(plain + 1)..];
        }

        Add("\""u8);
        return this;
    }

    public SipWriter End()
    {
        Add("\r\n"u8);
        return this;
    }

    /// <summary>Copies every line of a header from another message, under its canonical name.</summary>
    public SipWriter CopyHeaders(SipMessage from, HeaderId id)
    {
        foreach (HeaderLine line in from.LinesOf(id))
        {
            Header(line.Id == HeaderId.Other ? line.Name : HeaderNames.Name(id), line.Value);
        }

        return this;
    }

    /// <summary>
    /// Copies the lines of headers we have no name for, those that <paramref name="wanted"/> takes, with their names as they
    /// came.
    /// </summary>
    public SipWriter CopyUnknownHeaders(SipMessage from, HeaderFilter wanted)
    {
        foreach (HeaderLine line in from.LinesOf(HeaderId.Other))
        {
            if (wanted(line.Name))
            {
                Header(line.Name, line.Value);
            }
        }

        return this;
    }

    /// <summary>Content-Length: 0 and the empty line.</summary>
    public SipWriter NoBody()
    {
        Add("Content-Length: 0\r\n\r\n"u8);
        return this;
    }

    /// <summary>Content-Type, Content-Length, the empty line and the body. An empty body is <see cref="NoBody"/>.</summary>
    public SipWriter Body(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return NoBody();
        }

        Header(HeaderId.ContentType, contentType);
        Header(HeaderId.ContentLength, body.Length);
        Add("\r\n"u8);
        Add(body);
        return this;
    }

    private void AddClean(ReadOnlySpan<byte> value)
    {
        int start = _length;
        Add(value);
        if (value.ContainsAny(Breaks))
        {
            Clean(_bytes.AsSpan(start, value.Length));
        }
    }

    /// <summary>
    /// A NUL stays behind its backslash, where the grammar allows it (quoted-pair) and a copied header may have it.
    /// </summary>
    private static void Clean(Span<byte> value)
    {
        for (int at = value.IndexOfAny(Breaks); at >= 0;)
        {
            if (value[at] != 0 || at == 0 || value[at - 1] != (byte)'\\')
            {
                value[at] = (byte)' ';
            }

            int step = value[(at + 1)..].IndexOfAny(Breaks);
            at = step < 0 ? -1 : at + 1 + step;
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private Span<byte> Room(int needed)
    {
        if (_bytes.Length - _length < needed)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + needed));
        }

        return _bytes.AsSpan(_length);
    }
}
