using System.Buffers.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Dialogs;

/// <summary>
/// A tag of ours: eight hex digits of index into the shard's <see cref="DialogTable"/>, eight of chance (RFC 3261 §19.3), so
/// that a request inside a dialog finds its call without a search.
/// </summary>
public readonly record struct DialogTag(uint Index, uint Nonce)
{
    /// <summary>Length of a tag in bytes.</summary>
    public const int Length = 16;

    /// <summary>The index of answers that make no dialog: it resolves to nothing.</summary>
    public const uint NoDialog = uint.MaxValue;

    /// <summary>A tag for answers that make no dialog.</summary>
    public static DialogTag WithoutDialog(uint nonce) => new(NoDialog, nonce);

    /// <summary>Formats the tag into at least <see cref="Length"/> bytes.</summary>
    public void Format(Span<byte> destination)
    {
        Utf8Formatter.TryFormat(Index, destination, out _, new('x', 8));
        Utf8Formatter.TryFormat(Nonce, destination[8..], out _, new('x', 8));
    }

    public void Write(SipWriter writer)
    {
        Span<byte> text = stackalloc byte[Length];
        Format(text);
        writer.Raw(text);
    }

    public static bool TryRead(ReadOnlySpan<byte> text, out DialogTag tag)
    {
        if (text.Length == Length
            && Utf8Parser.TryParse(text[..8], out uint index, out int used, 'x') && used == 8
            && Utf8Parser.TryParse(text[8..], out uint nonce, out used, 'x') && used == 8)
        {
            tag = new(index, nonce);
            return true;
        }

        tag = default;
        return false;
    }

    public override string ToString() => $"{Index:x8}{Nonce:x8}";
}
