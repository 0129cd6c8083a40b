using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tandem.Routing.Access;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.IllegalCalls;

public sealed class AttackPatternsApiTests
{
    private const string Path = "/api/v1/illegal-calls/patterns";

    [Fact]
    public async Task Patterns_are_found_in_the_records_and_lead_back_to_them()
    {
        await using ApiHost host = await StartAsync();
        JsonNode answer = (await host.GetAsync(Path)).Json;
        JsonNode found = answer["items"]!.AsArray().Should().ContainSingle().Subject!;
        ($"{found["kind"]} {found["confidence"]} {found["why"]}").Should().Be("sequentialDialling high 203.0.113.9 dialled 8 numbers from 1000 to 1007, 7 of 7 steps by 1, upwards.");
        ($"{found["countries"]![0]} {found["sources"]![0]} {found["numbers"]![7]} {found["attempts"]}").Should().Be("BD 203.0.113.9 1007 8");
        (await host.GetAsync($"/api/v1/cdrs/{found["records"]![0]}")).Json["calledNumberIn"]!.ToString().Should().Be("1000");
        ($"{answer["records"]} {answer["isWhole"]!.GetValue<bool>()}").Should().Be("8 True");
        (await host.GetAsync($"{Path}?source=203.0.113.10")).Json["items"]!.AsArray().Should().BeEmpty();
        (await host.GetAsync($"{Path}?from=2026-02-20&to=2026-03-01")).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Own_prefixes_count_and_sources_of_the_white_list_do_not()
    {
        await using ApiHost host = await StartAsync();
        await host.StoreAsync(IllegalSamples.Attempt(1100, "198.51.100.7", number: "00442079460000"));
        (await host.SendAsync("PUT", "/api/v1/parameters/SERVER_ILLEGAL_CALL_PREMIUM_PREFIXES", """{"value":"4420,88"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("PUT", "/api/v1/parameters/SERVER_ILLEGAL_CALL_PREMIUM_PREFIXES", """{"value":"+44"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        await host.SendAsync("POST", "/api/v1/illegal-calls/white-list", """{"source":"203.0.113.9"}""");
        (await host.GetAsync(Path)).Json["items"]!.AsArray().Select(static one => one!["kind"]!.ToString()).Should().Equal("abusedDestination");
    }

    [Theory]
    [InlineData("?from=2026-03-02&to=2026-03-01", "from")]
    [InlineData("?to=soon", "to")]
    [InlineData("?source=nobody", "source")]
    [InlineData("?source=203.0.113.0%2F24", "source")]
    public async Task What_can_not_be_is_named(string query, string path)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer answer = await host.GetAsync(Path + query);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal(path);
    }

    private static async Task<ApiHost> StartAsync()
    {
        ApiHost host = await ApiHost.StartWithPlanAsync(new FakeTimeProvider(SampleCdrs.Noon.AddHours(1)));
        host.Places["203.0.113.9"] = new Place("BD", 64_500, "Example");
        for (int i = 0; i < 8; i++)
        {
            await host.StoreAsync(IllegalSamples.Attempt(1001 + i, "203.0.113.9", number: $"{1000 + i}"));
        }

        return host;
    }
}
