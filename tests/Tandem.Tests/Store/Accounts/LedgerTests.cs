using AwesomeAssertions;
using Tandem.Store.Accounts;
using Xunit;

namespace Tandem.Tests.Store.Accounts;

public sealed class LedgerTests : IDisposable
{
    private readonly StoreKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task A_payment_is_an_entry_a_balance_and_credit()
    {
        await StartAsync();

        LedgerEntry entry = (await PayAsync(2.5m, PaymentKind.Recharge))!;

        (entry.Kind, entry.Amount, entry.Balance, entry.Reference).Should().Be(("recharge", 2.5m, 12.5m, "ref"));
        _kit.Balance("acme").Should().Be(12.5m);
        _kit.Credit.Balance("acme").Should().Be(12.5m);
        (await PayAsync(0.00000001m, PaymentKind.Deduct))!.Balance.Should().Be(12.49999999m);
        _kit.Balance("acme").Should().Be(12.49999999m);
        _kit.Credit.Balance("acme").Should().Be(12.49999999m);
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_key_pays_once()
    {
        await StartAsync();
        LedgerEntry first = (await PayAsync(5m, PaymentKind.Recharge, "k"))!;
        LedgerEntry second = (await PayAsync(5m, PaymentKind.Recharge, "k"))!;

        second.Should().Be(first);
        _kit.Balance("acme").Should().Be(15m);
        _kit.Credit.Balance("acme").Should().Be(15m);
        (await _kit.Ledger.PayAsync("carrier-a", 1m, PaymentKind.Recharge, "", "k", "test", CancellationToken.None))!.Account.Should().Be("carrier-a");
    }

    [Fact]
    public async Task A_payment_leaves_an_audit_line_that_names_who_made_it()
    {
        await StartAsync();
        LedgerEntry entry = (await PayAsync(2.5m, PaymentKind.Recharge, "k"))!;
        await PayAsync(2.5m, PaymentKind.Recharge, "k");

        _kit.Audit("payment").Should().Equal(("test", $"ledger entry {entry.Id}", "recharge acme 2.5 → 12.5 ref"));
    }

    [Fact]
    public async Task Audit_lines_that_were_cut_off_at_the_end_are_missed()
    {
        await StartAsync();
        await PayAsync(1m, PaymentKind.Recharge);
        LedgerEntry last = (await PayAsync(2m, PaymentKind.Recharge))!;
        await _kit.Plans.SaveAsync(StoreKit.Accounts with { Accounts = [StoreKit.Accounts.Accounts[0]] }, "test", null, dryRun: false, CancellationToken.None);
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();

        _kit.Tamper("DROP TRIGGER audit_is_not_deleted; DELETE FROM audit WHERE id > (SELECT max(id) - 2 FROM audit)");

        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Select(static found => (found.Subject, found.What)).Should().Equal(
            ("plan revision 2", "audit line"), ($"ledger entry {last.Id}", "audit line"));
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_not_paid()
    {
        await StartAsync();
        (await _kit.Ledger.PayAsync("nobody", 1m, PaymentKind.Recharge, "", null, "test", CancellationToken.None)).Should().BeNull();
        _kit.Balances().Should().HaveCount(2);
    }

    [Theory]
    [InlineData("0.000000001")]
    [InlineData("90000000000")]
    [InlineData("-79228162514264337593543950335")]
    public async Task An_amount_that_can_not_be_kept_exactly_is_refused(string amount)
    {
        await StartAsync();
        decimal money = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        Ledger.IsPayable(money).Should().BeFalse();
        await FluentActions.Awaiting(() => PayAsync(money, PaymentKind.Recharge)).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Entries_come_in_pages_newest_first()
    {
        await StartAsync();
        for (int i = 1; i <= 5; i++)
        {
            await PayAsync(i, PaymentKind.Recharge);
        }

        IReadOnlyList<LedgerEntry> first = await _kit.Ledger.FindAsync(new() { Accounts = ["acme"] }, 4, 0, CancellationToken.None);
        IReadOnlyList<LedgerEntry> second = await _kit.Ledger.FindAsync(new() { Accounts = ["acme"] }, 4, first[^1].Id, CancellationToken.None);
        first.Concat(second).Select(static entry => entry.Amount).Should().Equal(5m, 4m, 3m, 2m, 1m, 10m);
    }

    [Fact]
    public async Task Many_accounts_are_gone_through_as_few_are_asked_one_by_one()
    {
        await StartAsync();
        await _kit.StoreAsync(Samples.Answered(1));
        await PayAsync(1m, PaymentKind.Recharge);
        string[] few = ["acme", "carrier-a"];
        string[] many = [.. few, .. Enumerable.Range(0, 200).Select(static n => $"none-{n}")];
        foreach (LedgerFilter filter in new LedgerFilter[] { new(), new() { WithoutCalls = true }, new() { Kind = EntryKinds.Cost } })
        {
            IReadOnlyList<LedgerEntry> all = await _kit.Ledger.FindAsync(filter, 10, 0, CancellationToken.None);
            all.Should().NotBeEmpty();
            foreach (string[] accounts in new[] { few, many })
            {
                (await _kit.Ledger.FindAsync(filter with { Accounts = accounts }, 10, 0, CancellationToken.None)).Should().Equal(all);
            }
        }

        (await _kit.Ledger.FindAsync(new() { Accounts = [] }, 10, 0, CancellationToken.None)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("UPDATE account SET balance = balance + 1 WHERE name = 'acme'", "account acme", "balance")]
    [InlineData("DROP TRIGGER ledger_is_not_edited; UPDATE ledger SET amount = amount - 1 WHERE kind = 'recharge'", "ledger entry 3 of acme", "balance")]
    [InlineData("DROP TRIGGER ledger_is_not_deleted; DELETE FROM ledger WHERE kind = 'cost'", "cdr 1", "ledger entries")]
    [InlineData("DROP TRIGGER cdr_is_not_edited; UPDATE cdr SET fee = fee + 1", "cdr 1", "charge")]
    [InlineData("DROP TRIGGER cdr_is_not_edited; UPDATE cdr SET talk_ms = talk_ms + 100000", "cdr 1", "charge")]
    [InlineData("DROP TRIGGER cdr_is_not_deleted; DELETE FROM cdr", "ledger entry 4", "call record")]
    [InlineData("INSERT INTO ledger (at, account, kind, amount, balance, cdr_id) VALUES (0, 'acme', 'call', 0, (SELECT balance FROM account WHERE name = 'acme'), 1)", "cdr 1", "ledger entries")]
    [InlineData("DROP TRIGGER audit_is_not_edited; UPDATE audit SET actor = 'nobody' WHERE id = 1", "audit line 1", "hash")]
    [InlineData("DROP TRIGGER audit_is_not_edited; UPDATE audit SET new_value = NULL WHERE id = 1", "audit line 1", "hash")]
    [InlineData("DROP TRIGGER audit_is_not_edited; UPDATE audit SET address = '10.0.0.1' WHERE id = 1", "audit line 1", "hash")]
    [InlineData("DROP TRIGGER audit_is_not_deleted; DELETE FROM audit WHERE id = 1", "audit line 2", "hash")]
    public async Task Whatever_is_altered_behind_its_back_is_found(string sql, string subject, string what)
    {
        await StartAsync();
        await PayAsync(1m, PaymentKind.Recharge);
        await _kit.StoreAsync(Samples.Answered(1));
        await _kit.Plans.SaveAsync(
            StoreKit.Accounts with { Parameters = new Dictionary<string, string> { ["SERVER_BILLING_FREE_TIME"] = "1" } },
            "test", null, dryRun: false, CancellationToken.None);
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();

        _kit.Tamper(sql);

        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().Contain(difference => difference.Subject == subject && difference.What == what);
    }

    [Theory]
    [InlineData("UPDATE ledger SET amount = 0")]
    [InlineData("DELETE FROM ledger")]
    [InlineData("UPDATE audit SET actor = ''")]
    [InlineData("DELETE FROM audit")]
    [InlineData("UPDATE cdr SET fee = 0")]
    [InlineData("DELETE FROM cdr")]
    [InlineData("DELETE FROM cdr WHERE id = 1")]
    public async Task Entries_audit_lines_and_call_records_are_never_edited(string sql)
    {
        await StartAsync();
        await _kit.StoreAsync(Samples.Answered(1));
        FluentActions.Invoking(() => _kit.Tamper(sql)).Should().Throw<Microsoft.Data.Sqlite.SqliteException>().WithMessage("*are never*");
    }

    private async Task StartAsync()
    {
        _kit.Writer.Start();
        _kit.Plans.LoadNewest();
        await _kit.Plans.SaveAsync(StoreKit.Accounts, "test", null, dryRun: false, CancellationToken.None);
    }

    private Task<LedgerEntry?> PayAsync(decimal amount, PaymentKind kind, string? key = null) =>
        _kit.Ledger.PayAsync("acme", amount, kind, "ref", key, "test", CancellationToken.None);
}
