using System.Net;
using System.Text.Json.Nodes;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Access;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.IllegalCalls;

public sealed class IllegalCallsApiTests
{
    [Fact]
    public async Task A_source_shows_until_when_it_is_suspended()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.StoreAsync(Illegal(1001, "203.0.113.9"));
        await host.StoreAsync(Illegal(1002, "203.0.113.9"));
        await host.StoreAsync(Illegal(1003, "2001:db8::9"));
        host.Live.Banned[IPAddress.Parse("203.0.113.9")] = SampleCdrs.Noon.AddMinutes(3);

        JsonArray items = (await host.GetAsync("/api/v1/illegal-calls")).Json["items"]!.AsArray();

        items.Select(static item => ((string?)item!["sourceIp"], (long)item["count"]!, (string?)item["bannedUntil"])).Should()
            .Equal(("203.0.113.9", 2, "2026-03-01T12:03:00.000Z"), ("2001:db8::9", 1, null));
    }

    [Fact]
    public async Task A_source_shows_where_it_is()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        host.Places["203.0.113.9"] = new Place("BD", 64_500, "Example");
        await host.StoreAsync(Illegal(1001, "203.0.113.9"));
        await host.StoreAsync(Illegal(1002, "2001:db8::9"));
        (await host.GetAsync("/api/v1/illegal-calls")).Json["items"]!.AsArray()
            .Select(static item => $"{item!["sourceIp"]}: {item["country"]} {item["asn"]} {item["asName"]}").Should().BeEquivalentTo("203.0.113.9: BD 64500 Example", "2001:db8::9:  0 ");
    }

    private static Cdr Illegal(long id, string source) => IllegalSamples.Attempt(id, source);
}
