using System.Text;
using System.Text.Json;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Accounts;

/// <summary>A <see cref="LedgerFilter"/> as SQL. Entries come in the order in which they were booked, newest first: so the balances of an account follow from each other.</summary>
internal static class LedgerQuery
{
    /// <summary>So many accounts are asked one after the other, each by its index; of more, the entries are gone through.</summary>
    private const int FewAccounts = 100;

    /// <summary>As the index has it, to the letter.</summary>
    private const string IsNotOfCalls = "kind NOT IN ('call', 'cost')";

    /// <summary>Up to <paramref name="limit"/> entries below <paramref name="cursor"/> (0 = from the newest).</summary>
    public static List<LedgerEntry> Find(Database database, LedgerFilter filter, int limit, long cursor)
    {
        long below = cursor == 0 ? long.MaxValue : cursor;
        if (filter.Accounts is not { Count: <= FewAccounts } few)
        {
            return Find(database, filter, null, limit, below);
        }

        // No more kept than is asked for: who has a hundred accounts asks for no more than who has one.
        List<LedgerEntry> kept = [];
        foreach (string account in few)
        {
            kept = [.. kept.Concat(Find(database, filter, account, limit, below)).OrderByDescending(static entry => entry.Id).Take(limit)];
        }

        return kept;
    }

    private static List<LedgerEntry> Find(Database database, LedgerFilter filter, string? account, int limit, long below)
    {
        bool withoutCalls = filter.WithoutCalls || filter.Kind is not (null or EntryKinds.Call or EntryKinds.Cost);
        string by = withoutCalls ? "INDEXED BY ledger_not_of_calls" : account is null ? "NOT INDEXED" : "INDEXED BY ledger_account";
        var sql = new StringBuilder($"SELECT {Ledger.Columns} FROM ledger {by} WHERE id < ?");
        var values = new List<object> { below };

        void Where(string condition, params ReadOnlySpan<object> with)
        {
            sql.Append(" AND ").Append(condition);
            values.AddRange(with);
        }

        if (withoutCalls)
        {
            Where(IsNotOfCalls);
        }

        if (account is not null)
        {
            Where("account = ?", account);
        }
        else if (filter.Accounts is { } many)
        {
            Where("account IN (SELECT value FROM json_each(?))", JsonSerializer.Serialize(many));
        }

        if (filter.Currency is { } currency)
        {
            Where("account IN (SELECT name FROM account WHERE currency = ?)", currency);
        }

        if (filter.Kind is { } one)
        {
            Where("kind = ?", one);
        }

        if (filter.From is { } from)
        {
            Where("at >= ?", from.ToUnixTimeMilliseconds());
        }

        if (filter.To is { } to)
        {
            Where("at < ?", to.ToUnixTimeMilliseconds());
        }

        if (filter.Amount is { } amount)
        {
            Where("abs(amount) = ?", MoneyUnits.From(Math.Abs(amount)));
        }

        if (filter.Reference is { } reference && reference.EndsWith('*'))
        {
            Where("reference >= ? AND reference < ?", reference[..^1], reference[..^1] + '\uffff');
        }
        else if (filter.Reference is { } whole)
        {
            Where("reference = ?", whole);
        }

        Statement rows = database.Sql(sql.Append(" ORDER BY id DESC LIMIT ?").ToString());
        foreach (object value in values)
        {
            _ = value is string text ? rows.Bind(text) : rows.Bind((long)value);
        }

        rows.Bind(limit);
        var entries = new List<LedgerEntry>();
        while (rows.Step())
        {
            entries.Add(Ledger.Read(rows));
        }

        return entries;
    }
}
