using Tandem.Routing.Blacklists;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Blacklists;

/// <summary>The lists of numbers as far as they are written down: they outlive the process. Standalone lines are never given to it.</summary>
public sealed class NumberLineStore(SqliteStore store)
{
    private const string Columns = "is_black, side, number, reason, from_at, until_at, count, added_by, comment";

    /// <summary>All that are known. A line that can't be read is left out.</summary>
    public IReadOnlyList<NumberLine> Load() => store.Read(database =>
    {
        Statement rows = database.Sql($"SELECT {Columns} FROM number_line");
        var lines = new List<NumberLine>();
        while (rows.Step())
        {
            if (Enum.TryParse(rows.Text(1), out NumberSide side) && Enum.TryParse(rows.Text(3), out NumberReason reason))
            {
                lines.Add(new(new(rows.Int(0) != 0, side, rows.Text(2), IsStandalone: false), reason, rows.Time(4), rows.TimeOrNull(5), rows.Int(6), rows.Text(7), rows.Text(8)));
            }
        }

        return lines;
    });

    /// <summary>In one transaction: lines as they are now, null for one that is gone.</summary>
    public Task SaveAsync(IReadOnlyCollection<(NumberKey Key, NumberLine? Line)> changes, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            foreach ((NumberKey key, NumberLine? line) in changes)
            {
                if (line is null)
                {
                    database.Sql("DELETE FROM number_line WHERE number = ? AND side = ? AND is_black = ?").Bind(key.Number).Bind(key.Side.ToString()).Bind(key.IsBlack ? 1 : 0).Run();
                }
                else
                {
                    database.Sql($"INSERT OR REPLACE INTO number_line ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                        .Bind(key.IsBlack ? 1 : 0).Bind(key.Side.ToString()).Bind(key.Number).Bind(line.Reason.ToString())
                        .Bind(line.From).Bind(line.Until).Bind(line.Count).Bind(line.By).Bind(line.Comment).Run();
                }
            }

            return changes.Count;
        },
        stop);
}
