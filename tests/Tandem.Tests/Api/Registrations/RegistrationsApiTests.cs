using System.Net;
using System.Text.Json.Nodes;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Api.Registrations;

public sealed class RegistrationsApiTests
{
    [Fact]
    public async Task Registrations_are_listed_in_pages_and_one_can_be_ended()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Holder.Publish(SwitchPlan.Compile(new() { Accounts = [new Account { Name = "acme" }], Phones = [new Phone { Number = "1001", Account = "acme", Password = "secret" }] }, 1));
        host.Registrations.All.AddRange([FakeRegistrations.Of("1001", "a"), FakeRegistrations.Of("1001", "b"), FakeRegistrations.Of("1002", "c")]);

        JsonNode first = (await host.GetAsync("/api/v1/registrations?limit=2")).Json;
        Ids(first).Should().Equal("a", "b");
        JsonNode second = (await host.GetAsync($"/api/v1/registrations?limit=2&cursor={first["next"]}")).Json;
        Ids(second).Should().Equal("c");
        second["next"].Should().BeNull();
        JsonNode one = first["items"]![0]!;
        one["contact"]!.GetValue<string>().Should().Be("sip:1001@192.168.1.2");
        one["behindNat"]!.GetValue<bool>().Should().BeTrue();
        one["expires"]!.GetValue<string>().Should().Be("1970-01-01T01:00:00.000Z");

        Ids((await host.GetAsync("/api/v1/phones/1001/registrations")).Json).Should().Equal("a", "b");
        (await host.GetAsync("/api/v1/phones/1009/registrations")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.SendAsync("DELETE", "/api/v1/phones/1001/registrations/a", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.SendAsync("DELETE", "/api/v1/phones/1001/registrations/a", null)).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync("/api/v1/registrations?limit=0")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Trunks_that_register_outward_are_listed()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Live.Outward.Add(new("carrier-a", "waiting", "192.0.2.1:5060", null, null, 403));

        JsonNode one = (await host.GetAsync("/api/v1/outward-registrations")).Json["items"]![0]!;

        one["trunk"]!.GetValue<string>().Should().Be("carrier-a");
        one["state"]!.GetValue<string>().Should().Be("waiting");
        one["lastAnswer"]!.GetValue<int>().Should().Be(403);
    }

    private static IEnumerable<string> Ids(JsonNode page) => page["items"]!.AsArray().Select(static one => one!["id"]!.GetValue<string>());
}
