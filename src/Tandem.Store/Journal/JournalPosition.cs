using Tandem.Store.Sqlite;

namespace Tandem.Store.Journal;

/// <summary>Up to where the database has stored a journal.</summary>
/// <param name="Shard">Whose journal.</param>
/// <param name="Segment">The segment that was being read.</param>
/// <param name="Offset">Where in it the next mark begins.</param>
internal readonly record struct JournalPosition(int Shard, long Segment, long Offset)
{
    public static List<JournalPosition> ReadAll(Database database)
    {
        var positions = new List<JournalPosition>();
        Statement rows = database.Sql("SELECT shard, segment, offset FROM journal_position ORDER BY shard");
        while (rows.Step())
        {
            positions.Add(new(rows.Int(0), rows.Long(1), rows.Long(2)));
        }

        return positions;
    }
}
