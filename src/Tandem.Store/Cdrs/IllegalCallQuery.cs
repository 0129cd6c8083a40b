using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>What one source tried.</summary>
public sealed record IllegalSource(string SourceIp, long Count, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<string> NumbersTried);

/// <summary>Illegal calls by source address, most first.</summary>
public sealed class IllegalCallQuery(SqliteStore store)
{
    private const string OfAllTime =
        "SELECT source_ip, count, first_at, last_at, numbers FROM illegal_source ORDER BY count DESC, source_ip LIMIT ? OFFSET ?";

    private const string OfSomeTime =
        """
        SELECT ifnull(source_ip, ''), sum(attempts) AS attempts, min(started_at), max(ended_at), ifnull(group_concat(DISTINCT ifnull(called_in, called_number)), '')
        FROM cdr INDEXED BY cdr_illegal
        WHERE billing_mode = -9 AND started_at >= ? AND started_at < ?
        GROUP BY source_ip ORDER BY sum(attempts) DESC, source_ip LIMIT ? OFFSET ?
        """;

    /// <summary>All sources.</summary>
    public Task<IReadOnlyList<IllegalSource>> FindAsync(DateTimeOffset? from, DateTimeOffset? to, int limit, int offset, CancellationToken stop) => FindAsync(from, to, limit, offset, null, stop);

    /// <summary>Without times all that was ever seen; with them what began in that time, exactly.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="limit">So many at most.</param>
    /// <param name="offset">So many of those that would be shown are passed over.</param>
    /// <param name="isLeftOut">Sources that are not shown; null for none.</param>
    /// <param name="stop">Ends the search.</param>
    public Task<IReadOnlyList<IllegalSource>> FindAsync(DateTimeOffset? from, DateTimeOffset? to, int limit, int offset, Func<string, bool>? isLeftOut, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<IllegalSource>>(store.Read(database => Find(database, from, to, limit, offset, isLeftOut), stop));
    }

    private static List<IllegalSource> Find(Database database, DateTimeOffset? from, DateTimeOffset? to, int limit, int offset, Func<string, bool>? isLeftOut)
    {
        bool isAll = from is null && to is null;
        Statement rows = isAll
            ? database.Sql(OfAllTime)
            : database.Sql(OfSomeTime)
                .Bind(from?.ToUnixTimeMilliseconds() ?? 0).Bind(to?.ToUnixTimeMilliseconds() ?? long.MaxValue);

        // What is left out is not passed over by the database, which can't know it.
        rows.Bind(isLeftOut is null ? limit : -1L).Bind(isLeftOut is null ? offset : 0L);
        int passed = isLeftOut is null ? offset : 0;
        var found = new List<IllegalSource>();
        while (found.Count < limit && rows.Step())
        {
            if (isLeftOut?.Invoke(rows.Text(0)) == true || passed++ < offset)
            {
                continue;
            }

            string[] numbers = rows.Text(4).Split(isAll ? '\n' : ',', StringSplitOptions.RemoveEmptyEntries);
            found.Add(new IllegalSource(rows.Text(0), rows.Long(1), rows.Time(2), rows.Time(3), numbers.Length > 20 ? numbers[..20] : numbers));
        }

        rows.Reset();
        return found;
    }
}
