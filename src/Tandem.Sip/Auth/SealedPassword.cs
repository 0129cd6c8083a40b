using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Sip.Auth;

/// <summary>
/// What is kept in place of a password that only proves others to us: H(username:realm:password) by MD5 and SHA-256, behind a mark that says for which user and realm. Whoever steals it can pass
/// for the user in this realm and learns no password; RFC 7616 §5.13 asks for no more. As text: <c>ha1:</c> and 72 characters of Base64.
/// </summary>
public static class SealedPassword
{
    private const string Begin = "ha1:";
    private const int MarkBytes = 4;
    private const int Bytes = MarkBytes + MD5.HashSizeInBytes + SHA256.HashSizeInBytes;

    /// <summary>Seals a password; what is sealed already stays as it is.</summary>
    public static string Seal(string username, string realm, string password)
    {
        if (password.Length == 0 || IsSealed(password))
        {
            return password;
        }

        Span<byte> bytes = stackalloc byte[Bytes];
        Mark(username, realm, bytes);
        Convert.FromHexString(DigestHash.Ha1(DigestAlgorithm.Md5, username, realm, password), bytes[MarkBytes..], out _, out int md5);
        Convert.FromHexString(DigestHash.Ha1(DigestAlgorithm.Sha256, username, realm, password), bytes[(MarkBytes + md5)..], out _, out _);
        return Begin + Convert.ToBase64String(bytes);
    }

    /// <summary>Whether a text has the form, for whomever it may be.</summary>
    public static bool IsSealed(string text) => TryRead(text, stackalloc byte[Bytes]);

    /// <summary>The secret to verify by; false: it is not sealed, or for another user or realm.</summary>
    public static bool TryOpen(string text, string username, string realm, [NotNullWhen(true)] out DigestSecret? secret)
    {
        secret = null;
        Span<byte> bytes = stackalloc byte[Bytes];
        Span<byte> mark = stackalloc byte[MarkBytes];
        Mark(username, realm, mark);
        if (!TryRead(text, bytes) || !mark.SequenceEqual(bytes[..MarkBytes]))
        {
            return false;
        }

        ReadOnlySpan<byte> hashes = bytes[MarkBytes..];
        secret = new(null, Convert.ToHexStringLower(hashes[..MD5.HashSizeInBytes]), Convert.ToHexStringLower(hashes[MD5.HashSizeInBytes..]));
        return true;
    }

    private static bool TryRead(string text, Span<byte> bytes) =>
        text.StartsWith(Begin, StringComparison.Ordinal) && Convert.TryFromBase64Chars(text.AsSpan(Begin.Length), bytes, out int length) && length == Bytes;

    private static void Mark(string username, string realm, Span<byte> mark) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{username}\0{realm}")).AsSpan(0, MarkBytes).CopyTo(mark);
}
