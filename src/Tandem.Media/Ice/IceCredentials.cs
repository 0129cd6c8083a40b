using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using Tandem.Wire.Flows;

namespace Tandem.Media.Ice;

/// <summary>
/// ICE-lite's part of a side: our own credentials, and the answer to a check that knows them. A lite agent sends no checks. RFC 8445 §2.5, §7.3.
/// </summary>
internal sealed class IceCredentials(byte[] ufrag, byte[] password)
{
    private const int MacLength = 20;
    private const int FingerprintLength = 4;
    private const uint FingerprintMask = 0x5354_554E; // "STUN", RFC 8489 §14.7
    private const int RoleConflict = 487;

    /// <summary>
    /// Writes the answer to a binding request with our credentials, and says its length; 0 when it is no such request: nothing is answered then, for an answer
    /// to a stranger would tell that somebody is here, and could be aimed at a third.
    /// </summary>
    public int Answer(ReadOnlySpan<byte> request, in NetAddress source, Span<byte> answer)
    {
        if (StunMessage.TypeOf(request) != StunMessage.BindingRequest || !IsOurUser(request) || !HasIntegrity(request) || !HasFingerprint(request))
        {
            return 0;
        }

        // Two lite agents can't be told apart by roles; a full agent is always controlling towards us (RFC 8445 §6.1.1).
        bool isConflict = StunMessage.TryFind(request, StunAttribute.IceControlled, out _, out _);
        BinaryPrimitives.WriteUInt16BigEndian(answer, isConflict ? StunMessage.BindingError : StunMessage.BindingSuccess);
        request.Slice(4, 16).CopyTo(answer[4..]);
        int at = isConflict ? WriteError(answer, RoleConflict) : WriteAddress(answer, source);
        return Seal(answer, at);
    }

    private bool IsOurUser(ReadOnlySpan<byte> request) =>
        StunMessage.TryFind(request, StunAttribute.Username, out ReadOnlySpan<byte> user, out _)
        && user.Length > ufrag.Length && user[ufrag.Length] == (byte)':' && user[..ufrag.Length].SequenceEqual(ufrag);

    /// <summary>The MAC covers what stands before it, with the length as if it were the last attribute. RFC 8489 §14.5.</summary>
    private bool HasIntegrity(ReadOnlySpan<byte> request)
    {
        if (!StunMessage.TryFind(request, StunAttribute.MessageIntegrity, out ReadOnlySpan<byte> mac, out int at) || mac.Length != MacLength)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[MacLength];
        return TryMac(request[..at], expected) && CryptographicOperations.FixedTimeEquals(expected, mac);
    }

    private static bool HasFingerprint(ReadOnlySpan<byte> request) =>
        StunMessage.TryFind(request, StunAttribute.Fingerprint, out ReadOnlySpan<byte> crc, out int at)
        && crc.Length == FingerprintLength
        && at + StunMessage.AttributeHeader + FingerprintLength == request.Length
        && BinaryPrimitives.ReadUInt32BigEndian(crc) == (Crc32.HashToUInt32(request[..at]) ^ FingerprintMask);

    private bool TryMac(ReadOnlySpan<byte> covered, Span<byte> mac)
    {
        const int LargestCovered = 1500;
        if (covered.Length > LargestCovered)
        {
            return false;
        }

        Span<byte> copy = stackalloc byte[covered.Length];
        covered.CopyTo(copy);
        WriteLength(copy, covered.Length + StunMessage.AttributeHeader + MacLength);
        return HMACSHA1.HashData(password, copy, mac) == MacLength;
    }

    private int Seal(Span<byte> answer, int at)
    {
        TryMac(answer[..at], answer.Slice(at + StunMessage.AttributeHeader, MacLength));
        WriteAttribute(answer[at..], StunAttribute.MessageIntegrity, MacLength);
        at += StunMessage.AttributeHeader + MacLength;
        int end = at + StunMessage.AttributeHeader + FingerprintLength;
        WriteLength(answer, end);
        WriteAttribute(answer[at..], StunAttribute.Fingerprint, FingerprintLength);
        BinaryPrimitives.WriteUInt32BigEndian(answer[(at + StunMessage.AttributeHeader)..], Crc32.HashToUInt32(answer[..at]) ^ FingerprintMask);
        return end;
    }

    /// <summary>XOR-MAPPED-ADDRESS: where we saw the check come from. RFC 8489 §14.2.</summary>
    private static int WriteAddress(Span<byte> answer, in NetAddress source)
    {
        int length = source.IsIPv4 ? 8 : 20;
        Span<byte> attribute = answer[StunMessage.HeaderLength..];
        WriteAttribute(attribute, StunAttribute.XorMappedAddress, length);
        attribute[4] = 0;
        attribute[5] = (byte)(source.IsIPv4 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[6..], (ushort)(source.Port ^ (StunMessage.MagicCookie >> 16)));
        if (source.IsIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(attribute[8..], (uint)source.Ip ^ StunMessage.MagicCookie);
        }
        else
        {
            BinaryPrimitives.WriteUInt128BigEndian(attribute[8..], source.Ip ^ BinaryPrimitives.ReadUInt128BigEndian(answer[4..]));
        }

        return StunMessage.HeaderLength + StunMessage.AttributeHeader + length;
    }

    private static int WriteError(Span<byte> answer, int code)
    {
        Span<byte> attribute = answer[StunMessage.HeaderLength..];
        WriteAttribute(attribute, StunAttribute.ErrorCode, 4);
        BinaryPrimitives.WriteUInt32BigEndian(attribute[4..], ((uint)code / 100 << 8) | ((uint)code % 100));
        return StunMessage.HeaderLength + StunMessage.AttributeHeader + 4;
    }

    private static void WriteAttribute(Span<byte> at, StunAttribute type, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(at, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(at[2..], (ushort)length);
    }

    private static void WriteLength(Span<byte> message, int end) =>
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], (ushort)(end - StunMessage.HeaderLength));
}
