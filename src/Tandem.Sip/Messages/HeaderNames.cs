using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Tandem.Sip.Messages;

/// <summary>
/// Header names: the canonical spelling of each, and the way from any spelling back to its <see cref="HeaderId"/>.
/// </summary>
public static class HeaderNames
{
    private const int Slots = 256;

    private static readonly byte[][] Canonical = BuildCanonical();
    private static readonly HeaderId[] Compact = BuildCompact();
    private static readonly Slot[] Table = BuildTable();

    /// <summary>The name as the RFC spells it; empty for <see cref="HeaderId.Other"/>.</summary>
    public static ReadOnlySpan<byte> Name(HeaderId id) => Canonical[(int)id];

    /// <summary>
    /// Knows a name in any case, or its compact form (RFC 3261 §7.3.3); else <see cref="HeaderId.Other"/>. A few instructions:
    /// the first and last eight bytes, folded, are looked up as two numbers; they are the whole of most names.
    /// </summary>
    public static HeaderId Find(ReadOnlySpan<byte> name)
    {
        if (name.Length == 1)
        {
            return name[0] < Compact.Length ? Compact[name[0]] : HeaderId.Other;
        }

        Slot[] table = Table;
        (ulong head, ulong tail) = Ends(name);
        for (int at = Hash(head, tail, name.Length); table[at].Length != 0; at = (at + 1) & (Slots - 1))
        {
            ref readonly Slot slot = ref table[at];
            if (slot.Head == head && slot.Tail == tail && slot.Length == name.Length)
            {
                return name.Length <= 16 || Ascii.EqualsIgnoreCase(name[8..^8], Canonical[(int)slot.Id].AsSpan()[8..^8])
                    ? slot.Id
                    : HeaderId.Other;
            }
        }

        return HeaderId.Other;
    }

    private static (ulong Head, ulong Tail) Ends(ReadOnlySpan<byte> name)
    {
        if (name.Length >= 8)
        {
            return (Fold(ReadUInt64LittleEndian(name)), Fold(ReadUInt64LittleEndian(name[^8..])));
        }

        if (name.Length >= 4)
        {
            return (Fold(ReadUInt32LittleEndian(name)), Fold(ReadUInt32LittleEndian(name[^4..])));
        }

        return name.Length >= 2
            ? (Fold(ReadUInt16LittleEndian(name)), Fold(ReadUInt16LittleEndian(name[^2..])))
            : (0, 0);
    }

    /// <summary>
    /// Lower case in each byte. Only bytes from '@' on change, so a hyphen is equal to nothing but a hyphen, a letter only to its
    /// pair.
    /// </summary>
    private static ulong Fold(ulong letters) => letters | ((letters & 0x4040404040404040) >> 1);

    private static int Hash(ulong head, ulong tail, int length)
    {
        ulong mixed = (head * 0x9E3779B97F4A7C15) ^ (tail * 0xC2B2AE3D27D4EB4F) ^ ((ulong)length * 0x165667B19E3779F9);
        return (int)(mixed >> 56);
    }

    private static byte[][] BuildCanonical()
    {
        byte[][] names = new byte[(int)HeaderId.WwwAuthenticate + 1][];
        foreach (HeaderId id in Enum.GetValues<HeaderId>())
        {
            names[(int)id] = Encoding.ASCII.GetBytes(Spelling(id));
        }

        return names;
    }

    private static HeaderId[] BuildCompact()
    {
        HeaderId[] compact = new HeaderId[128];
        (char Letter, HeaderId Id)[] forms =
        [
            ('i', HeaderId.CallId), ('m', HeaderId.Contact), ('e', HeaderId.ContentEncoding), ('l', HeaderId.ContentLength),
            ('c', HeaderId.ContentType), ('f', HeaderId.From), ('s', HeaderId.Subject), ('k', HeaderId.Supported),
            ('t', HeaderId.To), ('v', HeaderId.Via), ('o', HeaderId.Event), ('u', HeaderId.AllowEvents),
            ('r', HeaderId.ReferTo), ('x', HeaderId.SessionExpires),
        ];
        foreach ((char letter, HeaderId id) in forms)
        {
            compact[letter] = id;
            compact[char.ToUpperInvariant(letter)] = id;
        }

        return compact;
    }

    private static Slot[] BuildTable()
    {
        Slot[] table = new Slot[Slots];
        foreach (HeaderId id in Enum.GetValues<HeaderId>())
        {
            byte[] name = Canonical[(int)id];
            if (name.Length < 2)
            {
                continue;
            }

            (ulong head, ulong tail) = Ends(name);
            int at = Hash(head, tail, name.Length);
            while (table[at].Length != 0)
            {
                at = (at + 1) & (Slots - 1);
            }

            table[at] = new(head, tail, name.Length, id);
        }

        return table;
    }

    /// <summary>Most names are the words of the identifier with hyphens; the others are spelt out.</summary>
    private static string Spelling(HeaderId id) => id switch
    {
        HeaderId.Other => "",
        HeaderId.CallId => "Call-ID",
        HeaderId.CSeq => "CSeq",
        HeaderId.MimeVersion => "MIME-Version",
        HeaderId.MinSE => "Min-SE",
        HeaderId.RAck => "RAck",
        HeaderId.RemotePartyId => "Remote-Party-ID",
        HeaderId.RSeq => "RSeq",
        HeaderId.UserToUser => "User-to-User",
        HeaderId.WwwAuthenticate => "WWW-Authenticate",
        _ => Hyphenated(id.ToString()),
    };

    private static string Hyphenated(string words)
    {
        StringBuilder name = new(words.Length + 2);
        foreach (char letter in words)
        {
            if (name.Length > 0 && char.IsAsciiLetterUpper(letter))
            {
                name.Append('-');
            }

            name.Append(letter);
        }

        return name.ToString();
    }

    private readonly record struct Slot(ulong Head, ulong Tail, int Length, HeaderId Id);
}
