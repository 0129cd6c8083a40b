using System.Net;
using System.Text.Json.Nodes;

namespace Tandem.Tests.Api.Audit;

public sealed class AuditApiTests
{
    [Fact]
    public async Task A_change_is_there_with_who_and_what_was_before_and_after()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        using HttpClient clerk = await host.ClientOfAsync("billing");
        using var content = new StringContent("""{"amount":"5.00","reference":"invoice 7"}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage paid = await clerk.PostAsync("/api/v1/accounts/acme/payments", content);
        paid.StatusCode.Should().Be(HttpStatusCode.Created);
        (await host.SendAsync("PUT", "/api/v1/parameters/SS_MAX_CPS", """{"value":"5"}""")).Status.Should().Be(HttpStatusCode.OK);

        JsonNode payment = (await host.AuditAsync("action=payment"))[0]!;
        payment["actor"]!.ToString().Should().StartWith("key:billing-");
        decimal.Parse(payment["new"]!.ToString()).Should().Be(decimal.Parse(payment["old"]!.ToString()) + 5m);
        payment["detail"]!.ToString().Should().Contain("invoice 7");
        JsonNode parameter = (await host.AuditAsync("action=plan"))[0]!;
        parameter["new"]!.ToString().Should().Be("parameters/SS_MAX_CPS: 5");
    }

    [Fact]
    public async Task No_secret_is_ever_in_it()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("POST", "/api/v1/phones", """{"number":"7777","account":"acme","password":"sekret-1"}""")).Status.Should().Be(HttpStatusCode.Created);
        (await host.SendAsync("PATCH", "/api/v1/phones/7777", """{"password":"sekret-2"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("POST", "/api/v1/users", """{"name":"joe","role":"operator","password":"sekret-three"}""")).Status.Should().Be(HttpStatusCode.Created);
        (await host.SendAsync("DELETE", "/api/v1/phones/7777", null)).Status.Should().Be(HttpStatusCode.NoContent);
        ApiAnswer all = await host.GetAsync("/api/v1/audit?limit=1000");
        all.Body.Should().NotContain("sekret").And.Contain("phones/7777.password changed").And.Contain("phones/7777: { number: ");
        for (int revision = 1; revision <= host.Holder.Current.Revision; revision++)
        {
            (await host.GetAsync($"/api/v1/plan/revisions/{revision}/changes")).Body.Should().NotContain("sekret");
        }
    }

    [Fact]
    public async Task It_is_filtered_and_paged()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        foreach (string name in new[] { "anna", "anton", "berta" })
        {
            await host.SendAsync("POST", "/api/v1/users", $$"""{"name":"{{name}}","role":"operator","password":"correct horse"}""");
        }

        (await host.AuditAsync("subject=an*")).Select(static line => line!["subject"]!.ToString()).Should().Equal("anton", "anna");
        (await host.AuditAsync("subject=berta&action=user&actor=admin")).Should().ContainSingle();
        (await host.AuditAsync("actor=nobody")).Should().BeEmpty();
        (await host.AuditAsync("to=2020-01-01")).Should().BeEmpty();
        JsonNode page = (await host.GetAsync("/api/v1/audit?limit=2")).Json;
        page["items"]!.AsArray().Should().HaveCount(2);
        JsonNode next = (await host.GetAsync($"/api/v1/audit?limit=2&cursor={page["next"]}")).Json;
        long.Parse(next["items"]![0]!["id"]!.ToString()).Should().Be(long.Parse(page["next"]!.ToString()) - 1);
        (await host.GetAsync("/api/v1/audit?from=yesterday")).ErrorPaths.Should().Equal("from");
    }
}
