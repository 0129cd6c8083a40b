using System.Text;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Auth;

/// <summary>A challenge that we can answer, and how often we have.</summary>
internal sealed class DigestChallenge
{
    private DigestChallenge(bool isProxy, string realm, string nonce)
    {
        IsProxy = isProxy;
        Realm = realm;
        Nonce = nonce;
    }

    public bool IsProxy { get; }
    public string Realm { get; }
    public string Nonce { get; }
    public string? Opaque { get; private init; }
    public DigestAlgorithm Algorithm { get; private init; }

    /// <summary>
    /// The challenge named its algorithm, and so does the answer; peers of RFC 2069 stumble over what they didn't ask for.
    /// </summary>
    public bool NamesAlgorithm { get; private init; }

    /// <summary>qop=auth; else the answer is RFC 2069's.</summary>
    public bool HasQop { get; private init; }
    public bool IsStale { get; private init; }

    /// <summary>How many credentials this nonce has made.</summary>
    public uint Count { get; set; }

    public bool Replaces(DigestChallenge other) =>
        IsProxy == other.IsProxy && string.Equals(Realm, other.Realm, StringComparison.Ordinal);

    /// <summary>Null when it isn't a digest that we can do: another scheme or algorithm, or auth-int alone.</summary>
    public static DigestChallenge? Read(HeaderLine line)
    {
        if (!AuthView.TryRead(line.Value, out AuthView auth) || !auth.IsDigest
            || Text(auth, "realm"u8) is not { } realm || Text(auth, "nonce"u8) is not { } nonce)
        {
            return null;
        }

        string? algorithm = Text(auth, "algorithm"u8);
        DigestAlgorithm? known = (algorithm ?? "MD5").ToUpperInvariant() switch
        {
            "MD5" => DigestAlgorithm.Md5,
            "SHA-256" => DigestAlgorithm.Sha256,
            _ => null,
        };
        string? qop = Text(auth, "qop"u8);
        bool hasAuth = qop is not null
            && qop.Split(',', StringSplitOptions.TrimEntries).Contains("auth", StringComparer.OrdinalIgnoreCase);
        return known is null || (qop is not null && !hasAuth)
            ? null
            : new DigestChallenge(line.Id == HeaderId.ProxyAuthenticate, realm, nonce)
            {
                Opaque = Text(auth, "opaque"u8),
                Algorithm = known.Value,
                NamesAlgorithm = algorithm is not null,
                HasQop = hasAuth,
                IsStale = string.Equals(Text(auth, "stale"u8), "true", StringComparison.OrdinalIgnoreCase),
            };
    }

    private static string? Text(AuthView auth, ReadOnlySpan<byte> name) =>
        auth.TryFind(name, out ReadOnlySpan<byte> value) ? Encoding.UTF8.GetString(value) : null;
}
