using System.Buffers;
using System.Text;
using Tandem.Sip.Headers;
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

    /// <summary>The user part with its escapes undone, or as it is when one is broken; "" when it is longer than a number can be.</summary>
    public static string Read(in SipUriView uri)
    {
        ReadOnlySpan<byte> user = uri.User;
        if (user.IsEmpty || user.Length > Longest)
        {
            return "";
        }

        Span<byte> plain = stackalloc byte[Longest];
        return Encoding.UTF8.GetString(uri.TryUnescapeUser(plain, out int length) ? plain[..length] : user);
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
}
