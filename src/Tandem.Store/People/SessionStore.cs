using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Store.People;

/// <summary>Who has signed in. A token is kept as its SHA-256 only: who reads the database can't use it.</summary>
public sealed class SessionStore(SqliteStore store, TimeProvider time)
{
    /// <summary>A session that asks for nothing so long is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(2);

    /// <summary>A session is over so long after signing in, whatever it does.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Last requests are noted no more often than this.</summary>
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session of a user who has proved himself, and ends those whose time is over.</summary>
    public Task BeginAsync(byte[] hash, string user, Author author, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            DateTimeOffset now = time.GetUtcNow();
            database.Sql("DELETE FROM session WHERE began_at < ? OR seen_at < ?").Bind(now - Longest).Bind(now - Idle).Run();
            database.Sql("INSERT INTO session (hash, user, began_at, seen_at, address) VALUES (?, ?, ?, ?, ?)")
                .BindBlob(hash).Bind(user).Bind(now).Bind(now).Bind(author.Address).Run();
            database.Sql("UPDATE user SET signed_in_at = ?, signed_in_from = ? WHERE name = ?").Bind(now).BindOrNull(author.Address).Bind(user).Run();
            AuditTrail.Append(database, now, author, "sign-in", user, "signed in");
            return true;
        },
        stop);

    /// <summary>The session of a token's hash, with its user's role; null when it is over, or its user may not sign in any more.</summary>
    public (Session Session, Role Role)? Find(byte[] hash) => store.Read<(Session, Role)?>(database =>
    {
        Statement row = database.Sql("SELECT user, began_at, seen_at FROM session WHERE hash = ?").BindBlob(hash);
        if (!row.Step())
        {
            return null;
        }

        (string name, DateTimeOffset began, DateTimeOffset seen) = (row.Text(0), row.Time(1), row.Time(2));
        row.Reset();
        DateTimeOffset now = time.GetUtcNow();
        bool isOver = now - began > Longest || now - seen > Idle;
        return !isOver && PeopleRows.User(database, name) is { IsDisabled: false } user && PeopleRows.Role(database, user.Role) is { } role
            ? (new Session(user, began, seen), role)
            : null;
    });

    /// <summary>From where people are signed in now whose role is one of those asked for.</summary>
    public IReadOnlyList<(string Address, string User)> Addresses(Func<Role, bool> isAsked) => store.Read(database =>
    {
        DateTimeOffset now = time.GetUtcNow();
        Statement rows = database.Sql("SELECT DISTINCT address, user FROM session WHERE began_at > ? AND seen_at > ?").Bind(now - Longest).Bind(now - Idle);
        var addresses = new List<(string Address, string User)>();
        while (rows.Step())
        {
            addresses.Add((rows.Text(0), rows.Text(1)));
        }

        HashSet<string> asked = [.. addresses.Select(static one => one.User).Distinct()
            .Where(name => PeopleRows.User(database, name) is { IsDisabled: false } user && PeopleRows.Role(database, user.Role) is { } role && isAsked(role))];
        return addresses.Where(one => asked.Contains(one.User)).ToList();
    });

    /// <summary>Notes that a session is in use.</summary>
    public Task NoteAsync(byte[] hash, Session session, CancellationToken stop) => time.GetUtcNow() - session.SeenAt < NoteEvery
        ? Task.CompletedTask
        : store.WriteAsync(database => database.Sql("UPDATE session SET seen_at = ? WHERE hash = ?").Bind(time.GetUtcNow()).BindBlob(hash).Run(), stop);

    /// <summary>Ends one session.</summary>
    public Task EndAsync(byte[] hash, string user, Author author, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            int ended = database.Sql("DELETE FROM session WHERE hash = ?").BindBlob(hash).Run();
            if (ended > 0)
            {
                AuditTrail.Append(database, time.GetUtcNow(), author, "sign-out", user, "signed out");
            }

            return ended > 0;
        },
        stop);

    /// <summary>Ends all sessions of a user but one.</summary>
    public Task EndOthersAsync(string user, byte[] but, CancellationToken stop) =>
        store.WriteAsync(database => database.Sql("DELETE FROM session WHERE user = ? AND hash <> ?").Bind(user).BindBlob(but).Run(), stop);
}
