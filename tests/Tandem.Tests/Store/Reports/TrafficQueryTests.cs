using Tandem.Billing.Cdrs;
using Tandem.Store.Reports;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Store.Reports;

public sealed class TrafficQueryTests
{
    [Fact]
    public async Task An_upgrade_counts_the_last_two_days_as_the_records_had_been_counted()
    {
        using var kit = new StoreKit();
        kit.Writer.Start();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        long id = 1;
        foreach ((int reason, bool answered, bool rang, BillingMode mode, int attempts) in new[]
        {
            (16, true, true, BillingMode.IngressTrunk, 1), (486, false, false, BillingMode.IngressTrunk, 1), (603, false, false, BillingMode.IngressTrunk, 1), (503, false, false, BillingMode.IngressTrunk, 1),
            ((int)EndReason.CallerCancel, false, true, BillingMode.IngressTrunk, 1), ((int)EndReason.CallerCancel, false, false, BillingMode.IngressTrunk, 1),
            ((int)EndReason.NoAnswer, false, true, BillingMode.IngressTrunk, 1), ((int)EndReason.CalleeBusy, false, false, BillingMode.IngressTrunk, 1),
            ((int)EndReason.IllegalCall, false, false, BillingMode.IllegalCall, 30),
        })
        {
            Cdr record = SampleCdrs.Answered(id++);
            record.StartedAt = record.EndedAt = now.AddMinutes(-id);
            record.AnsweredAt = answered ? now : null;
            record.RingingAt = rang ? now : null;
            record.EndReason = reason;
            record.BillingMode = mode;
            record.Attempts = attempts;
            if (id % 2 == 0)
            {
                record.Vendor.Currency = "EUR";
            }

            if (!answered)
            {
                record.TalkMs = 0;
                record.Customer.Rate = record.Vendor.Rate = null;
            }

            await kit.StoreAsync(record);
        }

        IReadOnlyList<TrafficMinute> counted = new TrafficQuery(kit.Store).Since(now.AddDays(-1));
        counted.Should().NotBeEmpty();
        counted.Sum(static minute => minute.Effective).Should().Be(6);
        kit.Reopen(path => kit.Tamper("DROP TABLE traffic_minute; DROP TABLE share_link; DROP TABLE nat_check; DROP TABLE openid_user; DROP TABLE cdr_hour; DROP TABLE firewall_ban; DROP TABLE firewall_line; DROP TABLE firewall_hour; DROP TABLE firewall_ban_history; DROP TABLE alarm_setting; DROP TABLE alarm; DROP TABLE alarm_delivery; DROP TABLE number_line; DROP TABLE seal; ALTER TABLE user DROP COLUMN geofence; DROP INDEX audit_at; DROP INDEX ledger_not_of_calls; DROP TABLE firewall_offence; DROP TABLE firewall_offence_source; ALTER TABLE api_key DROP COLUMN geofence; PRAGMA user_version = 11"));
        new TrafficQuery(kit.Store).Since(now.AddDays(-1)).Should().Equal(counted);
    }
}
