using AwesomeAssertions;
using Microsoft.Data.Sqlite;
using Tandem.Store.Sqlite;
using Xunit;

namespace Tandem.Tests.Store.Cdrs;

/// <summary>A start while records of the run before are in the journals and not in the database.</summary>
public sealed class UnstoredChargesTests : IDisposable
{
    private readonly StoreKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task What_is_in_the_journal_and_not_booked_can_not_be_spent_again()
    {
        _kit.Plans.LoadNewest(_kit.Journals);
        await _kit.Plans.SaveAsync(StoreKit.Accounts, "test", null, dryRun: false, CancellationToken.None);
        using (SqliteConnection other = _kit.Connect())
        {
            // Another program holds the write lock, so that nothing of this run is stored.
            Run(other, "BEGIN IMMEDIATE");
            _kit.Journal.Ended(Samples.Answered(1));
            _kit.Journal.Ended(Samples.Answered(2));
            _kit.Journal.Answered(Samples.AtAnswer(3));
            _kit.Reopen();
            _kit.Recovered.OpenCallsClosed.Should().Be(1);
            Run(other, "ROLLBACK");
        }

        // Two calls of 0.0156, and one that recovery has closed in its first moment.
        decimal left = _kit.Credit.Balance("acme");
        left.Should().BeLessThanOrEqualTo(10m - 0.0156m - 0.0156m);
        _kit.Credit.Balance("carrier-a").Should().Be(-0.048m);

        _kit.Writer.Start();
        await _kit.Writer.DrainAsync(CancellationToken.None);
        _kit.Balance("acme").Should().Be(left, "what is stored later is what was counted before");
        _kit.Credit.Balance("acme").Should().Be(left, "and is not taken twice");
        _kit.Reopen();
        _kit.Credit.Balance("acme").Should().Be(left);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_journal_that_is_gone_or_damaged_does_not_make_the_next_one_pass_for_stored(bool isGone)
    {
        _kit.Plans.LoadNewest(_kit.Journals);
        await _kit.Plans.SaveAsync(StoreKit.Accounts, "test", null, dryRun: false, CancellationToken.None);
        _kit.Writer.Start();
        await _kit.StoreAsync([.. Enumerable.Range(1, 20).Select(static id => Samples.Answered(id))]);

        _kit.Reopen(isGone ? RemoveJournal : DamageHeader);
        _kit.Writer.Start();
        await _kit.StoreAsync(Samples.Answered(101), Samples.Answered(102));

        (await _kit.Cdrs.FindAsync(101, CancellationToken.None)).Should().NotBeNull();
        _kit.Balance("acme").Should().Be(10m - (22 * 0.0156m));
        (await _kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_journal_of_another_database_is_refused_in_one_line()
    {
        _kit.Plans.LoadNewest(_kit.Journals);
        await _kit.Plans.SaveAsync(StoreKit.Accounts, "test", null, dryRun: false, CancellationToken.None);
        _kit.Writer.Start();
        await _kit.StoreAsync(Samples.Answered(1));
        _kit.Tamper("UPDATE journal_position SET segment = 57 WHERE shard = 0");

        _kit.Invoking(static kit => kit.Reopen()).Should().Throw<StoreUnusableException>()
            .WithMessage("*ends at 0-1.log, but the database has stored it up to 0-57.log*");
    }

    private static void RemoveJournal(string directory) => Directory.Delete(Path.Combine(directory, "journal"), recursive: true);

    private static void DamageHeader(string directory)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(directory, "journal"), "*.log"))
        {
            byte[] bytes = File.ReadAllBytes(file);
            bytes[20] ^= 0x55;
            File.WriteAllBytes(file, bytes);
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
