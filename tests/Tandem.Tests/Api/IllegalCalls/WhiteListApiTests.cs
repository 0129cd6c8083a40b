using System.Net;

namespace Tandem.Tests.Api.IllegalCalls;

public sealed class WhiteListApiTests
{
    private const string Path = "/api/v1/illegal-calls/white-list";

    [Fact]
    public async Task A_source_of_the_list_is_not_shown_until_it_is_asked_for_or_taken_off()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.StoreAsync(IllegalSamples.Attempt(1001, "203.0.113.9"));
        await host.StoreAsync(IllegalSamples.Attempt(1002, "203.0.113.9"));
        await host.StoreAsync(IllegalSamples.Attempt(1003, "198.51.100.7"));

        (await host.SendAsync("POST", Path, """{"source":"203.0.113.0/24"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("POST", Path, """{"source":"203.0.113.0/24"}""")).Status.Should().Be(HttpStatusCode.OK, "it is there already");

        (await SourcesAsync(host, "")).Should().Equal("198.51.100.7 198.51.100.0/24 False");
        (await SourcesAsync(host, "?from=2026-03-01")).Should().Equal("198.51.100.7 198.51.100.0/24 False");
        (await SourcesAsync(host, "?limit=1&cursor=1")).Should().BeEmpty("there is one source that is shown");
        (await SourcesAsync(host, "?whiteListed=true")).Should().Equal("203.0.113.9 203.0.113.0/24 True", "198.51.100.7 198.51.100.0/24 False");
        (await host.GetAsync("/api/v1/cdrs?billingMode=-9")).Json["items"]!.AsArray().Should().HaveCount(3, "the records are evidence and stay");
        (await host.GetAsync(Path)).Json["items"]![0]!["source"]!.ToString().Should().Be("203.0.113.0/24");
        (await host.AuditAsync("action=plan"))[0]!["new"]!.ToString().Should().Contain("203.0.113.0/24");

        (await host.SendAsync("DELETE", $"{Path}?source=203.0.113.0%2F24", null)).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("DELETE", $"{Path}?source=203.0.113.0%2F24", null)).Status.Should().Be(HttpStatusCode.NotFound);
        (await SourcesAsync(host, "")).Should().HaveCount(2);
        (await host.GetAsync("/api/v1/parameters/SERVER_ILLEGAL_CALL_WHITE_LIST")).Json["value"]!.ToString().Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"203.0.113.1/24\"")]
    [InlineData("\"203.0.113.1:5060\"")]
    [InlineData("\"nobody\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    public async Task What_is_no_address_is_refused(string source)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("POST", Path, $$"""{"source":{{source}}}""");
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal("source");
    }

    private static async Task<IEnumerable<string>> SourcesAsync(ApiHost host, string query) =>
        (await host.GetAsync($"/api/v1/illegal-calls{query}")).Json["items"]!.AsArray().Select(static item => $"{item!["sourceIp"]} {item["network"]} {item["isWhiteListed"]!.GetValue<bool>()}");
}
