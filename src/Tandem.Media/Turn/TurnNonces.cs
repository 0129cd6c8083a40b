using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tandem.Media.Turn;

/// <summary>
/// Nonces without a memory: a moment, sealed for the host that it is sent to. So nobody can use up room for them, and a password is looked at only when its sender has heard us.
/// They begin with the cookie of RFC 8489 §9.2 and the feature "password algorithms".
/// </summary>
internal sealed class TurnNonces(byte[] key)
{
    public const int Length = 29;

    /// <summary>Seconds for which a nonce is good.</summary>
    public const int Lifetime = 600;

    private const int MomentLength = 4;
    private const int SealLength = 8;

    // Bit 0 of the 24 features, which are counted from the right (RFC 8489 §18.1), in base64.
    private static ReadOnlySpan<byte> Cookie => "obMatJos2AAAB"u8;

    public void Write(Span<byte> nonce, UInt128 host, long nowSeconds)
    {
        Span<byte> sealedMoment = stackalloc byte[MomentLength + SealLength];
        BinaryPrimitives.WriteUInt32BigEndian(sealedMoment, (uint)nowSeconds);
        Seal(sealedMoment[..MomentLength], host, sealedMoment[MomentLength..]);
        Cookie.CopyTo(nonce);
        Base64.EncodeToUtf8(sealedMoment, nonce[Cookie.Length..], out _, out _);
    }

    /// <summary>Whether we have sent it to this host, not too long ago.</summary>
    public bool IsGood(ReadOnlySpan<byte> nonce, UInt128 host, long nowSeconds)
    {
        Span<byte> sealedMoment = stackalloc byte[MomentLength + SealLength];
        if (nonce.Length != Length || !nonce.StartsWith(Cookie)
            || Base64.DecodeFromUtf8(nonce[Cookie.Length..], sealedMoment, out _, out int decoded) != System.Buffers.OperationStatus.Done || decoded != sealedMoment.Length)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[SealLength];
        Seal(sealedMoment[..MomentLength], host, expected);
        uint age = (uint)nowSeconds - BinaryPrimitives.ReadUInt32BigEndian(sealedMoment);
        return CryptographicOperations.FixedTimeEquals(expected, sealedMoment[MomentLength..]) && age <= Lifetime;
    }

    private void Seal(ReadOnlySpan<byte> moment, UInt128 host, Span<byte> seal)
    {
        Span<byte> covered = stackalloc byte[MomentLength + 16];
        moment.CopyTo(covered);
        BinaryPrimitives.WriteUInt128BigEndian(covered[MomentLength..], host);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, covered, whole);
        whole[..SealLength].CopyTo(seal);
    }
}
