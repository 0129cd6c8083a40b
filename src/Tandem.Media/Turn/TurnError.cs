namespace Tandem.Media.Turn;

/// <summary>Why a request with right credentials is refused. RFC 8656 §19, RFC 8489 §14.8.</summary>
internal enum TurnError
{
    None,

    /// <summary>400.</summary>
    BadRequest,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>420.</summary>
    UnknownAttribute,

    /// <summary>437: there is an allocation already, or none.</summary>
    Mismatch,

    /// <summary>440.</summary>
    FamilyNotServed,

    /// <summary>441: the allocation is another user's.</summary>
    WrongCredentials,

    /// <summary>442.</summary>
    TransportNotServed,

    /// <summary>443: a peer of the other address family.</summary>
    PeerFamily,

    /// <summary>486: the user's.</summary>
    UserQuota,

    /// <summary>486: the source's.</summary>
    SourceQuota,

    /// <summary>508.</summary>
    NoCapacity,
}
