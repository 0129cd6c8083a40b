using System.Buffers.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Transactions;

/// <summary>
/// Our branch parameter: the magic cookie of RFC 3261 §8.1.1.7, the index of the transaction, and 64 random bits.
/// </summary>
public static class Branch
{
    /// <summary>Cookie, eight hex digits of index, sixteen of nonce.</summary>
    public const int Length = 7 + 8 + 16;

    public static ReadOnlySpan<byte> Cookie => "z9hG4bK"u8;

    /// <summary>The index of messages that belong to no transaction, such as the ACK of a 2xx: it resolves to nothing.</summary>
    public const int NoTransaction = int.MaxValue;

    /// <summary>Is this a branch of RFC 3261, unique by itself? A bare cookie (RFC 4475 §3.2.1) is not.</summary>
    public static bool IsUnique(ReadOnlySpan<byte> branch) =>
        branch.Length > Cookie.Length && System.Text.Ascii.EqualsIgnoreCase(branch[..Cookie.Length], Cookie);

    public static void Write(SipWriter writer, int index, ulong nonce)
    {
        Span<byte> text = stackalloc byte[Length];
        Cookie.CopyTo(text);
        Utf8Formatter.TryFormat((uint)index, text[7..], out _, new('x', 8));
        Utf8Formatter.TryFormat(nonce, text[15..], out _, new('x', 16));
        writer.Raw(text);
    }

    public static bool TryRead(ReadOnlySpan<byte> branch, out int index, out ulong nonce)
    {
        index = 0;
        nonce = 0;
        if (branch.Length != Length || !branch.StartsWith(Cookie)
            || !Utf8Parser.TryParse(branch.Slice(7, 8), out uint position, out int used, 'x') || used != 8
            || !Utf8Parser.TryParse(branch[15..], out nonce, out used, 'x') || used != 16)
        {
            return false;
        }

        index = (int)position;
        return index >= 0;
    }
}
