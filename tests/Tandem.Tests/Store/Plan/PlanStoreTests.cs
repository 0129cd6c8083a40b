using System.Diagnostics;
using AwesomeAssertions;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.Accounts;
using Tandem.Store.Plan;
using Xunit;

namespace Tandem.Tests.Store.Plan;

public sealed class PlanStoreTests : IDisposable
{
    private readonly StoreKit _kit = new();

    public PlanStoreTests()
    {
        _kit.Writer.Start();
        _kit.Plans.LoadNewest();
    }

    private static PlanDocument Full => StoreKit.Accounts with
    {
        Parameters = new Dictionary<string, string> { ["SERVER_BILLING_FREE_TIME"] = "1" },
        RateTables =
        [
            new RateDeck
            {
                Name = "retail",
                Rows =
                [
                    new RateRow("44", "UK", new Rate { Price = 0.012m }),
                    new RateRow("447", "UK mobile", new Rate { Price = 0.02m, Sections = [new RateSection(30, 0.1m)] }, Samples.Start),
                ],
            },
        ],
        IngressTrunks = [new IngressTrunk { Name = "acme-pbx", Account = "acme", Addresses = ["127.0.0.2"], RateTable = "retail", Password = "s3cret" }],
        EgressTrunks = [new EgressTrunk { Name = "carrier-a", Account = "carrier-a", Addresses = ["127.0.0.3"], Prefixes = [""], RateTable = "retail" }],
        Phones = [new Phone { Number = "1001", Account = "acme", Password = "${x}" }],
    };

    private CompiledIngress? Pbx => _kit.Holder.Current.Ingress.SingleOrDefault(static ingress => ingress.Name == "acme-pbx");

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task A_saved_plan_is_in_force_and_in_the_store()
    {
        PlanSaved saved = (await SaveAsync(Full))!;

        saved.Revision.Should().Be(1);
        _kit.Holder.Current.Revision.Should().Be(1);
        Pbx.Should().NotBeNull();
        await _kit.RestartAsync();
        _kit.Holder.Current.Revision.Should().Be(1);
        PlanDiff.Between(Full, _kit.Holder.Current.Document).Should().BeEmpty();
        PlanDiff.Between(Full, _kit.Plan(1)!).Should().BeEmpty();
        _kit.Holder.Current.Document.IngressTrunks[0].Password.Should().Be("s3cret");
        _kit.Holder.Current.Document.Phones[0].Password.Should().Be("${x}");
    }

    [Fact]
    public async Task Accounts_open_once_and_their_balance_is_never_the_plans_again()
    {
        await SaveAsync(Full);
        _kit.Credit.Balance("acme").Should().Be(10m);
        await _kit.Ledger.PayAsync("acme", 1m, PaymentKind.Recharge, "", null, "test", CancellationToken.None);

        PlanSaved saved = (await SaveAsync(Full with { Accounts = [Full.Accounts[0] with { OpeningBalance = 500m, CreditLimit = 3m }, Full.Accounts[1]] }))!;

        saved.Changes.Select(static change => $"{change.Kind} {change.Path} {change.What}").Should().Equal(
            "~ accounts/acme.balance 10 → 500 (counts only when the account is created)",
            "~ accounts/acme.creditLimit 0 → 3");
        _kit.Balance("acme").Should().Be(11m);
        _kit.Credit.TryGetAvailable("acme", out decimal available).Should().BeTrue();
        available.Should().Be(14m);
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_that_runs_while_the_plan_is_saved_keeps_its_money_in_the_book()
    {
        await SaveAsync(Full);
        _kit.Credit.Add("acme", -4m);
        await SaveAsync(Full with { Phones = [] });
        _kit.Credit.Balance("acme").Should().Be(6m);
    }

    [Fact]
    public async Task An_account_that_comes_back_has_the_balance_it_had()
    {
        await SaveAsync(Full);
        await _kit.Ledger.PayAsync("acme", 1m, PaymentKind.Deduct, "", null, "test", CancellationToken.None);
        await SaveAsync(new PlanDocument());
        await _kit.RestartAsync();
        await SaveAsync(Full);
        _kit.Credit.Balance("acme").Should().Be(9m);
    }

    [Theory]
    [InlineData("the tables are taken away")]
    [InlineData("the account is taken away")]
    [InlineData("all is taken away")]
    public async Task Money_does_not_change_its_currency_in_two_saves_either(string first)
    {
        await SaveAsync(Full);
        PlanDocument between = first switch
        {
            "the tables are taken away" => Full with { RateTables = [], IngressTrunks = [], EgressTrunks = [] },
            "the account is taken away" => Full with { Accounts = [Full.Accounts[1]], IngressTrunks = [], Phones = [] },
            _ => new PlanDocument(),
        };
        await SaveAsync(between);
        await _kit.RestartAsync();
        PlanDocument inEuro = Full with { RateTables = [Full.RateTables[0] with { Currency = "EUR" }] };

        PlanSaved saved = (await SaveAsync(inEuro))!;

        saved.Refused.Should().ContainSingle().Which.Message.Should().StartWith("account 'acme' has money in USD and would be charged in EUR");
        _kit.Holder.Current.Revision.Should().Be(2);
        (await SaveAsync(Full))!.Revision.Should().Be(3, "its own currency it may have back");
    }

    [Fact]
    public async Task An_account_without_money_may_change_its_currency()
    {
        PlanDocument poor = Full with { Accounts = [Full.Accounts[0] with { OpeningBalance = 0m }, Full.Accounts[1]] };
        await SaveAsync(poor);
        PlanDocument inEuro = poor with { RateTables = [poor.RateTables[0] with { Currency = "EUR" }] };
        (await SaveAsync(inEuro))!.Refused.Should().BeEmpty();
        await _kit.Ledger.PayAsync("acme", 1m, PaymentKind.Recharge, "", null, "test", CancellationToken.None);

        (await SaveAsync(poor))!.Refused.Should().ContainSingle().Which.Message.Should().StartWith("account 'acme' has money in EUR and would be charged in USD");
    }

    [Fact]
    public async Task A_plan_that_changes_nothing_makes_no_revision()
    {
        await SaveAsync(Full);
        SwitchPlan current = _kit.Holder.Current;

        PlanSaved saved = (await SaveAsync(Full))!;

        (saved.Revision, saved.Changes.Count).Should().Be((1L, 0));
        _kit.Holder.Current.Should().BeSameAs(current);
    }

    [Fact]
    public async Task A_dry_run_shows_and_changes_nothing()
    {
        PlanSaved saved = (await _kit.Plans.SaveAsync(Full, "test", null, dryRun: true, CancellationToken.None))!;

        saved.Revision.Should().Be(0);
        saved.Changes.Select(static change => $"{change.Kind} {change.Path} {change.What}".Trim()).Should().Equal(
            "+ parameters/SERVER_BILLING_FREE_TIME 1",
            "+ accounts/acme", "+ accounts/carrier-a", "+ rateTables/retail 2 rates", "+ ingressTrunks/acme-pbx", "+ egressTrunks/carrier-a", "+ phones/1001");
        _kit.Holder.Current.Revision.Should().Be(0);
        _kit.Balances().Should().BeEmpty();
    }

    [Fact]
    public async Task Changes_are_told_by_field_and_secrets_are_not_shown()
    {
        await SaveAsync(Full);
        PlanSaved saved = (await SaveAsync(Full with
        {
            Parameters = new Dictionary<string, string> { ["SERVER_BILLING_FREE_TIME"] = "2" },
            RateTables = [Full.RateTables[0] with { Rows = [Full.RateTables[0].Rows[0] with { Rate = new Rate { Price = 1m } }, new RateRow("1", "", new Rate { Price = 1m })] }],
            IngressTrunks = [Full.IngressTrunks[0] with { Password = "n3w", Capacity = 5, Addresses = ["127.0.0.2", "10.0.0.0/8"] }],
            Phones = [],
        }))!;

        saved.Changes.Select(static change => $"{change.Kind} {change.Path} {change.What}".Trim()).Should().Equal(
            "~ parameters/SERVER_BILLING_FREE_TIME 1 → 2",
            "~ rateTables/retail.rates 1 added, 1 changed, 1 removed",
            "~ rateTables/retail.rates[44] price 0.012 → 1 (+8233.3 %)",
            "+ rateTables/retail.rates[1] 1 per 60 s",
            $"- rateTables/retail.rates[447 from {Samples.Start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}] 0.02 per 60 s, UK mobile",
            "~ ingressTrunks/acme-pbx.addresses [127.0.0.2] → [127.0.0.2, 10.0.0.0/8]",
            "~ ingressTrunks/acme-pbx.password changed",
            "~ ingressTrunks/acme-pbx.capacity 0 → 5",
            "- phones/1001");
        (string actor, string subject, string detail) = _kit.Audit("plan")[^1];
        (actor, subject).Should().Be(("test", "revision 2"));
        detail.Should().Contain("capacity 0 → 5").And.NotContain("n3w").And.NotContain("s3cret");
    }

    [Fact]
    public async Task Past_revisions_are_kept()
    {
        await SaveAsync(Full);
        await SaveAsync(Full with { Phones = [] });
        await _kit.RestartAsync();
        _kit.Plan(1)!.Phones.Should().ContainSingle();
        _kit.Plan(2)!.Phones.Should().BeEmpty();
        _kit.Plan(3).Should().BeNull();
    }

    [Fact]
    public async Task Of_two_that_change_the_same_revision_one_is_refused()
    {
        await SaveAsync(Full);
        PlanSaved?[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _kit.Plans.SaveAsync(
            Full with { Phones = [new Phone { Number = $"200{i}", Account = "acme" }] }, "test", 1, dryRun: false, CancellationToken.None)));
        results.Count(static result => result is not null).Should().Be(1);
        _kit.Holder.Current.Revision.Should().Be(2);
    }

    [Fact]
    public async Task A_plan_of_200_000_rates_is_saved_whole_and_an_unchanged_deck_only_once()
    {
        PlanDocument plan = Full with
        {
            RateTables = [Full.RateTables[0], new RateDeck { Name = "big", Rows = [.. Rows()] }],
            IngressTrunks = [Full.IngressTrunks[0] with { RateTable = "big" }],
        };
        long began = Stopwatch.GetTimestamp();
        await SaveAsync(plan);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
        RateTable? compiled = Pbx?.Rates;

        await SaveAsync(plan with { RateTables = [plan.RateTables[0], plan.RateTables[1] with { Rows = [.. Rows()] }], Phones = [] });

        Pbx?.Rates.Should().BeSameAs(compiled);
        _kit.Store.Read(static database =>
        {
            Tandem.Store.Sqlite.Statement count = database.Sql("SELECT count(*), sum(row_count) FROM rate_deck");
            count.Step();
            return (count.Long(0), count.Long(1));
        }).Should().Be((2L, 200_002L));
        await _kit.RestartAsync();
        Pbx!.Rates!.Count.Should().Be(200_000);
        PlanDiff.Between(plan with { Phones = [] }, _kit.Holder.Current.Document).Should().BeEmpty();
    }

    private static IEnumerable<RateRow> Rows()
    {
        Rate[] rates = [.. Enumerable.Range(0, 997).Select(static i => new Rate { Price = i / 1000m })];
        return Enumerable.Range(0, 200_000).Select(i => new RateRow($"{1_000_000 + i}", $"Area {i % 500}", rates[i % 997]));
    }

    private Task<PlanSaved?> SaveAsync(PlanDocument plan) => _kit.Plans.SaveAsync(plan, "test", null, dryRun: false, CancellationToken.None);
}
