using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Store.People;

/// <summary>Whom an OpenID provider vouches for.</summary>
/// <param name="Issuer">The provider: <c>iss</c>.</param>
/// <param name="Subject">Its own number of the person, which nobody else ever has: <c>sub</c>.</param>
/// <param name="Name">What he is called.</param>
/// <param name="Roles">What the provider says of his roles; names that are none of ours count for nothing.</param>
public sealed record OpenIdPerson(string Issuer, string Subject, string Name, IReadOnlyList<string> Roles);

/// <summary>Why somebody whom the provider vouches for may not come in.</summary>
public enum OpenIdRefusal
{
    None,

    /// <summary>There is no user of that name, and no role for those whom nobody knows.</summary>
    Unknown,

    /// <summary>The user may not sign in.</summary>
    Disabled,

    /// <summary>The user of that name is another person of the provider.</summary>
    Another,

    /// <summary>The provider gives him no role any more.</summary>
    NoRole,
}

/// <summary>
/// Which user a person of an OpenID provider is. Who comes for the first time is the user of his name, and stays that one whatever he is called later; a user whom nobody has made is made when there is a role
/// for him. Users who were made so have no password, and the role that the provider says.
/// </summary>
public sealed class OpenIdStore(SqliteStore store, TimeProvider time)
{
    /// <summary>Kept where a password is: nothing that can be typed is it.</summary>
    public const string NoPassword = "openid";

    private const string Action = "user";

    /// <summary>The user that a person is, as he is after this; or why there is none.</summary>
    /// <param name="person">Whom the provider vouches for.</param>
    /// <param name="defaultRole">Role of those to whom the provider gives none of ours; null: they are refused.</param>
    /// <param name="address">Where the browser is.</param>
    /// <param name="stop">Gives up waiting for the database.</param>
    public Task<(User? User, OpenIdRefusal Refusal)> FindAsync(OpenIdPerson person, string? defaultRole, string address, CancellationToken stop) =>
        store.WriteAsync(database => Find(database, person, defaultRole, new Author(person.Name, address)), stop);

    private (User? User, OpenIdRefusal Refusal) Find(Database database, OpenIdPerson person, string? defaultRole, Author author)
    {
        // A role that needs accounts can't be given by a word: without accounts it would show everybody's.
        string? role = person.Roles.Append(defaultRole).OfType<string>()
            .Select(name => PeopleRows.Role(database, name)?.Name).FirstOrDefault(static name => name is not null and not Role.CustomerName);
        if (BoundTo(database, person) is { } bound)
        {
            return Known(database, bound, role, author);
        }

        if (PeopleRows.User(database, person.Name) is { } named)
        {
            if (IsBound(database, named.Name))
            {
                return (null, OpenIdRefusal.Another);
            }

            (User? user, OpenIdRefusal refusal) = Known(database, named, role, author);
            if (user is not null)
            {
                Bind(database, person, user);
                AuditTrail.Append(database, time.GetUtcNow(), author, Action, user.Name, $"is '{person.Subject}' of {person.Issuer} from now on");
            }

            return (user, refusal);
        }

        return role is null ? (null, OpenIdRefusal.Unknown) : (Make(database, person, role, author), OpenIdRefusal.None);
    }

    private (User? User, OpenIdRefusal Refusal) Known(Database database, User user, string? role, Author author)
    {
        if (user.IsDisabled)
        {
            return (null, OpenIdRefusal.Disabled);
        }

        if (user.Password != NoPassword || user.Role == role)
        {
            return (user, OpenIdRefusal.None);
        }

        if (role is null)
        {
            return (null, OpenIdRefusal.NoRole);
        }

        User after = user with { Role = role };
        if (!PeopleStore.LeavesAdministrator(database, user, after))
        {
            return (user, OpenIdRefusal.None); // somebody who may change people always stays
        }

        PeopleRows.Write(database, after);
        PeopleRows.EndSessions(database, after.Name);
        AuditTrail.Append(database, time.GetUtcNow(), author, Action, after.Name, "changed, as the OpenID provider says", PeopleText.Of(user), PeopleText.Of(after));
        return (after, OpenIdRefusal.None);
    }

    private User Make(Database database, OpenIdPerson person, string role, Author author)
    {
        DateTimeOffset now = time.GetUtcNow();
        var user = new User(person.Name, role, null, NoPassword, now, now);
        PeopleRows.Write(database, user);
        Bind(database, person, user);
        AuditTrail.Append(database, now, author, Action, user.Name, $"added: '{person.Subject}' of {person.Issuer}", "", PeopleText.Of(user));
        return user;
    }

    private static User? BoundTo(Database database, OpenIdPerson person)
    {
        Statement row = database.Sql("SELECT user FROM openid_user WHERE issuer = ? AND subject = ?").Bind(person.Issuer).Bind(person.Subject);
        string? name = row.Step() ? row.Text(0) : null;
        row.Reset();
        return name is null ? null : PeopleRows.User(database, name);
    }

    private static bool IsBound(Database database, string user)
    {
        Statement row = database.Sql("SELECT 1 FROM openid_user WHERE user = ?").Bind(user);
        bool isBound = row.Step();
        row.Reset();
        return isBound;
    }

    private void Bind(Database database, OpenIdPerson person, User user) =>
        database.Sql("INSERT INTO openid_user (issuer, subject, user, bound_at) VALUES (?, ?, ?, ?)").Bind(person.Issuer).Bind(person.Subject).Bind(user.Name).Bind(time.GetUtcNow()).Run();
}
