namespace Tandem.Sip.Auth;

/// <summary>
/// User agents that give up when one of several challenges names an algorithm that they don't know, where RFC 8760 §2.3 has them pass over it: they are asked by MD5 alone, else they could never
/// register. Whoever lies gets a question that anybody could have answered by MD5 anyway.
/// </summary>
public static class Md5Alone
{
    /// <summary>libre of baresip 1.0.0 (Debian 12) says "Function not implemented" and sends nothing more.</summary>
    public static bool Knows(ReadOnlySpan<byte> userAgent) => userAgent.StartsWith("baresip v0."u8) || userAgent.StartsWith("baresip v1."u8);
}
