using System.Text;

namespace Tandem.Sip.Transport;

/// <summary>Finds the Call-ID of a message without reading the rest: what a reader thread needs to choose a shard.</summary>
internal static class CallIdScan
{
    /// <summary>
    /// The first Call-ID's value, by its long or compact name (RFC 3261 §7.3.3), also when it is folded. Not checked further.
    /// </summary>
    public static bool TryFind(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> callId)
    {
        callId = default;
        int line = message.IndexOf((byte)'\n') + 1;
        while (line > 0 && line < message.Length)
        {
            ReadOnlySpan<byte> rest = message[line..];
            byte first = (byte)(rest[0] | 0x20);
            if (first is (byte)'c' or (byte)'i' && TryValue(rest, out callId))
            {
                return true;
            }

            if (rest[0] is (byte)'\r' or (byte)'\n')
            {
                return false; // the end of the headers
            }

            int next = rest.IndexOf((byte)'\n') + 1;
            line = next == 0 ? 0 : line + next;
        }

        return false;
    }

    private static bool TryValue(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value)
    {
        value = default;
        int name = line.Length > 7 && Ascii.EqualsIgnoreCase(line[..7], "call-id"u8) ? 7 : (line[0] | 0x20) == 'i' ? 1 : 0;
        if (name == 0)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[name..].TrimStart(" \t"u8);
        if (rest.IsEmpty || rest[0] != ':')
        {
            return false;
        }

        rest = SkipSpace(rest[1..]);
        int end = rest.IndexOfAny(" \t\r\n"u8);
        value = end < 0 ? rest : rest[..end];
        return value.Length > 0;
    }

    /// <summary>Spaces, and a line end when the next line continues this one.</summary>
    private static ReadOnlySpan<byte> SkipSpace(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t"u8);
        int lineEnd = text.StartsWith("\r\n"u8) ? 2 : text.StartsWith("\n"u8) ? 1 : 0;
        bool isFolded = lineEnd > 0 && text.Length > lineEnd && text[lineEnd] is (byte)' ' or (byte)'\t';
        return isFolded ? text[lineEnd..].TrimStart(" \t"u8) : text;
    }
}
