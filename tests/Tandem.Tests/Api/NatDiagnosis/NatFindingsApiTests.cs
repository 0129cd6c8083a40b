using System.Net;
using System.Text.Json.Nodes;
using Tandem.Calls.Nat;
using Tandem.Tests.Calls.Nat;

namespace Tandem.Tests.Api.NatDiagnosis;

public sealed class NatFindingsApiTests
{
    [Fact]
    public async Task Findings_are_listed_by_endpoint_with_evidence_and_cures_and_one_is_found_by_name()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Publish(host, "1002", new AgentMessage());
        Publish(host, "1001", new AgentMessage { Contact = AgentMessage.Router, ContactPort = 1024 });

        ApiAnswer first = await host.GetAsync("/api/v1/nat-findings?limit=1");
        first.Json["items"]!.AsArray().Select(static one => one!["endpoint"]!.ToString()).Should().Equal("1001");
        ApiAnswer second = await host.GetAsync($"/api/v1/nat-findings?limit=1&cursor={first.Json["next"]}");
        second.Json["items"]!.AsArray().Select(static one => one!["endpoint"]!.ToString()).Should().Equal("1002");

        JsonNode one = (await host.GetAsync("/api/v1/nat-findings/1001")).Json;
        one["kind"]!.ToString().Should().Be("phone");
        one["sourceIp"]!.ToString().Should().Be(AgentMessage.Router);
        JsonNode finding = one["findings"]!.AsArray().Should().ContainSingle().Subject!;
        finding["kind"]!.ToString().Should().Be("SipAlgRewrites");
        finding["evidence"]!.AsArray().Should().NotBeEmpty();
        finding["cures"]!.AsArray().Should().HaveCount(8);
    }

    [Fact]
    public async Task An_endpoint_that_was_never_seen_is_not_there_and_a_limit_of_nothing_is_refused()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        (await host.GetAsync("/api/v1/nat-findings/1001")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync("/api/v1/nat-findings?limit=0")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Endpoints_are_counted_by_finding()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Publish(host, "1002", new AgentMessage());
        string metrics = (await host.GetAsync("/metrics")).Body;
        metrics.Should().Contain("tandem_nat_findings{finding=\"NatClean\"} 1\n").And.Contain("tandem_nat_findings{finding=\"SipAlgRewrites\"} 0\n");
    }

    private static void Publish(ApiHost host, string phone, AgentMessage message) =>
        host.Nat.Publish(NatReport.After(null, new NatNews(new NatEndpoint(phone, true)) { Seen = message.Seen() }, DateTimeOffset.UnixEpoch));
}
