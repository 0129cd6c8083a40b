using Tandem.Store.Sqlite;

namespace Tandem.Store.Retention;

/// <summary>Removes the oldest minutes of traffic: what calls were together is kept no longer than what each of them was.</summary>
internal static class MinuteSweep
{
    private const long MsPerMinute = 60_000;

    /// <summary>Whether there is a minute that was over at this moment.</summary>
    public static bool IsDue(Database database, DateTimeOffset before)
    {
        Statement oldest = database.Sql("SELECT 1 FROM traffic_minute WHERE minute < ? LIMIT 1").Bind(MinuteOf(before));
        bool isDue = oldest.Step();
        oldest.Reset();
        return isDue;
    }

    /// <summary>Within a transaction: removes up to <paramref name="most"/> rows of minutes that were over at this moment, oldest first. Answers how many went.</summary>
    public static int Run(Database database, DateTimeOffset before, int most) =>
        database.Sql("DELETE FROM traffic_minute WHERE (minute, currency) IN (SELECT minute, currency FROM traffic_minute WHERE minute < ? ORDER BY minute, currency LIMIT ?)")
            .Bind(MinuteOf(before)).Bind(most).Run();

    private static long MinuteOf(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() / MsPerMinute;
}
