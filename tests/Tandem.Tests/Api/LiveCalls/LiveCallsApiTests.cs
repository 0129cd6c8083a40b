using System.Net;
using System.Text.Json.Nodes;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Api.LiveCalls;

public sealed class LiveCallsApiTests
{
    [Fact]
    public async Task Calls_in_progress_are_listed_and_one_can_be_ended()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Live.Calls.Add(FakeSwitch.Call("a1"));
        host.Live.Calls.Add(FakeSwitch.Call("a2", "Answered"));
        ApiAnswer list = await host.GetAsync("/api/v1/calls");
        list.Json["items"]!.AsArray().Select(call => call!["id"]!.GetValue<string>()).Should().Equal("a1", "a2");
        (await host.SendAsync("DELETE", "/api/v1/calls/a1", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.SendAsync("DELETE", "/api/v1/calls/a1", null)).Status.Should().Be(HttpStatusCode.NotFound);
        host.Live.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task Where_the_caller_is_stands_there_as_far_as_an_installed_database_knows()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Places["203.0.113.9"] = new Place("BD", 64_500, "Example");
        host.Live.Calls.Add(FakeSwitch.Call("a1") with { SourceIp = "203.0.113.9" });
        host.Live.Calls.Add(FakeSwitch.Call("a2") with { SourceIp = "203.0.113.10" });
        JsonArray calls = (await host.GetAsync("/api/v1/calls")).Json["items"]!.AsArray();
        (calls[0]!["country"]!.ToString(), calls[0]!["asn"]!.GetValue<long>(), calls[0]!["asName"]!.ToString()).Should().Be(("BD", 64_500, "Example"));
        calls[1]!.AsObject().Should().NotContainKeys("country", "asn", "asName");
    }

    [Fact]
    public async Task A_call_tells_codecs_devices_and_addresses_and_to_its_customer_his_own_side()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        host.Live.Calls.Add(FakeSwitch.Call("a1", "Talking") with
        {
            MediaMode = "on",
            CallerCodec = "PCMA",
            CalleeCodec = "opus",
            CallerUserAgent = "pbx/7",
            CalleeUserAgent = "carrier/2",
            Caller = new(At(0x7f000002, 5060), At(0x7f000001, 5060), At(0x7f000002, 4000)),
            Callee = new(At(0x7f000003, 5061), At(0x7f000001, 5060), At(0x7f000004, 6000)),
        });

        JsonNode all = (await host.GetAsync("/api/v1/calls")).Json["items"]![0]!;
        Told(all, "mediaMode", "callerCodec", "callerUserAgent", "callerAddress", "callerLocalAddress", "callerMediaAddress")
            .Should().Be("on PCMA pbx/7 127.0.0.2:5060 127.0.0.1:5060 127.0.0.2:4000");
        Told(all, "calleeCodec", "calleeUserAgent", "calleeAddress", "calleeLocalAddress", "calleeMediaAddress")
            .Should().Be("opus carrier/2 127.0.0.3:5061 127.0.0.1:5060 127.0.0.4:6000");
        all["placedBy"]!.ToString().Should().BeEmpty();

        using HttpClient customer = await host.ClientOfAsync("customer", "acme");
        string own = await customer.GetStringAsync("/api/v1/calls");
        own.Should().Contain("pbx/7").And.Contain("127.0.0.2:4000").And.NotContain("carrier").And.NotContain("127.0.0.3").And.NotContain("127.0.0.4");

        static LiveAddress At(uint ip, ushort port) => new(NetAddress.FromIPv4(ip, port));
        static string Told(JsonNode call, params string[] fields) => string.Join(' ', fields.Select(field => call[field]!.ToString()));
    }

    [Fact]
    public async Task One_call_shows_its_media_per_leg_and_direction_and_its_series()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        var series = new QualitySeries();
        series.Add(new(new(250, 2, 1, 0, 1500, 42_000, 430), new(248, 0, 0, 0, 900, 0, 0)), DateTimeOffset.UnixEpoch.AddSeconds(5));
        var packed = new KeptWriter();
        series.Pack(packed);
        host.Live.Details["17"] = new(
            FakeSwitch.Call("17", "Talking"), "on", "local", "PCMA", "PCMA",
            new MediaLeg(250, 40_000, 2, 1500, 430, null) { Reordered = 1, Duplicates = 0, RoundTripMicroseconds = 42_000 }, null, null, null, packed.Written.ToArray());

        JsonNode call = (await host.GetAsync("/api/v1/calls/17")).Json;

        call["call"]!["state"]!.GetValue<string>().Should().Be("Talking");
        call["callerMedia"]!["in"]!["rttMs"]!.GetValue<double>().Should().Be(42);
        call["callerMedia"]!["in"]!["reordered"]!.GetValue<int>().Should().Be(1);
        call["calleeMedia"]!["in"].Should().BeNull();
        call["quality"]!["seconds"]!.GetValue<int>().Should().Be(5);
        call["quality"]!["points"]![0]!["caller"]!["mos"]!.GetValue<double>().Should().Be(4.3);
        call["quality"]!["points"]![0]!["callee"]!["mos"].Should().BeNull();
        (await host.GetAsync("/api/v1/calls/18")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_call_that_runs_shows_its_messages_and_to_its_customer_his_own_side()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        Ladder ladder = new(new());
        Flow flow = new(default, 0, 0, new(1, 5060), new(2, 5060));
        ladder.Add(0, false, DateTimeOffset.UnixEpoch, flow, "INVITE sip:44@127.0.0.1 SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n"u8);
        ladder.Add(1, true, DateTimeOffset.UnixEpoch, flow, "INVITE sip:44@127.0.0.3 SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n"u8);
        host.Live.Ladders["17"] = new("acme", ["acme-pbx"], "carrier-a", ladder.Packed.ToArray());
        host.Live.Ladders["18"] = new("other", ["other-pbx"], "carrier-a", ladder.Packed.ToArray());

        (await host.GetAsync("/api/v1/calls/17/ladder")).Json["items"]!.AsArray().Select(static message => $"{message!["peer"]} {message["direction"]} {message["madeFrom"]}").Should()
            .Equal("acme-pbx received ", "carrier-a sent 0");
        (await host.GetAsync("/api/v1/calls/17/ladder", "text/plain")).Body.Should().Contain("INVITE");
        (await host.GetAsync("/api/v1/calls/19/ladder")).Status.Should().Be(HttpStatusCode.NotFound);

        using HttpClient customer = await host.ClientOfAsync("customer", "acme");
        string own = await customer.GetStringAsync("/api/v1/calls/17/ladder");
        own.Should().Contain("acme-pbx").And.NotContain("carrier-a").And.NotContain("127.0.0.3");
        (await customer.GetAsync("/api/v1/calls/18/ladder")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
