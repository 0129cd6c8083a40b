using System.Buffers.Binary;
using System.IO.Hashing;

namespace Tandem.Media.Rtp;

/// <summary>The texts of RTCP's source descriptions: <c>user@host</c> and others that name a side's machines (RFC 3550 §6.5). They are told as other words of the same length, the same each time.</summary>
internal static class SourceNames
{
    private const int Header = 4;
    private const byte Private = 8;

    /// <summary>Disguises all of a compound datagram in place. <paramref name="seed"/>: other sessions have other words.</summary>
    public static void Disguise(Span<byte> datagram, ulong seed)
    {
        while (datagram.Length >= Header)
        {
            int length = (BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) + 1) * sizeof(uint);
            if (length > datagram.Length)
            {
                return;
            }

            if (datagram[1] == (byte)RtcpType.SourceDescription)
            {
                DisguiseChunks(datagram[Header..length], datagram[0] & 0x1F, seed);
            }

            datagram = datagram[length..];
        }
    }

    /// <summary>A chunk is a source's number and items; the list ends with a zero and fills its 32-bit word.</summary>
    private static void DisguiseChunks(Span<byte> chunks, int count, ulong seed)
    {
        int at = 0;
        while (count-- > 0 && at + sizeof(uint) <= chunks.Length)
        {
            at += sizeof(uint);
            while (at + 2 <= chunks.Length && chunks[at] != 0)
            {
                int length = chunks[at + 1];
                if (at + 2 + length > chunks.Length)
                {
                    return;
                }

                Span<byte> text = chunks.Slice(at + 2, length);
                DisguiseText(chunks[at] == Private && length > 0 ? text[1..] : text, seed); // there the first octet is a length
                at += 2 + length;
            }

            at = (at + sizeof(uint)) & ~(sizeof(uint) - 1);
        }
    }

    private static void DisguiseText(Span<byte> text, ulong seed)
    {
        ulong word = XxHash3.HashToUInt64(text, (long)seed);
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (byte)('a' + (word >> (4 * (i % 16)) & 15));
        }
    }
}
