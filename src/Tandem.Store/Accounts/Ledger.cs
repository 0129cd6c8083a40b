using Tandem.Billing.Accounts;
using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Accounts;

/// <summary>VOS3000 payment kinds (BI §4.2).</summary>
public enum PaymentKind
{
    /// <summary>Adds the amount.</summary>
    Recharge = 0,

    /// <summary>Takes the amount.</summary>
    Deduct = 1,

    /// <summary>The first balance.</summary>
    Opening = 2,
}

/// <summary>One movement of an account's money. The currency is the account's; empty while it has none.</summary>
public sealed record LedgerEntry(long Id, DateTimeOffset At, string Account, string Kind, decimal Amount, decimal Balance, string Reference, long? CdrId, string Currency);

/// <summary>A difference that <see cref="Ledger.VerifyAsync"/> found.</summary>
public sealed record Difference(string Subject, string What, string Stored, string Derived);

/// <summary>Balances and their entries. Append-only; a correction is another entry.</summary>
public sealed class Ledger(SqliteStore store, CreditBook credit, TimeProvider time)
{
    /// <summary>What is read at once.</summary>
    public const int MostEntries = 10_000;

    internal const string Columns = "id, at, account, kind, amount, balance, reference, cdr_id, (SELECT currency FROM account WHERE name = ledger.account)";

    /// <summary>Whether an amount can be paid as it is: at most 8 decimals, below 90 thousand million.</summary>
    public static bool IsPayable(decimal amount) => MoneyUnits.IsExact(amount);

    /// <summary>
    /// Writes entry, balance and audit line in one transaction; the same idempotency key answers with the first entry and changes nothing. Null when there is no such account. Amounts are
    /// above zero; the kind says which way they go. An amount that is not <see cref="IsPayable"/> is refused with <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public async Task<LedgerEntry?> PayAsync(string account, decimal amount, PaymentKind kind, string reference, string? idempotencyKey, Author author, CancellationToken stop)
    {
        if (!IsPayable(amount))
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "more than 8 decimals, or too large");
        }

        (LedgerEntry? entry, bool isNew) = await store.WriteAsync(
            database =>
            {
                (LedgerEntry? Entry, bool IsNew) paid = Pay(database, account, amount, kind, reference, idempotencyKey);
                if (paid is (LedgerEntry made, true))
                {
                    AuditProof.Paid(database, made, author);
                }

                return paid;
            },
            stop);
        if (isNew && entry is not null)
        {
            credit.Add(account, entry.Amount);
        }

        return entry;
    }

    /// <summary>The newest that the filter lets through, up to <paramref name="limit"/> of them (1–10,000), before <paramref name="cursor"/>, the id of the last one seen (0 = from the newest).</summary>
    public Task<IReadOnlyList<LedgerEntry>> FindAsync(LedgerFilter filter, int limit, long cursor, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read<IReadOnlyList<LedgerEntry>>(database => LedgerQuery.Find(database, filter, Math.Clamp(limit, 1, MostEntries), cursor), stop));
    }

    /// <summary>Derives every balance from the entries and every charge from its record again. The first thousand differences.</summary>
    public Task<IReadOnlyList<Difference>> VerifyAsync(CancellationToken stop) =>
        Task.FromResult(store.Read(database => new LedgerProof(database, stop).Run(), stop));

    /// <summary>The opening entry of a new account, within the transaction that makes it.</summary>
    internal static void Open(Database database, string account, int kind, decimal balance, DateTimeOffset at)
    {
        long units = MoneyUnits.From(balance);
        database.Sql("INSERT INTO account (name, kind, balance, created_at) VALUES (?, ?, ?, ?)").Bind(account).Bind(kind).Bind(units).Bind(at).Run();
        Append(database, at, account, EntryKinds.Of(PaymentKind.Opening), units, units, "plan");
    }

    internal static LedgerEntry Read(Statement row) => new(
        row.Long(0), row.Time(1), row.Text(2), row.Text(3), row.Money(4), row.Money(5), row.Text(6), row.IsNull(7) ? null : row.Long(7), row.Text(8));

    private static long Append(Database database, DateTimeOffset at, string account, string kind, long amount, long balance, string reference)
    {
        Statement insert = database.Sql("INSERT INTO ledger (at, account, kind, amount, balance, reference) VALUES (?, ?, ?, ?, ?, ?) RETURNING id")
            .Bind(at).Bind(account).Bind(kind).Bind(amount).Bind(balance).BindOrNull(reference);
        insert.Step();
        long id = insert.Long(0);
        insert.Step();
        return id;
    }

    private (LedgerEntry? Entry, bool IsNew) Pay(
        Database database, string account, decimal amount, PaymentKind kind, string reference, string? key)
    {
        if (key is not null && FindByKey(database, account, key) is { } first)
        {
            return (first, false);
        }

        Statement known = database.Sql("SELECT balance FROM account WHERE name = ?").Bind(account);
        bool isKnown = known.Step();
        long before = isKnown ? known.Long(0) : 0;
        known.Reset();
        if (!isKnown)
        {
            return (null, false);
        }

        long change = kind == PaymentKind.Deduct ? -MoneyUnits.From(amount) : MoneyUnits.From(amount);
        long balance = checked(before + change);
        long id = Append(database, time.GetUtcNow(), account, EntryKinds.Of(kind), change, balance, reference);
        database.Sql("UPDATE account SET balance = ? WHERE name = ?").Bind(balance).Bind(account).Run();
        if (key is not null)
        {
            database.Sql("INSERT INTO payment_key (account, key, ledger_id) VALUES (?, ?, ?)").Bind(account).Bind(key).Bind(id).Run();
        }

        Statement written = database.Sql($"SELECT {Columns} FROM ledger WHERE id = ?").Bind(id);
        written.Step();
        LedgerEntry entry = Read(written);
        written.Reset();
        return (entry, true);
    }

    private static LedgerEntry? FindByKey(Database database, string account, string key)
    {
        Statement found = database.Sql(
            $"SELECT {Columns} FROM ledger WHERE id = (SELECT ledger_id FROM payment_key WHERE account = ? AND key = ?)")
            .Bind(account).Bind(key);
        LedgerEntry? entry = found.Step() ? Read(found) : null;
        found.Reset();
        return entry;
    }
}
