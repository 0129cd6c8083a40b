namespace Tandem.Sip.Messages;

/// <summary>What to answer to a message that was not taken.</summary>
public static class ParseFaults
{
    /// <summary>
    /// The status to answer a request with, or 0 for silence. Whether an answer can be written at all, and may be, says
    /// <see cref="SipMessage.CanAnswer"/>: responses and ACK are always dropped in silence.
    /// </summary>
    public static int StatusFor(ParseFault fault) => fault switch
    {
        ParseFault.None or ParseFault.Empty or ParseFault.NotSip or ParseFault.StatusCodeOutOfRange => 0,
        ParseFault.VersionNotSupported => 505,
        ParseFault.RequestUriTooLong => 414,
        ParseFault.MessageTooLong => 513,
        _ => 400,
    };

    /// <summary>A reason phrase that tells the other side's engineer what to mend (RFC 3261 §21.4.1).</summary>
    public static ReadOnlySpan<byte> PhraseFor(ParseFault fault) => fault switch
    {
        ParseFault.MessageTooLong => "Message Too Large"u8,
        ParseFault.StartLineMalformed => "Malformed Request-Line"u8,
        ParseFault.MethodMalformed => "Malformed Method"u8,
        ParseFault.RequestUriMalformed => "Malformed Request-URI"u8,
        ParseFault.RequestUriTooLong => "Request-URI Too Long"u8,
        ParseFault.RequestUriWithHeaders => "Headers in Request-URI"u8,
        ParseFault.VersionNotSupported => "Version Not Supported"u8,
        ParseFault.HeadersNotClosed => "Headers Not Closed"u8,
        ParseFault.TooManyHeaders => "Too Many Headers"u8,
        ParseFault.HeaderTooLong => "Header Line Too Long"u8,
        ParseFault.HeaderMalformed => "Malformed Header Line"u8,
        ParseFault.StrayControlCharacter => "Stray Control Character"u8,
        ParseFault.RepeatedHeader => "Repeated Single-Value Header"u8,
        ParseFault.ViaMissing => "Missing Via"u8,
        ParseFault.ViaMalformed => "Malformed Via"u8,
        ParseFault.BranchWithoutIdentifier => "Empty Via Branch"u8,
        ParseFault.TooManyVias => "Too Many Via Values"u8,
        ParseFault.FromMissing => "Missing From"u8,
        ParseFault.FromMalformed => "Malformed From"u8,
        ParseFault.ToMissing => "Missing To"u8,
        ParseFault.ToMalformed => "Malformed To"u8,
        ParseFault.CallIdMissing => "Missing Call-ID"u8,
        ParseFault.CallIdMalformed => "Malformed Call-ID"u8,
        ParseFault.CSeqMissing => "Missing CSeq"u8,
        ParseFault.CSeqMalformed => "Malformed CSeq"u8,
        ParseFault.CSeqMethodMismatch => "CSeq Method Mismatch"u8,
        ParseFault.MaxForwardsMalformed => "Malformed Max-Forwards"u8,
        ParseFault.ContentLengthMalformed => "Malformed Content-Length"u8,
        ParseFault.ContentLengthBeyondMessage => "Content-Length Beyond Message"u8,
        ParseFault.ContactMalformed => "Malformed Contact"u8,
        _ => "Bad Request"u8,
    };
}
