using Tandem.Api.OpenId;

namespace Tandem.Server.Options;

/// <summary>The options of signing in by OpenID Connect; every problem is one line.</summary>
internal sealed class OpenIdOptionsReader(Func<string, string?> one, string dataDirectory, ICollection<string> problems)
{
    public const string SecretFile = "openid.secret";
    private const string Customer = Tandem.Store.People.Role.CustomerName;
    private static readonly string[] Others = ["openid-client", "openid-secret-file", "openid-name-claim", "openid-role-claim", "openid-default-role", "openid-scopes", "openid-origin"];

    /// <summary>Null when there is no provider, or a problem.</summary>
    public OpenIdSettings? Read()
    {
        if (one("openid-authority") is not string authority)
        {
            if (Others.FirstOrDefault(name => one(name) is not null) is { } lonely)
            {
                problems.Add($"--{lonely}: means something only with --openid-authority");
            }

            return null;
        }

        int before = problems.Count;
        Uri? provider = ReadUrl("openid-authority", authority);
        if (one("openid-client") is not string client)
        {
            problems.Add("--openid-client: the name of this switch at the OpenID provider is missing");
            return null;
        }

        if (one("openid-default-role") is string role && role.Equals(Customer, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"--openid-default-role {role}: a customer needs the names of his accounts; make such users by hand");
        }

        Uri? origin = one("openid-origin") is string text ? ReadUrl("openid-origin", text) : null;
        string? secret = ReadSecret();
        return problems.Count > before || provider is null
            ? null
            : new(provider, client)
            {
                Secret = secret,
                NameClaim = one("openid-name-claim") ?? "preferred_username",
                RoleClaim = one("openid-role-claim"),
                DefaultRole = one("openid-default-role"),
                Scopes = one("openid-scopes")?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) ?? ["profile"],
                Origin = origin,
            };
    }

    private Uri? ReadUrl(string name, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Query.Length == 0 && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            return url;
        }

        problems.Add($"--{name} {text}: write https://HOST; http only for this machine itself");
        return null;
    }

    /// <summary>In a file, for what stands on a command line or in the environment others of the machine may read.</summary>
    private string? ReadSecret()
    {
        string? given = one("openid-secret-file");
        string file = given ?? Path.Combine(dataDirectory, SecretFile);
        if (given is null && !File.Exists(file))
        {
            return null;
        }

        try
        {
            string secret = File.ReadAllText(file).Trim();
            if (secret.Length > 0)
            {
                return secret;
            }

            problems.Add($"--openid-secret-file {file}: is empty");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"--openid-secret-file {file}: can't be read: {failure.Message}");
        }

        return null;
    }
}
