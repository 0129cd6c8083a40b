using Tandem.Store.Sqlite;

namespace Tandem.Store.Shares;

/// <summary>One use of the self-test page. <paramref name="Report"/> is JSON; null while <c>nat-check</c> has not reported.</summary>
public sealed record KeptNatCheck(string Id, DateTimeOffset CreatedAt, string CreatedFrom, DateTimeOffset? ReportedAt, string ReportedFrom, string? Report);

/// <summary>What <c>nat-check</c> has reported for visitors: bounded in number and in time. A code lets one report in, once.</summary>
public sealed class NatCheckStore(SqliteStore store, TimeProvider time)
{
    /// <summary>Results kept; the oldest go.</summary>
    public const int MostKept = 1000;

    /// <summary>How long a code takes a report.</summary>
    public static readonly TimeSpan CodeLives = TimeSpan.FromHours(1);

    /// <summary>How long a result is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private const string Columns = "id, created_at, created_from, reported_at, reported_from, report";

    /// <summary>Makes room, and a place for one report by the hash of its code.</summary>
    public Task AddAsync(string id, byte[] codeHash, string from, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            DateTimeOffset now = time.GetUtcNow();
            database.Sql("DELETE FROM nat_check WHERE created_at <= ? OR (report IS NULL AND created_at <= ?)").Bind(now - KeptFor).Bind(now - CodeLives).Run();
            database.Sql("DELETE FROM nat_check WHERE id IN (SELECT id FROM nat_check ORDER BY created_at DESC, id LIMIT -1 OFFSET ?)").Bind(MostKept - 1).Run();
            database.Sql("DELETE FROM share_link WHERE kind = 'natCheck' AND subject NOT IN (SELECT id FROM nat_check)").Run();
            return database.Sql("INSERT INTO nat_check (id, hash, created_at, created_from) VALUES (?, ?, ?, ?)").Bind(id).BindBlob(codeHash).Bind(now).Bind(from).Run();
        },
        stop);

    /// <summary>Takes the report of a code. False when the code is not known, too old, or used.</summary>
    public Task<bool> ReportAsync(byte[] codeHash, string report, string from, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            DateTimeOffset now = time.GetUtcNow();
            return database.Sql("UPDATE nat_check SET report = ?, reported_at = ?, reported_from = ? WHERE hash = ? AND report IS NULL AND created_at > ?")
                .Bind(report).Bind(now).Bind(from).BindBlob(codeHash).Bind(now - CodeLives).Run() > 0;
        },
        stop);

    /// <summary>Those that have reported, newest first.</summary>
    public IReadOnlyList<KeptNatCheck> Reported() => store.Read(database =>
    {
        Statement rows = database.Sql($"SELECT {Columns} FROM nat_check WHERE report IS NOT NULL AND created_at > ? ORDER BY reported_at DESC, id").Bind(time.GetUtcNow() - KeptFor);
        var found = new List<KeptNatCheck>();
        while (rows.Step())
        {
            found.Add(Read(rows));
        }

        return found;
    });

    /// <summary>One of them, reported or not; null when it is gone.</summary>
    public KeptNatCheck? Find(string id) => store.Read(database =>
    {
        Statement row = database.Sql($"SELECT {Columns} FROM nat_check WHERE id = ? AND created_at > ?").Bind(id).Bind(time.GetUtcNow() - KeptFor);
        return row.Step() ? Read(row) : null;
    });

    private static KeptNatCheck Read(Statement row) => new(row.Text(0), row.Time(1), row.Text(2), row.TimeOrNull(3), row.Text(4), row.IsNull(5) ? null : row.Text(5));
}
