using System.Net;
using System.Text.Json.Nodes;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Wire.Buffers;

namespace Tandem.Tests.Api.Cdrs;

public sealed class CdrsApiTests
{
    [Fact]
    public async Task Records_are_found_by_their_filters_and_page_by_cursor()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        foreach (long id in new long[] { 1001, 1002, 1003 })
        {
            await host.StoreAsync(SampleCdrs.Answered(id));
        }

        Cdr busy = SampleCdrs.Answered(1004);
        busy.AnsweredAt = null;
        busy.TalkMs = 0;
        busy.EndReason = 486;
        busy.SipStatus = 486;
        await host.StoreAsync(busy);

        JsonNode first = (await host.GetAsync("/api/v1/cdrs?answered=true&limit=2")).Json;
        first["items"]!.AsArray().Select(cdr => cdr!["id"]!.GetValue<string>()).Should().Equal("1003", "1002");
        JsonNode second = (await host.GetAsync($"/api/v1/cdrs?answered=true&limit=2&cursor={first["next"]}")).Json;
        second["items"]!.AsArray().Select(cdr => cdr!["id"]!.GetValue<string>()).Should().Equal("1001");
        second["next"].Should().BeNull();
        JsonNode refused = (await host.GetAsync("/api/v1/cdrs?endReason=486&account=acme&ingressTrunk=acme-pbx")).Json;
        refused["items"]!.AsArray().Should().ContainSingle().Which!["endReasonName"]!.GetValue<string>().Should().Be("Sip486");
    }

    [Fact]
    public async Task One_record_says_where_the_caller_is_as_far_as_the_databases_that_are_installed_now_know()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        Cdr cdr = SampleCdrs.Answered(1001);
        await host.StoreAsync(cdr);
        (await host.GetAsync("/api/v1/cdrs/1001")).Json.AsObject().Should().NotContainKey("country");
        host.Places[cdr.SourceIp] = new Tandem.Routing.Access.Place("BD", 0, "");
        JsonObject view = (await host.GetAsync("/api/v1/cdrs/1001")).Json.AsObject();
        view["country"]!.ToString().Should().Be("BD");
        view.Should().NotContainKeys("asn", "asName");
        (await host.GetAsync("/api/v1/cdrs")).Json["items"]![0]!.AsObject().Should().NotContainKey("country", "it is looked up for one record");
    }

    [Fact]
    public async Task The_quality_of_a_call_is_drawn_from_its_record()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        Cdr cdr = SampleCdrs.Answered(1001);
        var series = new QualitySeries();
        series.Add(new(new(250, 2, 1, 0, 1500, 42_000, 430), default), DateTimeOffset.UnixEpoch.AddSeconds(5));
        series.Add(new(new(240, 0, 0, 0, 1400, 42_000, 432), default), DateTimeOffset.UnixEpoch.AddSeconds(10));
        var packed = new KeptWriter();
        series.Pack(packed);
        cdr.Quality = packed.ToMemory();
        await host.StoreAsync(cdr);
        await host.StoreAsync(SampleCdrs.Answered(1002));

        JsonNode quality = (await host.GetAsync("/api/v1/cdrs/1001/quality")).Json;
        quality["from"]!.GetValue<string>().Should().Be("1970-01-01T00:00:00.000Z");
        quality["points"]!.AsArray().Select(static point => point!["caller"]!["packets"]!.GetValue<int>()).Should().Equal(250, 240);
        (await host.GetAsync("/api/v1/cdrs/1002/quality")).Json["points"]!.AsArray().Should().BeEmpty();
        (await host.GetAsync("/api/v1/cdrs/9/quality")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Text_formats_carry_the_cursor_in_a_header_and_the_csv_header_once()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.StoreAsync(SampleCdrs.Answered(1001));
        await host.StoreAsync(SampleCdrs.Answered(1002));
        ApiAnswer first = await host.GetAsync("/api/v1/cdrs?format=csv&limit=1");
        first.MediaType.Should().Be("text/csv");
        first.Body.Should().StartWith("id,callId,");
        first.Next.Should().Be("1002");
        ApiAnswer second = await host.GetAsync($"/api/v1/cdrs?format=csv&limit=1&cursor={first.Next}");
        second.Body.Should().StartWith("1001,");
        (await host.GetAsync("/api/v1/cdrs?format=pipe")).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("endReason=busy", "endReason")]
    [InlineData("answered=maybe", "answered")]
    [InlineData("colour=blue", "colour")]
    public async Task A_bad_filter_is_named(string query, string path)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer answer = await host.GetAsync("/api/v1/cdrs?" + query);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal(path);
    }

    [Fact]
    public async Task An_unknown_record_or_format_is_the_askers_problem()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        foreach (string path in new[] { "/7", "/abc", "/-1", "/7/explain", "/7/ladder", "/99999999999999999999" })
        {
            (await host.GetAsync("/api/v1/cdrs" + path)).Status.Should().Be(HttpStatusCode.NotFound, path);
        }

        (await host.GetAsync("/api/v1/cdrs?format=xml")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_call_that_the_switch_died_under_says_until_when_it_is_charged()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        Cdr cdr = SampleCdrs.Answered();
        (cdr.EndReason, cdr.EndDirection) = ((int)EndReason.NodeCrash, EndDirection.Switch);
        await host.StoreAsync(cdr);

        (await host.GetAsync("/api/v1/cdrs/1001/explain", "text/plain")).Body.Should()
            .Contain("The switch died while the call was up; the next start closed it at its last proven moment, 2026-03-01 12:00:04.020 UTC.");
    }

    [Fact]
    public async Task A_record_explains_its_charges_line_by_line()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.StoreAsync(SampleCdrs.Answered());
        JsonNode explained = (await host.GetAsync("/api/v1/cdrs/1001/explain")).Json;
        explained["customer"]!["lines"]!.AsArray().Select(line => line!["what"]!.GetValue<string>()).Should().Contain("1 cycle of 60 s at 0.012");
        explained["vendor"]!["fee"]!.GetValue<string>().Should().Be("0.009");
        explained["margin"]!.GetValue<string>().Should().Be("0.003");
        explained["tried"]!.AsArray().Should().HaveCount(2);
        ApiAnswer text = await host.GetAsync("/api/v1/cdrs/1001/explain", "text/plain");
        text.MediaType.Should().Be("text/plain");
        text.Body.Should().Contain("1 cycle of 60 s at 0.012: 0.012").And.Contain("margin: 0.003");
    }

    [Fact]
    public async Task A_records_messages_are_a_ladder_and_a_capture()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        Cdr cdr = SampleCdrs.Answered();
        var ladder = new Tandem.Calls.Live.Ladder(new());
        Tandem.Wire.Flows.Flow flow = new(default, 0, 0, Address("127.0.0.1", 5060), Address("127.0.0.2", 5060));
        ladder.Add(0, false, SampleCdrs.Noon, flow, "INVITE sip:442079460000@127.0.0.1 SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n"u8);
        ladder.Add(0, true, SampleCdrs.Noon, flow, "SIP/2.0 100 Trying\r\nCSeq: 1 INVITE\r\n\r\n"u8);
        cdr.Ladder = ladder.Packed;
        await host.StoreAsync(cdr);
        JsonArray messages = (await host.GetAsync("/api/v1/cdrs/1001/ladder")).Json["items"]!.AsArray();
        messages.Select(static message => message!["direction"]!.GetValue<string>()).Should().Equal("received", "sent");
        messages[0]!["peer"]!.GetValue<string>().Should().Be("acme-pbx");
        messages[0]!["startLine"]!.GetValue<string>().Should().StartWith("INVITE ");
        (await host.GetAsync("/api/v1/cdrs/1001/ladder", "text/plain")).Body.Should().Contain("INVITE").And.Contain("100 Trying");
        byte[] capture = await host.Client.GetByteArrayAsync("/api/v1/cdrs/1001/pcap");
        capture.Should().StartWith([0xd4, 0xc3, 0xb2, 0xa1]).And.HaveCountGreaterThan(24 + (2 * 16));
    }

    [Fact]
    public async Task A_ladder_says_what_the_switch_changed_how_to_find_it_in_Wireshark_and_what_came_late()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        Cdr cdr = SampleCdrs.Answered();
        var ladder = new Tandem.Calls.Live.Ladder(new());
        Tandem.Wire.Flows.Flow flow = new(default, 0, 0, Address("127.0.0.1", 5060), Address("127.0.0.2", 5060));
        ladder.Add(0, false, SampleCdrs.Noon, flow, "INVITE sip:00442079460000@127.0.0.1 SIP/2.0\r\nCall-ID: one\r\nCSeq: 1 INVITE\r\nX-Secret: 1\r\n\r\n"u8);
        ladder.Add(1, true, SampleCdrs.Noon, flow, "INVITE sip:442079460000@127.0.0.3 SIP/2.0\r\nCall-ID: two\r\nCSeq: 1 INVITE\r\n\r\n"u8);
        cdr.Ladder = ladder.Packed;
        await host.StoreAsync(cdr);
        host.Live.Late[cdr.Id] = [new(1, false, SampleCdrs.Noon.AddSeconds(9), default, "127.0.0.1:5060", "127.0.0.3:5060", "SIP/2.0 200 OK\r\nCall-ID: two\r\nCSeq: 2 BYE\r\n\r\n"u8.ToArray())];

        JsonNode answer = (await host.GetAsync("/api/v1/cdrs/1001/ladder")).Json;

        JsonArray messages = answer["items"]!.AsArray();
        messages[0]!["madeFrom"].Should().BeNull();
        messages[1]!["madeFrom"]!.GetValue<int>().Should().Be(0);
        messages[1]!["changes"]!.AsArray().Select(static one => $"{one!["part"]}: {one["was"]} > {one["became"]}").Should().Equal(
            "start line: INVITE sip:00442079460000@127.0.0.1 SIP/2.0 > INVITE sip:442079460000@127.0.0.3 SIP/2.0", "Call-ID: one > two", "X-Secret: 1 > ");
        messages[2]!["startLine"]!.GetValue<string>().Should().Be("SIP/2.0 200 OK");
        answer["filters"]![0]!["filter"]!.GetValue<string>().Should().Be("sip.Call-ID == \"one\" || sip.Call-ID == \"two\"");
        (await host.GetAsync("/api/v1/cdrs/1001/ladder", "text/plain")).Body.Should().Contain("In Wireshark").And.Contain("sip.Call-ID == \"one\" ||");

        byte[] capture = await host.Client.GetByteArrayAsync("/api/v1/cdrs/1001/pcap?format=pcapng");
        capture.Should().StartWith([0x0a, 0x0d, 0x0d, 0x0a]);
        string words = System.Text.Encoding.UTF8.GetString(capture);
        words.Should().Contain("Call 1001").And.Contain("NormalCallClearing (16)").And.Contain("1001, leg A, acme-pbx to tandem: INVITE").And.Contain("1001, leg B, attempt 1, tandem to carrier-a: INVITE");
        (await host.GetAsync("/api/v1/cdrs/1001/pcap", "application/x-pcapng")).MediaType.Should().Be("application/x-pcapng");
        (await host.GetAsync("/api/v1/cdrs/1001/pcap?format=pcap", "application/x-pcapng")).MediaType.Should().Be("application/vnd.tcpdump.pcap");
        (await host.GetAsync("/api/v1/cdrs/1001/pcap?format=snoop")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    private static Tandem.Wire.Flows.NetAddress Address(string ip, int port) => Tandem.Wire.Flows.NetAddress.From(IPAddress.Parse(ip), port);
}
