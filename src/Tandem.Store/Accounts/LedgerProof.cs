using System.Globalization;
using System.Runtime.InteropServices;
using Tandem.Billing.Cdrs;
using Tandem.Store.Audit;
using Tandem.Store.Cdrs;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Accounts;

/// <summary>Goes through all money once, in order, holding one record at a time: balances, entries, charges, audit lines.</summary>
internal sealed class LedgerProof(Database database, CancellationToken stop)
{
    private const int Most = 1000;
    private readonly List<Difference> _found = [];
    private readonly Dictionary<(string Account, string Kind), (long Entries, long Amount)> _swept = [];
    private long _sweptBelow;

    public IReadOnlyList<Difference> Run()
    {
        CheckBalances();
        ReadSwept();
        CheckRecords();
        CheckSwept();
        CheckRefused();
        if (AuditTrail.FindBreak(database) is > 0 and long line)
        {
            Add($"audit line {line}", "hash", "broken", "unbroken chain");
        }

        foreach (string subject in AuditProof.Missing(database))
        {
            Add(subject, "audit line", "none", "one");
        }

        return _found;
    }

    /// <summary>Each entry continues the one before; the last is the account's balance.</summary>
    private void CheckBalances()
    {
        var derived = new Dictionary<string, long>();
        Statement entries = database.Sql("SELECT account, id, amount, balance FROM ledger ORDER BY account, id");
        string account = "";
        long sum = 0;
        while (Next(entries))
        {
            string of = entries.Text(0);
            if (of != account)
            {
                (account, sum) = (of, 0);
            }

            sum += entries.Long(2);
            if (sum != entries.Long(3))
            {
                Add($"ledger entry {entries.Long(1)} of {account}", "balance", Money(entries.Long(3)), Money(sum));
                sum = entries.Long(3);
            }

            derived[account] = sum;
        }

        Statement accounts = database.Sql("SELECT name, balance FROM account ORDER BY name");
        while (Next(accounts))
        {
            long expected = derived.GetValueOrDefault(accounts.Text(0));
            if (accounts.Long(1) != expected)
            {
                Add($"account {accounts.Text(0)}", "balance", Money(accounts.Long(1)), Money(expected));
            }
        }
    }

    private void ReadSwept()
    {
        Statement border = database.Sql("SELECT below FROM cdr_retention");
        _sweptBelow = border.Step() ? border.Long(0) : 0;
        border.Reset();
        Statement sums = database.Sql("SELECT account, kind, entries, amount FROM cdr_swept");
        while (sums.Step())
        {
            _swept[(sums.Text(0), sums.Text(1))] = (sums.Long(2), sums.Long(3));
        }
    }

    /// <summary>Records and their ledger entries, side by side in order of id.</summary>
    private void CheckRecords()
    {
        Statement entries = database.Sql("SELECT cdr_id, account, kind, amount, id FROM ledger WHERE cdr_id IS NOT NULL ORDER BY cdr_id, id");
        Statement records = database.Sql($"SELECT {CdrRow.Columns} FROM cdr ORDER BY id");
        bool hasEntry = entries.Step();
        while (Next(records))
        {
            Cdr record = CdrRow.Read(records, out _);
            while (hasEntry && entries.Long(0) < record.Id)
            {
                WithoutRecord(entries);
                hasEntry = entries.Step();
            }

            var booked = new List<(string Account, string Kind, long Amount)>();
            while (hasEntry && entries.Long(0) == record.Id)
            {
                booked.Add((entries.Text(1), entries.Text(2), entries.Long(3)));
                hasEntry = entries.Step();
            }

            Check(record, booked);
        }

        for (; hasEntry; hasEntry = entries.Step())
        {
            WithoutRecord(entries);
        }
    }

    /// <summary>The entry of a record that retention has removed is one of those that <c>cdr_swept</c> counts; any other has lost its record.</summary>
    private void WithoutRecord(Statement entry)
    {
        if (entry.Long(0) >= _sweptBelow)
        {
            Add($"ledger entry {entry.Long(4)}", "call record", entry.Long(0).ToString(CultureInfo.InvariantCulture), "none");
            return;
        }

        ref (long Entries, long Amount) left = ref CollectionsMarshal.GetValueRefOrAddDefault(_swept, (entry.Text(1), entry.Text(2)), out _);
        left = (left.Entries - 1, left.Amount - entry.Long(3));
    }

    /// <summary>What the removed records charged is what their entries say: nothing is left of either.</summary>
    private void CheckSwept()
    {
        foreach (((string account, string kind), (long entries, long amount)) in _swept)
        {
            if (entries != 0 || amount != 0)
            {
                Add($"removed call records of {account}", $"ledger entries ({kind})", $"{-entries} too many, {Money(-amount)}", "0");
            }
        }
    }

    private void Check(Cdr record, List<(string Account, string Kind, long Amount)> booked)
    {
        string subject = $"cdr {record.Id}";
        (long, long, decimal, decimal, long, decimal, decimal) stored = Figures(record);
        List<(string, string, long)> owed = [.. Owed(record)];
        CdrMaker.Charge(record);
        if (Figures(record) != stored)
        {
            Add(subject, "charge", stored.ToString(), Figures(record).ToString());
        }

        if (!owed.SequenceEqual(booked))
        {
            Add(subject, "ledger entries", Entries(booked), Entries(owed));
        }
    }

    /// <summary>A record that could not be stored is money that nobody has counted.</summary>
    private void CheckRefused()
    {
        Statement rows = database.Sql("SELECT shard, segment, offset, fault FROM cdr_refused ORDER BY at");
        while (Next(rows))
        {
            Add($"journal/{rows.Long(0)}-{rows.Long(1)}.log at {rows.Long(2)}", "record", rows.Text(3), "stored");
        }
    }

    private static (long HoldTime, long FeeTime, decimal Fee, decimal Tax, long CostTime, decimal Cost, decimal CostTax) Figures(Cdr record) => (
        record.HoldTime,
        record.Customer.FeeTime, Kept(record.Customer.Fee), Kept(record.Customer.Tax),
        record.Vendor.FeeTime, Kept(record.Vendor.Fee), Kept(record.Vendor.Tax));

    private static decimal Kept(decimal money) => MoneyUnits.To(MoneyUnits.From(money));

    private static IEnumerable<(string Account, string Kind, long Amount)> Owed(Cdr record)
    {
        foreach ((PartyCharge party, string kind) in ((PartyCharge, string)[])[(record.Customer, EntryKinds.Call), (record.Vendor, EntryKinds.Cost)])
        {
            long amount = MoneyUnits.From(party.Fee) + MoneyUnits.From(party.Tax);
            if (amount != 0 && party.Account.Length > 0)
            {
                yield return (party.Account, kind, -amount);
            }
        }
    }

    private static string Entries(IEnumerable<(string Account, string Kind, long Amount)> entries)
    {
        string text = string.Join("; ", entries.Select(static entry => $"{entry.Kind} {entry.Account} {Money(entry.Amount)}"));
        return text.Length == 0 ? "none" : text;
    }

    private static string Money(long units) => MoneyUnits.To(units).ToString(CultureInfo.InvariantCulture);

    private bool Next(Statement rows)
    {
        stop.ThrowIfCancellationRequested();
        return _found.Count < Most && rows.Step();
    }

    private void Add(string subject, string what, string stored, string derived)
    {
        if (_found.Count < Most)
        {
            _found.Add(new Difference(subject, what, stored, derived));
        }
    }
}
