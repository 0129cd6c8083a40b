using System.Runtime.InteropServices;
using Tandem.Store.Accounts;
using Tandem.Store.Cdrs;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Retention;

/// <summary>
/// Removes the oldest call records. Their ledger entries stay; <c>cdr_swept</c> keeps what they add up to, so that they can be told from charges whose record is missing.
/// </summary>
internal static class CdrSweep
{
    /// <summary>Whether the oldest record ended before this moment.</summary>
    public static bool IsDue(Database database, DateTimeOffset before)
    {
        Statement oldest = database.Sql("SELECT ended_at FROM cdr ORDER BY id LIMIT 1");
        bool isDue = oldest.Step() && oldest.Time(0) < before;
        oldest.Reset();
        return isDue;
    }

    /// <summary>
    /// Within a transaction: removes up to <paramref name="most"/> records that ended before this moment, in order of their ids; the first that ended later ends it. Answers how
    /// many went.
    /// </summary>
    public static int Run(Database database, DateTimeOffset before, int most)
    {
        var charges = new Dictionary<(string Account, string Kind), (long Entries, long Amount)>();
        var hours = new HourTally();
        long last = 0;
        int count = 0;
        Statement rows = database.Sql("SELECT id, ended_at, account, fee + tax, vendor, cost + cost_tax, started_at, currency, vendor_currency, answered_at IS NOT NULL, talk_ms, fee, cost FROM cdr ORDER BY id LIMIT ?").Bind(most);
        while (rows.Step() && rows.Time(1) < before)
        {
            last = rows.Long(0);
            count++;
            Add(charges, rows.Text(2), EntryKinds.Call, rows.Long(3));
            Add(charges, rows.Text(4), EntryKinds.Cost, rows.Long(5));
            hours.TakeOff(rows.Long(6), rows.Text(7), rows.Text(8), rows.Long(9) != 0, rows.Long(10), rows.Long(11), rows.Long(12));
        }

        rows.Reset();
        if (count == 0)
        {
            return 0;
        }

        database.Sql("UPDATE cdr_retention SET below = max(below, ?1), removed = removed + ?2").Bind(last + 1).Bind(count).Run();
        database.Sql("DELETE FROM cdr WHERE id <= ?").Bind(last).Run();
        hours.Write(database);
        foreach (((string account, string kind), (long entries, long amount)) in charges)
        {
            database.Sql(
                """
                INSERT INTO cdr_swept (account, kind, entries, amount) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (account, kind) DO UPDATE SET entries = entries + ?3, amount = amount + ?4
                """).Bind(account).Bind(kind).Bind(entries).Bind(amount).Run();
        }

        return count;
    }

    private static void Add(Dictionary<(string Account, string Kind), (long Entries, long Amount)> charges, string account, string kind, long taken)
    {
        if (taken != 0 && account.Length > 0)
        {
            ref (long Entries, long Amount) sum = ref CollectionsMarshal.GetValueRefOrAddDefault(charges, (account, kind), out _);
            sum = (sum.Entries + 1, sum.Amount - taken);
        }
    }
}
