namespace Tandem.Routing.Trunks;

/// <summary>Who may log in to TURN beside the phones: one user, or with <see cref="TimeLimited"/> all to whom somebody that shares a secret with us gives user names with an end.</summary>
public sealed record TurnUser
{
    /// <summary>The user name that it logs in by.</summary>
    public required string Name { get; init; }

    /// <summary>Its password, or the shared secret; write-only in the plan.</summary>
    public string Password { get; init; } = "";

    /// <summary>The password is a shared secret: user names are <c>EXPIRY[:USER]</c> in Unix seconds, passwords base64(HMAC-SHA-1(secret, user name)).</summary>
    public bool TimeLimited { get; init; }

    /// <summary>Allocations at once; 0 = SS_TURN_USER_LIMIT.</summary>
    public int MaxAllocations { get; init; }
}
