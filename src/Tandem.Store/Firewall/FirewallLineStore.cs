using Tandem.Routing.Access;
using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Firewall;

/// <summary>The operators' black and white lists. A source stands in one of them at most. Each change is a line of the audit trail, in the same transaction.</summary>
public sealed class FirewallLineStore(SqliteStore store, TimeProvider time)
{
    /// <summary>Lines of both lists together.</summary>
    public const int MostLines = 10_000;

    private const string Columns = "is_black, source, comment, until_at, added_by, added_at";

    /// <summary>Those in force, by source.</summary>
    public IReadOnlyList<FirewallLine> All() => store.Read(database =>
    {
        Statement rows = database.Sql($"SELECT {Columns} FROM firewall_line WHERE until_at IS NULL OR until_at > ?").Bind(time.GetUtcNow());
        var lines = new List<FirewallLine>();
        while (rows.Step())
        {
            if (PlaceRule.TryParse(rows.Text(1), out PlaceRule source, out _))
            {
                lines.Add(new(rows.Int(0) != 0, source, rows.Text(2), rows.TimeOrNull(3), rows.Text(4), rows.Time(5)));
            }
        }

        lines.Sort(static (a, b) => Order(a.Source).CompareTo(Order(b.Source)));
        return lines;
    });

    /// <summary>Puts a line in, or in place of the one of the same source. False: the lists are full.</summary>
    public Task<bool> PutAsync(FirewallLine line, Author author, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            DateTimeOffset now = time.GetUtcNow();
            database.Sql("DELETE FROM firewall_line WHERE until_at <= ?").Bind(now).Run();
            string source = line.Source.ToString();
            string before = Before(database, source);
            Statement count = database.Sql("SELECT count(*) FROM firewall_line");
            bool isFull = count.Step() && count.Int(0) >= MostLines && before.Length == 0;
            count.Reset();
            if (isFull)
            {
                return false;
            }

            database.Sql($"INSERT OR REPLACE INTO firewall_line ({Columns}) VALUES (?, ?, ?, ?, ?, ?)")
                .Bind(line.IsBlack ? 1 : 0).Bind(source).Bind(line.Comment).Bind(line.Until).Bind(line.By).Bind(line.At).Run();
            AuditTrail.Append(database, now, author, "firewall-list", source, line.IsBlack ? "on the black list" : "on the white list", before, Text(line.IsBlack, line.Comment));
            return true;
        },
        stop);

    /// <summary>Takes a line out. False: there is none.</summary>
    public Task<bool> RemoveAsync(bool isBlack, PlaceRule source, Author author, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            string text = source.ToString();
            string before = Before(database, text);
            if (database.Sql("DELETE FROM firewall_line WHERE source = ? AND is_black = ?").Bind(text).Bind(isBlack ? 1 : 0).Run() == 0)
            {
                return false;
            }

            AuditTrail.Append(database, time.GetUtcNow(), author, "firewall-list", text, isBlack ? "off the black list" : "off the white list", before, "");
            return true;
        },
        stop);

    /// <summary>Countries and systems first, then addresses.</summary>
    private static (string Country, long Asn, UInt128 Ip, int Bits) Order(PlaceRule source) => source.Network is { } network
        ? ("~", long.MaxValue, network.Ip, network.PrefixLength)
        : (source.Country.Length > 0 ? source.Country : "}", source.Asn, 0, 0);

    private static string Before(Database database, string source)
    {
        Statement row = database.Sql("SELECT is_black, comment FROM firewall_line WHERE source = ?").Bind(source);
        string before = row.Step() ? Text(row.Int(0) != 0, row.Text(1)) : "";
        row.Reset();
        return before;
    }

    private static string Text(bool isBlack, string comment) => $"{(isBlack ? "black" : "white")}: {comment}";
}
