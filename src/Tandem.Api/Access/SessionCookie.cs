using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tandem.Store.People;

namespace Tandem.Api.Access;

/// <summary>The cookie of a session: 32 random bytes. The server keeps its hash; the token against forged requests (CSRF) is derived from it, and so needs no place of its own.</summary>
internal static class SessionCookie
{
    public const string CsrfHeader = "X-Tandem-Csrf";
    private const int TokenBytes = 32;

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>Null without the cookie, or with one that we have not made.</summary>
    public static string? Token(HttpContext context) => context.Request.Cookies[NameOf(context)] is { Length: > 0 and < 100 } token ? token : null;

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static string CsrfOf(string token) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "csrf"u8));

    public static bool IsCsrfOf(string token, string offered) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CsrfOf(token)), Encoding.UTF8.GetBytes(offered));

    public static void Give(HttpContext context, string token) => context.Response.Cookies.Append(NameOf(context), token, Options(context, SessionStore.Longest));

    public static void Take(HttpContext context) => context.Response.Cookies.Delete(NameOf(context), Options(context, null));

    /// <summary>A browser sends a host's cookies to all its ports (RFC 6265 §8.5): two switches on one host would sign each other out.</summary>
    private static string NameOf(HttpContext context) => string.Create(CultureInfo.InvariantCulture, $"tandem-session-{context.Connection.LocalPort}");

    private static CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };
}
