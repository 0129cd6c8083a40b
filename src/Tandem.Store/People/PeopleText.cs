using Tandem.Routing.Trunks;

namespace Tandem.Store.People;

/// <summary>Rights as text: in rows, and in the audit trail. No secret is ever in it.</summary>
internal static class PeopleText
{
    public static string Of(Role role) =>
        string.Join('\n', role.Pages.Where(static pair => pair.Value != PageAccess.None).OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Key}={(pair.Value == PageAccess.Edit ? "edit" : "view")}"));

    /// <summary>A page that this version does not know any more gives no right.</summary>
    public static Dictionary<string, PageAccess> PagesOf(string text)
    {
        var pages = new Dictionary<string, PageAccess>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Pages.All.Contains(line[..equals]))
            {
                pages[line[..equals]] = line.AsSpan(equals + 1) is "edit" ? PageAccess.Edit : PageAccess.View;
            }
        }

        return pages;
    }

    public static string Of(User? user) => user is null
        ? ""
        : $"role {user.Role}, accounts {Of(user.Accounts)}, password of {user.PasswordAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, "
            + $"one-time code {(user.Totp is null ? "off" : "on")}{(user.IsDisabled ? ", disabled" : "")}{Of(user.Geofence)}";

    public static string Of(ApiKey? key) => key is null ? "" : $"role {key.Role}, accounts {Of(key.Accounts)}{Of(key.Geofence)}";

    private static string Of(Geofence fence) => GeofenceText.Of(fence) is { Length: > 0 } text ? $", geofence {text.Replace('\n', ' ')}" : "";

    private static string Of(IReadOnlyList<string>? accounts) => accounts is null ? "all" : string.Join(", ", accounts);
}
