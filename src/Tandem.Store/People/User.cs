using Tandem.Routing.Trunks;

namespace Tandem.Store.People;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Name">One name whatever its case.</param>
/// <param name="Role">The name of his role.</param>
/// <param name="Accounts">The accounts that are all he sees; null for everything.</param>
/// <param name="Password">What is kept of his password: Argon2id as a PHC string.</param>
/// <param name="PasswordAt">When it was set.</param>
/// <param name="CreatedAt">When he was added.</param>
public sealed record User(string Name, string Role, IReadOnlyList<string>? Accounts, string Password, DateTimeOffset PasswordAt, DateTimeOffset CreatedAt)
{
    /// <summary>The secret of his one-time codes (RFC 6238); null without.</summary>
    public byte[]? Totp { get; init; }

    /// <summary>A secret that he has not confirmed by a code yet.</summary>
    public byte[]? NewTotp { get; init; }

    /// <summary>The last time step whose code was taken.</summary>
    public long TotpStep { get; init; }

    /// <summary>He may not sign in.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>From where he may sign in.</summary>
    public Geofence Geofence { get; init; } = Geofence.None;

    public DateTimeOffset? SignedInAt { get; init; }

    public string SignedInFrom { get; init; } = "";
}

/// <summary>A program's key. The key itself is shown once and not kept.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Role">The name of its role.</param>
/// <param name="Accounts">The accounts that are all it sees; null for everything.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="UsedAt">When it was last used, to the minute; null: never.</param>
public sealed record ApiKey(string Name, string Role, IReadOnlyList<string>? Accounts, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? UsedAt)
{
    /// <summary>From where it opens.</summary>
    public Geofence Geofence { get; init; } = Geofence.None;
}

/// <summary>A user who has signed in.</summary>
/// <param name="User">The user as he is now.</param>
/// <param name="BeganAt">When he signed in.</param>
/// <param name="SeenAt">His last request, to the minute.</param>
public sealed record Session(User User, DateTimeOffset BeganAt, DateTimeOffset SeenAt);
