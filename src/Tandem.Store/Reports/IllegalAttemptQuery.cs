using Tandem.Routing.Attacks;
using Tandem.Store.Cdrs;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Reports;

/// <summary>Illegal calls of a period, as patterns are looked for in them.</summary>
/// <param name="Attempts">Oldest first.</param>
/// <param name="IsWhole">False: there were more than <see cref="IllegalAttemptQuery.MostRecords"/>, or of too many numbers, and the oldest are left out.</param>
public sealed record IllegalAttempts(IReadOnlyList<IllegalAttempt> Attempts, bool IsWhole);

/// <summary>Attempts in a part of a period.</summary>
/// <param name="At">When the part begins.</param>
/// <param name="Attempts">All of them.</param>
/// <param name="Sources">From so many addresses.</param>
public sealed record IllegalPart(DateTimeOffset At, long Attempts, long Sources);

/// <summary>Illegal calls one by one and by time, without those of the white list.</summary>
public sealed class IllegalAttemptQuery(SqliteStore store)
{
    /// <summary>Records that are read at most, the newest ones: what a flood that fills the disk's allowance leaves in an hour.</summary>
    public const int MostRecords = 200_000;

    private const int MostNumbers = 500_000;

    private const string OfPeriod =
        """
        SELECT id, ifnull(source_ip, ''), attempts, started_at, ended_at, ifnull(called_in, ifnull(called_number, '')), why FROM cdr INDEXED BY cdr_illegal
        WHERE billing_mode = -9 AND started_at >= ?1 AND started_at < ?2 AND (?3 IS NULL OR source_ip = ?3) ORDER BY started_at DESC
        """;

    private const string ByPart =
        """
        SELECT started_at / ?4, ifnull(source_ip, ''), sum(attempts) FROM cdr INDEXED BY cdr_illegal
        WHERE billing_mode = -9 AND started_at >= ?1 AND started_at < ?2 AND (?3 IS NULL OR source_ip = ?3) GROUP BY 1, 2 ORDER BY 1
        """;

    /// <summary>The records of a period, of one source when it is given.</summary>
    public IllegalAttempts Read(DateTimeOffset from, DateTimeOffset to, string? source, Func<string, bool> isWhiteListed, CancellationToken stop) => store.Read(
        database =>
        {
            List<IllegalAttempt> found = [];
            int numbers = 0;
            bool isWhole = true;
            Statement rows = database.Sql(OfPeriod).Bind(from).Bind(to).BindOrNull(source);
            while (rows.Step())
            {
                string address = rows.Text(1);
                if (isWhiteListed(address))
                {
                    continue;
                }

                if (found.Count == MostRecords || numbers >= MostNumbers)
                {
                    isWhole = false;
                    break;
                }

                IReadOnlyList<string> called = NumbersOf(rows.Text(5), rows.Long(2), rows);
                numbers += called.Count;
                found.Add(new(rows.Long(0), rows.Time(3), rows.Time(4), address, rows.Long(2), called));
            }

            rows.Reset();
            found.Reverse();
            return new IllegalAttempts(found, isWhole);
        },
        stop);

    /// <summary>How many records there are in a period; one more than <paramref name="most"/> stands for all that are more.</summary>
    public long Count(DateTimeOffset from, DateTimeOffset to, string? source, long most, CancellationToken stop) => store.Read(
        database =>
        {
            Statement row = database.Sql("SELECT count(*) FROM (SELECT 1 FROM cdr INDEXED BY cdr_illegal WHERE billing_mode = -9 AND started_at >= ?1 AND started_at < ?2 AND (?3 IS NULL OR source_ip = ?3) LIMIT ?4)")
                .Bind(from).Bind(to).BindOrNull(source).Bind(most + 1);
            row.Step();
            long count = row.Long(0);
            row.Reset();
            return count;
        },
        stop);

    /// <summary>Attempts by parts of a period, oldest first; parts without any are left out. A record counts when it began.</summary>
    public IReadOnlyList<IllegalPart> Parts(DateTimeOffset from, DateTimeOffset to, TimeSpan width, string? source, Func<string, bool> isWhiteListed, CancellationToken stop) => store.Read(
        database =>
        {
            long part = (long)width.TotalMilliseconds;
            List<IllegalPart> parts = [];
            Statement rows = database.Sql(ByPart).Bind(from).Bind(to).BindOrNull(source).Bind(part);
            while (rows.Step())
            {
                if (isWhiteListed(rows.Text(1)))
                {
                    continue;
                }

                DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(0) * part);
                IllegalPart before = parts.Count > 0 && parts[^1].At == at ? parts[^1] : new(at, 0, 0);
                if (before.Attempts > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }

                parts.Add(before with { Attempts = before.Attempts + rows.Long(2), Sources = before.Sources + 1 });
            }

            rows.Reset();
            return parts;
        },
        stop);

    private static IReadOnlyList<string> NumbersOf(string first, long attempts, Statement row)
    {
        if (attempts > 1 && IllegalTally.NumbersFolded(row.Blob(6).ToArray()) is { Length: > 0 } folded)
        {
            return folded;
        }

        return first.Length > 0 ? [first] : [];
    }
}
