using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Shares;

/// <summary>Share links. A token is kept as its SHA-256 only: who reads the database can't use it. Making and revoking leave an audit line each.</summary>
public sealed class ShareStore(SqliteStore store, TimeProvider time)
{
    /// <summary>Links that are in force at once; a further one is refused.</summary>
    public const int MostLinks = 10_000;

    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(1);
    private const string Action = "share";
    private const string Columns = "id, kind, subject, is_masked, has_charge, is_own, created_at, created_by, expires_at, opened, opened_at";

    /// <summary>Keeps a new link, and forgets those that have expired. False when there are too many.</summary>
    public Task<bool> AddAsync(ShareLink link, byte[] hash, Author author, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            DateTimeOffset now = time.GetUtcNow();
            database.Sql("DELETE FROM share_link WHERE expires_at <= ?").Bind(now).Run();
            if (Count(database) >= MostLinks)
            {
                return false;
            }

            database.Sql($"INSERT INTO share_link ({Columns}, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL, ?)")
                .Bind(link.Id).Bind(Word(link.Kind)).Bind(link.Subject).Bind(link.IsMasked ? 1 : 0).Bind(link.HasCharge ? 1 : 0).Bind(link.IsOwn ? 1 : 0)
                .Bind(link.CreatedAt).Bind(link.CreatedBy).Bind(link.ExpiresAt).BindBlob(hash).Run();
            AuditTrail.Append(database, now, author, Action, Named(link), $"link {link.Id} made", "", Told(link));
            return true;
        },
        stop);

    /// <summary>The links in force, newest first.</summary>
    public IReadOnlyList<ShareLink> All() => store.Read(database =>
    {
        Statement rows = database.Sql($"SELECT {Columns} FROM share_link WHERE expires_at > ? ORDER BY created_at DESC, id").Bind(time.GetUtcNow());
        var links = new List<ShareLink>();
        while (rows.Step())
        {
            links.Add(Read(rows));
        }

        return links;
    });

    /// <summary>The link of a token's hash; null when there is none, or it has expired.</summary>
    public ShareLink? Find(byte[] hash) => store.Read(database =>
    {
        Statement row = database.Sql($"SELECT {Columns} FROM share_link WHERE hash = ? AND expires_at > ?").BindBlob(hash).Bind(time.GetUtcNow());
        return row.Step() ? Read(row) : null;
    });

    /// <summary>Notes that a link was opened, once a minute at most: strangers make no work for the disk.</summary>
    public Task OpenedAsync(ShareLink link, CancellationToken stop)
    {
        DateTimeOffset now = time.GetUtcNow();
        return link.OpenedAt is { } last && now - last < NoteEvery
            ? Task.CompletedTask
            : store.WriteAsync(database => database.Sql("UPDATE share_link SET opened = opened + 1, opened_at = ? WHERE id = ?").Bind(now).Bind(link.Id).Run(), stop);
    }

    /// <summary>From now on the link opens nothing. False when there is none that <paramref name="may"/> be revoked.</summary>
    public Task<bool> RevokeAsync(string id, Func<ShareLink, bool> may, Author author, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            Statement row = database.Sql($"SELECT {Columns} FROM share_link WHERE id = ?").Bind(id);
            ShareLink? link = row.Step() ? Read(row) : null;
            row.Reset();
            if (link is null || !may(link))
            {
                return false;
            }

            database.Sql("DELETE FROM share_link WHERE id = ?").Bind(id).Run();
            AuditTrail.Append(database, time.GetUtcNow(), author, Action, Named(link), $"link {link.Id} revoked", Told(link));
            return true;
        },
        stop);

    private static long Count(Database database)
    {
        Statement row = database.Sql("SELECT count(*) FROM share_link");
        row.Step();
        long count = row.Long(0);
        row.Reset();
        return count;
    }

    private static string Named(ShareLink link) => link.Kind == ShareKind.Call ? $"call {link.Subject}" : $"nat-check {link.Subject}";

    private static string Told(ShareLink link) =>
        $"until {link.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm}Z\nnumbers {(link.IsMasked ? "hidden" : "shown")}\ncharge {(link.HasCharge ? "shown" : "hidden")}";

    private static string Word(ShareKind kind) => kind == ShareKind.Call ? "call" : "natCheck";

    private static ShareLink Read(Statement row) => new(
        row.Text(0), row.Text(1) == Word(ShareKind.Call) ? ShareKind.Call : ShareKind.NatCheck, row.Text(2), row.Int(3) != 0, row.Int(4) != 0, row.Int(5) != 0,
        row.Time(6), row.Text(7), row.Time(8), row.Long(9), row.TimeOrNull(10));
}
