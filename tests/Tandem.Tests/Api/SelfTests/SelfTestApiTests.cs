using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tandem.Server.NatCheck;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.SelfTests;

public sealed class SelfTestApiTests
{
    private const string Path = "/public/v1/self-test";

    private static readonly NatCheckReport Report = new(
        "192.0.2.1:5060", "192.168.1.20",
        [new("UDP", 5060, "INVITE", "203.0.113.9:4711", 1, [new("Contact", 20, 20, "192.168.1.20", "203.0.113.9", "Contact: <sip:a@192.168.1.20>", "Contact: <script>alert(1)</script>")])],
        new("one mapping for all ports", "lets other ports in", true), new(180, 0),
        [new("SIP ALG rewrites Contact", "SipAlgRewrites", true, "NoIncomingCalls", 95, [new("Contact", "203.0.113.9")], [new("any router", "SIP ALG", ["Switch it off"])])]);

    [Fact]
    public async Task It_is_closed_until_it_is_switched_on()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        using HttpClient visitor = host.NewClient();
        JsonObject closed = (await visitor.GetFromJsonAsync<JsonObject>(Path))!;
        (closed["isOpen"]!.GetValue<bool>(), closed["sipPort"]!.GetValue<int>()).Should().Be((false, 5160), "who is signed in reads the command on the doctor's page");
        (await visitor.PostAsync(Path, null)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await visitor.PutAsJsonAsync($"{Path}/code", Report, JsonSerializerOptions.Web)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_visitor_gets_a_code_the_tool_reports_once_and_the_link_shows_it()
    {
        await using ApiHost host = await OpenAsync();
        using HttpClient visitor = host.NewClient();
        (await visitor.GetFromJsonAsync<JsonObject>(Path))!["host"]!.ToString().Should().Be("sip.example.com:5062");
        JsonObject begun = await BeginAsync(visitor);
        visitor.DefaultRequestHeaders.Add("X-Tandem-Share", begun["token"]!.ToString());
        JsonNode waiting = JsonNode.Parse(await visitor.GetStringAsync("/public/v1/shared"))!;
        (waiting["kind"]!.ToString(), waiting["natCheck"]).Should().Be(("natCheck", (JsonNode?)null));

        (await ReportAsync(visitor, begun)).Should().Be(HttpStatusCode.NoContent);

        JsonNode shown = JsonNode.Parse(await visitor.GetStringAsync("/public/v1/shared"))!;
        shown["natCheck"]!["hasFault"]!.GetValue<bool>().Should().BeTrue();
        shown["natCheck"]!["findings"]![0]!["cures"]![0]!["steps"]![0]!.ToString().Should().Be("Switch it off");
        shown["natCheck"]!["probes"]![0]!["changes"]![0]!["arrivedLine"]!.ToString().Should().Be("Contact: <script>alert(1)</script>");
        (await ReportAsync(visitor, begun)).Should().Be(HttpStatusCode.NotFound, "a code counts once");

        // The desk sees it, and shares it on.
        JsonNode check = (await host.GetAsync("/api/v1/nat-checks")).Json["items"]![0]!;
        check["result"]!["own"]!.ToString().Should().Be("192.168.1.20");
        ApiAnswer link = await host.SendAsync("POST", $"/api/v1/nat-checks/{check["id"]}/shares", """{"hours":1}""");
        link.Status.Should().Be(HttpStatusCode.Created);
        (await host.SendAsync("POST", "/api/v1/nat-checks/nothing/shares", "{}")).Status.Should().Be(HttpStatusCode.NotFound);
        visitor.DefaultRequestHeaders.Remove("X-Tandem-Share");
        visitor.DefaultRequestHeaders.Add("X-Tandem-Share", link.Json["token"]!.ToString());
        (await visitor.GetStringAsync("/public/v1/shared")).Should().Contain("Switch it off");
        (await visitor.GetAsync("/public/v1/shared/pcap")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("no json")]
    [InlineData("""{"switch":"a","own":null,"probes":[],"type":{"mapping":"","filtering":"","keepsPort":true},"binding":null,"findings":[],"isAnswered":true,"hasFault":false}""")]
    [InlineData("""{"switch":"a","own":"b","probes":[null],"type":{"mapping":"","filtering":"","keepsPort":true},"binding":null,"findings":[],"isAnswered":true,"hasFault":false,"more":1}""")]
    public async Task What_the_tool_would_not_write_is_refused_and_the_code_is_good_still(string body)
    {
        await using ApiHost host = await OpenAsync();
        using HttpClient visitor = host.NewClient();
        JsonObject begun = await BeginAsync(visitor);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        (await visitor.PutAsync($"{Path}/{begun["code"]}", content)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await ReportAsync(visitor, begun)).Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Too_large_a_report_a_wrong_code_and_one_that_is_too_old_are_refused()
    {
        var time = new FakeTimeProvider(SampleCdrs.Noon);
        await using ApiHost host = await OpenAsync(time);
        using HttpClient visitor = host.NewClient();
        JsonObject begun = await BeginAsync(visitor);
        using var large = new StringContent(new string(' ', 200_000), Encoding.UTF8, "application/json");
        (await visitor.PutAsync($"{Path}/{begun["code"]}", large)).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await visitor.PutAsJsonAsync($"{Path}/{begun["token"]}", Report, JsonSerializerOptions.Web)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        time.Advance(TimeSpan.FromHours(1));
        (await ReportAsync(visitor, begun)).Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_result_is_kept_for_a_week()
    {
        var time = new FakeTimeProvider(SampleCdrs.Noon);
        await using ApiHost host = await OpenAsync(time);
        using HttpClient visitor = host.NewClient();
        JsonObject begun = await BeginAsync(visitor);
        await ReportAsync(visitor, begun);
        visitor.DefaultRequestHeaders.Add("X-Tandem-Share", begun["token"]!.ToString());
        time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        (await visitor.GetAsync("/public/v1/shared")).StatusCode.Should().Be(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromSeconds(1));
        (await visitor.GetAsync("/public/v1/shared")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync("/api/v1/nat-checks")).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task One_address_begins_twenty_an_hour()
    {
        var time = new FakeTimeProvider(SampleCdrs.Noon);
        await using ApiHost host = await OpenAsync(time);
        using HttpClient visitor = host.NewClient();
        for (int i = 0; i < 20; i++)
        {
            await BeginAsync(visitor);
        }

        (await visitor.PostAsync(Path, null)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        time.Advance(TimeSpan.FromHours(1));
        await BeginAsync(visitor);
        (await host.GetAsync("/api/v1/nat-checks")).Json["items"]!.AsArray().Should().BeEmpty("none has reported");
    }

    private static async Task<ApiHost> OpenAsync(TimeProvider? time = null)
    {
        ApiHost host = await ApiHost.StartWithPlanAsync(time);
        (await host.SendAsync("PUT", "/api/v1/parameters/SS_NAT_SELF_TEST", """{"value":"On"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("PUT", "/api/v1/parameters/SS_NAT_SELF_TEST_HOST", """{"value":"sip.example.com:5062"}""")).Status.Should().Be(HttpStatusCode.OK);
        return host;
    }

    private static async Task<JsonObject> BeginAsync(HttpClient visitor)
    {
        using HttpResponseMessage answer = await visitor.PostAsync(Path, null);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<HttpStatusCode> ReportAsync(HttpClient visitor, JsonObject begun)
    {
        using HttpResponseMessage answer = await visitor.PutAsJsonAsync($"{Path}/{begun["code"]}", Report, JsonSerializerOptions.Web);
        return answer.StatusCode;
    }
}
