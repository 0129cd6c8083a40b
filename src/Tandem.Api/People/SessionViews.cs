using Tandem.Api.Access;
using Tandem.Routing.Trunks;
using Tandem.Store.People;

namespace Tandem.Api.People;

/// <summary>Signing in: name and password, and the code of the authenticator app if the user has one. With <c>key</c>, the installation key, it makes the first user.</summary>
public sealed record SignInRequest(string? Key, string? Name, string? Password, string? Code);

/// <summary>A user's new password, and the one he has.</summary>
public sealed record PasswordRequest(string? Password, string? NewPassword);

/// <summary>Proof that it is still he who signed in: his password, or a code of his authenticator app.</summary>
public sealed record ProofRequest(string? Password, string? Code);

/// <summary>A code of the authenticator app.</summary>
public sealed record CodeRequest(string? Code);

/// <summary>Who asks.</summary>
/// <param name="Name">The user's name; <c>admin</c> for the installation key, <c>key:NAME</c> for an API key.</param>
/// <param name="Role">His role's name.</param>
/// <param name="Pages">What he may do: <c>view</c> or <c>edit</c> by page; a page that is missing is not for him.</param>
/// <param name="Accounts">The accounts that are all he sees; null for everything.</param>
/// <param name="HasTotp">He needs a code of his authenticator app.</param>
public sealed record SessionUserView(string Name, string Role, IReadOnlyDictionary<string, string> Pages, IReadOnlyList<string>? Accounts, bool HasTotp)
{
    internal static SessionUserView Of(Caller caller) => new(
        caller.Who.Name, caller.Rights.Name, RoleView.PagesOf(caller.Rights),
        caller.Accounts is null ? null : [.. caller.Accounts.Order(StringComparer.Ordinal)], caller.SignedIn?.Session.User.Totp is not null);
}

/// <summary>The state of a browser.</summary>
/// <param name="IsClaimed">The first user has been made. Until then, POST with the installation key.</param>
/// <param name="User">Who has signed in; null: nobody.</param>
/// <param name="Csrf">Goes into the header X-Tandem-Csrf of each write.</param>
/// <param name="PasswordLength">Fewest characters of a new password.</param>
/// <param name="OpenId">The host of the OpenID provider that people may sign in with, at <c>/api/v1/session/openid</c>; null: there is none.</param>
public sealed record SessionView(bool IsClaimed, SessionUserView? User, string Csrf, int PasswordLength, string? OpenId);

/// <summary>What an authenticator app needs.</summary>
/// <param name="Secret">In Base32, to be typed.</param>
/// <param name="Uri">otpauth://…, to be shown as a picture.</param>
public sealed record TotpView(string Secret, string Uri);

/// <summary>A role.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pages"><c>view</c> or <c>edit</c> by page.</param>
/// <param name="IsBuiltIn">It can't be changed.</param>
public sealed record RoleView(string Name, IReadOnlyDictionary<string, string> Pages, bool IsBuiltIn)
{
    internal static RoleView Of(Role role) => new(role.Name, PagesOf(role), role.IsBuiltIn);

    /// <summary>In the order of the console.</summary>
    internal static Dictionary<string, string> PagesOf(Role role) => Store.People.Pages.All
        .Where(page => role.On(page) != PageAccess.None)
        .ToDictionary(static page => page, page => role.On(page) == PageAccess.Edit ? "edit" : "view", StringComparer.Ordinal);
}

/// <summary>A role as it is written.</summary>
public sealed record RoleEdit(string? Name, IReadOnlyDictionary<string, string>? Pages);

/// <summary>A user.</summary>
/// <param name="Name">His name.</param>
/// <param name="Role">His role's name.</param>
/// <param name="Accounts">The accounts that are all he sees; null for everything.</param>
/// <param name="HasTotp">He needs a code of his authenticator app.</param>
/// <param name="IsDisabled">He may not sign in.</param>
/// <param name="CreatedAt">When he was added.</param>
/// <param name="PasswordAt">When his password was set.</param>
/// <param name="SignedInAt">When he last signed in; null: never.</param>
/// <param name="SignedInFrom">From which address.</param>
/// <param name="Geofence">From where he may sign in; null: from anywhere.</param>
public sealed record UserView(
    string Name, string Role, IReadOnlyList<string>? Accounts, bool HasTotp, bool IsDisabled, DateTimeOffset CreatedAt, DateTimeOffset PasswordAt, DateTimeOffset? SignedInAt, string SignedInFrom,
    GeofenceView? Geofence)
{
    /// <summary>Until when wrong passwords or codes in a row keep everybody out who comes under his name; null: they do not.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    internal static UserView Of(User user) => new(
        user.Name, user.Role, user.Accounts, user.Totp is not null, user.IsDisabled, user.CreatedAt, user.PasswordAt, user.SignedInAt, user.SignedInFrom, GeofenceView.Of(user.Geofence));
}

/// <summary>A user as he is written. A password that is left out stays; <c>hasTotp</c> false takes his one-time codes off, true or nothing leaves them.</summary>
public sealed record UserEdit(string? Name, string? Role, string? Password, bool? IsDisabled, bool? HasTotp)
{
    /// <summary>The accounts that are all he sees; null for everything. Of a user who is there, those he has stay when they are left out.</summary>
    public IReadOnlyList<string>? Accounts
    {
        get;
        set => (field, SaysAccounts) = (value, true);
    }

    /// <summary>Whether accounts stand there, be it as null: nobody sees more than before because somebody forgot them.</summary>
    internal bool SaysAccounts { get; private set; }

    /// <summary>From where he may sign in; null for anywhere. Of a user who is there, the one he has stays when it is left out.</summary>
    public GeofenceView? Geofence
    {
        get;
        set => (field, SaysGeofence) = (value, true);
    }

    /// <summary>Whether a geofence stands there, be it as null.</summary>
    internal bool SaysGeofence { get; private set; }
}

/// <summary>From where somebody may come: countries (BD), autonomous systems (asn:64500), addresses, networks.</summary>
/// <param name="Allow">From here and from nowhere else; empty: from anywhere that is not denied.</param>
/// <param name="Deny">Never from here.</param>
/// <param name="DenyUnknown">Nor from where no country or system is known, while such are allowed.</param>
public sealed record GeofenceView(IReadOnlyList<string>? Allow, IReadOnlyList<string>? Deny, bool? DenyUnknown)
{
    internal static GeofenceView? Of(Geofence fence) => fence.Allow.Count + fence.Deny.Count == 0 ? null : new(fence.Allow, fence.Deny, fence.DenyUnknown);

    internal Geofence Read() => new() { Allow = Allow ?? [], Deny = Deny ?? [], DenyUnknown = DenyUnknown == true };
}

/// <summary>
/// An API key, which opens from within <paramref name="Geofence"/>; null: from anywhere. <paramref name="Key"/> is the key itself: in the answer that makes it, and never again.
/// </summary>
public sealed record ApiKeyView(string Name, string Role, IReadOnlyList<string>? Accounts, GeofenceView? Geofence, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? UsedAt, string? Key)
{
    internal static ApiKeyView Of(ApiKey key, string? text = null) => new(key.Name, key.Role, key.Accounts, GeofenceView.Of(key.Geofence), key.CreatedAt, key.CreatedBy, key.UsedAt, text);
}

/// <summary>An API key as it is written.</summary>
public sealed record ApiKeyEdit(string? Name, string? Role)
{
    /// <summary>The accounts that are all it sees; null for everything. Of a key that is there, those it has stay when they are left out.</summary>
    public IReadOnlyList<string>? Accounts
    {
        get;
        set => (field, SaysAccounts) = (value, true);
    }

    /// <summary>Whether accounts stand there, be it as null.</summary>
    internal bool SaysAccounts { get; private set; }

    /// <summary>From where it opens; null for anywhere. Of a key that is there, the one it has stays when it is left out.</summary>
    public GeofenceView? Geofence
    {
        get;
        set => (field, SaysGeofence) = (value, true);
    }

    /// <summary>Whether a geofence stands there, be it as null.</summary>
    internal bool SaysGeofence { get; private set; }
}
