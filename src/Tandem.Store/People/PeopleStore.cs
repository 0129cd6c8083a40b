using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Store.People;

/// <summary>
/// Users, roles and API keys. They are no part of the plan: a plan is sent around and rolled back, rights are not. Each change is one transaction with its audit line; the rules that hold over
/// all of them together are looked at within it.
/// </summary>
public sealed class PeopleStore(SqliteStore store, TimeProvider time)
{
    private const string UserAction = "user";
    private const string RoleAction = "role";
    private const string KeyAction = "api-key";

    /// <summary>Whether the first user has been made.</summary>
    public bool IsClaimed => store.Read(static database =>
    {
        Statement any = database.Sql("SELECT 1 FROM user LIMIT 1");
        bool isAny = any.Step();
        any.Reset();
        return isAny;
    });

    public IReadOnlyList<User> Users() => store.Read(PeopleRows.Users);

    public User? User(string name) => store.Read(database => PeopleRows.User(database, name));

    public IReadOnlyList<Role> Roles() => store.Read(PeopleRows.Roles);

    public Role? Role(string name) => store.Read(database => PeopleRows.Role(database, name));

    public IReadOnlyList<ApiKey> Keys() => store.Read(PeopleRows.Keys);

    public ApiKey? Key(string name) => store.Read(database => PeopleRows.Key(database, name));

    /// <summary>The key whose SHA-256 that is, with its role; null when there is none, or its role is gone.</summary>
    public (ApiKey Key, Role Role)? FindKey(byte[] hash) => store.Read(database =>
        PeopleRows.Key(database, hash) is { } key && PeopleRows.Role(database, key.Role) is { } role ? (key, role) : ((ApiKey, Role)?)null);

    /// <summary>Notes that a key is in use.</summary>
    public Task UsedAsync(ApiKey key, CancellationToken stop) =>
        store.WriteAsync(database => database.Sql("UPDATE api_key SET used_at = ? WHERE name = ?").Bind(time.GetUtcNow()).Bind(key.Name).Run(), stop);

    /// <summary>Makes the first user. False when there is one already.</summary>
    public Task<bool> ClaimAsync(User first, Author author, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            if (PeopleRows.Users(database).Count > 0)
            {
                return false;
            }

            PeopleRows.Write(database, first);
            AuditTrail.Append(database, time.GetUtcNow(), author, UserAction, first.Name, "first user, made with the installation key", "", PeopleText.Of(first));
            return true;
        },
        stop);

    /// <summary>
    /// Adds, changes or deletes a user: <paramref name="change"/> gets him as he is, null when there is none, and answers him as he shall be, null for not at all. When what he may do, his
    /// password or his being enabled changes, his sessions end.
    /// </summary>
    public Task<(PeopleFault Fault, User? User)> ChangeUserAsync(string name, Func<User?, (PeopleFault Fault, User? User)> change, PeopleEditor editor, CancellationToken stop) =>
        store.WriteAsync(
            database =>
            {
                User? before = PeopleRows.User(database, name);
                (PeopleFault fault, User? after) = change(before);
                if (fault == PeopleFault.None)
                {
                    fault = Check(database, before, after, editor.Rights);
                }

                if (fault != PeopleFault.None || (before is null && after is null))
                {
                    return (fault, before);
                }

                List<User> users = PeopleRows.Users(database);
                IEnumerable<User> left = users.Where(user => user.Name != before?.Name).Concat(after is null ? [] : [after]);
                if (HasAdministrator(users, Known) && !HasAdministrator(left, Known))
                {
                    return (PeopleFault.LastAdministrator, before);
                }

                Write(database, before, after);
                Role? Known(string role) => PeopleRows.Role(database, role);

                string detail = before is null ? "added" : after is null ? "deleted" : "changed";
                AuditTrail.Append(database, time.GetUtcNow(), editor.Who, UserAction, (after ?? before)!.Name, detail, PeopleText.Of(before), PeopleText.Of(after));
                return (PeopleFault.None, after);
            },
            stop);

    /// <summary>A user's own doing: his password, his one-time codes, his signing in. <paramref name="detail"/> empty: no audit line.</summary>
    public Task<bool> ChangeSelfAsync(string name, Func<User, User?> change, Author author, string action, string detail, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            if (PeopleRows.User(database, name) is not { } before || change(before) is not { } after)
            {
                return false;
            }

            PeopleRows.Write(database, after);
            if (detail.Length > 0)
            {
                AuditTrail.Append(database, time.GetUtcNow(), author, action, after.Name, detail);
            }

            return true;
        },
        stop);

    /// <summary>Adds, changes or deletes a role, as <see cref="ChangeUserAsync"/> does a user.</summary>
    public Task<(PeopleFault Fault, Role? Role)> ChangeRoleAsync(string name, Func<Role?, (PeopleFault Fault, Role? Role)> change, PeopleEditor editor, CancellationToken stop) =>
        store.WriteAsync(
            database =>
            {
                Role? before = PeopleRows.Role(database, name);
                (PeopleFault fault, Role? after) = change(before);
                fault = fault != PeopleFault.None ? fault
                    : before?.IsBuiltIn == true ? PeopleFault.BuiltIn
                    : (before is not null && !editor.Rights.Covers(before)) || (after is not null && !editor.Rights.Covers(after)) ? PeopleFault.AboveOwnRights
                    : before is not null && after is null && PeopleRows.HoldersOf(database, name).Count > 0 ? PeopleFault.InUse
                    : PeopleFault.None;
                if (fault != PeopleFault.None || (before is null && after is null))
                {
                    return (fault, before);
                }

                List<User> users = PeopleRows.Users(database);
                if (HasAdministrator(users, Known) && !HasAdministrator(users, role => role.Equals(before?.Name, StringComparison.OrdinalIgnoreCase) ? after : Known(role)))
                {
                    return (PeopleFault.LastAdministrator, before);
                }

                Write(database, before, after);
                Role? Known(string role) => PeopleRows.Role(database, role);

                string detail = before is null ? "added" : after is null ? "deleted" : "changed";
                AuditTrail.Append(
                    database, time.GetUtcNow(), editor.Who, RoleAction, (after ?? before)!.Name, detail, before is null ? "" : PeopleText.Of(before), after is null ? "" : PeopleText.Of(after));
                return (PeopleFault.None, after);
            },
            stop);

    /// <summary>Adds a key by its SHA-256 (<paramref name="hash"/> given), changes or deletes one, as <see cref="ChangeUserAsync"/> does a user.</summary>
    public Task<(PeopleFault Fault, ApiKey? Key)> ChangeKeyAsync(
        string name, byte[]? hash, Func<ApiKey?, (PeopleFault Fault, ApiKey? Key)> change, PeopleEditor editor, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            ApiKey? before = PeopleRows.Key(database, name);
            (PeopleFault fault, ApiKey? after) = change(before);
            fault = fault != PeopleFault.None ? fault : Check(database, before?.Role, after?.Role, editor.Rights);
            if (fault != PeopleFault.None || (before is null && (after is null || hash is null)))
            {
                return (fault, before);
            }

            if (after is null)
            {
                PeopleRows.DeleteKey(database, name);
            }
            else if (before is null)
            {
                PeopleRows.Write(database, after, hash);
            }
            else
            {
                PeopleRows.Change(database, after);
            }

            string detail = before is null ? "added" : after is null ? "deleted" : "changed";
            AuditTrail.Append(database, time.GetUtcNow(), editor.Who, KeyAction, (after ?? before)!.Name, detail, PeopleText.Of(before), PeopleText.Of(after));
            return (PeopleFault.None, after);
        },
        stop);

    /// <summary>Whether somebody who may change people is left once a user is another.</summary>
    internal static bool LeavesAdministrator(Database database, User before, User after)
    {
        List<User> users = PeopleRows.Users(database);
        return !HasAdministrator(users, Known) || HasAdministrator(users.Where(user => user.Name != before.Name).Append(after), Known);
        Role? Known(string role) => PeopleRows.Role(database, role);
    }

    private static PeopleFault Check(Database database, User? before, User? after, Role own) => Check(database, before?.Role, after?.Role, own);

    private static PeopleFault Check(Database database, string? before, string? after, Role own)
    {
        if (after is not null)
        {
            if (PeopleRows.Role(database, after) is not { } given)
            {
                return PeopleFault.NoSuchRole;
            }

            if (!own.Covers(given))
            {
                return PeopleFault.AboveOwnRights;
            }
        }

        return before is not null && PeopleRows.Role(database, before) is { } had && !own.Covers(had) ? PeopleFault.AboveOwnRights : PeopleFault.None;
    }

    private static void Write(Database database, User? before, User? after)
    {
        if (after is null)
        {
            PeopleRows.DeleteUser(database, before!.Name);
            return;
        }

        PeopleRows.Write(database, after);
        bool endsSessions = before is not null
            && (after.IsDisabled || before.Password != after.Password || before.Role != after.Role || !Same(before.Accounts, after.Accounts) || (before.Totp is null) != (after.Totp is null)
                || GeofenceText.Of(before.Geofence) != GeofenceText.Of(after.Geofence));
        if (endsSessions)
        {
            PeopleRows.EndSessions(database, after.Name);
        }
    }

    private static void Write(Database database, Role? before, Role? after)
    {
        if (after is null)
        {
            PeopleRows.DeleteRole(database, before!.Name);
        }
        else
        {
            PeopleRows.Write(database, after);
        }
    }

    private static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other) => one is null ? other is null : other is not null && one.SequenceEqual(other);

    private static bool HasAdministrator(IEnumerable<User> users, Func<string, Role?> role) =>
        users.Any(user => !user.IsDisabled && user.Accounts is null && role(user.Role)?.On(Pages.People) == PageAccess.Edit);
}
