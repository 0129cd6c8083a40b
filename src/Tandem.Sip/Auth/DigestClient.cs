using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Auth;

/// <summary>
/// Answers the challenges of one far side: RFC 3261 §22.2, RFC 7616, RFC 8760. One for each leg that is challenged; it goes on
/// using what it has been told until it is told something newer.
/// </summary>
public sealed class DigestClient(string username, string password, Random random)
{
    /// <summary>
    /// Challenges to one request that are answered: the first, and the one that says our nonce was stale, or that another asked
    /// too.
    /// </summary>
    private const int MostChallenges = 3;

    private readonly List<DigestChallenge> _known = [];
    private readonly List<(HeaderId Header, string Value)> _ofInvite = [];
    private int _challenges;

    /// <summary>
    /// Takes a 401 or 407. True: send the request again, with the next CSeq and <see cref="Write"/>. False: none of its
    /// challenges can be answered, or our answer to one has been refused, and asking again would change nothing.
    /// </summary>
    public bool TryTake(SipMessage response)
    {
        List<DigestChallenge> asked = [];
        foreach (HeaderId id in (ReadOnlySpan<HeaderId>)[HeaderId.WwwAuthenticate, HeaderId.ProxyAuthenticate])
        {
            foreach (HeaderLine line in response.LinesOf(id))
            {
                if (DigestChallenge.Read(line) is { } challenge)
                {
                    KeepStronger(asked, challenge);
                }
            }
        }

        _challenges++;
        if (asked.Count == 0 || _challenges > MostChallenges || asked.Exists(IsRefusal))
        {
            return false;
        }

        foreach (DigestChallenge challenge in asked)
        {
            _known.RemoveAll(challenge.Replaces);
            _known.Add(challenge);
        }

        return true;
    }

    /// <summary>The last request got another answer than a challenge: the next may be challenged anew.</summary>
    public void Settle() => _challenges = 0;

    /// <summary>
    /// Writes the credentials for a request, one line for each that has challenged us; nothing before the first challenge.
    /// <paramref name="uri"/> is the Request-URI.
    /// </summary>
    public void Write(SipWriter writer, ReadOnlySpan<byte> method, ReadOnlySpan<byte> uri)
    {
        bool isInvite = method.SequenceEqual("INVITE"u8);
        if (isInvite)
        {
            _ofInvite.Clear();
        }

        string methodText = Encoding.UTF8.GetString(method);
        string uriText = Encoding.UTF8.GetString(uri);
        foreach (DigestChallenge challenge in _known)
        {
            HeaderId header = challenge.IsProxy ? HeaderId.ProxyAuthorization : HeaderId.Authorization;
            string value = Answer(challenge, methodText, uriText, $"{random.NextInt64(long.MinValue, long.MaxValue):x16}");
            writer.Header(header, value);
            if (isInvite)
            {
                _ofInvite.Add((header, value));
            }
        }
    }

    /// <summary>Writes the credentials of the last INVITE once more: its ACK carries the same (RFC 3261 §22.1).</summary>
    public void WriteForAck(SipWriter writer)
    {
        foreach ((HeaderId header, string value) in _ofInvite)
        {
            writer.Header(header, value);
        }
    }

    internal string Answer(DigestChallenge challenge, string method, string uri, string clientNonce)
    {
        challenge.Count++;
        string count = $"{challenge.Count:x8}";
        string ha1 = DigestHash.Ha1(challenge.Algorithm, username, challenge.Realm, password);
        string response = DigestHash.Response(
            challenge.Algorithm, ha1, challenge.Nonce, challenge.HasQop ? "auth" : null, count, clientNonce, method, uri);

        var value = new StringBuilder("Digest username=\"");
        value.Append(username.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append("\", realm=\"").Append(challenge.Realm)
            .Append("\", nonce=\"").Append(challenge.Nonce).Append("\", uri=\"").Append(uri)
            .Append("\", response=\"").Append(response).Append('"');
        if (challenge.NamesAlgorithm)
        {
            value.Append(", algorithm=").Append(DigestHash.NameOf(challenge.Algorithm));
        }

        if (challenge.Opaque is not null)
        {
            value.Append(", opaque=\"").Append(challenge.Opaque).Append('"');
        }

        if (challenge.HasQop)
        {
            value.Append(", qop=auth, nc=").Append(count).Append(", cnonce=\"").Append(clientNonce).Append('"');
        }

        return value.ToString();
    }

    /// <summary>
    /// The same challenge again, right after credentials that were fresh for it, and not because they were stale.
    /// </summary>
    private bool IsRefusal(DigestChallenge challenge) =>
        !challenge.IsStale && _challenges > 1 && _known.Exists(known => challenge.Replaces(known) && known.Count > 0);

    private static void KeepStronger(List<DigestChallenge> asked, DigestChallenge challenge)
    {
        int same = asked.FindIndex(challenge.Replaces);
        if (same < 0)
        {
            asked.Add(challenge);
        }
        else if (challenge.Algorithm > asked[same].Algorithm)
        {
            asked[same] = challenge;
        }
    }
}
