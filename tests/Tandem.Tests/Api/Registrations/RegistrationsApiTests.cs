using System.Net;
using System.Text.Json.Nodes;
using Tandem.Calls.Live;
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

    [Fact]
    public async Task The_messages_of_a_registration_are_a_ladder_and_a_capture()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Holder.Publish(SwitchPlan.Compile(
            new()
            {
                Accounts = [new Account { Name = "acme" }],
                Phones = [new Phone { Number = "1001", Account = "acme", Password = "secret" }],
                EgressTrunks = [new EgressTrunk { Name = "carrier-a", Account = "acme", Addresses = ["127.0.0.3"], RegisterOutward = true }],
            },
            1));
        LadderMessage asked = new(0, false, DateTimeOffset.UnixEpoch, default, "127.0.0.1:5060", "127.0.0.2:5060", "REGISTER sip:a SIP/2.0\r\nCall-ID: one\r\nCSeq: 1 REGISTER\r\n\r\n"u8.ToArray());
        host.Live.Messages["1001"] = [asked];
        host.Live.Messages["carrier-a"] = [asked with { Sent = true }];

        foreach ((string path, string name, string direction) in new[] { ("registrations/1001", "1001", "received"), ("outward-registrations/carrier-a", "carrier-a", "sent") })
        {
            JsonNode ladder = (await host.GetAsync($"/api/v1/{path}/ladder")).Json;
            JsonNode message = ladder["items"]!.AsArray().Should().ContainSingle().Subject!;
            message["peer"]!.GetValue<string>().Should().Be(name);
            message["direction"]!.GetValue<string>().Should().Be(direction);
            ladder["filters"]![0]!["filter"]!.GetValue<string>().Should().Be("sip.Call-ID == \"one\"");
            (await host.GetAsync($"/api/v1/{path}/ladder", "text/plain")).Body.Should().Contain("REGISTER");
            (await host.Client.GetByteArrayAsync($"/api/v1/{path}/pcap")).Should().StartWith([0xd4, 0xc3, 0xb2, 0xa1]);
            byte[] capture = await host.Client.GetByteArrayAsync($"/api/v1/{path}/pcap?format=pcapng");
            System.Text.Encoding.UTF8.GetString(capture).Should().Contain($"registration-{name}, leg A");
        }

        foreach (string path in new[] { "registrations/1009/ladder", "registrations/1009/pcap", "registrations/carrier-a/ladder", "outward-registrations/1001/ladder", "outward-registrations/b/pcap" })
        {
            (await host.GetAsync($"/api/v1/{path}")).Status.Should().Be(HttpStatusCode.NotFound, path);
        }
    }

    private static IEnumerable<string> Ids(JsonNode page) => page["items"]!.AsArray().Select(static one => one!["id"]!.GetValue<string>());
}
