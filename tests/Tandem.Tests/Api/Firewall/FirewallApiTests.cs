using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tandem.Calls.Guard.Bans;
using Tandem.Routing.Access;
using Tandem.Tests.Api.Cdrs;
using Tandem.Tests.Api.IllegalCalls;

namespace Tandem.Tests.Api.Firewall;

public sealed class FirewallApiTests
{
    private const string Bans = "/api/v1/firewall/bans";

    [Fact]
    public async Task A_ban_by_hand_is_listed_audited_and_lifted()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer made = await host.SendAsync("POST", Bans, """{"source":"203.0.113.9","seconds":600,"comment":"noise"}""");
        made.Status.Should().Be(HttpStatusCode.Created, made.Body);
        JsonNode ban = (await host.GetAsync($"{Bans}?inForce=true&reason=manual")).Json["items"]!.AsArray().Should().ContainSingle().Subject!;
        ($"{ban["source"]} {ban["reason"]} {ban["by"]} {ban["comment"]} {ban["times"]}").Should().Be("203.0.113.9 manual admin noise 1");
        (await host.GetAsync("/api/v1/firewall")).Json["bans"]!.GetValue<int>().Should().Be(1);
        (await host.SendAsync("DELETE", $"{Bans}?source=203.0.113.9", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.SendAsync("DELETE", $"{Bans}?source=203.0.113.9", null)).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync(Bans)).Json["items"]!.AsArray().Should().BeEmpty();
        (await host.AuditAsync("action=ban")).Select(static line => line!["detail"]!.ToString()[..6]).Should().Equal("lifted", "banned");
    }

    [Fact]
    public async Task Who_must_stay_reachable_is_refused_by_name()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        host.Firewall.Spare("203.0.113.9", "trunk 'acme'");
        foreach (string path in new[] { Bans, "/api/v1/firewall/black-list" })
        {
            ApiAnswer refused = await host.SendAsync("POST", path, """{"source":"203.0.113.9"}""");
            refused.Status.Should().Be(HttpStatusCode.Conflict);
            refused.Json["detail"]!.ToString().Should().Contain("trunk 'acme'");
        }

        host.Remote = IPAddress.Parse("198.51.100.1");
        (await host.SendAsync("POST", Bans, """{"source":"198.51.100.1"}""")).Json["detail"]!.ToString().Should().Contain("your own address");
        (await host.GetAsync(Bans)).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"source":"203.0.113.0/24"}""", "source")]
    [InlineData("""{"source":"203.0.113.1:5060"}""", "source")]
    [InlineData("""{"source":"nobody"}""", "source")]
    [InlineData("{}", "source")]
    [InlineData("""{"source":"203.0.113.1","seconds":0}""", "seconds")]
    public async Task What_is_no_ban_is_refused(string body, string path)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("POST", Bans, body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal(path);
    }

    [Fact]
    public async Task Lists_take_networks_and_are_in_force_at_once()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("POST", "/api/v1/firewall/black-list", """{"source":"10.0.0.0/8","comment":"noise"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("POST", "/api/v1/firewall/white-list", """{"source":"2001:db8::/32","until":"2099-01-01T00:00:00Z"}""")).Status.Should().Be(HttpStatusCode.OK);
        host.Firewall.Lines.Select(static line => $"{line.IsBlack} {line.Source} {line.Comment}").Should().BeEquivalentTo("True 10.0.0.0/8 noise", "False 2001:db8::/32 ");
        (await host.GetAsync("/api/v1/firewall/black-list")).Json["items"]!.AsArray().Should().ContainSingle().Which!["by"]!.ToString().Should().Be("admin");
        (await host.SendAsync("POST", "/api/v1/firewall/white-list", """{"source":"10.1.2.3","until":"2001-01-01T00:00:00Z"}""")).ErrorPaths.Should().Equal("until");
        (await host.SendAsync("DELETE", "/api/v1/firewall/white-list?source=10.0.0.0%2F8", null)).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.SendAsync("DELETE", "/api/v1/firewall/black-list?source=10.0.0.0%2F8", null)).Status.Should().Be(HttpStatusCode.NoContent);
        host.Firewall.Lines.Should().ContainSingle();
    }

    [Fact]
    public async Task Lists_take_countries_and_systems_in_one_writing()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("POST", "/api/v1/firewall/black-list", """{"source":"bd"}""")).Json["source"]!.ToString().Should().Be("country:BD");
        (await host.SendAsync("POST", "/api/v1/firewall/white-list", """{"source":"AS64500"}""")).Json["source"]!.ToString().Should().Be("asn:64500");
        host.Firewall.Lines.Select(static line => $"{line.IsBlack} {line.Source}").Should().Equal("True country:BD", "False asn:64500");
        (await host.SendAsync("POST", "/api/v1/firewall/black-list", """{"source":"country:Bangladesh"}""")).ErrorPaths.Should().Equal("source");
        (await host.SendAsync("POST", "/api/v1/firewall/black-list", """{"source":"192.0.2.1:5060"}""")).ErrorPaths.Should().Equal("source");
        (await host.SendAsync("POST", "/api/v1/firewall/black-list", "{}")).ErrorPaths.Should().Equal("source");
        (await host.SendAsync("DELETE", "/api/v1/firewall/black-list?source=country%3ABD", null)).Status.Should().Be(HttpStatusCode.NoContent);
        host.Firewall.Lines.Should().ContainSingle();
    }

    [Fact]
    public async Task A_ban_says_where_its_source_is()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        host.Places["192.0.2.1"] = new Place("BD", 64_500, "Example");
        JsonNode made = (await host.SendAsync("POST", Bans, """{"source":"192.0.2.1"}""")).Json;
        ($"{made["country"]} {made["asn"]} {made["asName"]}").Should().Be("BD 64500 Example");
        await host.SendAsync("POST", Bans, """{"source":"2001:db8::1"}""");
        (await host.GetAsync(Bans)).Json["items"]!.AsArray().Select(static ban => $"{ban!["source"]} {ban["country"]} {ban["asn"]}").Should().BeEquivalentTo("192.0.2.1 BD 64500", "2001:db8::/64  0");
    }

    [Fact]
    public async Task Rules_say_how_they_are_set_what_they_did_and_whom_trials_would_have_banned()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("PUT", "/api/v1/parameters/SERVER_FIREWALL_SCANNER", """{"value":"Dry Run"}""")).Status.Should().Be(HttpStatusCode.OK);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        host.Places["192.0.2.1"] = new Place("BD", 64_500, "Example");
        host.Firewall.Book.Judge(new Verdict(Ban.PlaceOf(0xFFFF_C000_0201), BanReason.Scanner, new BanEvidence(1, now, now, "friendly-scanner")));
        JsonNode rule = (await host.GetAsync("/api/v1/firewall/rules")).Json["items"]![0]!;
        ($"{rule["reason"]} {rule["mode"]} {rule["count"]} {rule["seconds"]} {rule["parameter"]} {rule["bans"]} {rule["wouldBan"]}").Should().Be("scanner dryRun 1 60 SERVER_FIREWALL_SCANNER 0 1");
        JsonNode trial = (await host.GetAsync("/api/v1/firewall/trials")).Json["items"]!.AsArray().Should().ContainSingle().Subject!;
        ($"{trial["source"]} {trial["reason"]} {trial["userAgent"]} {trial["seconds"]} {trial["country"]} {trial["asn"]}").Should().Be("192.0.2.1 scanner friendly-scanner 600 BD 64500");
    }

    [Fact]
    public async Task The_timeline_has_each_hour_with_its_illegal_calls_and_bans()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync(new FakeTimeProvider(SampleCdrs.Noon.AddMinutes(5)));
        await host.StoreAsync(IllegalSamples.Attempt(1001, "203.0.113.9", attempts: 7));
        await host.StoreAsync(IllegalSamples.Attempt(1002, "203.0.113.9", hour: 10));
        var ban = new Ban(Ban.PlaceOf(0xFFFF_C000_0201), BanReason.Scanner, SampleCdrs.Noon, SampleCdrs.Noon, 1, BanEvidence.None(SampleCdrs.Noon), "", "");
        await host.Bans.SaveAsync([(ban.Source, ban)], [ban, ban], CancellationToken.None);
        (await host.GetAsync("/api/v1/firewall/timeline?hours=3")).Json["items"]!.AsArray()
            .Select(static hour => $"{hour!["at"]!.ToString()[11..13]} {hour["illegalCalls"]} {hour["bans"]!["scanner"]}").Should().Equal("10 1 ", "11 0 ", "12 7 2");
        (await host.GetAsync("/api/v1/firewall/timeline?hours=0")).ErrorPaths.Should().Equal("hours");
    }
}
