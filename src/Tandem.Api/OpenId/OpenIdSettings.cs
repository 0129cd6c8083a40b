namespace Tandem.Api.OpenId;

/// <summary>The OpenID provider that people may sign in with (OpenID Connect Core 1.0, authorization code with PKCE).</summary>
/// <param name="Authority">Where it describes itself: this and <c>/.well-known/openid-configuration</c>. https, or this machine.</param>
/// <param name="ClientId">Who we are to it.</param>
public sealed record OpenIdSettings(Uri Authority, string ClientId)
{
    /// <summary>What proves that to it; null for a public client, which PKCE alone protects. Never told by the API.</summary>
    public string? Secret { get; init; }

    /// <summary>The claim that is the user's name. It must be one that people can't choose themselves.</summary>
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>The claim that names roles; null: the provider says nothing about roles.</summary>
    public string? RoleClaim { get; init; }

    /// <summary>The role of people who are no users yet and whom the provider gives none; null: they are refused.</summary>
    public string? DefaultRole { get; init; }

    /// <summary>What is asked for besides <c>openid</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["profile"];

    /// <summary>Where browsers find the console, when that is not what they ask for here, such as behind a proxy that ends TLS; null: as they ask.</summary>
    public Uri? Origin { get; init; }
}
