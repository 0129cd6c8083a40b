using System.Security.Cryptography;
using System.Text;

namespace Tandem.Api.Access;

/// <summary>The administrator's bearer key. Only its hash is kept, so that two keys are compared in constant time whatever their length.</summary>
public sealed class AdminKey(string key)
{
    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Whether an <c>Authorization</c> header carries this key (RFC 6750 §2.1).</summary>
    public bool Opens(string? authorization)
    {
        const string Scheme = "Bearer ";
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        byte[] offered = SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim()));
        return CryptographicOperations.FixedTimeEquals(offered, _hash);
    }
}
