using Tandem.Routing.Access;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Firewall;

/// <summary>How many bans began in an hour, or another part of time, for a reason.</summary>
public sealed record BanHour(DateTimeOffset At, BanReason Reason, long Bans);

/// <summary>Bans as far as they are written down: they outlive the process.</summary>
public sealed class BanStore(SqliteStore store, TimeProvider time)
{
    private const long MsPerHour = 3_600_000;

    /// <summary>Bans that are remembered after others of the same source.</summary>
    private const int MostKept = 200_000;

    private static readonly TimeSpan HoursKept = TimeSpan.FromDays(366);
    private const string Columns = "source, reason, from_at, until_at, times, offences, first_at, last_at, user_agent, banned_by, comment";

    /// <summary>All that are known. A line that can't be read is left out.</summary>
    public IReadOnlyList<Ban> Load() => store.Read(database =>
    {
        Statement rows = database.Sql($"SELECT {Columns} FROM firewall_ban");
        return Read(rows);
    });

    /// <summary>In one transaction: bans as they are now, null for a source that has none any more, and those that began since the last time.</summary>
    public Task SaveAsync(IReadOnlyCollection<(SourceAddress Source, Ban? Ban)> changes, IReadOnlyCollection<Ban> begun, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            foreach ((SourceAddress source, Ban? ban) in changes)
            {
                if (ban is null)
                {
                    database.Sql("DELETE FROM firewall_ban WHERE source = ?").Bind(source.ToString()).Run();
                }
                else
                {
                    Bind(database.Sql($"INSERT OR REPLACE INTO firewall_ban ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"), ban).Run();
                }
            }

            foreach (Ban ban in begun)
            {
                Bind(database.Sql($"INSERT INTO firewall_ban_history ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"), ban).Run();
                database.Sql("INSERT INTO firewall_hour (hour, reason, bans) VALUES (?1, ?2, 1) ON CONFLICT (hour, reason) DO UPDATE SET bans = bans + 1")
                    .Bind(ban.From.ToUnixTimeMilliseconds() / MsPerHour).Bind(ban.Reason.ToString()).Run();
            }

            database.Sql("DELETE FROM firewall_ban_history WHERE id <= (SELECT max(id) FROM firewall_ban_history) - ?").Bind(MostKept).Run();
            database.Sql("DELETE FROM firewall_hour WHERE hour < ?").Bind((time.GetUtcNow() - HoursKept).ToUnixTimeMilliseconds() / MsPerHour).Run();
            return changes.Count;
        },
        stop);

    /// <summary>Bans by hour and reason, oldest first; hours without any are left out.</summary>
    public IReadOnlyList<BanHour> Hours(DateTimeOffset from) => store.Read(database =>
    {
        Statement rows = database.Sql("SELECT hour, reason, bans FROM firewall_hour WHERE hour >= ? ORDER BY hour, reason").Bind(from.ToUnixTimeMilliseconds() / MsPerHour);
        return Counts(rows, MsPerHour);
    });

    /// <summary>Bans as they began in a period, oldest first; of one address, where it is given.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="source">An address; null: all of them.</param>
    /// <param name="stop">Ends the search.</param>
    public IReadOnlyList<Ban> Begun(DateTimeOffset from, DateTimeOffset to, SourceAddress? source, CancellationToken stop) => store.Read(
        database => Read(database.Sql($"SELECT {Columns} FROM firewall_ban_history WHERE from_at >= ?1 AND from_at < ?2 AND (?3 IS NULL OR source = ?3) ORDER BY from_at, id")
            .Bind(from).Bind(to).BindOrNull(source is { } one ? (Ban.PlaceOf(one) ?? one).ToString() : "")),
        stop);

    /// <summary>How many bans began in each part of a period, for each reason, oldest first; of one address, where it is given.</summary>
    public IReadOnlyList<BanHour> Parts(DateTimeOffset from, DateTimeOffset to, TimeSpan width, SourceAddress? source, CancellationToken stop) => store.Read(
        database =>
        {
            long part = (long)width.TotalMilliseconds;
            Statement rows = database.Sql("SELECT from_at / ?4, reason, count(*) FROM firewall_ban_history WHERE from_at >= ?1 AND from_at < ?2 AND (?3 IS NULL OR source = ?3) GROUP BY 1, 2 ORDER BY 1, 2")
                .Bind(from).Bind(to).BindOrNull(source is { } one ? (Ban.PlaceOf(one) ?? one).ToString() : "").Bind(part);
            return Counts(rows, part);
        },
        stop);

    private static Statement Bind(Statement row, Ban ban) => row.Bind(ban.Source.ToString()).Bind(ban.Reason.ToString()).Bind(ban.From).Bind(ban.Until).Bind(ban.Times)
        .Bind(ban.Evidence.Count).Bind(ban.Evidence.First).Bind(ban.Evidence.Last).Bind(ban.Evidence.UserAgent).Bind(ban.By).Bind(ban.Comment);

    private static List<Ban> Read(Statement rows)
    {
        var bans = new List<Ban>();
        while (rows.Step())
        {
            if (SourceAddress.TryParse(rows.Text(0), out SourceAddress source, out _) && Enum.TryParse(rows.Text(1), out BanReason reason))
            {
                bans.Add(new(
                    source, reason, rows.Time(2), rows.Time(3), rows.Int(4), new BanEvidence(rows.Long(5), rows.Time(6), rows.Time(7), rows.Text(8)), rows.Text(9), rows.Text(10)));
            }
        }

        return bans;
    }

    private static List<BanHour> Counts(Statement rows, long partMs)
    {
        var counts = new List<BanHour>();
        while (rows.Step())
        {
            if (Enum.TryParse(rows.Text(1), out BanReason reason))
            {
                counts.Add(new(DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(0) * partMs), reason, rows.Long(2)));
            }
        }

        return counts;
    }
}
