using System.Buffers;
using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Setup;

/// <summary>A number as the user part of a SIP URI, and back: RFC 3261 §19.1.1, percent escapes of §19.1.2.</summary>
internal static class UserPart
{
    /// <summary>Longest user part that is taken as a number; more is no number of any plan (E.164 has 15 digits).</summary>
    public const int Longest = 64;

    // unreserved, and user-unreserved without ';', which would begin a parameter of a telephone-subscriber.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.!~*'()&=+$,?/");

    public static void Write(SipWriter writer, string number)
    {
        ReadOnlySpan<char> rest = number;
        while (true)
        {
            int at = rest.IndexOfAnyExcept(Plain);
            if (at < 0)
            {
                writer.Raw(rest);
                return;
            }

            writer.Raw(rest[..at]);
            Rune.DecodeFromUtf16(rest[at..], out Rune rune, out int used);
            WriteEscaped(writer, rune);
            rest = rest[(at + used)..];
        }
    }

    /// <summary>The user part with its escapes undone; "" when it is longer than a number can be.</summary>
    public static string Read(ReadOnlySpan<byte> user)
    {
        if (user.IsEmpty || user.Length > Longest)
        {
            return "";
        }

        Span<byte> plain = stackalloc byte[Longest];
        int length = 0;
        for (int i = 0; i < user.Length; i++)
        {
            if (user[i] == '%' && i + 2 < user.Length && TryHex(user[i + 1], out int high) && TryHex(user[i + 2], out int low))
            {
                plain[length++] = (byte)((high << 4) | low);
                i += 2;
            }
            else
            {
                plain[length++] = user[i];
            }
        }

        return Encoding.UTF8.GetString(plain[..length]);
    }

    private static void WriteEscaped(SipWriter writer, Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        Span<byte> text = stackalloc byte[3];
        int count = rune.EncodeToUtf8(utf8);
        for (int i = 0; i < count; i++)
        {
            text[0] = (byte)'%';
            text[1] = "0123456789ABCDEF"u8[utf8[i] >> 4];
            text[2] = "0123456789ABCDEF"u8[utf8[i] & 15];
            writer.Raw(text);
        }
    }

    private static bool TryHex(byte digit, out int value)
    {
        value = HexDigit(digit);
        return value >= 0;
    }

    private static int HexDigit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
