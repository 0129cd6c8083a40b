using System.Security.Cryptography;
using System.Text;

namespace Tandem.Scenarios.Processes;

/// <summary>What a phone answers to a challenge with SHA-256 (RFC 7616); SIPp knows MD5 alone, and takes the first challenge only.</summary>
internal static class Credentials
{
    /// <summary>The Authorization line for an INVITE to this URI.</summary>
    public static string Answer(string response, string user, string password, string uri)
    {
        string challenge = response.Split("\r\n").First(static line => line.StartsWith("WWW-Authenticate:", StringComparison.OrdinalIgnoreCase) && line.Contains("SHA-256", StringComparison.Ordinal));
        string realm = Value(challenge, "realm");
        string nonce = Value(challenge, "nonce");
        const string Count = "00000001";
        const string Own = "f00dcafe";
        string proof = Hash($"{Hash($"{user}:{realm}:{password}")}:{nonce}:{Count}:{Own}:auth:{Hash($"INVITE:{uri}")}");
        return $"Authorization: Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", response=\"{proof}\", algorithm=SHA-256, "
            + $"cnonce=\"{Own}\", opaque=\"{Value(challenge, "opaque")}\", qop=auth, nc={Count}\r\n";
    }

    private static string Value(string challenge, string name)
    {
        int at = challenge.IndexOf(name + "=\"", StringComparison.Ordinal);
        return at < 0 ? "" : challenge[(at + name.Length + 2)..].Split('"')[0];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
