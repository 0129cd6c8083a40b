using Tandem.Billing.Cdrs;
using Tandem.Store.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Retention;

namespace Tandem.Tests.Store.Cdrs;

public sealed class CdrTotalsTests : IDisposable
{
    private readonly StoreKit _kit = new(JournalOptions.Default with { SyncEvery = TimeSpan.FromHours(1) });

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task Sums_of_hours_and_records_at_the_ends_are_what_the_records_add_up_to()
    {
        await FillAsync();
        await AreExactAsync();
    }

    [Fact]
    public async Task They_stay_so_when_the_oldest_records_have_gone()
    {
        await FillAsync();
        _kit.Store.Write(database => CdrSweep.Run(database, Samples.Start.AddHours(3), 13)).Should().Be(13);
        await AreExactAsync();
    }

    [Fact]
    public async Task An_upgrade_adds_up_what_is_there()
    {
        await FillAsync();
        _kit.Reopen(_ => _kit.Tamper("DROP TABLE cdr_hour; DROP TABLE firewall_ban_history; DELETE FROM alarm_setting WHERE type = 30001; ALTER TABLE alarm_setting DROP COLUMN voice; ALTER TABLE alarm_setting DROP COLUMN voice_to; DROP TABLE number_line; DROP TABLE seal; ALTER TABLE user DROP COLUMN geofence; DROP INDEX audit_at; DROP INDEX ledger_not_of_calls; DROP TABLE firewall_offence; DROP TABLE firewall_offence_source; ALTER TABLE api_key DROP COLUMN geofence; PRAGMA user_version = 16"));
        await AreExactAsync();
    }

    /// <summary>Forty calls of seven hours: answered or not, illegal, in two currencies.</summary>
    private async Task FillAsync()
    {
        _kit.Writer.Start();
        for (int i = 1; i <= 40; i++)
        {
            Cdr record = (i % 5) switch
            {
                0 => Samples.Illegal(i, "192.0.2.1"),
                1 => Samples.Small(i),
                _ => Samples.Answered(i, talkMs: i * 1000),
            };
            record.StartedAt = Samples.Start.AddMinutes(10 * i);
            record.EndedAt = record.StartedAt.AddSeconds(i);
            if (i % 5 == 2)
            {
                record.Customer.Currency = "EUR";
            }

            if (i % 5 == 1)
            {
                record.AnsweredAt = null;
            }

            await _kit.StoreAsync(record);
        }
    }

    private async Task AreExactAsync()
    {
        var totals = new CdrTotalsQuery(_kit.Store);
        DateTimeOffset start = Samples.Start;
        DateTimeOffset?[] moments = [null, start, start.AddMinutes(59), start.AddHours(1), start.AddMinutes(150), start.AddMinutes(170), start.AddHours(6), DateTimeOffset.MaxValue, DateTimeOffset.MinValue];
        foreach (DateTimeOffset? from in moments)
        {
            foreach (DateTimeOffset? to in moments)
            {
                foreach (bool? answered in new bool?[] { null, true, false })
                {
                    var filter = new CdrFilter { From = from, To = to, Answered = answered };
                    IReadOnlyList<Cdr> records = await _kit.Cdrs.FindAsync(filter, 1000, 0, CancellationToken.None);
                    CdrTotals found = await totals.OfAsync(filter, CancellationToken.None);
                    (found.Count, found.Answered, found.TalkMs).Should().Be(
                        (records.Count, records.Count(static one => one.AnsweredAt is not null), records.Sum(static one => one.TalkMs)), "of {0} to {1}, answered {2}", from, to, answered);
                    foreach (CdrMoney money in found.Money)
                    {
                        money.Fee.Should().Be(records.Where(one => one.Customer.Currency == money.Currency).Sum(static one => one.Customer.Fee));
                        money.Cost.Should().Be(records.Where(one => one.Vendor.Currency == money.Currency).Sum(static one => one.Vendor.Fee));
                    }

                    found.Money.Sum(static money => money.Fee + money.Cost).Should().Be(records.Sum(static one => one.Customer.Fee + one.Vendor.Fee));
                }
            }
        }
    }
}
