namespace Tandem.Calls.Registration;

/// <summary>What came of a REGISTER. Its name is the metric's label.</summary>
internal enum RegistrationResult : byte
{
    /// <summary>A contact that was not there before.</summary>
    Registered,
    Refreshed,
    Removed,

    /// <summary>Without Contact: which are there? RFC 3261 §10.2.3.</summary>
    Queried,

    /// <summary>Asked for a password; what every registration begins with.</summary>
    Challenged,
    WrongPassword,

    /// <summary>Its source gave SS_AUTHENTICATION_MAX_RETRY wrong passwords.</summary>
    Suspended,

    /// <summary>The right password, for another number than the one in To.</summary>
    OtherNumber,

    /// <summary>The right password, from outside the phone's geofence (403).</summary>
    GeofenceDenied,

    /// <summary>The Request-URI is not sip: (416).</summary>
    NotSip,

    /// <summary>It requires an option that we don't know (420).</summary>
    UnknownOption,

    /// <summary>A contact that no call can go to, or more of it than is kept.</summary>
    BadContact,

    /// <summary><c>Contact: *</c> beside others, or with another time than 0 (RFC 3261 §10.3 step 6).</summary>
    BadStar,
    TooManyContacts,

    /// <summary>Shorter than SS_ENDPOINT_EXPIRE_MIN (423).</summary>
    TooBrief,

    /// <summary>Older than what is registered already (RFC 3261 §10.3 step 7).</summary>
    OutOfOrder,

    /// <summary>A flow was asked for through a proxy that can't keep one (439, RFC 5626 §6).</summary>
    NoOutboundOnTheWay,

    /// <summary>The repeat of one that was accepted: answered again, and nothing else.</summary>
    Repeated,
}
