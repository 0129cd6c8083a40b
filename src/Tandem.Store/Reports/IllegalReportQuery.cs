using System.Runtime.InteropServices;
using Tandem.Store.Cdrs;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Reports;

/// <summary>Illegal calls of a period out of their records: who, when, with what, for which numbers.</summary>
public sealed class IllegalReportQuery(SqliteStore store)
{
    /// <summary>Sources that are told one by one.</summary>
    public const int MostSources = 5000;

    /// <summary>Numbers, and user agents, that are told of each.</summary>
    public const int MostOfEach = 20;

    /// <summary>Different numbers of one source that are counted: who tries more is a scanner, and the first ones show that.</summary>
    private const int MostCounted = 500;

    private const int HoursADay = 24;
    private const long MsPerHour = 3_600_000;

    private const string Totals =
        """
        SELECT ifnull(source_ip, ''), sum(attempts), min(started_at), max(ended_at) FROM cdr INDEXED BY cdr_illegal
        WHERE billing_mode = -9 AND started_at >= ? AND started_at < ? GROUP BY source_ip ORDER BY sum(attempts) DESC, source_ip
        """;

    private const string Details =
        """
        SELECT ifnull(source_ip, ''), attempts, started_at, ifnull(called_in, ifnull(called_number, '')), ifnull(caller_user_agent, ''), why FROM cdr INDEXED BY cdr_illegal
        WHERE billing_mode = -9 AND started_at >= ? AND started_at < ?
        """;

    /// <summary>Reads the records twice: once for who has most attempts, once for what those did.</summary>
    public Task<IllegalReport> ReadAsync(DateTimeOffset from, DateTimeOffset to, Func<string, bool> isWhiteListed, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read(database => Read(database, from, to, isWhiteListed), stop));
    }

    private static IllegalReport Read(Database database, DateTimeOffset from, DateTimeOffset to, Func<string, bool> isWhiteListed)
    {
        List<Source> listed = [];
        long sources = 0;
        long attempts = 0;
        long whiteListed = 0;
        long whiteListedAttempts = 0;
        Statement rows = database.Sql(Totals).Bind(from).Bind(to);
        while (rows.Step())
        {
            string address = rows.Text(0);
            if (isWhiteListed(address))
            {
                whiteListed++;
                whiteListedAttempts += rows.Long(1);
                continue;
            }

            sources++;
            attempts += rows.Long(1);
            if (listed.Count < MostSources)
            {
                listed.Add(new(address, rows.Long(1), rows.Time(2), rows.Time(3)));
            }
        }

        rows.Reset();
        long[] byHour = new long[HoursADay];
        var byAddress = listed.ToDictionary(static source => source.Address, StringComparer.Ordinal);
        rows = database.Sql(Details).Bind(from).Bind(to);
        while (rows.Step())
        {
            string address = rows.Text(0);
            int hour = (int)(rows.Long(2) / MsPerHour % HoursADay);
            if (byAddress.TryGetValue(address, out Source? source))
            {
                byHour[hour] += rows.Long(1);
                source.Add(hour, rows.Long(1), rows.Text(3), rows.Text(4), rows.Blob(5));
            }
            else if (!isWhiteListed(address))
            {
                byHour[hour] += rows.Long(1);
            }
        }

        rows.Reset();
        return new([.. listed.Select(static source => source.Told())], sources, attempts, byHour, whiteListed, whiteListedAttempts);
    }

    /// <summary>One address while its records are read.</summary>
    private sealed class Source(string address, long attempts, DateTimeOffset first, DateTimeOffset last)
    {
        private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
        private readonly Dictionary<string, long> _userAgents = new(StringComparer.Ordinal);
        private readonly long[] _byHour = new long[HoursADay];

        public string Address => address;

        public void Add(int hour, long count, string number, string userAgent, ReadOnlySpan<byte> why)
        {
            _byHour[hour] += count;
            Count(_userAgents, userAgent, count);
            if (number.Length > 0)
            {
                Count(_numbers, number, 1);
            }

            // The others of a flood: its record has them by name only, not how often each.
            if (count > 1)
            {
                foreach (string other in IllegalTally.NumbersFolded(why.ToArray()).Where(other => other != number))
                {
                    Count(_numbers, other, 1);
                }
            }
        }

        public IllegalReportSource Told() => new(address, attempts, first, last, Most(_numbers), Most(_userAgents), _byHour);

        private static void Count(Dictionary<string, long> counts, string text, long count)
        {
            if (counts.Count < MostCounted || counts.ContainsKey(text))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, text, out _) += count;
            }
        }

        private static List<(string Text, long Attempts)> Most(Dictionary<string, long> counts) =>
            [.. counts.OrderByDescending(static one => one.Value).ThenBy(static one => one.Key, StringComparer.Ordinal).Take(MostOfEach).Select(static one => (one.Key, one.Value))];
    }
}
