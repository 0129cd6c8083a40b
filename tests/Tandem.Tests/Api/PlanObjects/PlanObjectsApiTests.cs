using Tandem.Calls.Live;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Tandem.Routing.Plan;

namespace Tandem.Tests.Api.PlanObjects;

public sealed class PlanObjectsApiTests
{
    private const string CarrierC = """{"name":"carrier-c","account":"carrier-b","address":"127.0.0.5:5070","prefixes":["44"],"priority":3}""";

    [Fact]
    public async Task An_object_can_be_added_read_changed_and_removed()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer added = await host.SendAsync("POST", "/api/v1/egress-trunks", CarrierC);
        added.Status.Should().Be(HttpStatusCode.Created);
        added.ETag.Should().NotBeNullOrEmpty();
        (await host.SendAsync("POST", "/api/v1/egress-trunks", CarrierC)).Status.Should().Be(HttpStatusCode.Conflict);

        ApiAnswer patched = await host.SendAsync("PATCH", "/api/v1/egress-trunks/carrier-c", """{"capacity":7}""", ifMatch: added.ETag);
        patched.Status.Should().Be(HttpStatusCode.OK);
        patched.ETag.Should().NotBe(added.ETag);
        host.Holder.Current.Document.EgressTrunks.Single(trunk => trunk.Name == "carrier-c").Should().Match<Tandem.Routing.Trunks.EgressTrunk>(trunk => trunk.Capacity == 7 && trunk.Priority == 3);

        ApiAnswer put = await host.SendAsync("PUT", "/api/v1/egress-trunks/carrier-c", CarrierC);
        put.Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Document.EgressTrunks.Single(trunk => trunk.Name == "carrier-c").Capacity.Should().Be(0, "PUT replaces all of it");

        (await host.SendAsync("DELETE", "/api/v1/egress-trunks/carrier-c", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.GetAsync("/api/v1/egress-trunks/carrier-c")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync("/api/v1/egress-trunks")).Json["items"]!.AsArray().Should().HaveCount(2);
    }

    /// <summary>Found by fuzzing: half a surrogate pair is read where the text is used, and was a failure of the switch.</summary>
    [Theory]
    [InlineData("POST", "/api/v1/egress-trunks", """{"name":"\ud800"}""")]
    [InlineData("POST", "/api/v1/egress-trunks", """{"name":"a","account":{"b":["\udc00"]}}""")]
    [InlineData("PUT", "/api/v1/egress-trunks/carrier-a", """{"account":"\ud800\ud800"}""")]
    [InlineData("PATCH", "/api/v1/egress-trunks/carrier-a", """{"account":"\ud800"}""")]
    [InlineData("PATCH", "/api/v1/egress-trunks", """{"rows":[{"name":"carrier-a","action":"change","value":{"account":"\ud800"}}]}""")]
    public async Task Text_that_is_no_Unicode_is_the_senders_fault(string method, string path, string body)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync(method, path, body)).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        SwitchPlan before = host.Holder.Current;
        ApiAnswer answer = await host.SendAsync("PATCH", "/api/v1/egress-trunks/carrier-a?dryRun=true", """{"capacity":7}""");
        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Json["changes"]!.AsArray().Should().ContainSingle().Which!["after"]!.ToString().Should().Be("7");
        (await host.SendAsync("POST", "/api/v1/egress-trunks?dryRun=true", CarrierC)).Json["changes"]!.AsArray().Should().NotBeEmpty();
        (await host.SendAsync("PUT", "/api/v1/egress-trunks/carrier-a?dryRun=true", """{"account":"nobody"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await host.SendAsync("DELETE", "/api/v1/egress-trunks/carrier-a?dryRun=true", null)).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Should().BeSameAs(before);
    }

    [Fact]
    public async Task A_stale_ETag_gets_412_and_changes_nothing()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string tag = (await host.GetAsync("/api/v1/ingress-trunks/acme-pbx")).ETag!;
        (await host.SendAsync("PATCH", "/api/v1/ingress-trunks/acme-pbx", """{"cps":50}""", ifMatch: tag)).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("PATCH", "/api/v1/ingress-trunks/acme-pbx", """{"cps":1}""", ifMatch: tag)).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await host.SendAsync("DELETE", "/api/v1/ingress-trunks/acme-pbx", null, ifMatch: tag)).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        host.Holder.Current.Document.IngressTrunks[0].Cps.Should().Be(50);
    }

    [Fact]
    public async Task A_change_elsewhere_makes_no_ETag_stale()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string tag = (await host.GetAsync("/api/v1/ingress-trunks/acme-pbx")).ETag!;
        await host.SendAsync("PATCH", "/api/v1/egress-trunks/carrier-a", """{"capacity":1}""");
        (await host.SendAsync("PATCH", "/api/v1/ingress-trunks/acme-pbx", """{"cps":50}""", ifMatch: tag)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_edit_of_one_object_leaves_all_others_and_their_rates()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.SendAsync("PATCH", "/api/v1/egress-trunks/carrier-a", """{"capacity":1}""");
        host.Holder.Current.Document.RateTables.Should().HaveCount(3).And.OnlyContain(deck => deck.Rows.Count > 0);
        ApiAnswer table = await host.GetAsync("/api/v1/rate-tables/retail");
        table.Json["rateCount"]!.GetValue<int>().Should().Be(3);
        table.Json["rates"]!.AsArray().Should().HaveCount(3);
        string rates = """{"rates":[{"prefix":"44","price":"0.02","per":60}]}""";
        (await host.SendAsync("PATCH", "/api/v1/rate-tables/retail", rates)).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Document.RateTables.Select(deck => deck.Rows.Count).Should().BeEquivalentTo([1, 2, 2]);
    }

    [Fact]
    public async Task What_is_in_use_is_not_removed()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("DELETE", "/api/v1/accounts/acme", null);
        answer.Status.Should().Be(HttpStatusCode.Conflict);
        answer.ErrorPaths.Should().NotBeEmpty();
        host.Holder.Current.Document.Accounts.Should().Contain(account => account.Name == "acme");
    }

    [Fact]
    public async Task A_secret_is_never_returned_and_stays_when_left_out()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer phone = await host.GetAsync("/api/v1/phones/1001");
        phone.Status.Should().Be(HttpStatusCode.OK);
        phone.Body.Should().NotContain("not-a-default");
        await host.SendAsync("PUT", "/api/v1/phones/1001", """{"number":"1001","account":"acme","lineCapacity":2}""");
        host.Holder.Current.Document.Phones[0].Should().Match<Tandem.Routing.Trunks.Phone>(kept => kept.LineCapacity == 2 && kept.Password.Length > 0);
        await host.SendAsync("PATCH", "/api/v1/phones/1001", """{"password":"another"}""");
        host.Holder.Current.Document.Phones[0].Password.Should().Be("another");
    }

    [Theory]
    [InlineData("POST", "/api/v1/accounts", """{"name":"beta","openingBalance":"25.50"}""")]
    [InlineData("PUT", "/api/v1/accounts/beta", """{"openingBalance":"25.50"}""")]
    [InlineData("POST", "/api/v1/accounts", """{"name":"beta","balance":"25.50"}""")]
    [InlineData("PUT", "/api/v1/accounts/beta", """{"name":"beta","balance":"3","openingBalance":"25.50","available":"3","currency":"USD"}""")]
    public async Task A_new_account_opens_with_its_opening_balance(string method, string path, string body)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer added = await host.SendAsync(method, path, body);
        added.Status.Should().Be(HttpStatusCode.Created, added.Body);
        added.Json["balance"]!.GetValue<string>().Should().Be("25.5");
        added.Json["openingBalance"]!.GetValue<string>().Should().StartWith("25.5");
        host.Credit.Balance("beta").Should().Be(25.5m);
    }

    [Fact]
    public async Task What_is_wrong_in_a_CSV_of_rates_is_told_by_its_line()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer refused = await host.SendAsync("PUT", "/api/v1/rate-tables/retail", """{"name":"retail","csv":"prefix,price\n44,0.01\n45,dear\n4x,1\n"}""");
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Json["errors"]!.AsArray().Select(static problem => $"{problem!["line"]} {problem["path"]} {problem["detail"]}").Should().Equal(
            "3 rateTables[0].csv price: expected a decimal number, found 'dear'", "4 rateTables[0].rates[1].prefix '4x' is no prefix: up to 32 digits");

        ApiAnswer elsewhere = await host.SendAsync("PATCH", "/api/v1/accounts/acme", """{"rateTable":"nothing"}""");
        elsewhere.Json["errors"]![0]!["line"].Should().BeNull("lines of a text that was made here say nothing to who sent a part of it");
    }

    [Fact]
    public async Task An_account_that_has_money_keeps_its_currency()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer refused = await host.SendAsync("PATCH", "/api/v1/rate-tables/retail", """{"currency":"EUR"}""");
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.ErrorPaths.Should().Equal("accounts[0].rateTable");
        refused.Body.Should().Contain("acme").And.Contain("USD").And.Contain("EUR");
        ApiAnswer whole = await host.SendAsync("PUT", "/api/v1/plan", ApiHost.FirstCall.Replace("name: retail\n    currency: USD", "name: retail\n    currency: EUR"), "application/yaml");
        whole.Status.Should().Be(HttpStatusCode.BadRequest);
        whole.ErrorPaths.Should().Equal("accounts[0].rateTable");
        host.Holder.Current.Document.RateTables[0].Currency.Should().Be("USD");

        ApiAnswer unused = await host.SendAsync("PATCH", "/api/v1/rate-tables/carrier-b-cost", """{"currency":"EUR"}""");
        unused.Status.Should().Be(HttpStatusCode.OK, "nothing has been paid to carrier-b yet");
    }

    [Theory]
    [InlineData("""{"password":""}""")]
    [InlineData("""{"password":null}""")]
    public async Task A_secret_can_be_cleared(string patch)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.SendAsync("PATCH", "/api/v1/ingress-trunks/acme-pbx", """{"password":"pbx-secret"}""");
        host.Holder.Current.Document.IngressTrunks[0].Password.Should().Be("pbx-secret");
        (await host.SendAsync("PATCH", "/api/v1/ingress-trunks/acme-pbx", patch)).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Document.IngressTrunks[0].Password.Should().BeEmpty();
    }

    [Fact]
    public async Task An_account_shows_what_it_has_now_and_a_balance_written_back_is_no_payment()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.SendAsync("POST", "/api/v1/accounts/acme/payments", """{"amount":"2.50","kind":"recharge","reference":"r1"}""");
        ApiAnswer account = await host.GetAsync("/api/v1/accounts/acme");
        account.Json["balance"]!.GetValue<string>().Should().Be("12.5");
        account.Json["openingBalance"]!.GetValue<string>().Should().StartWith("10");
        JsonNode written = account.Json;
        written["balance"] = "999";
        ApiAnswer put = await host.SendAsync("PUT", "/api/v1/accounts/acme", written.ToJsonString(), ifMatch: account.ETag);
        put.Status.Should().Be(HttpStatusCode.OK);
        put.Json["balance"]!.GetValue<string>().Should().Be("12.5");
        put.ETag.Should().Be(account.ETag, "nothing of the plan changed");
    }

    [Theory]
    [InlineData("POST", "/api/v1/egress-trunks", "{}")]
    [InlineData("POST", "/api/v1/egress-trunks", "[]")]
    [InlineData("POST", "/api/v1/egress-trunks", "{")]
    [InlineData("POST", "/api/v1/egress-trunks", "null")]
    [InlineData("POST", "/api/v1/egress-trunks", """{"name":7}""")]
    [InlineData("POST", "/api/v1/egress-trunks", """{"name":{"a":1}}""")]
    [InlineData("PUT", "/api/v1/egress-trunks/carrier-a", """{"name":"carrier-b"}""")]
    [InlineData("PUT", "/api/v1/egress-trunks/carrier-a", """{"name":"carrier-a","address":"127.0.0.3:5070","prefixes":"44","capacity":"lots"}""")]
    [InlineData("PUT", "/api/v1/egress-trunks/carrier-a", """{"name":"carrier-a","account":"nobody","address":"127.0.0.3:5070","prefixes":["44"]}""")]
    [InlineData("PATCH", "/api/v1/egress-trunks/carrier-a", """{"name":"other"}""")]
    [InlineData("PATCH", "/api/v1/egress-trunks/carrier-a", """{"colour":"blue"}""")]
    [InlineData("PATCH", "/api/v1/accounts/acme", """{"creditLimit":"much"}""")]
    [InlineData("PATCH", "/api/v1/accounts/acme", "\"text\"")]
    [InlineData("PATCH", "/api/v1/accounts/acme", """{"creditLimit":"1","creditLimit":"2"}""")]
    [InlineData("PATCH", "/api/v1/accounts/acme", """{"rateTable":"\ud800"}""")]
    [InlineData("POST", "/api/v1/accounts", """{"name":"\ud800"}""")]
    [InlineData("PUT", "/api/v1/rate-tables/retail", """{"name":"retail","rates":[{"prefix":"4x","price":"1"}]}""")]
    public async Task A_bad_object_is_refused_with_its_problems_and_changes_nothing(string method, string path, string body)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        long before = host.Holder.Current.Revision;
        ApiAnswer answer = await host.SendAsync(method, path, body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Body);
        answer.MediaType.Should().Be("application/problem+json");
        host.Holder.Current.Revision.Should().Be(before);
    }

    [Fact]
    public async Task Only_what_holds_rate_decks_or_many_objects_may_be_large()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Dictionary<string, long?> limits = host.Endpoints
            .Where(static endpoint => endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null)
            .ToDictionary(
                static endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!.TrimEnd('/')}",
                static endpoint => endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>()!.MaxRequestBodySize);
        limits.Where(static limit => limit.Value > 1 << 20).Select(static limit => limit.Key).Should().BeEquivalentTo(
            "PUT /api/v1/plan", "POST /api/v1/rate-tables", "PUT /api/v1/rate-tables/{name}", "PATCH /api/v1/rate-tables/{name}", "POST /api/v1/simulations",
            "PATCH /api/v1/accounts", "PATCH /api/v1/rate-tables", "PATCH /api/v1/ingress-trunks", "PATCH /api/v1/egress-trunks", "PATCH /api/v1/phones", "PATCH /api/v1/turn-users");
        limits.Values.Should().OnlyContain(static limit => limit <= 64 << 20);
    }

    [Fact]
    public async Task Lists_page_by_cursor()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        JsonNode first = (await host.GetAsync("/api/v1/accounts?limit=2")).Json;
        first["items"]!.AsArray().Should().HaveCount(2);
        JsonNode second = (await host.GetAsync($"/api/v1/accounts?limit=2&cursor={first["next"]}")).Json;
        second["items"]!.AsArray().Should().HaveCount(1);
        second["next"].Should().BeNull();
        foreach ((string query, string[] bad) in ((string, string[])[])[
            ("limit=0", ["limit"]), ("limit=many", ["limit"]), ("cursor=-1", ["cursor"]), ("limit=-3&cursor=x", ["limit", "cursor"])])
        {
            ApiAnswer answer = await host.GetAsync($"/api/v1/accounts?{query}");
            answer.Status.Should().Be(HttpStatusCode.BadRequest);
            answer.ErrorPaths.Should().Equal(bad);
        }
    }

    [Fact]
    public async Task Edits_at_the_same_time_are_all_kept()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            host.SendAsync("POST", "/api/v1/accounts", $$"""{"name":"new-{{number}}","kind":"customer","rateTable":"retail"}""")));
        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.Created);
        host.Holder.Current.Document.Accounts.Should().HaveCount(9);
    }

    [Fact]
    public async Task A_trunk_shows_what_it_carries_and_takes_it_back_unread()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        DateTimeOffset until = DateTimeOffset.UnixEpoch.AddSeconds(1);
        host.Traffic.Now.Add(new(LiveLineKind.EgressTrunk, "carrier-a", 11, 2, 400, 7, 9, until, 75, 4, 3, 1, 61.26));

        ApiAnswer one = await host.GetAsync("/api/v1/egress-trunks/carrier-a");
        one.Json["live"]!.ToJsonString().Should().Be(
            "{\"calls\":11,\"callsLastSecond\":2,\"callsTotal\":400,\"refusedForLines\":7,\"refusedForRate\":9,"
            + "\"outUntil\":\"1970-01-01T00:00:01.000Z\",\"silentAddresses\":1,\"answerSeizureRatio\":75,\"attempts\":4,\"answers\":3,\"acdSeconds\":61.3}");
        (await host.GetAsync("/api/v1/ingress-trunks")).Json["items"]![0]!["live"]!["calls"]!.GetValue<int>().Should().Be(0);
        (await host.GetAsync("/api/v1/phones")).Json["items"]![0]!["live"]!["answerSeizureRatio"].Should().BeNull();

        ApiAnswer back = await host.SendAsync("PUT", "/api/v1/egress-trunks/carrier-a", one.Body, ifMatch: one.ETag);
        back.Status.Should().Be(HttpStatusCode.OK);
        host.Traffic.Now.Clear();
        (await host.GetAsync("/api/v1/egress-trunks/carrier-a")).ETag.Should().Be(one.ETag, "traffic is no change of the plan");
    }
}
