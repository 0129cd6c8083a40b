using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Tandem.Media.Ice;

/// <summary>What proves a message: MESSAGE-INTEGRITY by SHA-1 or SHA-256, and FINGERPRINT. RFC 8489 §14.5–14.7.</summary>
internal static class StunSeal
{
    public const int Sha1Length = 20;
    public const int Sha256Length = 32;
    public const int FingerprintLength = 4;

    private const uint FingerprintMask = 0x5354_554E; // "STUN"
    private const int LargestCovered = 1500;
    private const int ShortestSha256 = 16; // RFC 8489 §14.6: it may be cut, in steps of four

    /// <summary>Whether the message has this integrity, right by <paramref name="key"/>. What is larger than any request need be has none.</summary>
    public static bool IsRight(ReadOnlySpan<byte> message, StunAttribute type, ReadOnlySpan<byte> key)
    {
        int length = type == StunAttribute.MessageIntegrity ? Sha1Length : Sha256Length;
        if (!StunMessage.TryFind(message, type, out ReadOnlySpan<byte> mac, out int at)
            || mac.Length > length || mac.Length < Math.Min(length, length == Sha1Length ? Sha1Length : ShortestSha256) || (mac.Length & 3) != 0)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[Sha256Length];
        return TryMac(message[..at], mac.Length, type, key, expected) && CryptographicOperations.FixedTimeEquals(expected[..mac.Length], mac);
    }

    /// <summary>FINGERPRINT is there, the last, and right.</summary>
    public static bool HasFingerprint(ReadOnlySpan<byte> message) =>
        StunMessage.TryFind(message, StunAttribute.Fingerprint, out ReadOnlySpan<byte> crc, out int at)
        && crc.Length == FingerprintLength
        && at + StunMessage.AttributeHeader + FingerprintLength == message.Length
        && BinaryPrimitives.ReadUInt32BigEndian(crc) == FingerprintOf(message[..at]);

    /// <summary>Of a message whose length counts the fingerprint already.</summary>
    public static uint FingerprintOf(ReadOnlySpan<byte> covered) => Crc32.HashToUInt32(covered) ^ FingerprintMask;

    /// <summary>Writes the whole code of a message of ours.</summary>
    public static void Write(ReadOnlySpan<byte> covered, StunAttribute type, ReadOnlySpan<byte> key, Span<byte> mac) => TryMac(covered, mac.Length, type, key, mac);

    /// <summary>The code covers what stands before it, with the length as if it were the last attribute.</summary>
    private static bool TryMac(ReadOnlySpan<byte> covered, int macLength, StunAttribute type, ReadOnlySpan<byte> key, Span<byte> mac)
    {
        if (covered.Length > LargestCovered)
        {
            return false;
        }

        Span<byte> copy = stackalloc byte[covered.Length];
        covered.CopyTo(copy);
        BinaryPrimitives.WriteUInt16BigEndian(copy[2..], (ushort)(covered.Length + StunMessage.AttributeHeader + macLength - StunMessage.HeaderLength));
        return type == StunAttribute.MessageIntegrity
            ? HMACSHA1.HashData(key, copy, mac) == Sha1Length
            : HMACSHA256.HashData(key, copy, mac) == Sha256Length;
    }
}
