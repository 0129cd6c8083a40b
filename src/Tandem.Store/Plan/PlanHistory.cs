using Tandem.Routing.Plan;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Plan;

/// <summary>One revision of the plan: when it came, by whom, and how many changes it made (null: a version before this one did not count them).</summary>
public sealed record PlanRevision(long Revision, DateTimeOffset At, string Actor, int? Changes);

/// <summary>The revisions that were. All are kept: compressed, and a deck of rates once however many have it.</summary>
public sealed class PlanHistory(SqliteStore store)
{
    /// <summary>Newest first: up to <paramref name="limit"/> revisions below <paramref name="cursor"/> (0 = from the newest).</summary>
    public Task<IReadOnlyList<PlanRevision>> ListAsync(int limit, long cursor, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read<IReadOnlyList<PlanRevision>>(database =>
        {
            Statement rows = database.Sql("SELECT revision, at, actor, changes FROM plan_revision WHERE revision < ? ORDER BY revision DESC LIMIT ?")
                .Bind(cursor == 0 ? long.MaxValue : cursor).Bind(limit);
            var revisions = new List<PlanRevision>();
            while (rows.Step())
            {
                revisions.Add(Read(rows));
            }

            return revisions;
        }, stop));
    }

    /// <summary>
    /// The newest revision that changed one object (<c>ingressTrunks/acme</c>, <c>parameters/SS_...</c>); null when none of the newest that may have says so. The audit lines say which may have, as far as they are
    /// written out; the revisions themselves which one has.
    /// </summary>
    public Task<PlanRevision?> LastChangeOfAsync(string path, CancellationToken stop)
    {
        const int MostCandidates = 16;
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read(database =>
        {
            Statement rows = database.Sql(
                    "SELECT r.revision, r.at, r.actor, r.changes FROM audit a JOIN plan_revision r ON a.subject = 'revision ' || r.revision "
                    + "WHERE a.action = 'plan' AND (instr(a.detail, ?) > 0 OR a.detail LIKE '%and % more') ORDER BY a.id DESC LIMIT ?")
                .Bind(path).Bind(MostCandidates);
            List<PlanRevision> candidates = [];
            while (rows.Step())
            {
                candidates.Add(Read(rows));
            }

            return candidates.Find(one => PlanRows.Read(database, one.Revision) is { } after
                && PlanDiff.Between((PlanRows.Read(database, one.Revision - 1) ?? StoredPlan.None).Document, after.Document).Any(change => IsOf(change, path)));
        }, stop));
    }

    /// <summary>What a revision changed in the one before it; null when there is no such revision.</summary>
    public Task<IReadOnlyList<PlanChange>?> ChangesAsync(long revision, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read(database =>
        {
            if (PlanRows.Read(database, revision) is not { } after)
            {
                return null;
            }

            StoredPlan before = PlanRows.Read(database, revision - 1) ?? StoredPlan.None;
            return PlanDiff.Between(before.Document, after.Document);
        }, stop));
    }

    /// <summary>The plan as it was, its secrets as they are kept; null when there is no such revision.</summary>
    public Task<PlanDocument?> ReadAsync(long revision, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read(database => PlanRows.Read(database, revision)?.Document, stop));
    }

    private static PlanRevision Read(Statement row) => new(row.Long(0), row.Time(1), row.Text(2), row.IsNull(3) ? null : row.Int(3));

    /// <summary>Of the object itself, or of a field or a rate of it. A name may have dots: what is a field of one is not the name of another.</summary>
    private static bool IsOf(PlanChange change, string path)
    {
        if (change.Path == path)
        {
            return true;
        }

        if (!change.Path.StartsWith(path, StringComparison.Ordinal) || change.Path[path.Length] != '.')
        {
            return false;
        }

        ReadOnlySpan<char> field = change.Path.AsSpan(path.Length + 1);
        return field.StartsWith("rates[") || (change.Kind == '~' && !field.Contains('.'));
    }
}
