using AwesomeAssertions;
using CsCheck;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Store.Accounts;
using Tandem.Store.Cdrs;
using Tandem.Store.Journal;
using Xunit;

namespace Tandem.Tests.Store.Cdrs;

public sealed class CdrWriterTests : IDisposable
{
    private readonly StoreKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task A_call_becomes_one_record_its_entries_and_its_balances()
    {
        await StartAsync();
        await _kit.StoreAsync(Samples.Answered(1));

        // 0.012 and 0.001 for the set-up with 20 % tax; three seconds at 0.008 each.
        _kit.Balance("acme").Should().Be(10m - 0.013m - 0.0026m);
        _kit.Balance("carrier-a").Should().Be(-0.024m);
        IReadOnlyList<LedgerEntry> entries = await _kit.Ledger.FindAsync(new() { Accounts = ["acme"] }, 10, 0, CancellationToken.None);
        entries.Select(static entry => (entry.Kind, entry.Amount, entry.Balance, entry.CdrId)).Should().Equal(
            ("call", -0.0156m, 9.9844m, 1L), ("opening", 10m, 10m, null));
        _kit.Writer.Written.Should().Be(1);
        _kit.Writer.Waiting.Should().Be(0);
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_record_reads_back_whole()
    {
        await StartAsync();
        Cdr sent = Samples.Answered(1);
        await _kit.StoreAsync(sent);
        Cdr stored = (await _kit.Cdrs.FindAsync(1, CancellationToken.None))!;
        CdrMaker.Charge(sent);

        stored.Should().BeEquivalentTo(sent, static options => options.Excluding(static c => c.Why).Excluding(static c => c.Ladder).Excluding(static c => c.Quality));
        (await _kit.Cdrs.QualityAsync(1, CancellationToken.None)).Should().Equal(sent.Quality.ToArray());
        stored.Why.ToArray().Should().Equal(sent.Why.ToArray());
        stored.Ladder.ToArray().Should().Equal(sent.Ladder.ToArray());
        (await _kit.Cdrs.FindAsync(2, CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task An_empty_record_reads_back_whole_too()
    {
        await StartAsync();
        await _kit.StoreAsync(new Cdr { Id = 5, StartedAt = Samples.Start, EndedAt = Samples.Start });
        Cdr stored = (await _kit.Cdrs.FindAsync(5, CancellationToken.None))!;
        Samples.Bytes(stored).Should().Equal(Samples.Bytes(new Cdr { Id = 5, StartedAt = Samples.Start, EndedAt = Samples.Start }));
    }

    [Fact]
    public async Task Reading_the_journals_again_changes_nothing()
    {
        await StartAsync();
        for (int id = 1; id <= 20; id++)
        {
            _kit.Journals.ForShard(id % 2).Ended(Samples.Answered(id));
        }

        await _kit.Writer.DrainAsync(CancellationToken.None);
        decimal balance = _kit.Balance("acme");

        _kit.Tamper("DELETE FROM journal_position");
        await _kit.RestartAsync();

        _kit.Balance("acme").Should().Be(balance);
        (await AllAsync()).Should().HaveCount(20);
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Killed_at_any_record_between_two_commits_each_call_is_charged_once()
    {
        await StartAsync();
        for (int id = 1; id <= 30; id++)
        {
            await _kit.StoreAsync(Samples.Answered(id));
            if (id % 10 == 0)
            {
                // Back to where the position was some records ago: as if the commit of the position had been lost.
                _kit.Tamper($"UPDATE journal_position SET offset = {JournalFormat.HeaderLength} WHERE shard = 0");
                await _kit.RestartAsync();
            }
        }

        _kit.Balance("acme").Should().Be(10m - (30 * 0.0156m));
        (await AllAsync()).Should().HaveCount(30);
    }

    [Fact]
    public async Task What_was_not_stored_before_the_end_is_stored_after_the_next_start()
    {
        await StartAsync();
        for (int id = 1; id <= 2000; id++)
        {
            _kit.Journal.Ended(Samples.Answered(id));
        }

        await _kit.RestartAsync();

        _kit.Balance("acme").Should().Be(10m - (2000 * 0.0156m));
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_that_a_crash_cut_off_is_charged_once_for_what_is_proven()
    {
        await StartAsync();
        _kit.Journal.Answered(Samples.AtAnswer(1));
        _kit.Time.Advance(TimeSpan.FromSeconds(61));
        _kit.Journal.Alive(_kit.Time.GetUtcNow());

        await _kit.RestartAsync();
        await _kit.RestartAsync();

        Cdr cdr = (await AllAsync()).Should().ContainSingle().Subject;
        (cdr.TalkMs, cdr.HoldTime, cdr.EndReason).Should().Be((61_000L, 61L, (int)EndReason.NodeCrash));
        _kit.Balance("acme").Should().Be(10m - (1.2m * 0.025m));
        _kit.Credit.Balance("acme").Should().Be(_kit.Balance("acme"));
    }

    [Fact]
    public async Task While_another_program_locks_the_database_calls_go_on_and_nothing_is_lost()
    {
        await StartAsync();
        using (SqliteConnection other = _kit.Connect())
        using (SqliteTransaction held = other.BeginTransaction(deferred: false))
        {
            for (int id = 1; id <= 50; id++)
            {
                _kit.Journal.Ended(Samples.Answered(id)).Should().BeTrue();
            }

            Task drained = _kit.Writer.DrainAsync(CancellationToken.None);
            SpinWait.SpinUntil(() => _kit.Writer.Failures > 1, TimeSpan.FromSeconds(60)).Should().BeTrue();
            drained.IsCompleted.Should().BeFalse();
            _kit.Journal.IsWritable.Should().BeTrue();
            _kit.Writer.Waiting.Should().Be(50);
            await held.RollbackAsync();
            await drained;
        }

        (await AllAsync()).Should().HaveCount(50);
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task While_the_disk_of_the_database_is_full_the_journal_keeps_all()
    {
        await StartAsync();
        _kit.Store.LimitPages(1);
        for (int id = 1; id <= 300; id++)
        {
            _kit.Journal.Ended(Samples.Answered(id)).Should().BeTrue();
        }

        Task drained = _kit.Writer.DrainAsync(CancellationToken.None);
        SpinWait.SpinUntil(() => _kit.Writer.Failures > 1, TimeSpan.FromSeconds(60)).Should().BeTrue();
        drained.IsCompleted.Should().BeFalse();

        _kit.Store.LimitPages(1_000_000);
        await drained;
        (await AllAsync()).Should().HaveCount(300);
        _kit.Balance("acme").Should().Be(10m - (300 * 0.0156m));
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_id_used_twice_is_charged_twice()
    {
        await StartAsync();
        Cdr second = Samples.Answered(2);
        second.CallId = Samples.Answered(1).CallId;
        await _kit.StoreAsync(Samples.Answered(1), second);
        _kit.Balance("acme").Should().Be(10m - (2 * 0.0156m));
    }

    [Fact]
    public async Task Two_calls_with_one_id_are_both_kept()
    {
        await StartAsync();
        Cdr second = Samples.Answered(1);
        second.CallId = "another";
        await _kit.StoreAsync(Samples.Answered(1), second, Samples.Answered(1));

        (await AllAsync()).Select(static cdr => cdr.Id).Should().Equal(2, 1);
        _kit.Balance("acme").Should().Be(10m - (2 * 0.0156m));
        _kit.Tamper("DELETE FROM journal_position");
        await _kit.RestartAsync();
        (await AllAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_record_that_can_not_be_stored_holds_up_nobody_and_is_not_forgotten()
    {
        await StartAsync();
        Cdr impossible = Samples.Answered(2);
        impossible.Customer.Rate = new Rate { Price = 1_000_000_000_000_000m };
        await _kit.StoreAsync(Samples.Answered(1), impossible, Samples.Answered(3));

        (await AllAsync()).Select(static cdr => cdr.Id).Should().BeEquivalentTo([1L, 3L]);
        _kit.Writer.Refused.Should().Be(1);
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().ContainSingle().Which.Subject.Should().StartWith("journal/0-1.log at ");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_record_that_the_database_refuses_is_set_aside_at_once_whatever_the_other_journals_have(bool isOtherGone)
    {
        await PlanAsync();
        _kit.Tamper("CREATE TRIGGER poison BEFORE INSERT ON cdr WHEN NEW.id = 2 BEGIN SELECT RAISE(ABORT, 'no such call'); END");

        // The first shard's cursor moves too: over a mark that ends no call, or over a segment that can't be opened.
        _kit.Journals.ForShard(0).Answered(Samples.AtAnswer(9));
        _kit.Journals.ForShard(1).Ended(Samples.Answered(2));
        _kit.Journals.ForShard(1).Ended(Samples.Answered(3));
        if (isOtherGone)
        {
            File.Delete(Path.Combine(_kit.Path, "journal", "0-1.log"));
        }

        using var transfer = new CdrTransfer(_kit.Store, _kit.Journals, _kit.Time, NullLogger.Instance, static _ => false);
        transfer.TryBegin().Should().BeTrue();
        TransferResult[] results = [transfer.StoreBatch(10), transfer.StoreBatch(10), transfer.StoreBatch(10)];

        results.Should().Equal(TransferResult.More, TransferResult.Done, TransferResult.Done);
        (transfer.Written, transfer.Refused, transfer.Failures).Should().Be((1L, 1L, 0L));
        (await AllAsync()).Select(static cdr => cdr.Id).Should().Equal(3);
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().ContainSingle().Which.Subject.Should().StartWith("journal/1-1.log at ");
    }

    [Fact]
    public async Task Records_of_an_earlier_run_wait_too()
    {
        await PlanAsync();
        for (int id = 1; id <= 20; id++)
        {
            _kit.Journals.ForShard(id % 2).Ended(Samples.Answered(id));
        }

        _kit.Journal.Answered(Samples.AtAnswer(21));
        _kit.Writer.Waiting.Should().Be(20);

        // Recovery ends the open call: that record is of the run that follows.
        _kit.Reopen();
        _kit.Writer.Waiting.Should().Be(21);
        _kit.Journal.Ended(Samples.Answered(22));
        _kit.Writer.Waiting.Should().Be(22);

        _kit.Writer.Start();
        await _kit.Writer.DrainAsync(CancellationToken.None);
        (_kit.Writer.Waiting, _kit.Writer.Written).Should().Be((0L, 22L));
        _kit.Reopen();
        _kit.Writer.Waiting.Should().Be(0);
    }

    [Fact]
    public async Task Illegal_calls_cost_nothing_and_are_summed_by_source()
    {
        await StartAsync();
        await _kit.StoreAsync(
            Samples.Illegal(1, "203.0.113.9", number: "900"),
            Samples.Illegal(2, "203.0.113.9", Samples.Start.AddMinutes(1), attempts: 500, number: "901"),
            Samples.Illegal(3, "203.0.113.7"));
        await _kit.StoreAsync(Samples.Illegal(4, "203.0.113.9", Samples.Start.AddHours(1), number: "902"));

        var query = new IllegalCallQuery(_kit.Store);
        IReadOnlyList<IllegalSource> all = await query.FindAsync(null, null, 10, 0, CancellationToken.None);
        all.Select(static source => (source.SourceIp, source.Count)).Should().Equal(("203.0.113.9", 502L), ("203.0.113.7", 1L));
        all[0].NumbersTried.Should().Equal("902", "900", "901");
        (all[0].First, all[0].Last).Should().Be((Samples.Start, Samples.Start.AddHours(1)));
        (await query.FindAsync(null, null, 10, 1, CancellationToken.None)).Should().ContainSingle();

        IReadOnlyList<IllegalSource> some = await query.FindAsync(Samples.Start.AddMinutes(1), Samples.Start.AddHours(1), 10, 0, CancellationToken.None);
        some.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new IllegalSource("203.0.113.9", 500, Samples.Start.AddMinutes(1), Samples.Start.AddMinutes(1), ["901"]));
        (await _kit.Ledger.FindAsync(new() { Accounts = [""] }, 10, 0, CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_numbers_of_a_folded_flood_are_evidence_too()
    {
        await StartAsync();
        Cdr folded = Samples.Illegal(1, "203.0.113.9", attempts: 300, number: "900");
        folded.Why = "[{\"code\":\"AttemptsFolded\",\"subject\":\"203.0.113.9\",\"value\":\"901, 902\",\"number\":\"300\"}]"u8.ToArray();
        Cdr unreadable = Samples.Illegal(2, "203.0.113.8", attempts: 2);
        unreadable.Why = "not JSON"u8.ToArray();
        await _kit.StoreAsync(folded, unreadable);

        IReadOnlyList<IllegalSource> all = await new IllegalCallQuery(_kit.Store).FindAsync(null, null, 10, 0, CancellationToken.None);
        all[0].NumbersTried.Should().Equal("900", "901", "902");
        all.Should().HaveCount(2);
    }

    [Fact]
    public async Task Money_is_conserved_whatever_the_calls_were()
    {
        await StartAsync();
        var random = new Random(5);
        long id = 1;
        Gen<Cdr> calls = Gen.Select(Gen.Int[0, 7_200_000], Gen.Int[0, 2_000_000], Gen.Int[1, 61], Gen.Int[0, 30], Gen.Bool, Gen.Int[0, 8])
            .Select((talkMs, price, cycle, tax, isAnswered, precision) =>
            {
                Cdr cdr = Samples.Answered(id++, talkMs);
                cdr.AnsweredAt = isAnswered ? cdr.AnsweredAt : null;
                cdr.TalkMs = isAnswered ? talkMs : 0;
                cdr.Rules = new BillingRules { FeePrecision = precision };
                cdr.Customer.Rate = new Rate { Price = price / 1_000_000m, CycleSeconds = cycle, TaxPercent = tax };
                cdr.Vendor.Rate = random.Next(4) == 0 ? null : new Rate { Price = price / 1_500_000m, CycleSeconds = cycle };
                return cdr;
            });
        Cdr[] records = calls.Array[400].Single();
        await _kit.StoreAsync(records);

        IReadOnlyList<Cdr> stored = await AllAsync();
        stored.Should().HaveCount(records.Length);
        _kit.Balance("acme").Should().Be(10m - stored.Sum(static cdr => cdr.Customer.Fee + cdr.Customer.Tax));
        _kit.Balance("carrier-a").Should().Be(-stored.Sum(static cdr => cdr.Vendor.Fee + cdr.Vendor.Tax));
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    private async Task StartAsync()
    {
        _kit.Writer.Start();
        await PlanAsync();
    }

    private async Task PlanAsync()
    {
        _kit.Plans.LoadNewest();
        await _kit.Plans.SaveAsync(StoreKit.Accounts, "test", null, dryRun: false, CancellationToken.None);
    }

    private Task<IReadOnlyList<Cdr>> AllAsync() => _kit.Cdrs.FindAsync(new CdrFilter(), 10_000, 0, CancellationToken.None);
}
