namespace Tandem.Sip.Dialogs;

/// <summary>RFC 3261 §12.</summary>
public enum DialogState : byte
{
    /// <summary>We have sent the INVITE; nobody has answered with a tag.</summary>
    Starting,

    /// <summary>A provisional answer has made it.</summary>
    Early,

    /// <summary>A 2xx has made or confirmed it.</summary>
    Confirmed,

    /// <summary>Over; requests within it get 481.</summary>
    Ended,
}

/// <summary>
/// What goes on in a dialog and forbids other things to begin. The owner keeps it right; see <see cref="InDialogRules"/>.
/// </summary>
[Flags]
public enum DialogPending : byte
{
    None = 0,

    /// <summary>An INVITE of theirs has no final answer from us.</summary>
    TheirInvite = 1,

    /// <summary>An INVITE of ours has no final answer.</summary>
    OurInvite = 2,

    /// <summary>An UPDATE of theirs has no final answer from us.</summary>
    TheirUpdate = 4,

    /// <summary>An UPDATE of ours has no final answer.</summary>
    OurUpdate = 8,

    /// <summary>They made an offer that we have not answered.</summary>
    TheirOffer = 16,

    /// <summary>We made an offer that they have not answered.</summary>
    OurOffer = 32,
}
