using Tandem.Billing.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>
/// What calls of an earlier run have cost and the database does not know yet. A balance is what the ledger says less this: a start need not wait until a long
/// backlog, or a database that is locked, lets it be booked, and no money can be spent a second time meanwhile.
/// </summary>
/// <param name="ByAccount">What each account will be charged when the journals' records are stored, in units of <see cref="MoneyUnits"/>.</param>
/// <param name="EarlierRecords">How many of those records an earlier run has written.</param>
internal sealed record UnstoredCharges(IReadOnlyDictionary<string, long> ByAccount, long EarlierRecords)
{
    /// <summary>Read in one moment with the balances, before anybody stores or writes a record.</summary>
    public static UnstoredCharges Read(Database database, JournalFolder journals)
    {
        var charges = new Dictionary<string, long>(StringComparer.Ordinal);
        long earlier = 0;
        Dictionary<int, JournalPosition> stored = JournalPosition.ReadAll(database).ToDictionary(static position => position.Shard);
        var record = new Cdr();
        foreach (ShardLog log in journals.Logs)
        {
            using var cursor = new LogCursor(log);
            if (stored.TryGetValue(log.Shard, out JournalPosition position))
            {
                cursor.Seek(position.Segment, position.Offset);
            }

            while (cursor.TryReadEnd())
            {
                earlier += cursor.Reader.Header.Run == journals.Run ? 0 : 1;
                if (TryCharge(cursor.Reader.Payload, record))
                {
                    Add(charges, record.Customer);
                    Add(charges, record.Vendor);
                }
            }
        }

        return new UnstoredCharges(charges, earlier);
    }

    /// <summary>False for a record that can't be understood: it will be set aside, and charges nobody.</summary>
    private static bool TryCharge(ReadOnlySpan<byte> payload, Cdr record)
    {
        try
        {
            record.Clear();
            CdrCodec.Read(payload, record, withLadder: false);
            CdrMaker.Charge(record);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static void Add(Dictionary<string, long> charges, PartyCharge party)
    {
        if (party.Account.Length > 0)
        {
            charges[party.Account] = charges.GetValueOrDefault(party.Account) + MoneyUnits.From(party.Fee) + MoneyUnits.From(party.Tax);
        }
    }
}
