using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.Shares;

public sealed class SharesApiTests
{
    private const string Call = "/api/v1/cdrs/9009/shares";

    [Fact]
    public async Task A_link_shows_one_call_to_whoever_has_it_and_nothing_else()
    {
        await using ApiHost host = await StartAsync();
        JsonNode made = (await host.SendAsync("POST", Call, """{"hours":24}""")).Json;
        string token = made["token"]!.ToString();
        token.Length.Should().BeGreaterThanOrEqualTo(43, "256 bits");

        (HttpStatusCode status, string body) = await OpenAsync(host, token);

        status.Should().Be(HttpStatusCode.OK);
        JsonNode shown = JsonNode.Parse(body)!;
        shown["cdr"]!["calledNumber"]!.ToString().Should().Be("442079460000");
        shown["ladder"]!["items"]!.AsArray().Should().HaveCount(4);
        shown["explanation"]!["sentences"]!.AsArray().Select(static one => one!.ToString()).Should().Contain("Route 1: carrier-b by prefix '44'.");

        // Nothing of money: neither the customer's nor what the carrier costs.
        body.Should().NotContain("0.012").And.NotContain("0.009").And.NotContain("0.00015").And.NotContain("retail").And.NotContain("carrier-b-cost").And.NotContain("costs");
        shown["explanation"]!["customer"].Should().BeNull();
        shown["cdr"]!["fee"]!.ToString().Should().Be("0");

        // The token is no key.
        foreach (string path in new[] { "/api/v1/cdrs/9009", "/api/v1/shares", "/public/v1/shared/9010" })
        {
            (await OpenAsync(host, token, path)).Status.Should().BeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound);
        }

        using HttpClient bearer = host.NewClient();
        bearer.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await bearer.GetAsync("/api/v1/cdrs/9009")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await OpenAsync(host, token[..^1] + (token[^1] == 'A' ? 'B' : 'A'))).Status.Should().Be(HttpStatusCode.NotFound);
        (await OpenAsync(host, "")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_charge_is_shown_on_wish_and_never_what_the_carrier_costs()
    {
        await using ApiHost host = await StartAsync();
        string token = await TokenAsync(host, """{"showCharge":true}""");

        string body = (await OpenAsync(host, token)).Body;

        body.Should().Contain("Rate table retail, prefix 44: 0.012 for each 60 s.").And.NotContain("0.009").And.NotContain("0.00015").And.NotContain("carrier-b-cost").And.NotContain("costs 0.5");
        JsonNode.Parse(body)!["explanation"]!["customer"]!["fee"]!.ToString().Should().Be("0.012");
        JsonNode.Parse(body)!["cdr"]!["margin"]!.ToString().Should().Be("0");
    }

    [Fact]
    public async Task Hidden_numbers_are_in_no_field_no_message_and_no_capture()
    {
        await using ApiHost host = await StartAsync();
        string token = await TokenAsync(host, """{"hideNumbers":true,"showCharge":true}""");

        string body = (await OpenAsync(host, token)).Body;

        JsonNode shown = JsonNode.Parse(body)!;
        shown["cdr"]!["callingNumber"]!.ToString().Should().Be("****");
        shown["cdr"]!["calledNumberIn"]!.ToString().Should().Be("0044207946****");
        shown["cdr"]!["callId"]!.ToString().Should().Be("44207946****-1@pbx");
        shown["explanation"]!["result"]!.ToString().Should().StartWith("**** called 0044207946****");
        shown["explanation"]!["sentences"]!.ToJsonString().Should().Contain("0044207946****");
        string pcap = Encoding.Latin1.GetString((await CaptureAsync(host, token, "pcap")));
        string pcapng = Encoding.Latin1.GetString((await CaptureAsync(host, token, "pcapng")));
        foreach (string text in new[] { body, pcap, pcapng })
        {
            foreach (string secret in SharedSamples.Secrets.Where(static secret => secret != "1001"))
            {
                text.Should().NotContain(secret);
            }

            text.Should().NotMatchRegex("(?<![0-9A-Za-z])1001(?![0-9A-Za-z])").And.Contain("44207946****");
        }
    }

    [Fact]
    public async Task Who_sees_no_numbers_sees_no_carriers_names()
    {
        await using ApiHost host = await StartAsync();
        string body = (await OpenAsync(host, await TokenAsync(host, """{"hideNumbers":true}"""))).Body;

        JsonNode shown = JsonNode.Parse(body)!;
        shown["cdr"]!["egressTrunk"]!.ToString().Should().Be("carrier 2");
        shown["cdr"]!["tried"]!.AsArray().Select(static tried => tried!["name"]!.ToString()).Should().Equal("carrier 1", "carrier 2");
        shown["explanation"]!["result"]!.ToString().Should().Contain(" to carrier 2:");
        shown["explanation"]!["sentences"]!.AsArray().Select(static one => one!.ToString()).Should().Contain("Route 1: carrier 2 by prefix '44'.");
        body.Should().NotContain("carrier-a").And.NotContain("carrier-b");
        shown["cdr"]!["destinationIp"]!.ToString().Should().BeEmpty();
        body.Should().NotContain("127.0.0.4", "that is where the carrier is").And.NotContain("Northern Carrier").And.Contain("2001:db8::2");
        (await OpenAsync(host, await TokenAsync(host, "{}"))).Body.Should().Contain("carrier-b", "with numbers carriers are named");
    }

    [Fact]
    public async Task Who_may_not_share_or_not_see_a_call_makes_no_link_of_it()
    {
        await using ApiHost host = await StartAsync();
        foreach ((string name, string pages, HttpStatusCode answer) in new[]
        {
            ("reader", """{"cdrs":"edit","shares":"view"}""", HttpStatusCode.Forbidden), ("sharer", """{"shares":"edit"}""", HttpStatusCode.NotFound), ("both", """{"shares":"edit","cdrs":"view"}""", HttpStatusCode.Created),
        })
        {
            (await host.SendAsync("POST", "/api/v1/roles", $$"""{"name":"{{name}}","pages":{{pages}}}""")).Status.Should().Be(HttpStatusCode.Created);
            using HttpClient client = await host.ClientOfAsync(name);
            (await client.PostAsync(Call, Json("{}"))).StatusCode.Should().Be(answer, name);
        }
    }

    [Fact]
    public async Task A_link_is_listed_audited_counted_and_revoked()
    {
        var time = new FakeTimeProvider(SampleCdrs.Noon);
        await using ApiHost host = await StartAsync(time);
        JsonNode made = (await host.SendAsync("POST", Call, """{"hideNumbers":true}""")).Json;
        foreach (int seconds in new[] { 0, 59, 1 })
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            await OpenAsync(host, made["token"]!.ToString());
        }

        JsonNode listed = (await host.GetAsync("/api/v1/shares")).Json["items"]![0]!;
        listed["id"]!.ToString().Should().Be(made["id"]!.ToString());
        listed["token"].Should().BeNull("it is told once");
        listed["opened"]!.GetValue<long>().Should().Be(2, "within a minute it counts once");
        listed["createdBy"]!.ToString().Should().Be("admin");

        (await host.SendAsync("DELETE", $"/api/v1/shares/{made["id"]}", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await OpenAsync(host, made["token"]!.ToString())).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.SendAsync("DELETE", $"/api/v1/shares/{made["id"]}", null)).Status.Should().Be(HttpStatusCode.NotFound);
        JsonArray audit = await host.AuditAsync("action=share");
        audit.Select(static line => line!["subject"]!.ToString()).Should().Equal("call 9009", "call 9009");
        audit[0]!["detail"]!.ToString().Should().EndWith("revoked");
        audit[1]!["new"]!.ToString().Should().Contain("numbers hidden").And.Contain("charge hidden");
        audit.ToJsonString().Should().NotContain(made["token"]!.ToString());
    }

    [Fact]
    public async Task A_link_expires()
    {
        var time = new FakeTimeProvider(SampleCdrs.Noon);
        await using ApiHost host = await StartAsync(time);
        string token = await TokenAsync(host, """{"hours":2}""");
        time.Advance(TimeSpan.FromMinutes(119));
        (await OpenAsync(host, token)).Status.Should().Be(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromMinutes(1));
        (await OpenAsync(host, token)).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync("/api/v1/shares")).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"hours":0}""")]
    [InlineData("""{"hours":2161}""")]
    public async Task A_link_lives_an_hour_to_ninety_days(string order)
    {
        await using ApiHost host = await StartAsync();
        (await host.SendAsync("POST", Call, order)).ErrorPaths.Should().Equal("hours");
    }

    [Fact]
    public async Task A_customer_shares_his_own_calls_and_his_side_of_them_and_revokes_his_own_links_only()
    {
        await using ApiHost host = await StartAsync();
        string adminsId = (await host.SendAsync("POST", Call, "{}")).Json["id"]!.ToString();
        using HttpClient customer = await host.ClientOfAsync("customer", "acme");
        using HttpClient other = await host.ClientOfAsync("customer", "carrier-a");
        (await other.PostAsync(Call, Json("{}"))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        JsonNode made = JsonNode.Parse(await (await customer.PostAsync(Call, Json("{}"))).Content.ReadAsStringAsync())!;

        string body = (await OpenAsync(host, made["token"]!.ToString())).Body;

        body.Should().NotContain("carrier-a").And.NotContain("carrier-b").And.NotContain("127.0.0.4");
        JsonNode.Parse(body)!["ladder"]!["items"]!.AsArray().Should().HaveCount(2);
        JsonNode.Parse(await customer.GetStringAsync("/api/v1/shares"))!["items"]!.AsArray().Select(static one => one!["id"]!.ToString()).Should().Equal(made["id"]!.ToString());
        (await customer.DeleteAsync($"/api/v1/shares/{adminsId}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await customer.DeleteAsync($"/api/v1/shares/{made["id"]}")).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    private static async Task<ApiHost> StartAsync(TimeProvider? time = null)
    {
        ApiHost host = await ApiHost.StartWithPlanAsync(time);
        await host.StoreAsync(SharedSamples.Call());
        return host;
    }

    private static async Task<string> TokenAsync(ApiHost host, string order)
    {
        ApiAnswer made = await host.SendAsync("POST", Call, order);
        made.Status.Should().Be(HttpStatusCode.Created, made.Body);
        return made.Json["token"]!.ToString();
    }

    private static async Task<(HttpStatusCode Status, string Body)> OpenAsync(ApiHost host, string token, string path = "/public/v1/shared")
    {
        using HttpClient visitor = host.NewClient();
        visitor.DefaultRequestHeaders.Add("X-Tandem-Share", token);
        using HttpResponseMessage answer = await visitor.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<byte[]> CaptureAsync(ApiHost host, string token, string format)
    {
        using HttpClient visitor = host.NewClient();
        visitor.DefaultRequestHeaders.Add("X-Tandem-Share", token);
        return await visitor.GetByteArrayAsync($"/public/v1/shared/pcap?format={format}");
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
