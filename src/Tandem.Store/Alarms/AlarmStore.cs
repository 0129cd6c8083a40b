using Tandem.Routing.Alarms;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Alarms;

/// <summary>Alarms in the database: those that are there, so that a restart knows them, and those that were.</summary>
public sealed class AlarmStore(SqliteStore store)
{
    /// <summary>Rows that are forgotten in one transaction.</summary>
    private const int SweepRows = 250;

    private const string Columns = "id, setting, type, object, level, value, lower, upper, detail, started_at, stopped_at, confirmed_by, confirmed_at, memo, cleared_by, mailed_at";

    /// <summary>The alarms that are there.</summary>
    internal IReadOnlyList<Alarm> Open() => store.Read(static database => All(database.Sql($"SELECT {Columns} FROM alarm WHERE stopped_at IS NULL ORDER BY id")));

    /// <summary>The number that the next alarm gets.</summary>
    internal long NextId() => store.Read(static database => database.Number("SELECT coalesce(max(id), 0) + 1 FROM alarm"));

    /// <summary>One alarm; null when there is none of that number.</summary>
    public Alarm? Find(long id) => store.Read(database => All(database.Sql($"SELECT {Columns} FROM alarm WHERE id = ?").Bind(id)).FirstOrDefault());

    /// <summary>Alarms that have gone, newest first, before the number <paramref name="before"/> (0: from the newest).</summary>
    public IReadOnlyList<Alarm> History(AlarmFilter filter, long before, int limit, CancellationToken stop) => store.Read(
        database => All(database.Sql(
            $"""
            SELECT {Columns} FROM alarm WHERE stopped_at IS NOT NULL AND (?1 = 0 OR id < ?1) AND (?2 IS NULL OR started_at >= ?2) AND (?3 IS NULL OR started_at < ?3)
            AND (?4 IS NULL OR type = ?4) AND (?5 IS NULL OR object = ?5) AND (?6 IS NULL OR level >= ?6) ORDER BY id DESC LIMIT ?7
            """)
            .Bind(before).Bind(filter.From).Bind(filter.To).Bind((long?)filter.Type).BindOrNull(filter.Object).Bind((long?)filter.Level).Bind(limit)),
        stop);

    /// <summary>Alarms of a type that were there at some time of a period, newest first.</summary>
    public IReadOnlyList<Alarm> During(int type, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken stop) => store.Read(
        database => All(database.Sql($"SELECT {Columns} FROM alarm WHERE type = ? AND started_at < ? AND (stopped_at IS NULL OR stopped_at >= ?) ORDER BY id DESC LIMIT ?").Bind(type).Bind(to).Bind(from).Bind(limit)),
        stop);

    /// <summary>Stores alarms as they are now, all or none.</summary>
    internal Task SaveAsync(IReadOnlyCollection<Alarm> alarms, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            // One that has gone makes room for the next of its object and type.
            foreach (Alarm alarm in alarms.OrderBy(static alarm => alarm.StoppedAt is null).ThenBy(static alarm => alarm.Id))
            {
                Save(database, alarm);
            }

            return alarms.Count;
        },
        stop);

    /// <summary>Within a transaction.</summary>
    internal static void Save(Database database, Alarm alarm) =>
        database.Sql($"INSERT OR REPLACE INTO alarm ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(alarm.Id).Bind(alarm.Setting).Bind(alarm.Type).Bind(alarm.Object).Bind((int)alarm.Level)
            .Bind(MoneyUnits.From(alarm.Value)).Bind(Units(alarm.Lower)).Bind(Units(alarm.Upper)).Bind(alarm.Detail)
            .Bind(alarm.StartedAt).Bind(alarm.StoppedAt).Bind(alarm.ConfirmedBy).Bind(alarm.ConfirmedAt).Bind(alarm.Memo).Bind(alarm.ClearedBy).Bind(alarm.MailedAt).Run();

    /// <summary>Forgets alarms that went before this moment; some at a time. Answers how many.</summary>
    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken stop) => store.WriteAsync(
        database => database.Sql("DELETE FROM alarm WHERE id IN (SELECT id FROM alarm WHERE stopped_at < ? LIMIT ?)").Bind(before).Bind(SweepRows).Run(), stop);

    internal static long? Units(decimal? bound) => bound is { } known ? MoneyUnits.From(known) : null;

    internal static decimal? Money(Statement row, int column) => row.IsNull(column) ? null : row.Money(column);

    private static List<Alarm> All(Statement rows)
    {
        var alarms = new List<Alarm>();
        while (rows.Step())
        {
            alarms.Add(new(rows.Long(0), rows.Int(2), rows.Text(3), (AlarmLevel)rows.Int(4), rows.Money(5), rows.Time(9))
            {
                Setting = rows.Long(1),
                Lower = Money(rows, 6),
                Upper = Money(rows, 7),
                Detail = rows.Text(8),
                StoppedAt = rows.TimeOrNull(10),
                ConfirmedBy = rows.Text(11),
                ConfirmedAt = rows.TimeOrNull(12),
                Memo = rows.Text(13),
                ClearedBy = rows.Text(14),
                MailedAt = rows.TimeOrNull(15),
            });
        }

        return alarms;
    }
}
