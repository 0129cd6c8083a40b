using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Api.OpenId;
using Tandem.TestKit;

namespace Tandem.Tests.Api.OpenId;

/// <summary>Signing in by an OpenID provider, over real HTTP to it, and everything that is no proof.</summary>
public sealed class OpenIdTests
{
    private const string Start = "/api/v1/session/openid";

    [Fact]
    public async Task Somebody_whom_the_provider_vouches_for_is_the_user_of_his_name()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using ApiHost host = await StartAsync(provider);
        await AddAsync(host, "grace", "operator");
        using var browser = new Visitor(host);
        JsonNode door = await browser.SessionAsync();
        door["openId"]!.ToString().Should().Be(provider.Address.Host);
        door["user"].Should().BeNull();

        (await browser.SignInAsync()).Should().Be("/");
        JsonNode session = await browser.SessionAsync();
        session["user"]!["name"]!.ToString().Should().Be("grace");
        session["user"]!["role"]!.ToString().Should().Be("operator");
        provider.Redeemed.Should().Be(1);
        JsonArray lines = await host.AuditAsync("subject=grace");
        lines[0]!["action"]!.ToString().Should().Be("sign-in");
        lines[1]!["detail"]!.ToString().Should().Contain(provider.Subject).And.Contain(provider.Address.Host);

        // Another name, the same person; and the old name, another person.
        provider.Name = "grace.hopper";
        using var renamed = new Visitor(host);
        (await renamed.SignInAsync()).Should().Be("/");
        (await renamed.SessionAsync())["user"]!["name"]!.ToString().Should().Be("grace");
        (provider.Name, provider.Subject) = ("grace", "somebody-else");
        using var other = new Visitor(host);
        (await other.SignInAsync()).Should().Be("/?signIn=another");
        (await other.SessionAsync())["user"].Should().BeNull();
    }

    [Fact]
    public async Task Whom_nobody_knows_is_refused_unless_there_is_a_role_for_him()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using (ApiHost strict = await StartAsync(provider))
        {
            using var browser = new Visitor(strict);
            (await browser.SignInAsync()).Should().Be("/?signIn=unknown");
            (await strict.AuditAsync("action=sign-in-failed&subject=grace"))[0]!["detail"]!.ToString().Should().StartWith("OpenID:");
            (await strict.GetAsync("/api/v1/users/grace")).Status.Should().Be(HttpStatusCode.NotFound);
        }

        await using ApiHost host = await StartAsync(provider, static settings => settings with { DefaultRole = "billing" });
        using var welcome = new Visitor(host);
        (await welcome.SignInAsync()).Should().Be("/");
        (await welcome.SessionAsync())["user"]!["role"]!.ToString().Should().Be("billing");
        (await host.SendAsync("POST", "/api/v1/session", """{"name":"grace","password":"openid"}""")).Status.Should().Be(HttpStatusCode.Unauthorized, "he has no password");
        (await host.SendAsync("PUT", "/api/v1/users/grace", """{"role":"billing","isDisabled":true}""")).Status.Should().Be(HttpStatusCode.OK);
        (await welcome.SessionAsync())["user"].Should().BeNull("his sessions end");
        (await welcome.SignInAsync()).Should().Be("/?signIn=disabled");
    }

    [Fact]
    public async Task Whom_the_provider_vouches_for_from_outside_his_geofence_is_told_so_and_gets_no_session()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using ApiHost host = await StartAsync(provider, static settings => settings with { DefaultRole = "billing" });
        using var grace = new Visitor(host);
        (await grace.SignInAsync()).Should().Be("/");
        (await host.SendAsync("PUT", "/api/v1/users/grace", """{"role":"billing","geofence":{"deny":["0.0.0.0/0","::/0"]}}""")).Status.Should().Be(HttpStatusCode.OK);

        (await grace.SignInAsync()).Should().Be("/?signIn=place");

        (await grace.SessionAsync())["user"].Should().BeNull();
        (await host.AuditAsync("action=sign-in-failed&subject=grace"))[0]!["detail"]!.ToString().Should().Be("OpenID: from outside the geofence: country unknown");
    }

    [Fact]
    public async Task The_role_of_a_user_that_the_provider_made_follows_it_and_never_shows_a_customer_everything()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using ApiHost host = await StartAsync(provider, static settings => settings with { RoleClaim = "roles" });
        await AddAsync(host, "ann", "administrator");
        provider.Roles = ["staff", "customer", "operator"];
        using var browser = new Visitor(host);
        (await browser.SignInAsync()).Should().Be("/");
        (await browser.SessionAsync())["user"]!["role"]!.ToString().Should().Be("operator", "staff is no role here, and a customer without accounts would see all");
        provider.Roles = ["billing"];
        (await browser.SignInAsync()).Should().Be("/");
        (await browser.SessionAsync())["user"]!["role"]!.ToString().Should().Be("billing");
        provider.Roles = [];
        (await browser.SignInAsync()).Should().Be("/?signIn=role");

        // Whom an administrator made keeps what he was given.
        (provider.Name, provider.Subject, provider.Roles) = ("ann", "ann-s-number", ["billing"]);
        (await browser.SignInAsync()).Should().Be("/");
        (await browser.SessionAsync())["user"]!["role"]!.ToString().Should().Be("administrator");
    }

    [Theory]
    [InlineData(OpenIdLie.Nonce)]
    [InlineData(OpenIdLie.Signature)]
    [InlineData(OpenIdLie.Audience)]
    [InlineData(OpenIdLie.Issuer)]
    [InlineData(OpenIdLie.Expired)]
    [InlineData(OpenIdLie.Unsigned)]
    public async Task What_is_no_proof_opens_nothing(OpenIdLie lie)
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using ApiHost host = await StartAsync(provider, static settings => settings with { DefaultRole = "administrator" });
        provider.Lie = lie;
        using var browser = new Visitor(host);
        (await browser.SignInAsync()).Should().Be("/?signIn=failed");
        (await browser.SessionAsync())["user"].Should().BeNull();
        (await host.GetAsync("/api/v1/users/grace")).Status.Should().Be(HttpStatusCode.NotFound);
        provider.Redeemed.Should().Be(1, "it was the token that was refused");

        provider.Lie = OpenIdLie.None;
        (await browser.SignInAsync()).Should().Be("/", "the truth opens");
    }

    [Fact]
    public async Task A_state_that_was_forged_or_is_of_another_browser_opens_nothing()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using ApiHost host = await StartAsync(provider, static settings => settings with { DefaultRole = "administrator" });
        using var browser = new Visitor(host);
        string back = await browser.ToProviderAndBackAsync();
        using var victim = new Visitor(host);
        (await victim.GoAsync(back)).Should().Be("/?signIn=failed", "the victim has not begun this sign-in");
        (await browser.GoAsync(back[..back.IndexOf("&state=", StringComparison.Ordinal)] + "&state=forged")).Should().Be("/?signIn=failed");
        (await browser.GoAsync(Start + "/callback?error=access_denied&state=forged")).Should().Be("/?signIn=failed");
        (await victim.SessionAsync())["user"].Should().BeNull();
        (await browser.SessionAsync())["user"].Should().BeNull();
        provider.Redeemed.Should().Be(0);
    }

    [Fact]
    public async Task Who_fails_again_and_again_is_not_listened_to_for_a_while()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using ApiHost host = await StartAsync(provider, static settings => settings with { DefaultRole = "administrator" });
        using var browser = new Visitor(host);
        for (int attempt = 0; attempt < 5; attempt++)
        {
            (await browser.GoAsync(Start + "/callback?code=x&state=forged")).Should().Be("/?signIn=failed");
        }

        (await browser.GoAsync(Start + "/callback?code=x&state=forged")).Should().Be("/?signIn=locked");
        (await browser.GoAsync(Start)).Should().Be("/?signIn=locked");
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_such_way_in()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using var browser = new Visitor(host);
        (await browser.SessionAsync())["openId"].Should().BeNull();
        (await browser.GoAsync(Start)).Should().BeNull();
        (await browser.GoAsync(Start + "/callback?code=x&state=y")).Should().BeNull();
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_said()
    {
        OpenIdProvider provider = await OpenIdProvider.StartAsync();
        Uri address = provider.Address;
        await provider.DisposeAsync();
        await using ApiHost host = await ApiHost.StartAsync(more: services => services.AddOpenId(new(address, OpenIdProvider.ClientId)));
        using var browser = new Visitor(host);
        (await browser.GoAsync(Start)).Should().Be("/?signIn=unreachable");
    }

    private static Task<ApiHost> StartAsync(OpenIdProvider provider, Func<OpenIdSettings, OpenIdSettings>? set = null)
    {
        var settings = new OpenIdSettings(provider.Address, OpenIdProvider.ClientId) { Secret = OpenIdProvider.Secret };
        return ApiHost.StartAsync(more: services => services.AddOpenId(set?.Invoke(settings) ?? settings));
    }

    private static async Task AddAsync(ApiHost host, string name, string role) =>
        (await host.SendAsync("POST", "/api/v1/users", $$"""{"name":"{{name}}","role":"{{role}}","password":"horse-and-carriage"}""")).Status.Should().Be(HttpStatusCode.Created);

    /// <summary>A browser that keeps all cookies, and follows the way to the provider and back.</summary>
    private sealed class Visitor(ApiHost host) : IDisposable
    {
        private readonly HttpClient _tandem = host.NewClient();
        private readonly HttpClient _outside = new(new HttpClientHandler { AllowAutoRedirect = false });
        private readonly Dictionary<string, string> _cookies = [];

        public async Task<JsonNode> SessionAsync()
        {
            using HttpResponseMessage answer = await SendAsync("/api/v1/session");
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        }

        public async Task<string?> SignInAsync() => await GoAsync(await ToProviderAndBackAsync());

        /// <summary>Where the provider sends the browser back to.</summary>
        public async Task<string> ToProviderAndBackAsync()
        {
            string provider = await GoAsync(Start) ?? throw new InvalidOperationException("no way to the provider");
            using HttpResponseMessage answer = await _outside.GetAsync(provider);
            answer.StatusCode.Should().Be(HttpStatusCode.Redirect, "the provider takes {0}", provider);
            return answer.Headers.Location!.PathAndQuery;
        }

        /// <summary>Where an address of the switch sends on to; null when nowhere.</summary>
        public async Task<string?> GoAsync(string path)
        {
            using HttpResponseMessage answer = await SendAsync(path);
            ((int)answer.StatusCode).Should().BeLessThan(500, "{0} is answered: {1}", path, await answer.Content.ReadAsStringAsync());
            return answer.Headers.Location?.OriginalString;
        }

        public void Dispose()
        {
            _tandem.Dispose();
            _outside.Dispose();
        }

        private async Task<HttpResponseMessage> SendAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (_cookies.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(static pair => $"{pair.Key}={pair.Value}")));
            }

            HttpResponseMessage answer = await _tandem.SendAsync(request);
            foreach (string given in answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? all) ? all : [])
            {
                string[] pair = given.Split(';')[0].Split('=', 2);
                given.Should().ContainEquivalentOf("httponly");
                if (given.Contains("01 Jan 1970", StringComparison.Ordinal))
                {
                    _cookies.Remove(pair[0]);
                }
                else
                {
                    _cookies[pair[0]] = pair[1];
                }
            }

            return answer;
        }
    }
}
