using Tandem.Sip.Headers;

namespace Tandem.Sip.Messages;

/// <summary>
/// Reads a message in place, in one pass: start line, header lines, then what RFC 3261 wants of any message
/// (<see cref="MessageRules"/>). The bytes are changed only where a header is folded: its line ends become spaces.
/// </summary>
public static class SipParser
{
    /// <summary>
    /// Fills the message from its <see cref="SipMessage.Buffer"/> and <see cref="SipMessage.Length"/>. Never throws, allocates
    /// nothing once warm. The bytes are one datagram, or one message that a stream's framing has cut. After a fault the message
    /// still holds what could be read, for the answer: <see cref="SipMessage.CanAnswer"/>.
    /// </summary>
    public static ParseFault Parse(SipMessage message)
    {
        message.Reset();
        int length = Math.Min(message.Length, message.Buffer.Length);
        bool tooLong = length > SipLimits.Message;
        Span<byte> bytes = message.Buffer.AsSpan(0, tooLong ? SipLimits.Message : length);

        // Line ends before the start line are ignored (RFC 3261 §7.5); alone they are a keep-alive.
        int at = bytes.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (at < 0)
        {
            return ParseFault.Empty;
        }

        ParseFault fault = StartLine.Read(message, bytes, ref at);
        if (fault is ParseFault.NotSip)
        {
            return fault;
        }

        fault = First(fault, tooLong ? ParseFault.MessageTooLong : ParseFault.None);
        fault = First(fault, ReadHeaders(message, bytes, ref at));
        message.BodyAt = at;
        message.BodyLength = bytes.Length - at;
        return First(fault, MessageRules.Check(message));
    }

    internal static ParseFault First(ParseFault earlier, ParseFault later) => earlier == ParseFault.None ? later : earlier;

    private static ParseFault ReadHeaders(SipMessage message, Span<byte> bytes, ref int at)
    {
        ParseFault fault = ParseFault.None;
        while ((uint)at < (uint)bytes.Length)
        {
            int empty = LengthOfLineEnd(bytes, at);
            if (empty != 0)
            {
                at += empty;
                return fault;
            }

            int start = at;
            int end = EndOfLine(bytes, start, out at, ref fault);
            ParseFault line = ReadLine(message, bytes, start, end);
            if (line == ParseFault.TooManyHeaders)
            {
                return First(fault, line);
            }

            fault = First(fault, line);
        }

        return First(fault, ParseFault.HeadersNotClosed);
    }

    private static ParseFault ReadLine(SipMessage message, Span<byte> bytes, int start, int end)
    {
        ReadOnlySpan<byte> line = bytes[start..end];
        int colon = line.IndexOf((byte)':');
        if (colon < 1)
        {
            return ParseFault.HeaderMalformed;
        }

        int nameLength = Grammar.BackOverSpace(line, 0, colon);
        ReadOnlySpan<byte> name = line[..nameLength];
        HeaderId id = HeaderNames.Find(name);
        if (id == HeaderId.Other && !Grammar.IsToken(name))
        {
            return ParseFault.HeaderMalformed;
        }

        int valueAt = Grammar.SkipSpace(line, colon + 1);
        int valueLength = Grammar.BackOverSpace(line, valueAt, line.Length) - valueAt;
        ReadOnlySpan<byte> value = line.Slice(valueAt, valueLength);
        ParseFault fault = line.Length > SipLimits.HeaderLine ? ParseFault.HeaderTooLong : ParseFault.None;
        if (message.Has(id) && MessageRules.IsSingle(id) && !message.Header(id).SequenceEqual(value))
        {
            fault = First(fault, ParseFault.RepeatedHeader);
        }

        HeaderEntry entry = new(id, (ushort)start, (ushort)nameLength, (ushort)(start + valueAt), (ushort)valueLength);
        return message.Add(entry) ? fault : ParseFault.TooManyHeaders;
    }

    /// <summary>
    /// The end of a header line that starts at <paramref name="at"/>, folds taken in, and where the next one starts. A bare LF
    /// ends a line too, as most stacks have it. A CR elsewhere, or a NUL without a backslash (RFC 3261 §25.1 quoted-pair), is a
    /// fault and becomes a space, so that no value ever holds one.
    /// </summary>
    private static int EndOfLine(Span<byte> bytes, int at, out int next, ref ParseFault fault)
    {
        int start = at;
        while (true)
        {
            int step = bytes[at..].IndexOfAny((byte)'\r', (byte)'\n', (byte)0);
            if (step < 0)
            {
                next = bytes.Length;
                return next;
            }

            at += step;
            int length = LengthOfLineEnd(bytes, at);
            if (length == 0)
            {
                if (bytes[at] != 0 || at == start || bytes[at - 1] != (byte)'\\')
                {
                    fault = First(fault, ParseFault.StrayControlCharacter);
                    bytes[at] = (byte)' ';
                }

                at++;
                continue;
            }

            next = at + length;
            if (next >= bytes.Length || !Grammar.IsSpace(bytes[next]))
            {
                return at;
            }

            bytes[at..next].Fill((byte)' ');
            at = next;
        }
    }

    /// <summary>1 for LF, 2 for CR LF, 0 for anything else.</summary>
    private static int LengthOfLineEnd(ReadOnlySpan<byte> bytes, int at) => bytes[at] switch
    {
        (byte)'\n' => 1,
        (byte)'\r' when at + 1 < bytes.Length && bytes[at + 1] == (byte)'\n' => 2,
        _ => 0,
    };
}
