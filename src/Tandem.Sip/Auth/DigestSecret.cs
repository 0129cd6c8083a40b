namespace Tandem.Sip.Auth;

/// <summary>
/// What proves a user: the password, or what is kept in its place, H(username:realm:password) in lower-case hex for each
/// algorithm. Who has only one of these hashes can be proven by that algorithm alone.
/// </summary>
public sealed record DigestSecret(string? Password, string? Ha1Md5 = null, string? Ha1Sha256 = null)
{
    internal string? Ha1(DigestAlgorithm algorithm, string username, string realm) =>
        Password is not null ? DigestHash.Ha1(algorithm, username, realm, Password)
        : algorithm == DigestAlgorithm.Sha256 ? Ha1Sha256
        : Ha1Md5;

    /// <summary>Keeps the secret out of logs.</summary>
    public override string ToString() => nameof(DigestSecret);
}
