using OtpNet;

namespace Tandem.Api.People;

/// <summary>One-time codes of an authenticator app (RFC 6238): six digits, 30 s, SHA-1, as all of them know. A step before and after passes, since clocks differ.</summary>
internal static class OneTimeCodes
{
    private const int SecretBytes = 20;
    private const string Issuer = "Tandem";

    public static byte[] NewSecret() => KeyGeneration.GenerateRandomKey(SecretBytes);

    public static string Text(byte[] secret) => Base32Encoding.ToString(secret).TrimEnd('=');

    /// <summary>What an app reads as a picture: <c>otpauth://totp/…</c>.</summary>
    public static string Uri(byte[] secret, string user) => new OtpUri(OtpType.Totp, secret, user, Issuer).ToString();

    /// <summary>The step that a code is of; null when it is wrong, or not newer than <paramref name="used"/>: a code counts once (RFC 6238 §5.2).</summary>
    public static long? StepOf(byte[] secret, string code, long used, DateTimeOffset at)
    {
        string digits = code.Replace(" ", "", StringComparison.Ordinal);
        return new Totp(secret).VerifyTotp(at.UtcDateTime, digits, out long step, new VerificationWindow(previous: 1, future: 1)) && step > used ? step : null;
    }
}
