using System.Net;
using System.Text.Json.Nodes;

namespace Tandem.Tests.Api.Plans;

public sealed class PlanHistoryApiTests
{
    [Fact]
    public async Task Each_revision_is_there_with_what_it_changed()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("PATCH", "/api/v1/egress-trunks/carrier-a", """{"priority":7}""")).Status.Should().Be(HttpStatusCode.OK);
        JsonArray revisions = (await host.GetAsync("/api/v1/plan/revisions")).Json["items"]!.AsArray();
        revisions.Select(static one => one!["revision"]!.GetValue<long>()).Should().Equal(2, 1);
        revisions[0]!["isInForce"]!.GetValue<bool>().Should().BeTrue();
        revisions[0]!["changes"]!.GetValue<int>().Should().Be(1);
        revisions[0]!["actor"]!.ToString().Should().Be("admin");

        JsonNode change = (await host.GetAsync("/api/v1/plan/revisions/2/changes")).Json["items"]!.AsArray().Single()!;
        change["path"]!.ToString().Should().Be("egressTrunks/carrier-a.priority");
        change["after"]!.ToString().Should().Be("7");
        (await host.GetAsync("/api/v1/plan/revisions/1/changes")).Json["items"]!.AsArray()
            .Should().Contain(one => one!["kind"]!.ToString() == "+" && one["path"]!.ToString() == "accounts/acme" && one["after"]!.ToString().Contains("name: acme"));
        (await host.GetAsync("/api/v1/plan/revisions/3/changes")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync("/api/v1/plan/revisions?limit=1")).Json["next"]!.ToString().Should().Be("2");
        (await host.GetAsync("/api/v1/plan/revisions?limit=1&cursor=2")).Json["items"]![0]!["revision"]!.GetValue<long>().Should().Be(1);
    }

    [Fact]
    public async Task Going_back_makes_a_new_revision_and_moves_no_money()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string before = (await host.GetAsync("/api/v1/plan")).Body;
        (await host.SendAsync("POST", "/api/v1/accounts/acme/payments", """{"amount":"5.00"}""")).Status.Should().Be(HttpStatusCode.Created);
        decimal balance = host.Credit.Balance("acme");
        (await host.SendAsync("PUT", "/api/v1/parameters/SS_MAX_CPS", """{"value":"5"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("POST", "/api/v1/accounts", """{"name":"newcomer","rateTable":"retail"}""")).Status.Should().Be(HttpStatusCode.Created);

        ApiAnswer dry = await host.SendAsync("POST", "/api/v1/plan/revisions/1/restore?dryRun=true", null);
        dry.Json["changes"]!.AsArray().Should().HaveCount(2);
        host.Holder.Current.Revision.Should().Be(3);
        (await host.SendAsync("POST", "/api/v1/plan/revisions/1/restore", null, ifMatch: "\"2\"")).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        ApiAnswer back = await host.SendAsync("POST", "/api/v1/plan/revisions/1/restore", null, ifMatch: "\"3\"");
        back.Status.Should().Be(HttpStatusCode.OK, back.Body);
        back.Json["revision"]!.GetValue<long>().Should().Be(4);
        (await host.GetAsync("/api/v1/plan")).Body.Should().Be(before);
        host.Credit.Balance("acme").Should().Be(balance);
        (await host.AuditAsync("action=plan"))[0]!["detail"]!.ToString().Should().StartWith("back to revision 1");
        (await host.SendAsync("POST", "/api/v1/plan/revisions/9/restore", null)).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.SendAsync("POST", "/api/v1/verify", null)).Json["differences"]!.AsArray().Should().BeEmpty();
    }
}
