using Tandem.Routing.Access;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Firewall;

/// <summary>How often something was tried in a part of a period.</summary>
public sealed record OffencePart(DateTimeOffset At, BanReason Reason, long Offences);

/// <summary>What strangers tried, other than calls, as it is written down by minute.</summary>
public sealed class OffenceStore(SqliteStore store, TimeProvider time)
{
    private const long MsPerMinute = 60_000;

    /// <summary>Lines of single sources.</summary>
    private const int MostKept = 200_000;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(366);

    /// <summary>In one transaction; to what is there of the same minute it is added.</summary>
    public Task AddAsync(IReadOnlyCollection<OffenceMinute> minutes, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            foreach (OffenceMinute one in minutes)
            {
                long minute = one.At.ToUnixTimeMilliseconds() / MsPerMinute;
                database.Sql("INSERT INTO firewall_offence (minute, reason, offences) VALUES (?, ?, ?) ON CONFLICT (minute, reason) DO UPDATE SET offences = offences + excluded.offences")
                    .Bind(minute).Bind(one.Reason.ToString()).Bind(one.Count).Run();
                if (one.Source is { } source)
                {
                    database.Sql("INSERT INTO firewall_offence_source (source, minute, reason, offences) VALUES (?, ?, ?, ?) ON CONFLICT (source, minute, reason) DO UPDATE SET offences = offences + excluded.offences")
                        .Bind(source.ToString()).Bind(minute).Bind(one.Reason.ToString()).Bind(one.Count).Run();
                }
            }

            database.Sql("DELETE FROM firewall_offence WHERE minute < ?").Bind((time.GetUtcNow() - Kept).ToUnixTimeMilliseconds() / MsPerMinute).Run();
            database.Sql("DELETE FROM firewall_offence_source WHERE id <= (SELECT max(id) FROM firewall_offence_source) - ?").Bind(MostKept).Run();
            return minutes.Count;
        },
        stop);

    /// <summary>How often each thing was tried in each part of a period, oldest first; of one address, where it is given, as far as it was told apart. What was tried in a minute counts when that began.</summary>
    public IReadOnlyList<OffencePart> Parts(DateTimeOffset from, DateTimeOffset to, TimeSpan width, SourceAddress? source, CancellationToken stop) => store.Read(
        database =>
        {
            long part = (long)width.TotalMilliseconds;
            Statement rows = source is { } one
                ? database.Sql("SELECT minute * 60000 / ?3, reason, sum(offences) FROM firewall_offence_source WHERE minute >= ?1 AND minute < ?2 AND source = ?4 GROUP BY 1, 2 ORDER BY 1, 2")
                    .Bind(Minute(from)).Bind(Minute(to)).Bind(part).Bind((Ban.PlaceOf(one) ?? one).ToString())
                : database.Sql("SELECT minute * 60000 / ?3, reason, sum(offences) FROM firewall_offence WHERE minute >= ?1 AND minute < ?2 GROUP BY 1, 2 ORDER BY 1, 2")
                    .Bind(Minute(from)).Bind(Minute(to)).Bind(part);
            List<OffencePart> parts = [];
            while (rows.Step())
            {
                if (Enum.TryParse(rows.Text(1), out BanReason reason))
                {
                    parts.Add(new(DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(0) * part), reason, rows.Long(2)));
                }
            }

            return parts;
        },
        stop);

    private static long Minute(DateTimeOffset at) => (at.ToUnixTimeMilliseconds() + MsPerMinute - 1) / MsPerMinute;
}
