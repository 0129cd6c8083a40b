using System.Runtime.InteropServices;
using Tandem.Billing.Cdrs;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>Records of one transaction by the hour in which their calls began (<c>cdr_hour</c>): those that come are added, those that go are taken off, at a row or two for all of them.</summary>
internal sealed class HourTally
{
    internal const long MsPerHour = 3_600_000;
    private readonly Dictionary<(long Hour, string Currency, string VendorCurrency, bool IsAnswered), Row> _rows = [];

    private struct Row
    {
        public long Records;
        public long TalkMs;
        public long Fee;
        public long Cost;
    }

    public void Clear() => _rows.Clear();

    public void Add(Cdr record) => Add(
        1, record.StartedAt.ToUnixTimeMilliseconds(), record.Customer.Currency, record.Vendor.Currency, record.AnsweredAt is not null, record.TalkMs,
        MoneyUnits.From(record.Customer.Fee), MoneyUnits.From(record.Vendor.Fee));

    /// <summary>One record that goes, as it stands in the database.</summary>
    public void TakeOff(long startedAt, string currency, string vendorCurrency, bool isAnswered, long talkMs, long fee, long cost) =>
        Add(-1, startedAt, currency, vendorCurrency, isAnswered, -talkMs, -fee, -cost);

    public void Write(Database database)
    {
        foreach (((long hour, string currency, string vendorCurrency, bool isAnswered), Row row) in _rows)
        {
            database.Sql(
                """
                INSERT INTO cdr_hour (hour, currency, vendor_currency, answered, records, talk_ms, fee, cost) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                ON CONFLICT (hour, currency, vendor_currency, answered) DO UPDATE SET records = records + ?5, talk_ms = talk_ms + ?6, fee = fee + ?7, cost = cost + ?8
                """)
                .Bind(hour).Bind(currency).Bind(vendorCurrency).Bind(isAnswered ? 1 : 0).Bind(row.Records).Bind(row.TalkMs).Bind(row.Fee).Bind(row.Cost).Run();
            if (row.Records < 0)
            {
                database.Sql("DELETE FROM cdr_hour WHERE hour = ?1 AND currency = ?2 AND vendor_currency = ?3 AND answered = ?4 AND records = 0")
                    .Bind(hour).Bind(currency).Bind(vendorCurrency).Bind(isAnswered ? 1 : 0).Run();
            }
        }
    }

    private void Add(long records, long startedAt, string currency, string vendorCurrency, bool isAnswered, long talkMs, long fee, long cost)
    {
        ref Row row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (startedAt / MsPerHour, currency, vendorCurrency, isAnswered), out _);
        row.Records += records;
        row.TalkMs += talkMs;
        row.Fee += fee;
        row.Cost += cost;
    }
}
