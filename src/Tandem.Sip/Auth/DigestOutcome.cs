namespace Tandem.Sip.Auth;

/// <summary>What a request's credentials proved.</summary>
public enum DigestOutcome : byte
{
    /// <summary>None for our realm, or none by an algorithm that we offered: challenge.</summary>
    NoCredentials,

    /// <summary>Proven.</summary>
    Accepted,

    /// <summary>
    /// Any password for a nonce that we have not sent to this source, or the right one for a nonce that is too old or used up:
    /// challenge with stale=true.
    /// </summary>
    Stale,

    /// <summary>The wrong password.</summary>
    WrongPassword,

    /// <summary>No such user. Tell the far side what you tell it of a wrong password.</summary>
    UnknownUser,

    /// <summary>Credentials that can't be read, or made for another request: 400, or as a wrong password.</summary>
    Malformed,
}

/// <summary>The outcome, and the user that was named, when one was.</summary>
public readonly record struct DigestResult(DigestOutcome Outcome, string? Username = null);
