using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Store.People;

/// <summary>Users, roles and API keys as rows.</summary>
internal static class PeopleRows
{
    private const string UserColumns =
        "name, role, accounts, password, password_at, created_at, totp, totp_new, totp_step, is_disabled, signed_in_at, signed_in_from, geofence";

    /// <summary>What the secrets of one-time codes are sealed for.</summary>
    private const string Totp = "user/totp";

    private const string KeyColumns = "name, role, accounts, created_at, created_by, used_at, geofence";

    public static List<User> Users(Database database) => Every(database.Sql($"SELECT {UserColumns} FROM user ORDER BY name"), row => ReadUser(row, database.Seal));

    public static User? User(Database database, string name) => First(database.Sql($"SELECT {UserColumns} FROM user WHERE name = ?").Bind(name), row => ReadUser(row, database.Seal));

    public static void Write(Database database, User user)
    {
        Statement row = database.Sql(
            $"""
            INSERT INTO user ({UserColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            ON CONFLICT (name) DO UPDATE SET role = ?2, accounts = ?3, password = ?4, password_at = ?5, totp = ?7, totp_new = ?8, totp_step = ?9,
                is_disabled = ?10, signed_in_at = ?11, signed_in_from = ?12, geofence = ?13
            """).Bind(user.Name).Bind(user.Role);
        Bind(row, user.Accounts);
        row.Bind(user.Password).Bind(user.PasswordAt).Bind(user.CreatedAt);
        Bind(row, database.Seal.Seal(Totp, user.Totp));
        Bind(row, database.Seal.Seal(Totp, user.NewTotp));
        row.Bind(user.TotpStep).Bind(user.IsDisabled ? 1 : 0).Bind(user.SignedInAt).BindOrNull(user.SignedInFrom).BindOrNull(GeofenceText.Of(user.Geofence)).Run();
    }

    public static void DeleteUser(Database database, string name)
    {
        EndSessions(database, name);
        database.Sql("DELETE FROM user WHERE name = ?").Bind(name).Run();
    }

    public static void EndSessions(Database database, string user) => database.Sql("DELETE FROM session WHERE user = ?").Bind(user).Run();

    /// <summary>All roles, the built-in ones first.</summary>
    public static List<Role> Roles(Database database) => [.. People.Role.BuiltIn, .. Every(database.Sql("SELECT name, pages FROM role ORDER BY name"), ReadRole)];

    public static Role? Role(Database database, string name) =>
        People.Role.BuiltIn.FirstOrDefault(role => string.Equals(role.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? First(database.Sql("SELECT name, pages FROM role WHERE name = ?").Bind(name), ReadRole);

    public static void Write(Database database, Role role) =>
        database.Sql("INSERT INTO role (name, pages) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET pages = ?2")
            .Bind(role.Name).Bind(PeopleText.Of(role)).Run();

    public static void DeleteRole(Database database, string name) => database.Sql("DELETE FROM role WHERE name = ?").Bind(name).Run();

    /// <summary>Who has a role: users by name, keys as <c>key:NAME</c>.</summary>
    public static List<string> HoldersOf(Database database, string role) => Every(
        database.Sql("SELECT name FROM user WHERE role = ?1 COLLATE NOCASE UNION ALL SELECT 'key:' || name FROM api_key WHERE role = ?1 COLLATE NOCASE").Bind(role),
        static row => row.Text(0));

    public static List<ApiKey> Keys(Database database) => Every(database.Sql($"SELECT {KeyColumns} FROM api_key ORDER BY name"), ReadKey);

    public static ApiKey? Key(Database database, string name) => First(database.Sql($"SELECT {KeyColumns} FROM api_key WHERE name = ?").Bind(name), ReadKey);

    public static ApiKey? Key(Database database, ReadOnlySpan<byte> hash) =>
        First(database.Sql($"SELECT {KeyColumns} FROM api_key WHERE hash = ?").BindBlob(hash), ReadKey);

    public static void Write(Database database, ApiKey key, ReadOnlySpan<byte> hash)
    {
        Statement row = database.Sql($"INSERT INTO api_key ({KeyColumns}, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)").Bind(key.Name).Bind(key.Role);
        Bind(row, key.Accounts);
        row.Bind(key.CreatedAt).Bind(key.CreatedBy).Bind(key.UsedAt).BindOrNull(GeofenceText.Of(key.Geofence)).BindBlob(hash).Run();
    }

    public static void Change(Database database, ApiKey key)
    {
        Statement row = database.Sql("UPDATE api_key SET role = ?, accounts = ?, geofence = ? WHERE name = ?").Bind(key.Role);
        Bind(row, key.Accounts);
        row.BindOrNull(GeofenceText.Of(key.Geofence)).Bind(key.Name).Run();
    }

    public static void DeleteKey(Database database, string name) => database.Sql("DELETE FROM api_key WHERE name = ?").Bind(name).Run();

    public static List<T> Every<T>(Statement rows, Func<Statement, T> read)
    {
        var all = new List<T>();
        while (rows.Step())
        {
            all.Add(read(rows));
        }

        return all;
    }

    public static T? First<T>(Statement rows, Func<Statement, T> read)
        where T : class
    {
        T? first = rows.Step() ? read(rows) : null;
        rows.Reset();
        return first;
    }

    private static User ReadUser(Statement row, SealRing ring) => new(row.Text(0), row.Text(1), Lines(row, 2), row.Text(3), row.Time(4), row.Time(5))
    {
        Totp = row.IsNull(6) ? null : ring.Open(Totp, row.Blob(6)),
        NewTotp = row.IsNull(7) ? null : ring.Open(Totp, row.Blob(7)),
        TotpStep = row.Long(8),
        IsDisabled = row.Int(9) != 0,
        SignedInAt = row.TimeOrNull(10),
        SignedInFrom = row.Text(11),
        Geofence = GeofenceText.Read(row.Text(12)),
    };

    private static Role ReadRole(Statement row) => new(row.Text(0), PeopleText.PagesOf(row.Text(1)));

    private static ApiKey ReadKey(Statement row) => new(row.Text(0), row.Text(1), Lines(row, 2), row.Time(3), row.Text(4), row.TimeOrNull(5)) { Geofence = GeofenceText.Read(row.Text(6)) };

    private static string[]? Lines(Statement row, int column) => row.IsNull(column) ? null : row.Text(column).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static void Bind(Statement row, IReadOnlyList<string>? lines) => _ = lines is null ? row.BindNull() : row.Bind(string.Join('\n', lines));

    private static void Bind(Statement row, byte[]? bytes) => _ = bytes is null ? row.BindNull() : row.BindBlob(bytes);
}
