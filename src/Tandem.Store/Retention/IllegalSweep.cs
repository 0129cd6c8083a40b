using Tandem.Store.Sqlite;

namespace Tandem.Store.Retention;

/// <summary>Forgets the sources of illegal calls that have tried nothing for long. Their calls are records like others, and go with those.</summary>
internal static class IllegalSweep
{
    /// <summary>Up to <paramref name="most"/> sources that were last seen before this moment.</summary>
    public static List<string> Find(Database database, DateTimeOffset before, int most)
    {
        var sources = new List<string>();
        Statement rows = database.Sql("SELECT source_ip FROM illegal_source WHERE last_at < ? LIMIT ?").Bind(before).Bind(most);
        while (rows.Step())
        {
            sources.Add(rows.Text(0));
        }

        return sources;
    }

    /// <summary>Within a transaction: removes those that haven't come back meanwhile.</summary>
    public static int Run(Database database, DateTimeOffset before, List<string> sources)
    {
        int count = 0;
        foreach (string source in sources)
        {
            count += database.Sql("DELETE FROM illegal_source WHERE source_ip = ? AND last_at < ?").Bind(source).Bind(before).Run();
        }

        return count;
    }
}
