using System.Net;
using System.Text.Json.Nodes;

namespace Tandem.Tests.Api.People;

public sealed class UsersApiTests
{
    private const string Password = "correct horse";

    [Fact]
    public async Task A_user_is_added_changed_and_deleted_and_each_of_it_is_audited()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer added = await AddAsync(host, "joe", "operator");
        added.Status.Should().Be(HttpStatusCode.Created);
        added.Body.Should().NotContain("argon").And.NotContain(Password);
        (await AddAsync(host, "JOE", "operator")).Status.Should().Be(HttpStatusCode.Conflict, "a name is one name whatever its case");
        using var joe = new Browser(host);
        (await joe.SignInAsync("joe", Password)).Status.Should().Be(HttpStatusCode.OK);

        ApiAnswer read = await host.GetAsync("/api/v1/users/joe");
        ApiAnswer changed = await host.SendAsync("PUT", "/api/v1/users/joe", """{"role":"customer","accounts":["acme"]}""", ifMatch: read.ETag);
        changed.Status.Should().Be(HttpStatusCode.OK, changed.Body);
        (await joe.SendAsync("GET", "/api/v1/cdrs")).Status.Should().Be(HttpStatusCode.Unauthorized, "other rights end his sessions");
        (await host.SendAsync("PUT", "/api/v1/users/joe", """{"role":"operator"}""", ifMatch: read.ETag)).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await host.SendAsync("PUT", "/api/v1/users/nobody", """{"role":"operator"}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.SendAsync("DELETE", "/api/v1/users/joe", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.GetAsync("/api/v1/users/joe")).Status.Should().Be(HttpStatusCode.NotFound);

        JsonArray lines = await host.AuditAsync("action=user");
        lines.Select(static line => line!["detail"]!.ToString()).Should().Equal("deleted", "changed", "added");
        lines[1]!["old"]!.ToString().Should().Contain("role operator, accounts all");
        lines[1]!["new"]!.ToString().Should().Contain("role customer, accounts acme");
        lines[1]!["actor"]!.ToString().Should().Be("admin");
    }

    [Fact]
    public async Task A_user_who_is_locked_out_shows_until_when_and_is_let_in_again()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using ApiHost host = await ApiHost.StartAsync(time);
        await AddAsync(host, "joe", "operator");
        using var joe = new Browser(host);
        for (int attempt = 0; attempt < 5; attempt++)
        {
            (await joe.SignInAsync("joe", "wrong horse")).Status.Should().Be(HttpStatusCode.Unauthorized);
        }

        (await joe.SignInAsync("joe", Password)).Status.Should().Be(HttpStatusCode.TooManyRequests);
        (await host.GetAsync("/api/v1/users/joe")).Json["lockedUntil"]!.ToString().Should().Be("2026-03-01T12:05:00.000Z");
        (await host.GetAsync("/api/v1/users")).Json["items"]![0]!["lockedUntil"]!.ToString().Should().Be("2026-03-01T12:05:00.000Z");

        (await host.SendAsync("DELETE", "/api/v1/users/joe/lock", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.GetAsync("/api/v1/users/joe")).Json["lockedUntil"].Should().BeNull();
        (await joe.SignInAsync("joe", Password)).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("DELETE", "/api/v1/users/joe/lock", null)).Status.Should().Be(HttpStatusCode.NoContent, "who is not locked out is left as he is");
        (await host.AuditAsync("action=user")).Select(static line => line!["detail"]!.ToString()).Should().Equal("unlocked", "added");
        (await host.SendAsync("DELETE", "/api/v1/users/nobody/lock", null)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name":"a b","role":"operator","password":"correct horse"}""", "name")]
    [InlineData("""{"name":"admin","role":"operator","password":"correct horse"}""", "name")]
    [InlineData("""{"name":"key:x","role":"operator","password":"correct horse"}""", "name")]
    [InlineData("""{"name":"","role":"operator","password":"correct horse"}""", "name")]
    [InlineData("""{"name":"joe","role":"operator"}""", "password")]
    [InlineData("""{"name":"joe","role":"operator","password":"short"}""", "password")]
    [InlineData("""{"name":"joe","password":"correct horse"}""", "role")]
    [InlineData("""{"name":"joe","role":"king","password":"correct horse"}""", "role")]
    [InlineData("""{"name":"joe","role":"customer","password":"correct horse"}""", "accounts")]
    [InlineData("""{"name":"joe","role":"operator","accounts":[],"password":"correct horse"}""", "accounts")]
    [InlineData("""{"name":"joe","role":"operator","accounts":["acme","nobody"],"password":"correct horse"}""", "accounts[1]")]
    public async Task What_can_not_be_is_named(string body, string path)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("POST", "/api/v1/users", body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal(path);
        (await host.GetAsync("/api/v1/users")).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("users", ",\"password\":\"correct horse\"")]
    [InlineData("api-keys", "")]
    public async Task Accounts_that_are_left_out_of_a_change_stay_and_null_says_everything(string kind, string more)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("POST", $"/api/v1/{kind}", $$"""{"name":"joe","role":"operator","accounts":["acme"]{{more}}}""")).Status.Should().Be(HttpStatusCode.Created);
        ApiAnswer changed = await host.SendAsync("PUT", $"/api/v1/{kind}/joe", """{"role":"billing"}""");
        changed.Status.Should().Be(HttpStatusCode.OK, changed.Body);
        changed.Json["role"]!.ToString().Should().Be("billing");
        changed.Json["accounts"]!.AsArray().Select(static name => name!.ToString()).Should().Equal("acme");
        (await host.SendAsync("PUT", $"/api/v1/{kind}/joe", """{"role":"billing","accounts":null}""")).Json["accounts"].Should().BeNull();
        ApiAnswer refused = await host.SendAsync("PUT", $"/api/v1/{kind}/joe", """{"role":"customer"}""");
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.ErrorPaths.Should().Equal("accounts");
    }

    [Fact]
    public async Task The_last_one_who_may_change_users_stays()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await AddAsync(host, "ann", "administrator");
        await AddAsync(host, "joe", "operator");
        (await host.SendAsync("DELETE", "/api/v1/users/ann", null)).Status.Should().Be(HttpStatusCode.Conflict);
        (await host.SendAsync("PUT", "/api/v1/users/ann", """{"role":"operator"}""")).Status.Should().Be(HttpStatusCode.Conflict);
        (await host.SendAsync("PUT", "/api/v1/users/ann", """{"role":"administrator","isDisabled":true}""")).Status.Should().Be(HttpStatusCode.Conflict);
        (await host.SendAsync("PUT", "/api/v1/users/ann", """{"role":"administrator","accounts":["acme"]}""")).Status.Should().Be(HttpStatusCode.Conflict);
        (await host.SendAsync("PUT", "/api/v1/users/joe", """{"role":"administrator"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("DELETE", "/api/v1/users/ann", null)).Status.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Nobody_gives_more_than_he_has()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("POST", "/api/v1/roles", """{"name":"clerk","pages":{"people":"edit","cdrs":"view"}}""")).Status.Should().Be(HttpStatusCode.Created);
        await AddAsync(host, "ann", "administrator");
        using HttpClient clerk = await host.ClientOfAsync("clerk");
        async Task<HttpStatusCode> Ask(string method, string path, string? body)
        {
            using var request = new HttpRequestMessage(new(method), path) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            using HttpResponseMessage answer = await clerk.SendAsync(request);
            return answer.StatusCode;
        }

        (await Ask("POST", "/api/v1/users", """{"name":"eve","role":"administrator","password":"correct horse"}""")).Should().Be(HttpStatusCode.Forbidden);
        (await Ask("PUT", "/api/v1/users/ann", """{"role":"clerk","password":"correct horse"}""")).Should().Be(HttpStatusCode.Forbidden);
        (await Ask("DELETE", "/api/v1/users/ann", null)).Should().Be(HttpStatusCode.Forbidden);
        (await Ask("POST", "/api/v1/api-keys", """{"name":"eve","role":"administrator"}""")).Should().Be(HttpStatusCode.Forbidden);
        (await Ask("PUT", "/api/v1/roles/clerk", """{"pages":{"people":"edit","teapot":"edit"}}""")).Should().Be(HttpStatusCode.BadRequest);
        (await Ask("PUT", "/api/v1/roles/clerk", """{"pages":{"people":"edit","system":"edit"}}""")).Should().Be(HttpStatusCode.Forbidden);
        (await Ask("POST", "/api/v1/users", """{"name":"eve","role":"clerk","password":"correct horse"}""")).Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_role_is_in_force_with_the_next_request_and_stays_while_somebody_has_it()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer made = await host.SendAsync("POST", "/api/v1/roles", """{"name":"night","pages":{"cdrs":"view"}}""");
        made.Status.Should().Be(HttpStatusCode.Created);
        using HttpClient client = await host.ClientOfAsync("night");
        (await client.GetAsync("/api/v1/cdrs")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("PUT", "/api/v1/roles/night", """{"pages":{"calls":"view"}}""", ifMatch: made.ETag)).Status.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("/api/v1/cdrs")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await client.GetAsync("/api/v1/calls")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("DELETE", "/api/v1/roles/night", null)).Status.Should().Be(HttpStatusCode.Conflict);
        (await host.SendAsync("PUT", "/api/v1/roles/operator", """{"pages":{}}""")).Status.Should().Be(HttpStatusCode.Conflict, "a built-in role stays");
        (await host.SendAsync("DELETE", "/api/v1/roles/customer", null)).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_api_key_is_shown_once_and_opens_nothing_when_it_is_deleted()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer made = await host.SendAsync("POST", "/api/v1/api-keys", """{"name":"portal","role":"customer","accounts":["acme"]}""");
        made.Json["key"]!.ToString().Should().StartWith("tandem_");
        (await host.GetAsync("/api/v1/api-keys/portal")).Json["key"].Should().BeNull();
        using HttpClient client = host.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", made.Json["key"]!.ToString());
        (await client.GetAsync("/api/v1/cdrs")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.GetAsync("/api/v1/api-keys/portal")).Json["usedAt"].Should().NotBeNull();
        (await host.SendAsync("DELETE", "/api/v1/api-keys/portal", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await client.GetAsync("/api/v1/cdrs")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static Task<ApiAnswer> AddAsync(ApiHost host, string name, string role) =>
        host.SendAsync("POST", "/api/v1/users", $$"""{"name":"{{name}}","role":"{{role}}","password":"{{Password}}"}""");
}
