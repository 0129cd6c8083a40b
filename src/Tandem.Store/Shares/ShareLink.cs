namespace Tandem.Store.Shares;

/// <summary>What a share link shows.</summary>
public enum ShareKind
{
    /// <summary>One call record.</summary>
    Call,

    /// <summary>One result of <c>nat-check</c>.</summary>
    NatCheck,
}

/// <summary>A link that shows one thing to whoever has it, without a session.</summary>
/// <param name="Id">What it is listed and revoked by; opens nothing.</param>
/// <param name="Kind">What kind of thing it shows.</param>
/// <param name="Subject">The id of that thing.</param>
/// <param name="IsMasked">Telephone numbers are hidden.</param>
/// <param name="HasCharge">What the customer was charged is shown.</param>
/// <param name="IsOwn">Made by who sees some accounts only: nothing behind the switch is shown.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom, as the audit trail names him.</param>
/// <param name="ExpiresAt">From then on it opens nothing.</param>
/// <param name="Opened">In how many minutes it was opened.</param>
/// <param name="OpenedAt">When last; null when never.</param>
public sealed record ShareLink(
    string Id, ShareKind Kind, string Subject, bool IsMasked, bool HasCharge, bool IsOwn, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt, long Opened, DateTimeOffset? OpenedAt);
