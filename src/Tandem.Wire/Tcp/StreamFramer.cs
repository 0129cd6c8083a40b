using System.Buffers.Text;
using Tandem.Wire.Shards;

namespace Tandem.Wire.Tcp;

internal enum FrameKind
{
    /// <summary>Nothing whole is there.</summary>
    More,
    Message,

    /// <summary>The double CRLF that asks for a single one: RFC 5626 §4.4.1.</summary>
    Ping,

    /// <summary>The stream can't be read any further; see <see cref="StreamFramer.Fault"/>.</summary>
    Fault,
}

/// <summary>
/// Cuts a stream of bytes into SIP messages by Content-Length (RFC 3261 §18.3), wherever the segments are cut. Each byte is
/// searched once, however small the segments are. The buffer grows with the message in hand and goes back to its first size after
/// it.
/// </summary>
internal sealed class StreamFramer(int headerBytes, int bodyBytes)
{
    private const int FirstSize = 4096;

    // More than this without an end of line is no start line.
    private const int LongestStartLine = 8 * 1024;

    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _end;

    // Relative to _start: how far the end of the headers was looked for, and the length of the whole message once that was found.
    private int _searched;
    private int _whole;
    private bool _sawStartLine;

    public CloseReason Fault { get; private set; }

    /// <summary>
    /// A message has begun and is not whole. Half a ping is no message: some peers send a single CRLF to keep the stream open.
    /// </summary>
    public bool IsPartial => !"\r\n\r\n"u8.StartsWith(_buffer.AsSpan(_start, Held));

    private int Held => _end - _start;

    /// <summary>Takes bytes in. Take every frame out before the next ones, or the buffer grows beyond a message.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>The next frame. A message's bytes are valid until the next <see cref="Append"/>.</summary>
    public FrameKind Next(out ReadOnlySpan<byte> message)
    {
        message = default;
        if (_whole == 0)
        {
            if (_searched == 0 && SkipEmptyLines())
            {
                return FrameKind.Ping;
            }

            FrameKind headers = ReadHeaders();
            if (headers != FrameKind.Message)
            {
                return headers;
            }
        }

        if (Held < _whole)
        {
            return FrameKind.More;
        }

        message = _buffer.AsSpan(_start, _whole);
        Drop(_whole);
        return FrameKind.Message;
    }

    /// <summary>RFC 3261 §7.5 has us skip empty lines before a message; two at once are a ping, and then it is true.</summary>
    private bool SkipEmptyLines()
    {
        while (true)
        {
            ReadOnlySpan<byte> held = _buffer.AsSpan(_start, Held);
            if (held.StartsWith("\r\n\r\n"u8))
            {
                Drop(4);
                return true;
            }

            // What may still become a ping waits; an empty line before anything else goes.
            if (!held.StartsWith("\r\n"u8) || "\r\n\r\n"u8.StartsWith(held))
            {
                return false;
            }

            Drop(2);
        }
    }

    /// <summary>Message: the headers are whole, and <see cref="_whole"/> says how long the message is.</summary>
    private FrameKind ReadHeaders()
    {
        ReadOnlySpan<byte> held = _buffer.AsSpan(_start, Held);
        if (held.IsEmpty || "\r\n\r\n"u8.StartsWith(held))
        {
            return FrameKind.More;
        }

        if (!_sawStartLine)
        {
            if (!IsTokenStart(held[0]))
            {
                return Fail(CloseReason.NotSip);
            }

            int lineEnd = held[_searched..].IndexOf((byte)'\n');
            if (lineEnd < 0)
            {
                _searched = held.Length;
                return held.Length > LongestStartLine ? Fail(CloseReason.NotSip) : FrameKind.More;
            }

            ReadOnlySpan<byte> startLine = held[..(_searched + lineEnd)];
            _sawStartLine = startLine.IndexOf("SIP/"u8) >= 0;
            if (!_sawStartLine)
            {
                return Fail(CloseReason.NotSip);
            }
        }

        // The last three bytes searched may be the beginning of the end.
        int from = Math.Max(_searched - 3, 0);
        int found = held[from..].IndexOf("\r\n\r\n"u8);
        int headers = found < 0 ? held.Length : from + found + 4;
        _searched = headers;
        if (headers > headerBytes)
        {
            return Fail(CloseReason.HeaderTooLarge);
        }

        if (found < 0)
        {
            return FrameKind.More;
        }

        CloseReason? wrong = ReadContentLength(held[..headers], out int length);
        if (wrong is { } reason)
        {
            return Fail(reason);
        }

        if (headers + length > MessageRing.LargestMessage)
        {
            return Fail(CloseReason.BodyTooLarge);
        }

        _whole = headers + length;
        return FrameKind.Message;
    }

    private CloseReason? ReadContentLength(ReadOnlySpan<byte> headers, out int length)
    {
        length = -1;
        while (!headers.IsEmpty)
        {
            ReadOnlySpan<byte> line = TakeUnfolded(ref headers);
            if (!IsContentLength(line, out ReadOnlySpan<byte> value))
            {
                continue;
            }

            bool isNumber = value.Length > 0 && char.IsAsciiDigit((char)value[0]) && value.Length <= 10;
            if (!isNumber || !Utf8Parser.TryParse(value, out long number, out int used) || used != value.Length)
            {
                return CloseReason.BadContentLength;
            }

            if (length >= 0 && length != number)
            {
                return CloseReason.BadContentLength; // whoever believes the other one would read other messages than we do
            }

            if (number > bodyBytes)
            {
                return CloseReason.BodyTooLarge;
            }

            length = (int)number;
        }

        return length < 0 ? CloseReason.NoContentLength : null;
    }

    /// <summary>A header line with those that continue it (RFC 3261 §7.3.1), their line ends still inside.</summary>
    private static ReadOnlySpan<byte> TakeUnfolded(ref ReadOnlySpan<byte> headers)
    {
        int length = 0;
        do
        {
            int lineEnd = headers[length..].IndexOf((byte)'\n');
            length = lineEnd < 0 ? headers.Length : length + lineEnd + 1;
        }
        while (length < headers.Length && headers[length] is (byte)' ' or (byte)'\t');

        ReadOnlySpan<byte> line = headers[..length];
        headers = headers[length..];
        return line;
    }

    private static bool IsContentLength(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (line.IsEmpty || (line[0] | 0x20) is not ('c' or 'l'))
        {
            return false;
        }

        int colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> name = line[..colon].TrimEnd(" \t\r\n"u8);
        value = line[(colon + 1)..].Trim(" \t\r\n"u8);
        return System.Text.Ascii.EqualsIgnoreCase(name, "Content-Length"u8) || System.Text.Ascii.EqualsIgnoreCase(name, "l"u8);
    }

    private static bool IsTokenStart(byte first) => char.IsAsciiLetterOrDigit((char)first) || "-.!%*_+`'~"u8.Contains(first);

    private void Drop(int bytes)
    {
        _start += bytes;
        _searched = 0;
        _whole = 0;
        _sawStartLine = false;
    }

    private void MakeRoom(int more)
    {
        if (_end + more <= _buffer.Length)
        {
            return;
        }

        int needed = Held + more;
        int size = FirstSize;
        while (size < needed)
        {
            size *= 2;
        }

        byte[] next = size == _buffer.Length ? _buffer : new byte[size];
        _buffer.AsSpan(_start, Held).CopyTo(next);
        _end -= _start;
        _start = 0;
        _buffer = next;
    }

    private FrameKind Fail(CloseReason reason)
    {
        Fault = reason;
        return FrameKind.Fault;
    }
}
