using System.Net;
using System.Text.Json.Nodes;
using Tandem.Api.Access;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Calls.Nat;
using Tandem.Routing.Routes;
using Tandem.Tests.Api.Cdrs;
using Tandem.Tests.Calls.Nat;

namespace Tandem.Tests.Api.Access;

/// <summary>What who is limited to the account <c>acme</c> sees of a switch where others call too.</summary>
public sealed class OwnTests
{
    private const string Plan = """
        accounts:
          - { name: acme, rateTable: retail }
          - { name: other, rateTable: retail }
        rateTables:
          - { name: retail, currency: USD, rates: [{ prefix: "44", price: "0.01" }] }
        ingressTrunks:
          - { name: acme-pbx, account: acme, addresses: [127.0.0.2] }
          - { name: other-pbx, account: other, addresses: [127.0.0.3] }
        phones:
          - { number: "1001", account: acme, password: "s3cret-1001" }
          - { number: "2002", account: other, password: "s3cret-2002" }
        """;

    [Fact]
    public async Task Of_records_one_sees_ones_own_without_the_way_behind_the_switch()
    {
        await using ApiHost host = await StartAsync();
        await host.StoreAsync(SampleCdrs.Answered(1));
        await host.StoreAsync(Others(2));
        using HttpClient client = await host.ClientOfAsync("customer", "acme");

        JsonArray items = (await JsonAsync(client, "/api/v1/cdrs"))["items"]!.AsArray();
        items.Should().ContainSingle();
        JsonNode record = items[0]!;
        record["account"]!.ToString().Should().Be("acme");
        record["fee"]!.ToString().Should().Be("0.012");
        record["egressTrunk"]!.ToString().Should().BeEmpty();
        record.ToJsonString().Should().NotContain("carrier").And.NotContain("127.0.0.4").And.NotContain("0.009").And.NotContain("b1@tandem");
        foreach (string format in new[] { "csv", "pipe" })
        {
            (await TextAsync(client, $"/api/v1/cdrs?format={format}")).Should().Contain("1001").And.NotContain("carrier").And.NotContain("127.0.0.4").And.NotContain("0.009");
        }

        string why = await TextAsync(client, "/api/v1/cdrs/1/explain");
        why.Should().Contain("0.012").And.NotContain("carrier").And.NotContain("0.009").And.NotContain("0.003");
        (await JsonAsync(client, "/api/v1/cdrs?egressTrunk=nobody"))["items"]!.AsArray().Should().ContainSingle("a carrier's name can't be tried");
        foreach (string path in new[] { "", "/explain", "/ladder", "/pcap", "/quality" })
        {
            (await client.GetAsync($"/api/v1/cdrs/2{path}")).StatusCode.Should().Be(HttpStatusCode.NotFound, $"record 2{path} is another's");
            (await client.GetAsync($"/api/v1/cdrs/1{path}")).StatusCode.Should().Be(HttpStatusCode.OK, $"record 1{path} is his");
        }

        (await client.GetAsync("/api/v1/cdrs?account=other")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        host.Log.Lines.Should().Contain(line => line.Contains("asked for the record '2'")).And.Contain(line => line.Contains("asked for the account 'other'"));
    }

    [Fact]
    public async Task Of_the_decisions_one_reads_those_about_oneself_and_nothing_of_carriers_and_others()
    {
        await using ApiHost host = await StartAsync();
        Cdr record = SampleCdrs.Answered(1);
        using var why = new RouteReasons();
        why.Add(ReasonCode.TrunkMatched, "acme-pbx", "acme");
        why.Add(ReasonCode.CalledRewritten, "00442079460000", "442079460000");
        why.Add(ReasonCode.RateFound, "retail", "44", 0.012m, 60m);
        why.Add(ReasonCode.ProfitTooLow, "carrier-a", "", 1m, 5m);
        why.Add(ReasonCode.RouteOffered, "carrier-b", "44", 1m, 0.00015m);
        why.Add(ReasonCode.PhoneDoNotDisturb, "2002");
        why.Add(ReasonCode.Answered, "carrier-b");
        why.Add(ReasonCode.CallerHungUp);
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        why.WriteTo(json);
        record.Why = json.WrittenMemory;
        await host.StoreAsync(record);
        using HttpClient client = await host.ClientOfAsync("customer", "acme");

        JsonNode explanation = await JsonAsync(client, "/api/v1/cdrs/1/explain");

        explanation["sentences"]!.AsArray().Select(static one => one!.ToString()).Should().Equal(
            "The call came in on trunk acme-pbx; account acme pays.", "The called number 00442079460000 was rewritten to 442079460000.", "Rate table retail, prefix 44: 0.012 for each 60 s.", "The caller hung up.");
        explanation.ToJsonString().Should().NotContain("carrier").And.NotContain("0.00015").And.NotContain("2002");
    }

    [Fact]
    public async Task Who_asks_for_anothers_is_in_the_audit_trail_and_cannot_fill_it()
    {
        var time = new LaterTime();
        await using ApiHost host = await StartAsync(time);
        await host.StoreAsync(Others(2));
        using HttpClient client = await host.ClientOfAsync("customer", "acme");
        string[] paths = ["/api/v1/cdrs/2", "/api/v1/accounts/other", "/api/v1/phones/2002", "/api/v1/cdrs/3"];
        foreach (string path in paths)
        {
            (await client.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        }

        (await LinesAsync()).Select(static line => line!["subject"]!.ToString()).Should().Equal(["phone 2002", "account other", "record 2"], "record 3 is nobody's: there is nothing to note");
        for (int again = 0; again < ForeignAsks.MostOfOne + 5; again++)
        {
            await client.GetAsync(paths[0]);
        }

        JsonNode?[] lines = await LinesAsync();
        lines.Should().HaveCount(ForeignAsks.MostOfOne);
        lines[0]!["detail"]!.ToString().Should().EndWith("; what follows within an hour of the first is counted only");

        time.Later = TimeSpan.FromHours(1);
        await client.GetAsync(paths[1]);
        lines = await LinesAsync();
        lines.Should().HaveCount(ForeignAsks.MostOfOne + 1);
        lines[0]!["detail"]!.ToString().Should().EndWith("; 8 more had followed the last line");
        host.Log.Lines.Count(static line => line.Contains("which is not of his accounts")).Should().Be(lines.Length);

        async Task<JsonNode?[]> LinesAsync()
        {
            await host.ForeignAsks.Settled;
            return [.. await host.AuditAsync($"action={ForeignAsks.Action}")];
        }
    }

    [Fact]
    public async Task Who_has_several_accounts_gets_their_records_in_one_order()
    {
        await using ApiHost host = await StartAsync();
        for (int id = 1; id <= 9; id++)
        {
            Cdr record = id % 3 == 0 ? Others(id) : SampleCdrs.Answered(id);
            record.StartedAt = SampleCdrs.Noon.AddSeconds(id);
            await host.StoreAsync(record);
        }

        using HttpClient client = await host.ClientOfAsync("customer", "acme", "other");
        List<string> seen = [];
        string cursor = "";
        for (int page = 0; page < 4; page++)
        {
            JsonNode answer = await JsonAsync(client, $"/api/v1/cdrs?limit=4&cursor={cursor}");
            seen.AddRange(answer["items"]!.AsArray().Select(static item => item!["id"]!.ToString()));
            cursor = answer["next"]?.ToString() ?? "";
            if (cursor.Length == 0)
            {
                break;
            }
        }

        seen.Should().Equal("9", "8", "7", "6", "5", "4", "3", "2", "1");
    }

    [Fact]
    public async Task Of_calls_in_progress_one_sees_and_ends_ones_own()
    {
        await using ApiHost host = await StartAsync();
        host.Live.Calls.AddRange([FakeSwitch.Call("a1"), FakeSwitch.Call("b2") with { Account = "other" }]);
        host.Live.Details["b2"] = new(FakeSwitch.Call("b2") with { Account = "other" }, "off", "", "", "", null, null, null, null, default);
        (await host.SendAsync("POST", "/api/v1/roles", """{"name":"own-desk","pages":{"calls":"edit"}}""")).Status.Should().Be(HttpStatusCode.Created);
        using HttpClient client = await host.ClientOfAsync("own-desk", "acme");
        JsonArray items = (await JsonAsync(client, "/api/v1/calls"))["items"]!.AsArray();
        items.Should().ContainSingle().Which!["id"]!.ToString().Should().Be("a1");
        items[0]!["egressTrunk"]!.ToString().Should().BeEmpty();
        (await client.GetAsync("/api/v1/calls/b2")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await client.DeleteAsync("/api/v1/calls/b2")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        host.Live.Calls.Should().HaveCount(2);
        (await client.DeleteAsync("/api/v1/calls/a1")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await host.AuditAsync("action=hang-up")).Should().ContainSingle().Which!["subject"]!.ToString().Should().Be("call a1");
    }

    [Fact]
    public async Task Of_accounts_money_phones_and_registrations_one_sees_ones_own()
    {
        await using ApiHost host = await StartAsync();
        host.Registrations.All.AddRange([FakeRegistrations.Of("1001", "a"), FakeRegistrations.Of("2002", "b")]);
        using HttpClient client = await host.ClientOfAsync("customer", "acme");
        foreach ((string list, string key, string own, string foreign) in new[]
        {
            ("accounts", "name", "acme", "other"), ("phones", "number", "1001", "2002"), ("registrations", "phone", "1001", "2002"),
        })
        {
            (await JsonAsync(client, $"/api/v1/{list}"))["items"]!.AsArray().Select(item => item![key]!.ToString()).Should().Equal([own], list);
            if (list != "registrations")
            {
                (await client.GetAsync($"/api/v1/{list}/{own}")).StatusCode.Should().Be(HttpStatusCode.OK);
                (await client.GetAsync($"/api/v1/{list}/{foreign}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
            }
        }

        (await client.GetAsync("/api/v1/accounts/acme/ledger")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("/api/v1/accounts/other/ledger")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await client.GetAsync("/api/v1/phones/2002/registrations")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_NAT_findings_one_sees_those_of_ones_phones()
    {
        await using ApiHost host = await StartAsync();
        foreach (string phone in new[] { "1001", "2002" })
        {
            var endpoint = new NatEndpoint(phone, true);
            host.Nat.Publish(NatReport.After(null, new NatNews(endpoint) { Seen = new AgentMessage().Seen() }, DateTimeOffset.UnixEpoch));
        }

        using HttpClient client = await host.ClientOfAsync("customer", "acme");
        (await JsonAsync(client, "/api/v1/nat-findings"))["items"]!.AsArray().Should().ContainSingle().Which!["endpoint"]!.ToString().Should().Be("1001");
        (await client.GetAsync("/api/v1/nat-findings/1001")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("/api/v1/nat-findings/2002")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_recordings_one_hears_and_deletes_ones_own()
    {
        await using ApiHost host = await StartAsync();
        string day = Directory.CreateDirectory(Path.Combine(host.DataDirectory, "recordings", "2026-03-01")).FullName;
        for (int id = 1; id <= 6; id++)
        {
            await host.StoreAsync(id % 2 == 0 ? Others(id) : SampleCdrs.Answered(id));
            await File.WriteAllBytesAsync(Path.Combine(day, $"{id}.wav"), new byte[44]);
        }

        (await host.SendAsync("POST", "/api/v1/roles", """{"name":"own-desk","pages":{"recordings":"edit"}}""")).Status.Should().Be(HttpStatusCode.Created);
        using HttpClient client = await host.ClientOfAsync("own-desk", "acme");
        List<string> seen = [];
        string? cursor = "0";
        while (cursor is not null)
        {
            JsonNode page = await JsonAsync(client, $"/api/v1/recordings?limit=2&cursor={cursor}");
            seen.AddRange(page["items"]!.AsArray().Select(static item => item!["id"]!.ToString()));
            cursor = page["next"]?.ToString();
        }

        seen.Should().Equal("5", "3", "1");
        (await client.GetAsync("/api/v1/recordings/1")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("/api/v1/recordings/2")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await client.DeleteAsync("/api/v1/recordings/2")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await client.DeleteAsync("/api/v1/recordings/1")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        File.Exists(Path.Combine(day, "2.wav")).Should().BeTrue();
        (await host.AuditAsync("action=recording")).Should().ContainSingle();
    }

    private static Cdr Others(long id)
    {
        Cdr record = SampleCdrs.Answered(id);
        record.Customer.Account = "other";
        return record;
    }

    private static async Task<ApiHost> StartAsync(TimeProvider? time = null)
    {
        ApiHost host = await ApiHost.StartAsync(time);
        ApiAnswer put = await host.SendAsync("PUT", "/api/v1/plan", Plan, "application/yaml");
        put.Status.Should().Be(HttpStatusCode.OK, put.Body);
        return host;
    }

    private static async Task<JsonNode> JsonAsync(HttpClient client, string path) => JsonNode.Parse(await client.GetStringAsync(path))!;

    private static async Task<string> TextAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", "text/plain");
        using HttpResponseMessage answer = await client.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The machine's clock, set forward.</summary>
    private sealed class LaterTime : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Later;
    }
}
