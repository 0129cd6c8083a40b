using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>What the records of a selection charge in one currency, without tax.</summary>
public sealed record CdrMoney(string Currency, decimal Fee, decimal Cost);

/// <summary>A selection of records, added up.</summary>
public sealed record CdrTotals(long Count, long Answered, long TalkMs, IReadOnlyList<CdrMoney> Money);

/// <summary>Adds selections of records up. It reads each of them: over millions that takes seconds, and ends at once when nobody waits for it any more.</summary>
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
        private readonly SortedDictionary<string, (decimal Fee, decimal Cost)> _money = new(StringComparer.Ordinal);
        private long _count;
        private long _answered;
        private long _talkMs;

        public CdrTotals Totals => new(_count, _answered, _talkMs, [.. _money.Select(static pair => new CdrMoney(pair.Key, pair.Value.Fee, pair.Value.Cost))]);

        /// <summary>In one pass; customers and vendors of a selection have few currencies.</summary>
        public void Add(Database database, CdrFilter filter)
        {
            Statement rows = CdrConditions.Of(filter).Prepare(
                database, "currency, vendor_currency, count(*), count(answered_at), sum(talk_ms), sum(fee), sum(cost)", " GROUP BY currency, vendor_currency");
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
