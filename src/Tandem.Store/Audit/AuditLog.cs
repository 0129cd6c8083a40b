using System.Text;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Audit;

/// <summary>Which lines are asked for; null = any. From inclusive, to exclusive. A subject that ends in <c>*</c> is a beginning.</summary>
public sealed record AuditFilter
{
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public string? Actor { get; init; }
    public string? Action { get; init; }
    public string? Subject { get; init; }
}

/// <summary>The audit trail, for those who read it, and for deeds that change nothing in the database. What does is written in its own transaction.</summary>
public sealed class AuditLog(SqliteStore store, TimeProvider time)
{
    /// <summary>Adds a line; of what was done before, with the moment <paramref name="at"/> which it was done.</summary>
    public Task AppendAsync(Author author, string action, string subject, string detail, CancellationToken stop, string old = "", string @new = "", DateTimeOffset? at = null) =>
        store.WriteAsync(
            database =>
            {
                AuditTrail.Append(database, at ?? time.GetUtcNow(), author, action, subject, detail, old, @new);
                return true;
            },
            stop);

    /// <summary>Newest first: up to <paramref name="limit"/> lines with numbers below <paramref name="cursor"/> (0 = from the newest).</summary>
    public Task<IReadOnlyList<AuditLine>> FindAsync(AuditFilter filter, int limit, long cursor, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var sql = new StringBuilder($"SELECT {AuditTrail.Columns} FROM audit WHERE id < ?");
        var values = new List<object> { cursor == 0 ? long.MaxValue : cursor };

        void Where(string condition, object? value)
        {
            if (value is not null)
            {
                sql.Append(" AND ").Append(condition);
                values.Add(value);
            }
        }

        Where("at >= ?", filter.From?.ToUnixTimeMilliseconds());
        Where("at < ?", filter.To?.ToUnixTimeMilliseconds());
        Where("actor = ?", filter.Actor);
        Where("action = ?", filter.Action);
        if (filter.Subject is { } subject && subject.EndsWith('*'))
        {
            Where("subject >= ?", subject[..^1]);
            Where("subject < ?", subject[..^1] + '\uffff');
        }
        else
        {
            Where("subject = ?", filter.Subject);
        }

        sql.Append(" ORDER BY id DESC LIMIT ?");
        values.Add((long)limit);
        return Task.FromResult(store.Read<IReadOnlyList<AuditLine>>(database =>
        {
            Statement rows = database.Sql(sql.ToString());
            foreach (object value in values)
            {
                _ = value is string text ? rows.Bind(text) : rows.Bind((long)value);
            }

            var lines = new List<AuditLine>();
            while (rows.Step())
            {
                lines.Add(AuditTrail.Read(rows));
            }

            return lines;
        }, stop));
    }
}
