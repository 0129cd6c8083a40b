using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Api.Shares;

/// <summary>Secrets that open one thing: 256 bits of a link, 128 of a code that is typed. Kept as their SHA-256.</summary>
internal static class ShareToken
{
    /// <summary>A link's token goes in this header, and in the part of an address that browsers send to nobody (behind the #), so that no log has it.</summary>
    public const string Header = "X-Tandem-Share";

    private const int TokenBytes = 32;
    private const int CodeBytes = 16;
    private const int IdBytes = 9;

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    public static string NewCode() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes));

    /// <summary>A name that says nothing, for lists.</summary>
    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
