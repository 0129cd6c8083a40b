using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.TestKit;

/// <summary>What an OpenID provider, or somebody in its place, says wrong.</summary>
public enum OpenIdLie
{
    None,

    /// <summary>The nonce of another sign-in (OpenID Connect Core 1.0 §3.1.3.7, 11).</summary>
    Nonce,

    /// <summary>Signed by a key that the provider has not published (6).</summary>
    Signature,

    /// <summary>For another client (3).</summary>
    Audience,

    /// <summary>By another provider (2).</summary>
    Issuer,

    /// <summary>Over since an hour (9).</summary>
    Expired,

    /// <summary>Not signed at all: <c>alg</c> none (7).</summary>
    Unsigned,
}

/// <summary>
/// A small OpenID provider over HTTP on 127.0.0.1: description, keys, authorization code with PKCE (RFC 7636, S256), ID tokens signed by RS256. Whoever comes to it is <see cref="Name"/> at once, without a page.
/// </summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "tandem-console";
    public const string Secret = "a-secret-of-a-client";
    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _forger = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, Code> _codes = new();

    private OpenIdProvider()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Json(Description()));
        _app.MapGet("/jwks", () => Json(Keys()));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Who sits at the browser: <c>sub</c>.</summary>
    public string Subject { get; set; } = "248289761001";

    /// <summary>His <c>preferred_username</c>.</summary>
    public string Name { get; set; } = "grace";

    /// <summary>His <c>roles</c>.</summary>
    public IReadOnlyList<string> Roles { get; set; } = [];

    public OpenIdLie Lie { get; set; }

    /// <summary>Codes that were given for tokens.</summary>
    public int Redeemed { get; private set; }

    public static async Task<OpenIdProvider> StartAsync()
    {
        var provider = new OpenIdProvider();
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _forger.Dispose();
    }

    private string Issuer => Address.ToString().TrimEnd('/');

    private JsonObject Description() => new()
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = Issuer + "/authorize",
        ["token_endpoint"] = Issuer + "/token",
        ["jwks_uri"] = Issuer + "/jwks",
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["code_challenge_methods_supported"] = new JsonArray("S256"),
    };

    private JsonObject Keys()
    {
        RSAParameters known = _key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = "one",
                ["n"] = Base64Url.EncodeToString(known.Modulus),
                ["e"] = Base64Url.EncodeToString(known.Exponent),
            }),
        };
    }

    private IResult Authorize(HttpRequest asked)
    {
        IQueryCollection query = asked.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || !query["scope"].ToString().Split(' ').Contains("openid"))
        {
            return Results.BadRequest();
        }

        string code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = new(query["nonce"].ToString(), query["code_challenge"].ToString(), query["redirect_uri"].ToString());
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    private async Task<IResult> TokenAsync(HttpRequest asked)
    {
        IFormCollection form = await asked.ReadFormAsync();
        string challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (form["client_id"] != ClientId || form["client_secret"] != Secret || form["grant_type"] != "authorization_code"
            || !_codes.TryRemove(form["code"].ToString(), out Code? code) || code.Challenge != challenge || code.RedirectUri != form["redirect_uri"])
        {
            return Results.Content("""{"error":"invalid_grant"}""", "application/json", statusCode: 400);
        }

        Redeemed++;
        return Json(new() { ["access_token"] = "of-no-use", ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = Token(code.Nonce) });
    }

    private string Token(string nonce)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset issued = Lie == OpenIdLie.Expired ? now.AddHours(-2) : now;
        var claims = new JsonObject
        {
            ["iss"] = Lie == OpenIdLie.Issuer ? "https://elsewhere.example" : Issuer,
            ["sub"] = Subject,
            ["aud"] = Lie == OpenIdLie.Audience ? "another-client" : ClientId,
            ["iat"] = issued.ToUnixTimeSeconds(),
            ["exp"] = issued.AddHours(1).ToUnixTimeSeconds(),
            ["nonce"] = Lie == OpenIdLie.Nonce ? "of-another-sign-in" : nonce,
            ["preferred_username"] = Name,
            ["roles"] = new JsonArray([.. Roles.Select(static role => (JsonNode)role)]),
        };
        bool isSigned = Lie != OpenIdLie.Unsigned;
        var header = new JsonObject { ["alg"] = isSigned ? "RS256" : "none", ["typ"] = "JWT", ["kid"] = "one" };
        string text = Part(header) + "." + Part(claims);
        byte[] signature = isSigned
            ? (Lie == OpenIdLie.Signature ? _forger : _key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : [];
        return text + "." + Base64Url.EncodeToString(signature);
    }

    private static string Part(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static IResult Json(JsonObject answer) => Results.Content(answer.ToJsonString(), "application/json");

    private sealed record Code(string Nonce, string Challenge, string RedirectUri);
}
