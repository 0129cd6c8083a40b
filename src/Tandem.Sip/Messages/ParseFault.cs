namespace Tandem.Sip.Messages;

/// <summary>Why bytes are not a SIP message that we take. <see cref="ParseFaults"/> says what to answer.</summary>
public enum ParseFault : byte
{
    None,

    /// <summary>Nothing but line ends: a keep-alive of RFC 5626 §3.5.1, or nothing at all.</summary>
    Empty,

    /// <summary>The first line is no SIP: STUN, RTP, HTTP, noise.</summary>
    NotSip,
    MessageTooLong,
    StartLineMalformed,
    MethodMalformed,
    RequestUriMalformed,
    RequestUriTooLong,

    /// <summary>Header fields in the Request-URI (<c>?Route=...</c>): RFC 3261 §19.1.5, RFC 4475 §3.1.2.11.</summary>
    RequestUriWithHeaders,
    VersionNotSupported,
    StatusCodeOutOfRange,

    /// <summary>The bytes end before the empty line that closes the headers.</summary>
    HeadersNotClosed,
    TooManyHeaders,
    HeaderTooLong,

    /// <summary>A header line without a colon, or whose name is no token.</summary>
    HeaderMalformed,

    /// <summary>A CR without its LF, or a NUL that no backslash escapes.</summary>
    StrayControlCharacter,

    /// <summary>A second, different line of a header that may be there once.</summary>
    RepeatedHeader,
    ViaMissing,
    ViaMalformed,

    /// <summary>The branch is the magic cookie and nothing behind it (RFC 4475 §3.2.1).</summary>
    BranchWithoutIdentifier,
    TooManyVias,
    FromMissing,
    FromMalformed,
    ToMissing,
    ToMalformed,
    CallIdMissing,
    CallIdMalformed,
    CSeqMissing,
    CSeqMalformed,

    /// <summary>CSeq names another method than the request line (RFC 3261 §8.1.1.5).</summary>
    CSeqMethodMismatch,
    MaxForwardsMalformed,
    ContentLengthMalformed,

    /// <summary>Content-Length promises more than the datagram holds (RFC 3261 §18.3).</summary>
    ContentLengthBeyondMessage,
    ContactMalformed,
}
