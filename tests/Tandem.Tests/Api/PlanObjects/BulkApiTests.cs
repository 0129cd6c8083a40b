using System.Net;
using System.Text.Json.Nodes;
using Tandem.Routing.Plan;

namespace Tandem.Tests.Api.PlanObjects;

public sealed class BulkApiTests
{
    private const string CarrierC = """{"account":"carrier-b","address":"127.0.0.5:5070","prefixes":["44"]}""";

    [Fact]
    public async Task Many_are_changed_added_and_removed_as_one_revision_with_a_line_for_each()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        long before = host.Holder.Current.Revision;
        ApiAnswer answer = await PatchAsync(
            host,
            "egress-trunks",
            """{"name":"carrier-a","action":"change","value":{"capacity":7,"lock":"all"}}""",
            $$"""{"name":"carrier-c","action":"add","value":{{CarrierC}}}""",
            """{"name":"carrier-b","action":"remove"}""");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Body);
        answer.Revision.Should().Be($"{before + 1}");
        host.Holder.Current.Revision.Should().Be(before + 1);
        host.Holder.Current.Document.EgressTrunks.Select(static trunk => (trunk.Name, trunk.Capacity)).Should().Equal(("carrier-a", 7), ("carrier-c", 0));
        answer.Json["rows"]!.AsArray().Select(static row => (row!["name"]!.ToString(), row["outcome"]!.ToString(), row["changes"]!.AsArray().Count))
            .Should().Equal(("carrier-a", "changed", 2), ("carrier-c", "added", 1), ("carrier-b", "removed", 1));
    }

    [Fact]
    public async Task One_bad_row_and_nothing_is_done_and_each_problem_names_its_row_and_field()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        SwitchPlan before = host.Holder.Current;
        ApiAnswer answer = await PatchAsync(
            host,
            "egress-trunks",
            """{"name":"carrier-b","action":"change","value":{"capacity":3}}""",
            """{"name":"carrier-a","action":"change","value":{"capacity":"many"}}""",
            """{"name":"carrier-d","action":"add","value":{"account":"nobody","address":"127.0.0.5"}}""");
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().OnlyContain(static path => path.StartsWith("rows[1]", StringComparison.Ordinal) || path.StartsWith("rows[2]", StringComparison.Ordinal))
            .And.Contain("rows[1].capacity");
        host.Holder.Current.Should().BeSameAs(before);

        ApiAnswer names = await PatchAsync(
            host, "egress-trunks", """{"name":"carrier-a","action":"add","value":{}}""", """{"name":"nobody","action":"remove"}""", """{"name":"carrier-a","action":"change","value":{}}""");
        names.Status.Should().Be(HttpStatusCode.NotFound);
        names.ErrorPaths.Should().Equal("rows[0]", "rows[1]", "rows[2]");
        (await host.SendAsync("PATCH", "/api/v1/egress-trunks", """{"rows":[]}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await PatchAsync(host, "egress-trunks", """{"name":"carrier-a","action":"explode"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        host.Holder.Current.Should().BeSameAs(before);
    }

    [Fact]
    public async Task What_a_dry_run_saw_is_what_is_saved_or_nothing_is()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        SwitchPlan before = host.Holder.Current;
        const string Row = """{"name":"carrier-a","action":"change","value":{"capacity":7}}""";
        ApiAnswer dry = await host.SendAsync("PATCH", "/api/v1/egress-trunks?dryRun=true", $$"""{"rows":[{{Row}}]}""");
        dry.Json["changes"]!.AsArray().Should().ContainSingle().Which!["after"]!.ToString().Should().Be("7");
        dry.Revision.Should().BeNull();
        host.Holder.Current.Should().BeSameAs(before);
        JsonNode row = JsonNode.Parse(Row)!;
        row["ifMatch"] = dry.Json["rows"]![0]!["eTag"]!.ToString();

        await host.SendAsync("PATCH", "/api/v1/egress-trunks/carrier-a", """{"cps":5}""");
        ApiAnswer stale = await PatchAsync(host, "egress-trunks", row.ToJsonString());
        stale.Status.Should().Be(HttpStatusCode.PreconditionFailed);
        stale.ErrorPaths.Should().Equal("rows[0]");
        host.Holder.Current.Document.EgressTrunks[0].Capacity.Should().NotBe(7);
    }

    [Fact]
    public async Task What_is_in_use_keeps_all_of_them()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await PatchAsync(host, "accounts", """{"name":"acme","action":"remove"}""", """{"name":"carrier-a","action":"remove"}""");
        answer.Status.Should().Be(HttpStatusCode.Conflict);
        answer.ErrorPaths.Should().NotBeEmpty();
        host.Holder.Current.Document.Accounts.Should().HaveCount(3);
    }

    [Fact]
    public async Task Rate_tables_keep_their_rates_and_phones_their_secrets()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await PatchAsync(host, "rate-tables", """{"name":"carrier-b-cost","action":"change","value":{"currency":"EUR"}}""")).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Document.RateTables.Select(static deck => deck.Rows.Count).Should().Equal(3, 2, 2);
        (await PatchAsync(host, "rate-tables", """{"name":"retail","action":"change","value":{"rates":[]}}""")).ErrorPaths.Should().Equal("rows[0].rates");
        (await PatchAsync(host, "rate-tables", """{"name":"new","action":"add","value":{"rates":[{"prefix":"1","price":"1"}]}}""")).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Document.RateTables[3].Rows.Should().ContainSingle();

        (await PatchAsync(host, "phones", """{"name":"1001","action":"change","value":{"lineCapacity":4}}""")).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Document.Phones[0].Password.Should().NotBeEmpty();
        (await PatchAsync(host, "phones", """{"name":"1001","action":"change","value":{"account":null}}""")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    private static Task<ApiAnswer> PatchAsync(ApiHost host, string kind, params string[] rows) =>
        host.SendAsync("PATCH", $"/api/v1/{kind}", $$"""{"rows":[{{string.Join(',', rows)}}]}""");
}
