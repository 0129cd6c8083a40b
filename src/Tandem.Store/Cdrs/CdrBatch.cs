using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Store.Accounts;
using Tandem.Store.Journal;
using Tandem.Store.Reports;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>
/// Records on their way into one transaction: row, ledger entries, balances, illegal calls, journal position. All or nothing, and a
/// record that is there already changes nothing.
/// </summary>
internal sealed class CdrBatch(TimeProvider time, Func<string, bool> isWhiteListed)
{
    private readonly Cdr _record = new();
    private readonly ByteSink _scratch = new(256);
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, long> _balances = [];
    private readonly IllegalTally _illegal = new();
    private readonly TrafficTally _traffic = new();
    private readonly HourTally _hours = new();

    /// <summary>The calls by trunk.</summary>
    public EndedCalls Ended { get; } = new();

    /// <summary>Who else sees the records; null: nobody.</summary>
    public IStoredRecords? Watcher { get; set; }

    /// <summary>How many records the transaction stores.</summary>
    public int Stored { get; private set; }

    /// <summary>Records that can't be stored as they are, and why.</summary>
    public List<(JournalPlace Place, string Fault)> Refused { get; } = [];

    public void Clear()
    {
        Stored = 0;
        Refused.Clear();
        _balances.Clear();
        _illegal.Clear();
        _traffic.Clear();
        _hours.Clear();
        Ended.Begin();
        Watcher?.Begin();
    }

    /// <summary>Adds the record that the cursor has read.</summary>
    public void Add(Database database, JournalPlace place, ReadOnlySpan<byte> payload)
    {
        (long Customer, long Vendor) taken;
        try
        {
            _record.Clear();
            CdrCodec.Read(payload, _record, withLadder: false);
            CdrMaker.Charge(_record);
            taken = checked((
                MoneyUnits.From(_record.Customer.Fee) + MoneyUnits.From(_record.Customer.Tax),
                MoneyUnits.From(_record.Vendor.Fee) + MoneyUnits.From(_record.Vendor.Tax)));
        }
        catch (Exception e)
        {
            // A record that can't be understood must not hold up those behind it, nor vanish.
            Refuse(database, place, e.Message);
            return;
        }

        if (!TryInsert(database, place, out long id))
        {
            return;
        }

        Take(database, _record.Customer.Account, EntryKinds.Call, taken.Customer, id);
        Take(database, _record.Vendor.Account, EntryKinds.Cost, taken.Vendor, id);
        if (_record.BillingMode == BillingMode.IllegalCall)
        {
            _illegal.Add(_record);
        }

        if (_record.BillingMode != BillingMode.IllegalCall || !isWhiteListed(_record.SourceIp))
        {
            _traffic.Add(_record);
        }

        _hours.Add(_record);
        Ended.Add(_record);
        Watcher?.Add(_record);
        Stored++;
    }

    /// <summary>Keeps a record that can't be stored by its place in the journal.</summary>
    public void Refuse(Database database, JournalPlace place, string fault)
    {
        database.Sql("INSERT INTO cdr_refused (shard, segment, offset, at, fault) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .Bind(place.Shard).Bind(place.Segment).Bind(place.Offset).Bind(time.GetUtcNow()).Bind(fault).Run();
        Refused.Add((place, fault));
    }

    /// <summary>Writes what adds up over the batch.</summary>
    public void Finish(Database database, IEnumerable<LogCursor> cursors)
    {
        foreach ((string account, long balance) in _balances)
        {
            database.Sql("UPDATE account SET balance = ? WHERE name = ?").Bind(balance).Bind(account).Run();
        }

        _illegal.Write(database);
        _traffic.Write(database);
        _hours.Write(database);
        foreach (LogCursor cursor in cursors)
        {
            database.Sql(
                """
                INSERT INTO journal_position (shard, segment, offset) VALUES (?1, ?2, ?3)
                ON CONFLICT (shard) DO UPDATE SET segment = ?2, offset = ?3
                """).Bind(cursor.Log.Shard).Bind(cursor.Sequence).Bind(cursor.Offset).Run();
        }
    }

    /// <summary>
    /// The id alone makes a record unique: a caller chooses its Call-ID, and one that is used twice must not be a free call. Should two
    /// calls ever have one id (a clock set back), the second gets the next free one; only the same call again is a replay.
    /// </summary>
    private bool TryInsert(Database database, JournalPlace place, out long id)
    {
        for (id = _record.Id; ; id++)
        {
            Statement row = database.Sql(CdrRow.Insert);
            CdrRow.Bind(row, id, place, _record, _scratch, _text);
            if (row.Run() > 0)
            {
                return true;
            }

            Statement stored = database.Sql("SELECT shard, segment, offset, call_id, started_at FROM cdr WHERE id = ?").Bind(id);
            stored.Step();
            bool isSame = new JournalPlace(stored.Int(0), stored.Long(1), stored.Long(2)) == place
                || (stored.Text(3) == _record.CallId && stored.Long(4) == _record.StartedAt.ToUnixTimeMilliseconds());
            stored.Reset();
            if (isSame)
            {
                return false;
            }
        }
    }

    private void Take(Database database, string account, string kind, long amount, long id)
    {
        if (amount == 0 || account.Length == 0)
        {
            return;
        }

        if (!_balances.TryGetValue(account, out long balance))
        {
            balance = BalanceOf(database, account);
        }

        balance -= amount;
        _balances[account] = balance;
        database.Sql("INSERT INTO ledger (at, account, kind, amount, balance, cdr_id) VALUES (?, ?, ?, ?, ?, ?)")
            .Bind(_record.EndedAt).Bind(account).Bind(kind).Bind(-amount).Bind(balance).Bind(id).Run();
    }

    private long BalanceOf(Database database, string account)
    {
        Statement known = database.Sql("SELECT balance FROM account WHERE name = ?").Bind(account);
        bool isKnown = known.Step();
        long balance = isKnown ? known.Long(0) : 0;
        known.Reset();
        if (!isKnown)
        {
            // The plan has always made it before; a debt is kept even so.
            database.Sql("INSERT INTO account (name, kind, balance, created_at) VALUES (?, 0, 0, ?)").Bind(account).Bind(time.GetUtcNow()).Run();
        }

        return balance;
    }
}
