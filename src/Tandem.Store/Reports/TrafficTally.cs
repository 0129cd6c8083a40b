using System.Runtime.InteropServices;
using Tandem.Billing.Cdrs;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Reports;

/// <summary>Records of one batch by the minute in which their calls ended: a batch costs one or two rows, not one for each record.</summary>
internal sealed class TrafficTally
{
    private const int MsPerMinute = 60_000;
    private readonly Dictionary<(long Minute, string Currency), Row> _rows = [];

    private struct Row
    {
        public long Calls;
        public long Answered;
        public long Effective;
        public long Illegal;
        public long TalkMs;
        public long Fee;
        public long Cost;
    }

    public void Clear() => _rows.Clear();

    public void Add(Cdr record)
    {
        long minute = record.EndedAt.ToUnixTimeMilliseconds() / MsPerMinute;
        ref Row row = ref Of(minute, record.Customer.Currency);
        if (record.BillingMode == BillingMode.IllegalCall)
        {
            row.Illegal += record.Attempts;
            return;
        }

        row.Calls += record.Attempts;
        row.Answered += record.Answered ? 1 : 0;
        row.Effective += IsEffective(record) ? record.Attempts : 0;
        row.TalkMs += record.TalkMs;
        row.Fee += MoneyUnits.From(record.Customer.Fee);
        if (record.Vendor.Fee != 0m)
        {
            Of(minute, record.Vendor.Currency).Cost += MoneyUnits.From(record.Vendor.Fee);
        }
    }

    public void Write(Database database)
    {
        foreach (((long minute, string currency), Row row) in _rows)
        {
            database.Sql(
                """
                INSERT INTO traffic_minute (minute, currency, calls, answered, effective, illegal, talk_ms, fee, cost) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                ON CONFLICT (minute, currency) DO UPDATE SET calls = calls + ?3, answered = answered + ?4, effective = effective + ?5, illegal = illegal + ?6,
                    talk_ms = talk_ms + ?7, fee = fee + ?8, cost = cost + ?9
                """)
                .Bind(minute).Bind(currency).Bind(row.Calls).Bind(row.Answered).Bind(row.Effective).Bind(row.Illegal).Bind(row.TalkMs).Bind(row.Fee).Bind(row.Cost).Run();
        }
    }

    /// <summary>The network did its part (ITU-T E.425, NER): answered, busy, rung and not picked up, or refused by the user.</summary>
    private static bool IsEffective(Cdr record) => record.Answered
        || record.EndReason is 480 or 486 or 600 or 603 or (int)EndReason.NoAnswer or (int)EndReason.CalleeBusy
        || (record.EndReason == (int)EndReason.CallerCancel && record.RingingAt is not null);

    private ref Row Of(long minute, string currency) => ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (minute, currency), out _);
}
