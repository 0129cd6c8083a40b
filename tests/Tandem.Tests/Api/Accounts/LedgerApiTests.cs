using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.Accounts;

public sealed class LedgerApiTests
{
    private const string Plan = """
        accounts:
          - { name: acme, rateTable: retail, balance: "10" }
          - { name: bolt, rateTable: euros, balance: "20" }
          - { name: carrier-b, kind: vendor }
        rateTables:
          - { name: retail, currency: USD, rates: [{ prefix: "44", price: "0.01" }] }
          - { name: euros, currency: EUR, rates: [{ prefix: "44", price: "0.01" }] }
        """;

    private readonly FakeTimeProvider _time = new(SampleCdrs.Noon);

    [Fact]
    public async Task Entries_of_all_accounts_come_newest_first_with_currency_balance_and_call()
    {
        await using ApiHost host = await StartAsync();
        await PayAsync(host, "bolt", "5", "invoice 7");
        await host.StoreAsync(SampleCdrs.Answered(1));

        JsonArray items = (await host.GetAsync("/api/v1/ledger")).Json["items"]!.AsArray();

        items.Select(static entry => $"{entry!["account"]} {entry["kind"]} {entry["amount"]} {entry["balance"]} {entry["currency"]} {entry["reference"]} {entry["cdrId"]}".TrimEnd()).Should().Equal(
            "carrier-b cost -0.009 -0.009   1",
            "acme call -0.012 9.988 USD  1",
            "bolt recharge 5 25 EUR invoice 7",
            "carrier-b opening 0 0  plan",
            "bolt opening 20 20 EUR plan",
            "acme opening 10 10 USD plan");
    }

    [Theory]
    [InlineData("account=bolt", "-2 5 20")]
    [InlineData("kind=recharge", "5 5 1")]
    [InlineData("kind=call", "-0.012")]
    [InlineData("kind=notOfCalls&account=acme", "5 1 10")]
    [InlineData("currency=EUR", "-2 5 20")]
    [InlineData("currency=EUR&kind=notOfCalls&amount=2", "-2")]
    [InlineData("amount=-5", "5 5")]
    [InlineData("reference=invoice 7", "5")]
    [InlineData("reference=invoice*", "5 5")]
    [InlineData("from=2026-03-01T12:01:00Z&kind=notOfCalls", "-2 5 5")]
    [InlineData("to=2026-03-01T12:01:00Z&kind=recharge", "1")]
    [InlineData("account=nobody", "")]
    public async Task Each_filter_narrows_it(string query, string amounts)
    {
        await using ApiHost host = await StartAsync();
        await PayAsync(host, "acme", "1", "");
        await host.StoreAsync(SampleCdrs.Answered(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        await PayAsync(host, "acme", "5", "invoice 7");
        await PayAsync(host, "bolt", "5", "invoice 8");
        await PayAsync(host, "bolt", "2", "back", "deduct");

        JsonArray items = (await host.GetAsync($"/api/v1/ledger?{query}")).Json["items"]!.AsArray();

        string.Join(' ', items.Select(static entry => entry!["amount"]!.ToString())).Should().Be(amounts);
    }

    [Fact]
    public async Task Pages_of_several_accounts_go_on_where_the_last_one_ended()
    {
        await using ApiHost host = await StartAsync();
        for (int amount = 1; amount <= 5; amount++)
        {
            await PayAsync(host, amount % 2 == 0 ? "acme" : "bolt", $"{amount}", "");
        }

        using HttpClient client = await host.ClientOfAsync("customer", "acme", "bolt");
        foreach (string csv in new[] { "", "&format=csv" })
        {
            List<string> seen = [];
            for (string cursor = "", first = "once"; cursor.Length > 0 || first.Length > 0; first = "")
            {
                using HttpResponseMessage answer = await client.GetAsync($"/api/v1/ledger?kind=recharge&limit=2&cursor={cursor}{csv}");
                string body = await answer.Content.ReadAsStringAsync();
                if (csv.Length == 0)
                {
                    JsonNode page = JsonNode.Parse(body)!;
                    seen.AddRange(page["items"]!.AsArray().Select(static entry => entry!["amount"]!.ToString()));
                    cursor = page["next"]?.ToString() ?? "";
                }
                else
                {
                    seen.AddRange(body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(',')[4]));
                    cursor = answer.Headers.TryGetValues("Tandem-Next", out IEnumerable<string>? next) ? next.Single() : "";
                }
            }

            seen.Should().Equal(csv.Length == 0 ? ["5", "4", "3", "2", "1"] : ["amount", "5", "4", "3", "2", "1"]);
        }
    }

    [Fact]
    public async Task Who_is_limited_to_accounts_sees_theirs_alone()
    {
        await using ApiHost host = await StartAsync();
        await PayAsync(host, "acme", "5", "ours");
        await PayAsync(host, "bolt", "7", "theirs");
        using HttpClient client = await host.ClientOfAsync("customer", "acme");

        foreach (string query in new[] { "", "kind=notOfCalls", "currency=EUR", "reference=t*", "amount=7", "format=csv" })
        {
            (await client.GetStringAsync($"/api/v1/ledger?{query}")).Should().NotContain("bolt").And.NotContain("theirs");
        }

        (await client.GetStringAsync("/api/v1/ledger")).Should().Contain("ours");
        (await client.GetAsync("/api/v1/ledger?account=bolt")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        host.Log.Lines.Should().Contain(static line => line.Contains("asked for the account 'bolt'"));
    }

    [Fact]
    public async Task A_reference_can_not_put_a_formula_into_a_spreadsheet()
    {
        await using ApiHost host = await StartAsync();
        await PayAsync(host, "acme", "5", "=HYPERLINK(1),\\\"x\\\"");
        ApiAnswer csv = await host.GetAsync("/api/v1/ledger?kind=recharge", accept: "text/csv");
        csv.Body.Should().Contain("acme,recharge,5,15,USD,\"'=HYPERLINK(1),\"\"x\"\"\",");
    }

    [Fact]
    public async Task Each_problem_of_a_question_has_its_entry()
    {
        await using ApiHost host = await StartAsync();
        ApiAnswer answer = await host.GetAsync("/api/v1/ledger?from=noon&kind=gift&amount=much&format=pdf");
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().BeEquivalentTo("from", "kind", "amount", "format");
        (await host.GetAsync("/api/v1/ledger?from=2026-02-01&to=2026-01-01")).ErrorPaths.Should().Equal("to");
        (await host.GetAsync("/api/v1/ledger?cursor=x")).ErrorPaths.Should().Equal("cursor");
    }

    private static async Task PayAsync(ApiHost host, string account, string amount, string reference, string kind = "recharge") =>
        (await host.SendAsync("POST", $"/api/v1/accounts/{account}/payments", $$"""{"amount":"{{amount}}","kind":"{{kind}}","reference":"{{reference}}"}""")).Status.Should().Be(HttpStatusCode.Created);

    private async Task<ApiHost> StartAsync()
    {
        ApiHost host = await ApiHost.StartAsync(_time);
        ApiAnswer put = await host.SendAsync("PUT", "/api/v1/plan", Plan, "application/yaml");
        put.Status.Should().Be(HttpStatusCode.OK, put.Body);
        return host;
    }
}
