using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tandem.Media.Turn;

/// <summary>The hashes that the standards prescribe: a password's by MD5 for clients of RFC 5389, by SHA-256 for newer ones, and the password of a user name with an end.</summary>
internal static class TurnKeys
{
    public const int Md5Length = MD5.HashSizeInBytes;
    public const int Sha256Length = SHA256.HashSizeInBytes;

    /// <summary>Octets of <see cref="WritePassword"/>.</summary>
    public const int PasswordLength = 28;

    /// <summary>The key of a long-term credential, of <c>user:realm:password</c>; its length. RFC 8489 §18.5.1.</summary>
    public static int Write(ReadOnlySpan<byte> whole, bool isSha256, Span<byte> key) => isSha256 ? SHA256.HashData(whole, key) : MD5.HashData(whole, key);

    /// <summary>base64(HMAC-SHA-1(secret, user name)). draft-uberti-behave-turn-rest-00 §2.2.</summary>
    public static void WritePassword(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> user, Span<byte> password)
    {
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, user, mac);
        Base64.EncodeToUtf8(mac, password, out _, out _);
    }
}
