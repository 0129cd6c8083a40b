using System.Net;
using System.Text.Json.Nodes;
using Tandem.Routing.Access;

namespace Tandem.Tests.Api.People;

public sealed class UserGeofenceTests
{
    private const string Password = "correct horse";
    private static readonly IPAddress Home = IPAddress.Parse("203.0.113.9");
    private static readonly IPAddress Abroad = IPAddress.Parse("2001:db8::9");

    [Fact]
    public async Task From_outside_his_geofence_the_right_password_is_answered_like_a_wrong_one_and_audited()
    {
        await using ApiHost host = await HostAsync();
        ApiAnswer added = await host.SendAsync("POST", "/api/v1/users", """{"name":"joe","role":"operator","password":"correct horse","geofence":{"allow":["bd","asn:64500"]}}""");
        added.Status.Should().Be(HttpStatusCode.Created, added.Body);
        added.Json["geofence"]!["allow"]!.AsArray().Select(static line => line!.ToString()).Should().Equal("bd", "asn:64500");
        host.Remote = Abroad;
        using var thief = new Browser(host);

        (HttpStatusCode wrong, JsonNode? words, _) = await thief.SignInAsync("joe", "wrong horse");
        (HttpStatusCode status, JsonNode? answer, _) = await thief.SignInAsync("joe", Password);

        (status, answer!["detail"]?.ToString(), answer["title"]?.ToString()).Should().Be((wrong, words!["detail"]?.ToString(), words["title"]?.ToString()));
        status.Should().Be(HttpStatusCode.Unauthorized);
        host.Remote = Home;
        JsonNode line = (await host.AuditAsync("action=sign-in-failed"))[0]!;
        line["detail"]!.ToString().Should().Be("the right password, from outside the geofence: country US, AS64501");
        line["subject"]!.ToString().Should().Be("joe");
        (await thief.SignInAsync("joe", Password)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unknown_places_pass_unless_they_are_denied()
    {
        await using ApiHost host = await HostAsync();
        await host.SendAsync("POST", "/api/v1/users", """{"name":"joe","role":"operator","password":"correct horse","geofence":{"allow":["BD"]}}""");
        host.Remote = IPAddress.Parse("10.0.0.7");
        using var joe = new Browser(host);
        (await joe.SignInAsync("joe", Password)).Status.Should().Be(HttpStatusCode.OK);

        (await host.SendAsync("PUT", "/api/v1/users/joe", """{"role":"operator","geofence":{"allow":["BD"],"denyUnknown":true}}""")).Status.Should().Be(HttpStatusCode.OK);

        (await joe.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.Unauthorized, "another geofence ends his sessions");
        (await joe.SignInAsync("joe", Password)).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_geofence_that_is_left_out_of_a_change_stays_and_null_is_from_anywhere()
    {
        await using ApiHost host = await HostAsync();
        await host.SendAsync("POST", "/api/v1/users", """{"name":"joe","role":"operator","password":"correct horse","geofence":{"deny":["US","192.0.2.0/24"]}}""");
        JsonNode kept = (await host.SendAsync("PUT", "/api/v1/users/joe", """{"role":"billing"}""")).Json["geofence"]!;
        kept["deny"]!.AsArray().Select(static line => line!.ToString()).Should().Equal("US", "192.0.2.0/24");
        (await host.AuditAsync("action=user"))[0]!["new"]!.ToString().Should().Contain("geofence deny US deny 192.0.2.0/24");
        (await host.SendAsync("PUT", "/api/v1/users/joe", """{"role":"billing","geofence":null}""")).Json["geofence"].Should().BeNull();
        (await host.GetAsync("/api/v1/users/joe")).Json["geofence"].Should().BeNull();
    }

    [Theory]
    [InlineData("""{"allow":["BD","Bangladesh"]}""", "geofence.allow[1]")]
    [InlineData("""{"deny":["10.0.0.1/8"]}""", "geofence.deny[0]")]
    [InlineData("""{"deny":["US"],"denyUnknown":true}""", "geofence.denyUnknown")]
    public async Task What_can_not_be_is_named(string fence, string path)
    {
        await using ApiHost host = await HostAsync();
        ApiAnswer answer = await host.SendAsync("POST", "/api/v1/users", """{"name":"joe","role":"operator","password":"correct horse","geofence":""" + fence + "}");
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal(path);
    }

    [Fact]
    public async Task Nobody_shuts_himself_out()
    {
        await using ApiHost host = await HostAsync();
        using var ann = new Browser(host);
        (await ann.SendAsync("POST", "/api/v1/session", """{"key":"test-key","name":"ann","password":"correct horse"}""")).Status.Should().Be(HttpStatusCode.OK);
        (HttpStatusCode status, JsonNode? answer, _) = await ann.SendAsync("PUT", "/api/v1/users/ann", """{"role":"administrator","geofence":{"allow":["US"]}}""");
        status.Should().Be(HttpStatusCode.BadRequest);
        answer!["errors"]![0]!["path"]!.ToString().Should().Be("geofence");
        (await ann.SendAsync("PUT", "/api/v1/users/ann", """{"role":"administrator","geofence":{"allow":["BD"]}}""")).Status.Should().Be(HttpStatusCode.OK);
    }

    private static async Task<ApiHost> HostAsync()
    {
        ApiHost host = await ApiHost.StartWithPlanAsync();
        host.Remote = Home;
        host.Places["203.0.113.9"] = new Place("BD", 64_500, "Example");
        host.Places["2001:db8::9"] = new Place("US", 64_501, "Other");
        return host;
    }
}
