using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Tandem.Media.Dtmf;

/// <summary>
/// Keys in SIP INFO, as carriers send them though no RFC says so: <c>application/dtmf-relay</c> with lines Signal= and Duration=, and <c>application/dtmf</c> with the key alone.
/// </summary>
public static class InfoBody
{
    public const string Relay = "application/dtmf-relay";
    public const string Plain = "application/dtmf";
    private const int LongestMs = 8000;

    /// <summary>The key and how long it was held, <see cref="EventSender.UsualMs"/> when the body doesn't say. False when it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body, out char key, out int milliseconds)
    {
        key = '\0';
        milliseconds = EventSender.UsualMs;
        ReadOnlySpan<byte> type = contentType.IndexOf((byte)';') is var end and >= 0 ? contentType[..end] : contentType;
        type = Trimmed(type);
        if (Ascii.EqualsIgnoreCase(type, Plain))
        {
            return TryReadKey(Trimmed(body), out key);
        }

        if (!Ascii.EqualsIgnoreCase(type, Relay))
        {
            return false;
        }

        while (!body.IsEmpty)
        {
            int lineEnd = body.IndexOfAny((byte)'\r', (byte)'\n');
            ReadOnlySpan<byte> line = lineEnd < 0 ? body : body[..lineEnd];
            body = lineEnd < 0 ? [] : body[(lineEnd + 1)..];
            int equals = line.IndexOf((byte)'=');
            if (equals < 0)
            {
                continue;
            }

            ReadOnlySpan<byte> name = Trimmed(line[..equals]);
            ReadOnlySpan<byte> value = Trimmed(line[(equals + 1)..]);
            if (Ascii.EqualsIgnoreCase(name, "Signal"))
            {
                TryReadKey(value, out key);
            }
            else if (Ascii.EqualsIgnoreCase(name, "Duration") && Utf8Parser.TryParse(value, out int ms, out _) && ms > 0)
            {
                milliseconds = Math.Min(ms, LongestMs);
            }
        }

        return key != '\0';
    }

    /// <summary>The body for <see cref="Relay"/>.</summary>
    public static string Write(char key, int milliseconds) => string.Create(CultureInfo.InvariantCulture, $"Signal={key}\r\nDuration={milliseconds}\r\n");

    // Some send the event's number instead of the key: 10 is *, 11 is #.
    private static bool TryReadKey(ReadOnlySpan<byte> text, out char key)
    {
        key = '\0';
        if (text.Length == 1 && DtmfDigit.TryGetEvent((char)text[0], out byte code))
        {
            key = DtmfDigit.Of(code);
        }
        else if (text.Length == 2 && Utf8Parser.TryParse(text, out byte number, out int read) && read == text.Length)
        {
            key = DtmfDigit.Of(number);
        }

        return key != '\0';
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);
}
