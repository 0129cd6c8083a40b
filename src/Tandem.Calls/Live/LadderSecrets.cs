namespace Tandem.Calls.Live;

/// <summary>What no ladder keeps: digest answers and other credentials (RFC 7616 §3.4), media keys (RFC 4568 §9.1), ICE passwords (RFC 8839 §5.4). Overwritten with stars, in their length.</summary>
internal static class LadderSecrets
{
    private const byte Star = (byte)'*';

    /// <summary>Whether this line, or one that continues it, may hold a secret.</summary>
    public static bool IsSuspect(ReadOnlySpan<byte> line) =>
        line[0] switch
        {
            (byte)'A' => HasName(line, "authorization"u8) || HasName(line, "authentication-info"u8),
            (byte)'a' => line.StartsWith("a=crypto:"u8) || line.StartsWith("a=ice-pwd:"u8) || HasName(line, "authorization"u8) || HasName(line, "authentication-info"u8),
            (byte)'P' or (byte)'p' => HasName(line, "proxy-authorization"u8) || HasName(line, "proxy-authentication-info"u8),
            _ => false,
        };

    /// <summary>Blanks the secrets of a suspect line in place.</summary>
    public static void Blank(Span<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        Span<byte> value = line[(colon + 1)..];
        if (line.StartsWith("a=crypto:"u8))
        {
            int key = value.IndexOf("inline:"u8);
            Fill(key < 0 ? value : value[(key + 7)..]);
            return;
        }

        ReadOnlySpan<byte> scheme = value.TrimStart((byte)' ');
        if (StartsWith(scheme, "digest "u8) || scheme.IndexOf("rspauth"u8) >= 0 || scheme.IndexOf("nextnonce"u8) >= 0 || line[0] is (byte)' ' or (byte)'\t')
        {
            BlankParameter(line, "response"u8);
            BlankParameter(line, "rspauth"u8);
        }
        else
        {
            Fill(value);
        }
    }

    /// <summary>Blanks the secrets of a whole message in place.</summary>
    public static void BlankAll(Span<byte> message)
    {
        bool isSuspect = false;
        for (int past; message.Length > 0; message = message[past..])
        {
            int end = message.IndexOf((byte)'\n');
            past = end < 0 ? message.Length : end + 1;
            Span<byte> line = message[..past];
            isSuspect = (isSuspect && line[0] is (byte)' ' or (byte)'\t') || IsSuspect(line);
            if (isSuspect)
            {
                Blank(line);
            }
        }
    }

    /// <summary>Blanks in place whatever follows the name of a secret up to the end of its line and of those that continue it, wherever the name stands: for what is no well-formed message.</summary>
    public static void BlankAnywhere(Span<byte> text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (NameAt(text[at..]) is not (int length and > 0))
            {
                continue;
            }

            int end = at + length;
            int past = end;
            do
            {
                int line = text[past..].IndexOf((byte)'\n');
                past = line < 0 ? text.Length : past + line + 1;
            }
            while (past < text.Length && text[past] is (byte)' ' or (byte)'\t');
            Fill(text[(text[end..past] is [(byte)':', ..] ? end + 1 : end)..past]);
            at = past - 1;
        }
    }

    /// <summary>How long the name of a secret is that begins here; 0: none does.</summary>
    private static int NameAt(ReadOnlySpan<byte> text) => (text[0] | 0x20) switch
    {
        'a' when StartsWith(text, "authorization"u8) => 13,
        'a' when StartsWith(text, "authentication-info"u8) => 19,
        'c' when StartsWith(text, "crypto:"u8) => 7,
        'i' when StartsWith(text, "ice-pwd:"u8) => 8,
        _ => 0,
    };

    private static void BlankParameter(Span<byte> line, ReadOnlySpan<byte> name)
    {
        for (int at = 0; at + name.Length < line.Length; at++)
        {
            bool begins = at == 0 || line[at - 1] is (byte)' ' or (byte)'\t' or (byte)',';
            if (!begins || !StartsWith(line[at..], name))
            {
                continue;
            }

            int value = at + name.Length;
            while (value < line.Length && line[value] is (byte)' ' or (byte)'\t')
            {
                value++;
            }

            if (value < line.Length && line[value] == (byte)'=')
            {
                BlankValue(line[(value + 1)..]);
            }
        }
    }

    private static void BlankValue(Span<byte> value)
    {
        int at = 0;
        while (at < value.Length && value[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        bool quoted = at < value.Length && value[at] == (byte)'"';
        for (at += quoted ? 1 : 0; at < value.Length && value[at] is not ((byte)'\r' or (byte)'\n'); at++)
        {
            if (quoted ? value[at] == (byte)'"' : value[at] is (byte)',' or (byte)' ')
            {
                return;
            }

            value[at] = Star;
        }
    }

    private static void Fill(Span<byte> value)
    {
        foreach (ref byte one in value)
        {
            if (one is not ((byte)'\r' or (byte)'\n' or (byte)' '))
            {
                one = Star;
            }
        }
    }

    private static bool HasName(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        StartsWith(line, name) && line[name.Length..].TrimStart(" \t"u8) is [(byte)':', ..];

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase) =>
        text.Length >= lowerCase.Length && System.Text.Ascii.EqualsIgnoreCase(text[..lowerCase.Length], lowerCase);
}
