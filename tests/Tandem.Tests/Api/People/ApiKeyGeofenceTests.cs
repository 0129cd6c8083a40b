using System.Net;
using System.Net.Http.Headers;
using Tandem.Routing.Access;

namespace Tandem.Tests.Api.People;

/// <summary>An API key opens from within its geofence, and from nowhere else.</summary>
public sealed class ApiKeyGeofenceTests
{
    private const string Keys = "/api/v1/api-keys";
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Away = IPAddress.Parse("198.51.100.1");

    [Fact]
    public async Task From_elsewhere_a_key_is_answered_like_a_wrong_one_and_that_is_audited_once_an_hour()
    {
        await using ApiHost host = await StartAsync();
        using HttpClient program = await KeyAsync(host, """{"allow":["bd","asn:64500"]}""");
        host.Remote = Home;
        (await program.GetAsync("/api/v1/calls")).StatusCode.Should().Be(HttpStatusCode.OK);
        host.Remote = Away;
        HttpResponseMessage refused = await program.GetAsync("/api/v1/calls");
        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await refused.Content.ReadAsStringAsync()).Should().Contain("The key is missing or wrong");
        (await program.GetAsync("/api/v1/cdrs")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        host.Remote = Home;
        (await program.GetAsync("/api/v1/calls")).StatusCode.Should().Be(HttpStatusCode.OK);
        System.Text.Json.Nodes.JsonNode line = (await host.AuditAsync("action=refused-key")).Should().ContainSingle().Subject!;
        line["detail"]!.ToString().Should().Be("from outside the geofence: country US, AS64501");
        line["address"]!.ToString().Should().Be(Away.ToString());
    }

    [Fact]
    public async Task A_geofence_that_is_left_out_of_a_change_stays_null_is_from_anywhere_and_what_is_none_is_refused()
    {
        await using ApiHost host = await StartAsync();
        using HttpClient program = await KeyAsync(host, """{"deny":["US"]}""");
        (await host.SendAsync("PUT", $"{Keys}/crm", """{"role":"operator"}""")).Json["geofence"]!["deny"]!.ToJsonString().Should().Be("""["US"]""");
        host.Remote = Away;
        (await program.GetAsync("/api/v1/calls")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        ApiAnswer refused = await host.SendAsync("PUT", $"{Keys}/crm", """{"role":"operator","geofence":{"allow":["nowhere"]}}""");
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.ErrorPaths.Should().Equal("geofence.allow[0]");
        (await host.SendAsync("PUT", $"{Keys}/crm", """{"role":"operator","geofence":null}""")).Json["geofence"].Should().BeNull();
        (await program.GetAsync("/api/v1/calls")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.AuditAsync("action=api-key")).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_key_can_not_lock_itself_out()
    {
        await using ApiHost host = await StartAsync();
        using HttpClient program = await KeyAsync(host, "null", "administrator");
        host.Remote = Home;
        using var body = new StringContent("""{"role":"administrator","geofence":{"allow":["US"]}}""", System.Text.Encoding.UTF8, "application/json");
        HttpResponseMessage refused = await program.PutAsync($"{Keys}/crm", body);
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).Should().Contain("would open nothing any more");
    }

    private static async Task<ApiHost> StartAsync()
    {
        ApiHost host = await ApiHost.StartAsync();
        host.Places["192.0.2.1"] = new Place("BD", 64_500, "home");
        host.Places["198.51.100.1"] = new Place("US", 64_501, "away");
        return host;
    }

    private static async Task<HttpClient> KeyAsync(ApiHost host, string fence, string role = "operator")
    {
        ApiAnswer made = await host.SendAsync("POST", Keys, $$"""{"name":"crm","role":"{{role}}","geofence":{{fence}}}""");
        made.Status.Should().Be(HttpStatusCode.Created, made.Body);
        HttpClient client = host.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Json["key"]!.ToString());
        return client;
    }
}
