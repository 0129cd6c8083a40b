using System.Net;
using System.Text.Json.Nodes;
using Tandem.Routing.Blacklists;
using Tandem.Tests.Api.Cdrs;
using Tandem.Tests.Api.IllegalCalls;

namespace Tandem.Tests.Api.Blacklists;

public sealed class BlacklistsApiTests
{
    private const string Numbers = "/api/v1/blacklists/numbers";

    [Fact]
    public async Task A_number_by_hand_is_in_force_stored_audited_and_lifted()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer made = await host.SendAsync("POST", Numbers, """{"list":"black","side":"callee","number":"900123","seconds":600,"comment":"premium"}""");
        made.Status.Should().Be(HttpStatusCode.Created, made.Body);
        host.Numbers.Find(NumberSide.Callee, "900123", isStandalone: false).Should().NotBeNull();
        host.NumberLines.Load().Should().ContainSingle();
        JsonNode line = (await host.GetAsync($"{Numbers}?list=black&side=callee&reason=manual&number=900123")).Json["items"]!.AsArray().Should().ContainSingle().Subject!;
        ($"{line["list"]} {line["side"]} {line["number"]} {line["reason"]} {line["by"]} {line["comment"]}").Should().Be("black callee 900123 manual admin premium");
        (await host.GetAsync($"{Numbers}?list=white")).Json["items"]!.AsArray().Should().BeEmpty();
        (await host.SendAsync("DELETE", $"{Numbers}?list=black&side=callee&number=900123", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.SendAsync("DELETE", $"{Numbers}?list=black&side=callee&number=900123", null)).Status.Should().Be(HttpStatusCode.NotFound);
        host.NumberLines.Load().Should().BeEmpty();
        (await host.AuditAsync("action=number-list")).Select(static entry => entry!["detail"]!.ToString()[..12]).Should().Equal("callee off t", "callee on th");
    }

    [Theory]
    [InlineData("""{"list":"grey","number":"1"}""", "list")]
    [InlineData("""{"side":"both","number":"1"}""", "side")]
    [InlineData("""{"number":"12 34"}""", "number")]
    [InlineData("{}", "number")]
    [InlineData("""{"number":"1","seconds":0}""", "seconds")]
    public async Task What_is_no_line_is_refused(string body, string path)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("POST", Numbers, body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal(path);
    }

    [Fact]
    public async Task A_standalone_line_is_lifted_as_one()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        host.Numbers.Detected(new(true, NumberSide.Caller, "2001", IsStandalone: true), NumberReason.Concurrent, 9, 600);
        (await host.SendAsync("DELETE", $"{Numbers}?number=2001", null)).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.SendAsync("DELETE", $"{Numbers}?number=2001&standalone=true", null)).Status.Should().Be(HttpStatusCode.NoContent);
    }
}
