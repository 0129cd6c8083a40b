using System.Net;

namespace Tandem.Tests.Api.Accounts;

public sealed class PaymentsApiTests
{
    private const string Path = "/api/v1/accounts/acme/payments";

    [Fact]
    public async Task A_payment_changes_the_balance_and_stands_in_the_ledger()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer paid = await host.SendAsync("POST", Path, """{"amount":"10.00","kind":"recharge","reference":"invoice 7"}""");
        paid.Status.Should().Be(HttpStatusCode.Created);
        paid.Json["balance"]!.GetValue<string>().Should().Be("20");
        ApiAnswer taken = await host.SendAsync("POST", Path, """{"amount":"0.00000001","kind":"deduct"}""");
        taken.Json["balance"]!.GetValue<string>().Should().Be("19.99999999");
        ApiAnswer ledger = await host.GetAsync("/api/v1/accounts/acme/ledger");
        ledger.Json["items"]!.AsArray().Select(entry => entry!["amount"]!.GetValue<string>()).Should().Equal("-0.00000001", "10", "10");
        (await host.SendAsync("POST", "/api/v1/verify", null)).Json["differences"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_Idempotency_Key_pays_once()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        const string Body = """{"amount":"5","kind":"recharge"}""";
        ApiAnswer first = await host.SendAsync("POST", Path, Body, header: ("Idempotency-Key", "k1"));
        ApiAnswer second = await host.SendAsync("POST", Path, Body, header: ("Idempotency-Key", "k1"));
        second.Status.Should().Be(HttpStatusCode.Created);
        second.Json["id"]!.ToString().Should().Be(first.Json["id"]!.ToString());
        ApiAnswer other = await host.SendAsync("POST", Path, """{"amount":"6","kind":"recharge"}""", header: ("Idempotency-Key", "k1"));
        other.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await host.GetAsync("/api/v1/accounts/acme")).Json["balance"]!.GetValue<string>().Should().Be("15");
    }

    [Fact]
    public async Task Each_problem_of_a_payment_has_an_entry_of_its_own()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string longText = new('x', 201);
        ApiAnswer answer = await host.SendAsync("POST", Path, $$"""{"amount":"0","kind":"gift","reference":"{{longText}}"}""", header: ("Idempotency-Key", longText));
        answer.ErrorPaths.Should().BeEquivalentTo("amount", "kind", "reference", "Idempotency-Key");
    }

    [Theory]
    [InlineData("   ")]
    public async Task An_empty_Idempotency_Key_is_refused_and_is_no_key_that_all_payments_share(string key)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("POST", Path, """{"amount":"5"}""", header: ("Idempotency-Key", key));
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal("Idempotency-Key");
        (await host.GetAsync("/api/v1/accounts/acme")).Json["balance"]!.GetValue<string>().Should().Be("10");
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"amount":"0"}""")]
    [InlineData("""{"amount":"-1"}""")]
    [InlineData("""{"amount":"1e3"}""")]
    [InlineData("""{"amount":"1,000"}""")]
    [InlineData("""{"amount":"0.000000001"}""")]
    [InlineData("""{"amount":"99999999999"}""")]
    [InlineData("""{"amount":10}""")]
    [InlineData("""{"amount":"1","kind":"gift"}""")]
    [InlineData("""null""")]
    [InlineData("""{"amount":""")]
    public async Task A_bad_payment_is_refused(string body)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("POST", Path, body)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await host.GetAsync("/api/v1/accounts/acme")).Json["balance"]!.GetValue<string>().Should().Be("10");
    }

    [Fact]
    public async Task An_account_that_is_not_there_gets_404()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("POST", "/api/v1/accounts/nobody/payments", """{"amount":"1"}""")).Status.Should().Be(HttpStatusCode.NotFound);
    }
}
