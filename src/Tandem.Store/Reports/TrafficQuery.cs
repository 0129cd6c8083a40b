using Tandem.Store.Sqlite;

namespace Tandem.Store.Reports;

/// <summary>What the calls of one currency that ended within one minute were, together.</summary>
/// <param name="At">When the minute began.</param>
/// <param name="Currency">The customers' currency for the counts and the fee, the vendors' for the cost; empty without one.</param>
/// <param name="Calls">Calls, without illegal ones.</param>
/// <param name="Answered">Of these, answered.</param>
/// <param name="Effective">Of these, those for which the network did its part (ITU-T E.425).</param>
/// <param name="Illegal">Illegal attempts.</param>
/// <param name="TalkMs">Milliseconds of talk.</param>
/// <param name="Fee">What customers pay, without tax.</param>
/// <param name="Cost">What vendors get, without tax.</param>
public sealed record TrafficMinute(
    DateTimeOffset At, string Currency, long Calls, long Answered, long Effective, long Illegal, long TalkMs, decimal Fee, decimal Cost);

/// <summary>Reads the traffic by minute.</summary>
public sealed class TrafficQuery(SqliteStore store)
{
    private const long MsPerMinute = 60_000;

    /// <summary>The directory that everything is kept in.</summary>
    public string DataDirectory => store.DataDirectory;

    /// <summary>The minutes from one on, oldest first; those without a call are left out.</summary>
    public IReadOnlyList<TrafficMinute> Since(DateTimeOffset from) => store.Read(database =>
    {
        Statement rows = database.Sql(
            "SELECT minute, currency, calls, answered, effective, illegal, talk_ms, fee, cost FROM traffic_minute WHERE minute >= ? ORDER BY minute, currency")
            .Bind(from.ToUnixTimeMilliseconds() / MsPerMinute);
        var minutes = new List<TrafficMinute>();
        while (rows.Step())
        {
            minutes.Add(new(
                DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(0) * MsPerMinute), rows.Text(1), rows.Long(2), rows.Long(3), rows.Long(4), rows.Long(5), rows.Long(6), rows.Money(7), rows.Money(8)));
        }

        return minutes;
    });
}
