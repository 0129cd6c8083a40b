using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>What the records of a selection charge in one currency, without tax.</summary>
public sealed record CdrMoney(string Currency, decimal Fee, decimal Cost);

/// <summary>A selection of records, added up.</summary>
public sealed record CdrTotals(long Count, long Answered, long TalkMs, IReadOnlyList<CdrMoney> Money);

/// <summary>
/// Adds selections of records up. One by time alone takes the sums of whole hours that are kept (<c>cdr_hour</c>), and reads the records of the hours at its ends; any other reads each of its records: over millions that
/// takes seconds, and ends at once when nobody waits for it any more.
/// </summary>
public sealed class CdrTotalsQuery(SqliteStore store)
{
    public Task<CdrTotals> OfAsync(CdrFilter filter, CancellationToken stop) => Task.FromResult(store.Read(
        database =>
        {
            var sums = new Sums();
            foreach (CdrFilter one in filter.ByAccount)
            {
                sums.Add(database, one);
            }

            return sums.Totals;
        },
        stop));

    private sealed class Sums
    {
        private const long MsPerHour = HourTally.MsPerHour;
        private static readonly long LastHour = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() / MsPerHour;
        private static readonly CdrFilter Any = new();
        private readonly SortedDictionary<string, (decimal Fee, decimal Cost)> _money = new(StringComparer.Ordinal);
        private long _count;
        private long _answered;
        private long _talkMs;

        public CdrTotals Totals => new(_count, _answered, _talkMs, [.. _money.Select(static pair => new CdrMoney(pair.Key, pair.Value.Fee, pair.Value.Cost))]);

        public void Add(Database database, CdrFilter filter)
        {
            long first = filter.From is { } from ? (from.ToUnixTimeMilliseconds() + MsPerHour - 1) / MsPerHour : long.MinValue;
            long end = filter.To is { } to ? to.ToUnixTimeMilliseconds() / MsPerHour : long.MaxValue;
            if (filter with { From = null, To = null, Answered = null } != Any || first >= end || (filter.From is not null && first > LastHour))
            {
                AddRecords(database, filter);
                return;
            }

            if (filter.From is not null)
            {
                AddRecords(database, filter with { To = DateTimeOffset.FromUnixTimeMilliseconds(first * MsPerHour) });
            }

            AddHours(database, first, end, filter.Answered);
            if (filter.To is not null)
            {
                AddRecords(database, filter with { From = DateTimeOffset.FromUnixTimeMilliseconds(end * MsPerHour) });
            }
        }

        /// <summary>Whole hours, from one on up to another that is none of them.</summary>
        private void AddHours(Database database, long first, long end, bool? answered) => Add(database.Sql(
            """
            SELECT currency, vendor_currency, sum(records), sum(records * answered), sum(talk_ms), sum(fee), sum(cost) FROM cdr_hour
            WHERE hour >= ?1 AND hour < ?2 AND answered BETWEEN ?3 AND ?4 GROUP BY currency, vendor_currency
            """).Bind(first).Bind(end).Bind(answered == true ? 1 : 0).Bind(answered == false ? 0 : 1));

        /// <summary>In one pass; customers and vendors of a selection have few currencies.</summary>
        private void AddRecords(Database database, CdrFilter filter) => Add(
            CdrConditions.Of(filter).Prepare(database, "currency, vendor_currency, count(*), count(answered_at), sum(talk_ms), sum(fee), sum(cost)", " GROUP BY currency, vendor_currency"));

        private void Add(Statement rows)
        {
            while (rows.Step())
            {
                _count += rows.Long(2);
                _answered += rows.Long(3);
                _talkMs += rows.Long(4);
                Add(rows.Text(0), rows.Money(5), 0m);
                Add(rows.Text(1), 0m, rows.Money(6));
            }
        }

        private void Add(string currency, decimal fee, decimal cost)
        {
            if (currency.Length > 0)
            {
                (decimal before, decimal costBefore) = _money.GetValueOrDefault(currency);
                _money[currency] = (before + fee, costBefore + cost);
            }
        }
    }
}
