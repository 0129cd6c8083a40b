using Tandem.Billing.Accounts;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.Accounts;
using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Plan;

/// <summary>One change between two plans, for a person: <c>+ egressTrunks/carrier-b</c>, <c>~ parameters/SS_... 1 → 0</c>.</summary>
public sealed record PlanChange(char Kind, string Path, string What);

public sealed record PlanSaved(long Revision, IReadOnlyList<PlanChange> Changes);

/// <summary>Plans by revision. A save writes document, new accounts with their opening balance, audit line and revision in one transaction, then compiles and publishes.</summary>
public sealed class PlanStore(SqliteStore store, PlanHolder holder, CreditBook credit, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _saving = new(1);
    private StoredPlan _newest = StoredPlan.None;

    /// <summary>Loads the newest revision (an empty plan when there is none) and publishes it. After the journals' records are stored: balances come from the ledger.</summary>
    public void LoadNewest()
    {
        (StoredPlan plan, Dictionary<string, decimal> balances) = store.Read(static database =>
            (PlanRows.ReadNewest(database), PlanRows.Balances(database)));
        _newest = plan;
        foreach (Account account in plan.Document.Accounts)
        {
            credit.Set(account.Name, balances.GetValueOrDefault(account.Name), account.CreditLimit);
        }

        holder.Publish(SwitchPlan.Compile(plan.Document, plan.Revision, holder.Current));
    }

    /// <summary>
    /// Null when <paramref name="expectedRevision"/> is not the newest any more. A plan that changes nothing makes no revision. The document must have passed
    /// <see cref="PlanRules.Check"/>.
    /// </summary>
    public async Task<PlanSaved?> SaveAsync(PlanDocument plan, string actor, long? expectedRevision, bool dryRun, CancellationToken stop)
    {
        await _saving.WaitAsync(stop);
        try
        {
            StoredPlan before = _newest;
            if (expectedRevision is { } expected && expected != before.Revision)
            {
                return null;
            }

            PlanRows.Packed packed = PlanRows.Pack(plan, before);
            IReadOnlyList<PlanChange> changes = PlanDiff.Between(before.Document, packed.Plan.Document);
            if (dryRun || changes.Count == 0)
            {
                return new PlanSaved(before.Revision, changes);
            }

            StoredPlan after = packed.Plan with { Revision = before.Revision + 1 };

            // Compiled first: what can't be compiled changes nothing.
            SwitchPlan compiled = SwitchPlan.Compile(after.Document, after.Revision, holder.Current);
            HashSet<string> opened = await store.WriteAsync(
                database =>
                {
                    DateTimeOffset at = time.GetUtcNow();
                    PlanRows.Write(database, packed, after.Revision, at, actor);
                    AuditTrail.Append(database, at, actor, "plan", $"revision {after.Revision}", Words(changes));
                    return OpenAccounts(database, after.Document.Accounts, at);
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

    /// <summary>A past revision, with its secrets; null when there is none.</summary>
    public Task<PlanDocument?> ReadAsync(long revision, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(revision == _newest.Revision
            ? _newest.Document
            : store.Read(database => PlanRows.Read(database, revision)?.Document));
    }

    public void Dispose() => _saving.Dispose();

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
        const int Shown = 200;
        string words = string.Join('\n', changes.Take(Shown).Select(static change => $"{change.Kind} {change.Path} {change.What}".TrimEnd()));
        return changes.Count > Shown ? $"{words}\nand {changes.Count - Shown} more" : words;
    }
}
