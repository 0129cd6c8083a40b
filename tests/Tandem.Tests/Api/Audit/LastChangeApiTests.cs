using System.Net;
using System.Text.Json.Nodes;

namespace Tandem.Tests.Api.Audit;

public sealed class LastChangeApiTests
{
    [Fact]
    public async Task The_last_change_of_an_object_says_who_made_it_and_not_who_changed_another()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        using HttpClient engineer = await host.ClientOfAsync("administrator");
        (await PatchAsync(engineer, "/api/v1/egress-trunks/carrier-a", """{"capacity":9}""")).Should().Be(HttpStatusCode.OK);
        long revision = host.Holder.Current.Revision;
        await host.SendAsync("PATCH", "/api/v1/egress-trunks/carrier-b", """{"capacity":7}""");
        await host.SendAsync("POST", "/api/v1/accounts", """{"name":"carrier-a.capacity"}""");

        JsonNode last = (await host.GetAsync("/api/v1/egress-trunks/carrier-a/last-change")).Json;
        last["actor"]!.ToString().Should().StartWith("key:administrator-");
        last["revision"]!.GetValue<long>().Should().Be(revision);
        DateTimeOffset.Parse(last["at"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture).Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        (await host.GetAsync("/api/v1/egress-trunks/carrier-b/last-change")).Json["actor"]!.ToString().Should().Be("admin");
    }

    [Theory]
    [InlineData("egress-trunks", "carrier-a")]
    [InlineData("egress-trunks", "carrier-a.capacity")]
    public async Task A_name_with_a_dot_is_not_taken_for_a_field(string list, string name)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string fields = """ "account":"carrier-a","prefixes":["44"],"addresses":["127.0.0.9:5060"] """;
        ApiAnswer made = await host.SendAsync("POST", $"/api/v1/{list}", $$"""{"name":"carrier-a.capacity",{{fields}}}""");
        made.Status.Should().Be(HttpStatusCode.Created, made.Body);
        ApiAnswer undotted = await host.SendAsync("PATCH", $"/api/v1/{list}/carrier-a", """{"capacity":4}""");
        ApiAnswer dotted = await host.SendAsync("PATCH", $"/api/v1/{list}/carrier-a.capacity", """{"cps":5}""");
        string expected = name == "carrier-a" ? undotted.Revision! : dotted.Revision!;
        (await host.GetAsync($"/api/v1/{list}/{name}/last-change")).Json["revision"]!.ToString().Should().Be(expected);
    }

    [Fact]
    public async Task Rates_parameters_and_deletions_count_and_what_was_never_there_is_not_found()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer rates = await host.SendAsync("PATCH", "/api/v1/rate-tables/retail", """{"rates":[{"prefix":"1","price":"1"}]}""");
        (await RevisionAsync(host, "rate-tables/retail")).Should().Be(rates.Revision);
        await host.SendAsync("PUT", "/api/v1/parameters/SS_GATEWAY_ASR_CALCULATE", """{"value":"1"}""");
        (await RevisionAsync(host, "parameters/SS_GATEWAY_ASR_CALCULATE")).Should().Be($"{host.Holder.Current.Revision}");
        ApiAnswer gone = await host.SendAsync("DELETE", "/api/v1/phones/1001", null);
        (await RevisionAsync(host, "phones/1001")).Should().Be(gone.Revision);
        (await host.GetAsync("/api/v1/phones/9999/last-change")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_a_role_too_and_only_who_may_edit_is_told()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.SendAsync("POST", "/api/v1/roles", """{"name":"desk","pages":{"trunks":"view"}}""");
        JsonNode last = (await host.GetAsync("/api/v1/roles/desk/last-change")).Json;
        last["actor"]!.ToString().Should().Be("admin");
        last["revision"].Should().BeNull();
        using HttpClient desk = await host.ClientOfAsync("desk");
        using HttpResponseMessage refused = await desk.GetAsync(new Uri("/api/v1/egress-trunks/carrier-a/last-change", UriKind.Relative));
        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private static async Task<string> RevisionAsync(ApiHost host, string path) => (await host.GetAsync($"/api/v1/{path}/last-change")).Json["revision"]!.ToString();

    private static async Task<HttpStatusCode> PatchAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PatchAsync(new Uri(path, UriKind.Relative), content);
        return answer.StatusCode;
    }
}
