using System.Security.Cryptography;
using System.Text;

namespace Tandem.Api.Access;

/// <summary>The administrator's bearer key. Only its hash is kept, so that two keys are compared in constant time whatever their length.</summary>
public sealed class AdminKey(string key)
{
    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Whether an <c>Authorization</c> header carries this key (RFC 6750 §2.1).</summary>
    public bool Opens(string? authorization) => Offered(authorization) is { } offered && Is(offered);

    /// <summary>Whether a text is this key.</summary>
    public bool Is(string offered) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(offered)), _hash);

    /// <summary>The key that an <c>Authorization</c> header carries; null when it carries none.</summary>
    internal static string? Offered(string? authorization)
    {
        const string Scheme = "Bearer ";
        return authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? authorization[Scheme.Length..].Trim() : null;
    }
}
