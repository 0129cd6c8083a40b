using System.Net;
using Tandem.Routing.Plan;

namespace Tandem.Tests.Api.PlanObjects;

public sealed class UndoApiTests
{
    [Fact]
    public async Task A_deleted_phone_comes_back_with_its_secret_and_what_others_did_stays()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string secret = host.Holder.Current.Document.Phones[0].Password;
        ApiAnswer gone = await host.SendAsync("DELETE", "/api/v1/phones/1001", null);
        gone.Status.Should().Be(HttpStatusCode.NoContent);
        await host.SendAsync("PATCH", "/api/v1/egress-trunks/carrier-a", """{"capacity":9}""");

        ApiAnswer undone = await UndoAsync(host, "phones", gone.Revision);
        undone.Status.Should().Be(HttpStatusCode.OK, undone.Body);
        undone.Revision.Should().Be($"{host.Holder.Current.Revision}");
        host.Holder.Current.Document.Phones[0].Should().Match<Tandem.Routing.Trunks.Phone>(phone => phone.Number == "1001" && phone.Password == secret);
        host.Holder.Current.Document.EgressTrunks[0].Capacity.Should().Be(9);

        // The undo is undone like anything else.
        (await UndoAsync(host, "phones", undone.Revision)).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Document.Phones.Should().NotContain(static phone => phone.Number == "1001");
    }

    [Fact]
    public async Task A_change_and_an_addition_are_taken_back_and_rates_return()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        PlanDocument first = host.Holder.Current.Document;
        ApiAnswer changed = await host.SendAsync("PATCH", "/api/v1/rate-tables/retail", """{"rates":[{"prefix":"1","price":"1"}]}""");
        ApiAnswer added = await host.SendAsync("POST", "/api/v1/accounts", """{"name":"beta"}""");
        (await UndoAsync(host, "rate-tables", changed.Revision)).Status.Should().Be(HttpStatusCode.OK);
        (await UndoAsync(host, "accounts", added.Revision)).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Document.RateTables.Select(static deck => (deck.Name, deck.Rows.Count)).Should().Equal(first.RateTables.Select(static deck => (deck.Name, deck.Rows.Count)));
        host.Holder.Current.Document.Accounts.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_bulk_edit_is_taken_back_as_a_whole()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string[] names = [.. host.Holder.Current.Document.EgressTrunks.Select(static trunk => trunk.Name)];
        ApiAnswer bulk = await host.SendAsync("PATCH", "/api/v1/egress-trunks", """{"rows":[{"name":"carrier-a","action":"remove"},{"name":"carrier-b","action":"change","value":{"capacity":3}}]}""");
        ApiAnswer dry = await host.SendAsync("POST", $"/api/v1/egress-trunks/revisions/{bulk.Revision}/undo?dryRun=true", null);
        dry.Json["changes"]!.AsArray().Should().HaveCount(2);
        host.Holder.Current.Document.EgressTrunks.Should().ContainSingle();
        (await UndoAsync(host, "egress-trunks", bulk.Revision)).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Document.EgressTrunks.Select(static trunk => trunk.Name).Should().Equal(names);
        host.Holder.Current.Document.EgressTrunks[1].Capacity.Should().NotBe(3);
    }

    [Fact]
    public async Task Of_a_bulk_edit_what_nobody_touched_since_can_be_taken_back_alone()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer bulk = await host.SendAsync("PATCH", "/api/v1/egress-trunks", """{"rows":[{"name":"carrier-a","action":"change","value":{"capacity":3}},{"name":"carrier-b","action":"change","value":{"capacity":3}}]}""");
        await host.SendAsync("PATCH", "/api/v1/egress-trunks/carrier-a", """{"capacity":4}""");
        (await UndoAsync(host, "egress-trunks", bulk.Revision)).ErrorPaths.Should().Equal("egressTrunks/carrier-a");
        (await host.SendAsync("POST", $"/api/v1/egress-trunks/revisions/{bulk.Revision}/undo?leaveChanged=true", null)).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Document.EgressTrunks.Select(static trunk => trunk.Capacity).Should().StartWith(4).And.NotContain(3);
    }

    [Fact]
    public async Task What_somebody_changed_since_is_not_taken_back()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer mine = await host.SendAsync("PATCH", "/api/v1/ingress-trunks/acme-pbx", """{"capacity":5}""");
        await host.SendAsync("PATCH", "/api/v1/ingress-trunks/acme-pbx", """{"cps":6}""");
        ApiAnswer refused = await UndoAsync(host, "ingress-trunks", mine.Revision);
        refused.Status.Should().Be(HttpStatusCode.PreconditionFailed);
        refused.ErrorPaths.Should().Equal("ingressTrunks/acme-pbx");
        host.Holder.Current.Document.IngressTrunks[0].Should().Match<Tandem.Routing.Trunks.IngressTrunk>(trunk => trunk.Capacity == 5 && trunk.Cps == 6);
    }

    [Fact]
    public async Task What_is_in_use_by_now_stays_and_what_is_not_there_is_not_found()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer added = await host.SendAsync("POST", "/api/v1/accounts", """{"name":"beta","rateTable":"retail"}""");
        await host.SendAsync("POST", "/api/v1/phones", """{"number":"2001","account":"beta","password":"a-long-password-of-a-phone"}""");
        ApiAnswer refused = await UndoAsync(host, "accounts", added.Revision);
        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.ErrorPaths.Should().NotBeEmpty();
        (await UndoAsync(host, "phones", added.Revision)).Status.Should().Be(HttpStatusCode.NotFound, "that revision changed no phone");
        (await UndoAsync(host, "accounts", "77")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.SendAsync("PATCH", "/api/v1/accounts/beta", """{"name":"beta"}""")).Revision.Should().BeNull("nothing was changed");
    }

    private static Task<ApiAnswer> UndoAsync(ApiHost host, string kind, string? revision) => host.SendAsync("POST", $"/api/v1/{kind}/revisions/{revision}/undo", null);
}
