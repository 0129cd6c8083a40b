using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Auth;

/// <summary>
/// Challenges requests and verifies their credentials: RFC 3261 §22, RFC 7616, SHA-256 and MD5 by RFC 8760. One for each shard,
/// with a key of its own, since credentials that one has seen must not work at another.
/// <para>
/// A nonce is good for the address that it was sent to. Credentials for any other nonce are not looked at but asked for anew: so a
/// wrong password was always typed by somebody who hears what we send to that address, whatever the packet's source claims; and
/// nobody learns, without having heard us, whether a password is right.
/// </para>
/// </summary>
public sealed class DigestServer
{
    /// <summary>How long a nonce may be used.</summary>
    public static readonly TimeSpan NonceLifetime = TimeSpan.FromMinutes(5);

    private const int MostNonces = 65_536;
    private readonly string _realm;
    private readonly string _opaque;
    private readonly NonceBook _nonces;
    private readonly DigestSecret _nobody;

    /// <summary>A server with a memory for the nonces of one shard.</summary>
    /// <param name="realm">What users are told to log in to; no quotes in it.</param>
    /// <param name="key">At least 32 secret bytes of this instance alone.</param>
    /// <param name="random">The chance in nonces.</param>
    public DigestServer(string realm, byte[] key, Random random)
        : this(realm, key, random, MostNonces)
    {
    }

    internal DigestServer(string realm, byte[] key, Random random, int mostNonces)
    {
        if (key.Length < 32)
        {
            throw new ArgumentException("A key of 32 bytes or more is needed.", nameof(key));
        }

        _realm = realm;
        _opaque = Convert.ToHexStringLower(HMACSHA256.HashData(key, "opaque"u8))[..16];
        string nobody = Convert.ToHexStringLower(HMACSHA256.HashData(key, "nobody"u8));
        _nobody = new DigestSecret(null, nobody[..32], nobody); // in the form that others are kept in, so that it takes as long
        _nonces = new(key, random, NonceLifetime, mostNonces);
    }

    /// <summary>The challenge lines of a 401 or 407, strongest algorithm first (RFC 8760 §2.3).</summary>
    /// <param name="writer">Where the lines go.</param>
    /// <param name="status">401 or 407.</param>
    /// <param name="isStale">The credentials that came are not refused, their nonce is.</param>
    /// <param name="at">Now.</param>
    /// <param name="source">The address that is asked.</param>
    /// <param name="exchange">What the questions of this call have been so far.</param>
    /// <param name="userAgent">Who is asked, as it calls itself; <see cref="Md5Alone"/> are asked by one algorithm.</param>
    public void WriteChallenge(
        SipWriter writer, int status, bool isStale, DateTimeOffset at, UInt128 source, DigestExchange exchange = default, ReadOnlySpan<byte> userAgent = default)
    {
        HeaderId header = status == 407 ? HeaderId.ProxyAuthenticate : HeaderId.WwwAuthenticate;
        string nonce = _nonces.Issue(at, source, exchange);
        ReadOnlySpan<DigestAlgorithm> offered = [DigestAlgorithm.Sha256, DigestAlgorithm.Md5];
        foreach (DigestAlgorithm algorithm in Md5Alone.Knows(userAgent) ? offered[1..] : offered)
        {
            writer.Begin(header).Raw("Digest realm=\""u8).Raw(_realm).Raw("\", nonce=\""u8).Raw(nonce)
                .Raw("\", opaque=\""u8).Raw(_opaque)
                .Raw("\", algorithm="u8).Raw(DigestHash.NameOf(algorithm)).Raw(", qop=\"auth\""u8)
                .Raw(isStale ? ", stale=true"u8 : ""u8).End();
        }
    }

    /// <summary>
    /// Verifies the first credentials of our realm, in Authorization or Proxy-Authorization, of a request that came from
    /// <paramref name="source"/>. <paramref name="secretOf"/> gives a user's secret, or null for nobody. Not for ACK and CANCEL,
    /// which can't be challenged (RFC 3261 §22.1).
    /// </summary>
    public DigestResult Verify(SipMessage request, UInt128 source, Func<string, DigestSecret?> secretOf, DateTimeOffset at) =>
        TryFind(request, out AuthView auth) ? Verify(request, source, auth, secretOf, at) : new(DigestOutcome.NoCredentials);

    /// <summary>
    /// The exchange that the request's credentials answer, right or wrong; false when their nonce is not one that we sent to
    /// <paramref name="source"/>.
    /// </summary>
    public bool TryReadExchange(SipMessage request, UInt128 source, out DigestExchange exchange)
    {
        exchange = default;
        return TryFind(request, out AuthView auth) && Text(auth, "nonce"u8) is { } nonce
            && _nonces.TryReadExchange(nonce, source, out exchange);
    }

    /// <summary>The first credentials of our realm.</summary>
    private bool TryFind(SipMessage request, out AuthView auth)
    {
        foreach (HeaderId id in (ReadOnlySpan<HeaderId>)[HeaderId.Authorization, HeaderId.ProxyAuthorization])
        {
            foreach (HeaderLine line in request.LinesOf(id))
            {
                if (AuthView.TryRead(line.Value, out auth) && auth.IsDigest && Text(auth, "realm"u8) == _realm)
                {
                    return true;
                }
            }
        }

        auth = default;
        return false;
    }

    private DigestResult Verify(
        SipMessage request, UInt128 source, AuthView auth, Func<string, DigestSecret?> secretOf, DateTimeOffset at)
    {
        string? username = Text(auth, "username"u8);
        string? nonce = Text(auth, "nonce"u8);
        string? uri = Text(auth, "uri"u8);
        string? response = Text(auth, "response"u8);
        if (username is null || nonce is null || uri is null || response is null || !IsFor(request, uri))
        {
            return new(DigestOutcome.Malformed, username);
        }

        DigestAlgorithm? algorithm = (Text(auth, "algorithm"u8) ?? "MD5").ToUpperInvariant() switch
        {
            "MD5" => DigestAlgorithm.Md5,
            "SHA-256" => DigestAlgorithm.Sha256,
            _ => null,
        };
        if (algorithm is not { } known)
        {
            return new(DigestOutcome.NoCredentials, username);
        }

        string? qop = Text(auth, "qop"u8);
        string count = Text(auth, "nc"u8) ?? "";
        string clientNonce = Text(auth, "cnonce"u8) ?? "";
        uint number = 0;
        if (qop is not null && (!qop.Equals("auth", StringComparison.OrdinalIgnoreCase)
            || count.Length != 8 || clientNonce.Length == 0
            || !uint.TryParse(count, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)))
        {
            return new(DigestOutcome.Malformed, username);
        }

        if (!_nonces.TryReadExchange(nonce, source, out _))
        {
            return new(DigestOutcome.Stale, username);
        }

        // A user who isn't there costs the same time as one who is.
        DigestSecret? secret = secretOf(username);
        string? ha1 = (secret ?? _nobody).Ha1(known, username, _realm);
        if (ha1 is null)
        {
            return new(DigestOutcome.NoCredentials, username);
        }

        string method = Encoding.UTF8.GetString(request.MethodName);
        string expected = DigestHash.Response(known, ha1, nonce, qop, count, clientNonce, method, uri);
        bool isRight = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(response.ToLowerInvariant()));
        if (secret is null || !isRight)
        {
            return new(secret is null ? DigestOutcome.UnknownUser : DigestOutcome.WrongPassword, username);
        }

        bool isUsable = _nonces.TryUse(nonce, source, qop is null ? null : number, at);
        return new(isUsable ? DigestOutcome.Accepted : DigestOutcome.Stale, username);
    }

    /// <summary>
    /// Credentials name the resource they are for (RFC 7616 §3.4.6). What lies between may have changed the host of the
    /// Request-URI, but credentials for one number must not open another.
    /// </summary>
    private static bool IsFor(SipMessage request, string uri)
    {
        byte[] named = Encoding.UTF8.GetBytes(uri);
        return request.RequestUri.SequenceEqual(named)
            || (SipUriView.TryRead(named, out SipUriView theirs) && SipUriView.TryRead(request.RequestUri, out SipUriView asked)
                && theirs.User.SequenceEqual(asked.User));
    }

    private static string? Text(AuthView auth, ReadOnlySpan<byte> name) =>
        auth.TryFind(name, out ReadOnlySpan<byte> value) ? Encoding.UTF8.GetString(value) : null;
}
