using AwesomeAssertions;
using Microsoft.Data.Sqlite;
using Tandem.Billing.Cdrs;
using Tandem.Store.Accounts;
using Tandem.Store.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Reports;
using Tandem.Tests.Store.Journal;
using Xunit;

namespace Tandem.Tests.Store.Retention;

public sealed class RetentionSweepTests : IDisposable
{
    private readonly StoreKit _kit = new(JournalOptions.Default with { SyncEvery = TimeSpan.FromHours(1) });

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task Old_records_go_and_their_money_stays()
    {
        await StartAsync(days: 30);
        await _kit.StoreAsync(Samples.Answered(1), Samples.Answered(2));
        _kit.Time.Advance(TimeSpan.FromDays(20));
        await _kit.StoreAsync(Ended(3, _kit.Time.GetUtcNow()));
        _kit.Time.Advance(TimeSpan.FromDays(11));

        Sweep();

        (await IdsAsync()).Should().Equal(3);
        _kit.Balance("acme").Should().Be(10m - (3 * 0.0156m));
        (await _kit.Ledger.FindAsync(new() { Accounts = ["acme"] }, 10, 0, CancellationToken.None)).Should().HaveCount(4);
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();

        // What is in the journals is not stored again, and a second sweep adds to the sums of the first.
        await _kit.RestartAsync();
        (await IdsAsync()).Should().Equal(3);
        _kit.Time.Advance(TimeSpan.FromDays(20));
        Sweep();
        (await IdsAsync()).Should().BeEmpty();
        _kit.Balance("acme").Should().Be(10m - (3 * 0.0156m));
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Minutes_of_traffic_go_with_the_records_they_were_made_of()
    {
        await StartAsync(days: 30);
        await _kit.StoreAsync(Samples.Answered(1));
        _kit.Time.Advance(TimeSpan.FromDays(20));
        await _kit.StoreAsync(Ended(2, _kit.Time.GetUtcNow()));
        var traffic = new TrafficQuery(_kit.Store);
        int all = traffic.Since(DateTimeOffset.UnixEpoch).Count;
        DateTimeOffset kept = _kit.Time.GetUtcNow().AddMinutes(-1);
        _kit.Time.Advance(TimeSpan.FromDays(11));

        Sweep();

        IReadOnlyList<TrafficMinute> left = traffic.Since(DateTimeOffset.UnixEpoch);
        left.Should().NotBeEmpty().And.OnlyContain(minute => minute.At >= kept);
        left.Count.Should().BeLessThan(all);
    }

    [Fact]
    public async Task Nothing_goes_unless_the_plan_says_so_and_it_may_say_so_while_running()
    {
        await StartAsync(days: 0);
        await _kit.StoreAsync(Samples.Answered(1));
        _kit.Time.Advance(TimeSpan.FromDays(1000));
        Sweep();
        (await IdsAsync()).Should().Equal(1);

        await PlanAsync(days: 365);
        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        (await IdsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_second_takes_a_bounded_number()
    {
        await StartAsync(days: 30);
        await _kit.StoreAsync([.. Enumerable.Range(1, 2100).Select(static id => Samples.Small(id))]);
        _kit.Time.Advance(TimeSpan.FromDays(31));

        Sweep();
        (await IdsAsync()).Should().HaveCount(100);
        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        (await IdsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Records_go_in_order_and_one_that_is_kept_keeps_those_behind_it()
    {
        await StartAsync(days: 30);
        _kit.Time.Advance(TimeSpan.FromDays(31));
        await _kit.StoreAsync(Samples.Answered(1), Ended(2, _kit.Time.GetUtcNow()), Samples.Answered(3));
        Sweep();
        (await IdsAsync()).Should().BeEquivalentTo([2L, 3L], "the border of retention is a number");
    }

    [Fact]
    public async Task While_the_database_is_locked_the_sweep_waits()
    {
        await StartAsync(days: 30);
        await _kit.StoreAsync(Samples.Answered(1));
        _kit.Time.Advance(TimeSpan.FromDays(31));
        using (SqliteConnection other = _kit.Connect())
        using (SqliteTransaction held = other.BeginTransaction(deferred: false))
        {
            Sweep();
            (await IdsAsync()).Should().Equal(1);
            await held.RollbackAsync();
        }

        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        (await IdsAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("DROP TRIGGER ledger_is_not_deleted; DELETE FROM ledger WHERE cdr_id = 2 AND kind = 'cost'", "removed call records of carrier-a")]
    [InlineData("UPDATE cdr_retention SET below = 100; DELETE FROM cdr", "removed call records of acme")]
    [InlineData("INSERT INTO ledger (at, account, kind, amount, balance, cdr_id) VALUES (0, 'acme', 'call', 0, (SELECT balance FROM account WHERE name = 'acme'), 1)", "removed call records of acme")]
    public async Task What_was_altered_behind_the_border_is_found(string sql, string subject)
    {
        await StartAsync(days: 30);
        await _kit.StoreAsync(Samples.Answered(1), Samples.Answered(2), Ended(3, Samples.Start.AddDays(20)));
        _kit.Time.Advance(TimeSpan.FromDays(31));
        Sweep();
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();

        _kit.Tamper(sql);

        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().Contain(difference => difference.Subject == subject);
    }

    [Theory]
    [InlineData("DELETE FROM cdr WHERE id = 3", "*are never deleted, but by retention*")]
    [InlineData("UPDATE cdr_retention SET below = 0", "*never lowered*")]
    [InlineData("DELETE FROM cdr_retention", "*never deleted*")]
    public async Task The_border_is_kept_by_the_database(string sql, string message)
    {
        await StartAsync(days: 30);
        await _kit.StoreAsync(Samples.Answered(1), Ended(3, Samples.Start.AddDays(20)));
        _kit.Time.Advance(TimeSpan.FromDays(31));
        Sweep();
        FluentActions.Invoking(() => _kit.Tamper(sql)).Should().Throw<SqliteException>().WithMessage(message);
    }

    [Theory]
    [InlineData("SERVER_AUTOCLEAN_LADDER_EXPIRE_DAY", 1)]
    [InlineData("SERVER_AUTOCLEAN_CDR_EXPIRE_DAY", 0)]
    public async Task Old_ladders_go_with_their_segment(string parameter, int recordsLeft)
    {
        await StartAsync(days: 0);
        await _kit.StoreAsync(Samples.Answered(1));
        _kit.Time.Advance(TimeSpan.FromDays(2));
        await _kit.StoreAsync(Ended(2, _kit.Time.GetUtcNow()));
        _kit.Time.Advance(TimeSpan.FromDays(2));
        await _kit.StoreAsync(Ended(3, _kit.Time.GetUtcNow()));
        _kit.Time.Advance(TimeSpan.FromDays(29));
        Sweep();
        _kit.Journals.Tend();
        Marks.Files(_kit.Path).Should().HaveCount(3, "a segment is closed after a day");
        (await _kit.Cdrs.FindAsync(1, CancellationToken.None))!.Ladder.IsEmpty.Should().BeFalse();

        // All in the first segment is older; the second may have marks up to the moment the third began.
        await PlanAsync(parameter, days: 30);
        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        _kit.Journals.Tend();
        Marks.Files(_kit.Path).Should().HaveCount(2);
        Cdr? old = await _kit.Cdrs.FindAsync(1, CancellationToken.None);
        (old is null ? 0 : 1).Should().Be(recordsLeft);
        (old?.Ladder.IsEmpty ?? true).Should().BeTrue();
        (await _kit.Cdrs.FindAsync(3, CancellationToken.None))!.Ladder.IsEmpty.Should().BeFalse();
    }

    [Fact]
    public async Task A_source_that_tries_nothing_more_is_forgotten()
    {
        await StartAsync(days: 0);
        await PlanAsync("SERVER_AUTOCLEAN_ILLEGAL_CALL_EXPIRE_DAY", days: 30);
        await _kit.StoreAsync(Samples.Illegal(1, "203.0.113.7"), Samples.Illegal(2, "203.0.113.9"), Samples.Illegal(3, "203.0.113.9", Samples.Start.AddDays(5)));
        _kit.Time.Advance(TimeSpan.FromDays(31));
        Sweep();
        var query = new IllegalCallQuery(_kit.Store);
        (await query.FindAsync(null, null, 10, 0, CancellationToken.None)).Select(static source => source.SourceIp).Should().Equal("203.0.113.9");
        (await IdsAsync()).Should().HaveCount(3);
    }

    private static Cdr Ended(long id, DateTimeOffset at)
    {
        Cdr cdr = Samples.Answered(id);
        cdr.EndedAt = at;
        return cdr;
    }

    /// <summary>Starts the sweep and lets a second pass.</summary>
    private void Sweep()
    {
        _kit.Retention.Start();
        _kit.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task<IEnumerable<long>> IdsAsync() =>
        (await _kit.Cdrs.FindAsync(new CdrFilter(), 10_000, 0, CancellationToken.None)).Select(static cdr => cdr.Id);

    private async Task StartAsync(int days)
    {
        _kit.Writer.Start();
        _kit.Plans.LoadNewest();
        await PlanAsync(days);
    }

    private Task PlanAsync(int days) => PlanAsync("SERVER_AUTOCLEAN_CDR_EXPIRE_DAY", days);

    private Task PlanAsync(string parameter, int days) => _kit.Plans.SaveAsync(
        StoreKit.Accounts with { Parameters = new Dictionary<string, string> { [parameter] = $"{days}" } }, "test", null, dryRun: false, CancellationToken.None);
}
