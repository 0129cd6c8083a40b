using System.Security.Cryptography;
using System.Text;

namespace Tandem.Sip.Auth;

/// <summary>The sums of RFC 7616 §3.4, in lower-case hex.</summary>
internal static class DigestHash
{
    public static string NameOf(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Sha256 ? "SHA-256" : "MD5";

    /// <summary>H(username:realm:password).</summary>
    public static string Ha1(DigestAlgorithm algorithm, string username, string realm, string password) =>
        Of(algorithm, username, realm, password);

    /// <summary>The response with qop=auth, or the one of RFC 2069 when <paramref name="qop"/> is null.</summary>
    public static string Response(
        DigestAlgorithm algorithm,
        string ha1,
        string nonce,
        string? qop,
        string nonceCount,
        string clientNonce,
        string method,
        string uri)
    {
        string ha2 = Of(algorithm, method, uri);
        return qop is null ? Of(algorithm, ha1, nonce, ha2) : Of(algorithm, ha1, nonce, nonceCount, clientNonce, qop, ha2);
    }

    /// <summary>Hashes the parts with colons between them.</summary>
    private static string Of(DigestAlgorithm algorithm, params ReadOnlySpan<string> parts)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Join(':', parts!));
        byte[] hash = algorithm == DigestAlgorithm.Sha256 ? SHA256.HashData(text) : MD5.HashData(text);
        return Convert.ToHexStringLower(hash);
    }
}
