using Tandem.Billing.Accounts;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.Accounts;
using Tandem.Store.Audit;
using Tandem.Store.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Plan;

/// <summary>One change between two plans, for a person: <c>+ egressTrunks/carrier-b</c>, <c>~ parameters/SS_... 1 → 0</c>.</summary>
public sealed record PlanChange(char Kind, string Path, string What)
{
    /// <summary>What was there; empty for what is new, for rows of rates, and for secrets.</summary>
    public string Before { get; init; } = "";

    /// <summary>What is there now; empty for what is gone, for rows of rates, and for secrets.</summary>
    public string After { get; init; } = "";
}

public sealed record PlanSaved(long Revision, IReadOnlyList<PlanChange> Changes)
{
    /// <summary>Why nothing was saved: what only the ledger can tell. Empty when all is well.</summary>
    public IReadOnlyList<PlanProblem> Refused { get; init; } = [];
}

/// <summary>Plans by revision. A save writes document, new accounts with their opening balance, audit line and revision in one transaction, then compiles and publishes.</summary>
public sealed class PlanStore(SqliteStore store, PlanHolder holder, CreditBook credit, TimeProvider time, PlanSecrets? secrets = null) : IDisposable
{
    private const int WordsShown = 200;
    private readonly SemaphoreSlim _saving = new(1);
    private readonly PlanSecrets _secrets = secrets ?? PlanSecrets.Open;
    private StoredPlan _newest = StoredPlan.None;

    /// <summary>
    /// Loads the newest revision (an empty plan when there is none) and publishes it. Balances come from the ledger, and from what <paramref name="journals"/> hold
    /// that is not stored yet: after they are recovered, before their records are stored and before the first call.
    /// </summary>
    public void LoadNewest(JournalFolder? journals = null)
    {
        if (secrets is not null)
        {
            store.Write(database => PlanSecrets.SealStored(database, secrets));
        }

        (StoredPlan plan, Dictionary<string, decimal> balances) = store.Read(database =>
            (PlanRows.ReadNewest(database), Balances(database, journals)));
        _newest = plan;

        // Accounts that have left the plan too: one that comes back has what it had.
        foreach ((string account, decimal balance) in balances)
        {
            credit.Set(account, balance, 0m);
        }

        foreach (Account account in plan.Document.Accounts)
        {
            credit.SetLimit(account.Name, account.CreditLimit);
        }

        holder.Publish(SwitchPlan.Compile(plan.Document, plan.Revision, holder.Current));
    }

    /// <summary>
    /// Null when <paramref name="expectedRevision"/> is not the newest any more. A plan that changes nothing makes no revision; one that the ledger speaks against
    /// is <see cref="PlanSaved.Refused"/>. A <paramref name="reason"/> stands first in the audit line. The document must have passed <see cref="PlanRules.Check"/>.
    /// </summary>
    public async Task<PlanSaved?> SaveAsync(PlanDocument plan, Author author, long? expectedRevision, bool dryRun, CancellationToken stop, string reason = "")
    {
        await _saving.WaitAsync(stop);
        try
        {
            StoredPlan before = _newest;
            if (expectedRevision is { } expected && expected != before.Revision)
            {
                return null;
            }

            PlanRows.Packed packed = PlanRows.Pack(_secrets.Sealed(plan), before);
            IReadOnlyList<PlanChange> changes = PlanDiff.Between(before.Document, packed.Plan.Document);
            Dictionary<string, string> currencies = Currencies(before.Document);
            IReadOnlyList<PlanProblem> refused =
                [.. OtherCurrencies(currencies, packed.Plan.Document), .. _secrets.Problems(before.Document, packed.Plan.Document)];
            if (dryRun || changes.Count == 0 || refused.Count > 0)
            {
                return new PlanSaved(before.Revision, changes) { Refused = refused };
            }

            StoredPlan after = packed.Plan with { Revision = before.Revision + 1 };

            // Compiled first: what can't be compiled changes nothing.
            SwitchPlan compiled = SwitchPlan.Compile(after.Document, after.Revision, holder.Current);
            HashSet<string> opened = await store.WriteAsync(
                database =>
                {
                    DateTimeOffset at = time.GetUtcNow();
                    PlanRows.Write(database, packed, after.Revision, at, author.Name, changes.Count, isSealed: secrets is not null);
                    AuditTrail.Append(
                        database, at, author, "plan", $"revision {after.Revision}", reason.Length > 0 ? $"{reason}\n{Words(changes)}" : Words(changes),
                        Words(changes, static change => change.Before), Words(changes, static change => change.After));
                    HashSet<string> made = OpenAccounts(database, after.Document.Accounts, at);
                    WriteCurrencies(database, currencies, after.Document);
                    return made;
                },
                stop);

            // Accounts before the plan that names them. A running call's money is in the book and not in the ledger yet, so that an
            // account that was there keeps its balance and gets its limit only.
            foreach (Account account in after.Document.Accounts)
            {
                if (opened.Contains(account.Name))
                {
                    credit.Set(account.Name, account.OpeningBalance, account.CreditLimit);
                }
                else if (credit.TryGetAvailable(account.Name, out _))
                {
                    credit.SetLimit(account.Name, account.CreditLimit);
                }
                else
                {
                    // It was in an earlier plan, and its ledger is still there.
                    credit.Set(account.Name, store.Read(PlanRows.Balances).GetValueOrDefault(account.Name), account.CreditLimit);
                }
            }

            _newest = after;
            holder.Publish(compiled);
            return new PlanSaved(after.Revision, changes);
        }
        finally
        {
            _saving.Release();
        }
    }

    public void Dispose() => _saving.Dispose();

    /// <summary>What each account's money is in: an account keeps it when its rate table, or the account itself, leaves the plan.</summary>
    private Dictionary<string, string> Currencies(PlanDocument plan)
    {
        Dictionary<string, string> known = store.Read(PlanRows.Currencies);
        foreach ((string account, string currency) in AccountCurrencies.Of(plan))
        {
            known.TryAdd(account, currency);
        }

        return known;
    }

    private static void WriteCurrencies(Database database, Dictionary<string, string> before, PlanDocument after)
    {
        Dictionary<string, string> written = PlanRows.Currencies(database);
        var all = new Dictionary<string, string>(before);
        foreach ((string account, string currency) in AccountCurrencies.Of(after))
        {
            all[account] = currency;
        }

        foreach ((string account, string currency) in all)
        {
            if (written.GetValueOrDefault(account) != currency)
            {
                database.Sql("UPDATE account SET currency = ? WHERE name = ?").Bind(currency).Bind(account).Run();
            }
        }
    }

    /// <summary>Money that has moved stays what it is: 10.00 USD do not become 10.00 EUR.</summary>
    private IReadOnlyList<PlanProblem> OtherCurrencies(Dictionary<string, string> were, PlanDocument after)
    {
        IReadOnlyDictionary<string, string> are = AccountCurrencies.Of(after);
        var problems = new List<PlanProblem>();
        for (int i = 0; i < after.Accounts.Count; i++)
        {
            string name = after.Accounts[i].Name;
            if (were.TryGetValue(name, out string? was) && are.TryGetValue(name, out string? now) && was != now && HasMoved(name))
            {
                problems.Add(new($"accounts[{i}].rateTable", $"account '{name}' has money in {was} and would be charged in {now}; open another account for {now}"));
            }
        }

        return problems;
    }

    private bool HasMoved(string account) =>
        credit.Balance(account) != 0m || credit.Held(account) != 0m
        || store.Read(database =>
        {
            Statement moved = database.Sql("SELECT 1 FROM ledger WHERE account = ? AND amount <> 0 LIMIT 1").Bind(account);
            bool any = moved.Step();
            moved.Reset();
            return any;
        });

    private static Dictionary<string, decimal> Balances(Database database, JournalFolder? journals)
    {
        Dictionary<string, decimal> balances = PlanRows.Balances(database);
        if (journals is not null)
        {
            UnstoredCharges unstored = UnstoredCharges.Read(database, journals);
            journals.Ends.FoundEarlier(unstored.EarlierRecords);
            foreach ((string account, long charged) in unstored.ByAccount)
            {
                balances[account] = balances.GetValueOrDefault(account) - MoneyUnits.To(charged);
            }
        }

        return balances;
    }

    private static HashSet<string> OpenAccounts(Database database, IReadOnlyList<Account> accounts, DateTimeOffset at)
    {
        var opened = new HashSet<string>();
        Dictionary<string, decimal> known = PlanRows.Balances(database);
        foreach (Account account in accounts)
        {
            if (known.ContainsKey(account.Name))
            {
                database.Sql("UPDATE account SET kind = ? WHERE name = ? AND kind <> ?1").Bind((int)account.Kind).Bind(account.Name).Run();
            }
            else if (opened.Add(account.Name))
            {
                Ledger.Open(database, account.Name, (int)account.Kind, account.OpeningBalance, at);
            }
        }

        return opened;
    }

    private static string Words(IReadOnlyList<PlanChange> changes)
    {
        string words = string.Join('\n', changes.Take(WordsShown).Select(static change => $"{change.Kind} {change.Path} {change.What}".TrimEnd()));
        return changes.Count > WordsShown ? $"{words}\nand {changes.Count - WordsShown} more" : words;
    }

    private static string Words(IReadOnlyList<PlanChange> changes, Func<PlanChange, string> value) =>
        string.Join('\n', changes.Take(WordsShown).Where(change => value(change).Length > 0).Select(change => $"{change.Path}: {value(change)}"));
}
