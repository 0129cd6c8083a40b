namespace Tandem.Sip.Auth;

/// <summary>Hashes that a digest may use, weakest first: RFC 8760 §2.</summary>
public enum DigestAlgorithm : byte
{
    Md5,
    Sha256,
}
