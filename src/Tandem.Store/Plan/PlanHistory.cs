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
                revisions.Add(new(rows.Long(0), rows.Time(1), rows.Text(2), rows.IsNull(3) ? null : rows.Int(3)));
            }

            return revisions;
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
}
