using Tandem.Sip.Messages;
using static Tandem.Sip.Messages.ParseFault;

namespace Tandem.Tests.Sip.Messages;

/// <summary>One torture message: where it is from, what its RFC says, and what the parser makes of it.</summary>
/// <param name="Name">The RFC's name; the bytes are in Torture/NAME.dat.</param>
/// <param name="Section">Where the RFC has it.</param>
/// <param name="RfcSays">What an element should do, in short.</param>
/// <param name="Fault">What the parser answers; None is a message it takes.</param>
/// <param name="Status">What is sent back because of the fault; 0 is silence, or no fault.</param>
/// <param name="Switch">What the whole switch answers to a customer who sends it: a status, 0 for silence, <see cref="Carried"/> for a call that goes on to a carrier. Left out: what the parser says.</param>
/// <param name="Because">Why that, where the RFC's own words are not enough.</param>
public sealed record TortureCase(string Name, string Section, string RfcSays, ParseFault Fault, int Status, int Switch = TortureCase.AsParsed, string Because = "")
{
    public const int Carried = 1;
    public const int AsParsed = -1;

    public int Answer => Switch == AsParsed ? Status : Switch;
}

/// <summary>All 49 messages of RFC 4475 and all 12 of RFC 5118, none left out.</summary>
public static class TortureCases
{
    // Where the RFC lets an element choose between refusing and guessing, we refuse: a guess could bill the wrong number.
    public static readonly TortureCase[] Rfc4475 =
    [
        new("wsinv", "3.1.1.1", "well-formed: folding, escapes, LWS everywhere", None, 0, 481, "its To has a tag, of a dialog that is not there"),
        new("intmeth", "3.1.1.2", "well-formed: every odd but legal character", None, 0, 501),
        new("esc01", "3.1.1.3", "well-formed: percent escapes in user parts and parameters", None, 0, 484, "who is called is no number"),
        new("escnull", "3.1.1.4", "well-formed: %00 in a user part must not end a string", None, 0, 405, "there is no registrar yet"),
        new("esc02", "3.1.1.5", "well-formed: % in a method and a header name is no escape", None, 0, 501),
        new("lwsdisp", "3.1.1.6", "well-formed: no space between display name and <", None, 0, 200),
        new("longreq", "3.1.1.7", "well-formed: long values, 34 Vias", None, 0, TortureCase.Carried),
        new("dblreq", "3.1.1.8", "take the REGISTER, ignore the octets behind Content-Length", None, 0, 405, "there is no registrar yet"),
        new("semiuri", "3.1.1.9", "well-formed: ';' inside the user part belongs to the user", None, 0, 200),
        new("transports", "3.1.1.10", "well-formed: known and unknown transports in Via", None, 0, 200),
        new("mpart01", "3.1.1.11", "well-formed: a binary multipart body", None, 0, 405, "a MESSAGE passes within a call only"),
        new("unreason", "3.1.1.12", "well-formed: UTF-8 in the reason phrase", None, 0, 0, "a response to nothing"),
        new("noreason", "3.1.1.13", "well-formed: an empty reason phrase", None, 0, 0, "a response to nothing"),
        new("badinv01", "3.1.2.1", "400: empty parameters and values in Via and Contact", ViaMalformed, 400),
        new("clerr", "3.1.2.2", "400 on UDP: Content-Length beyond the datagram", ContentLengthBeyondMessage, 400),
        new("ncl", "3.1.2.3", "400: negative Content-Length", ContentLengthMalformed, 400),
        new("scalar02", "3.1.2.4", "400: CSeq of 2^65, Max-Forwards 300", CSeqMalformed, 400),
        new("scalarlg", "3.1.2.5", "discard: a response with such a CSeq", CSeqMalformed, 400, 0),
        new("quotbal", "3.1.2.6", "400: a quote in To that never closes", ToMalformed, 400),
        new("ltgtruri", "3.1.2.7", "400: Request-URI in angle brackets", RequestUriMalformed, 400),
        new("lwsruri", "3.1.2.8", "400: white space inside the Request-URI", StartLineMalformed, 400),
        new("lwsstart", "3.1.2.9", "400, or be liberal: two spaces in the Request-Line", StartLineMalformed, 400),
        new("trws", "3.1.2.10", "400, or be liberal: spaces at the end of the Request-Line", StartLineMalformed, 400),
        new("escruri", "3.1.2.11", "400, or ignore the headers: headers in the Request-URI", RequestUriWithHeaders, 400),
        new("baddate", "3.1.2.12", "400, or ignore Date: a time zone that is not GMT", None, 0, TortureCase.Carried, "Date is ignored, as allowed"),
        new("regbadct", "3.1.2.13", "400: '?' in a Contact URI without angle brackets", ContactMalformed, 400),
        new("badaspec", "3.1.2.14", "400, or be liberal: spaces inside <>", ToMalformed, 400),
        new("baddn", "3.1.2.15", "400, or be liberal: a comma in an unquoted display name", FromMalformed, 400),
        new("badvers", "3.1.2.16", "505: SIP/7.0", VersionNotSupported, 505),
        new("mismatch01", "3.1.2.17", "400: CSeq names another method", CSeqMethodMismatch, 400),
        new("mismatch02", "3.1.2.18", "400 or 501: an unknown method, and CSeq names another", CSeqMethodMismatch, 400),
        new("bigcode", "3.1.2.19", "discard: a status of 2^32+5", StatusCodeOutOfRange, 0),
        new("badbranch", "3.2.1", "400, or match as RFC 2543: nothing behind the magic cookie", BranchWithoutIdentifier, 400),
        new("insuf", "3.3.1", "400: no Call-ID, From or To", FromMissing, 400),
        new("unkscm", "3.3.2", "416: unknown scheme in the Request-URI", None, 0, 416),
        new("novelsc", "3.3.3", "416: a real but other scheme", None, 0, 416),
        new("unksm2", "3.3.4", "take it: other schemes in To, From and Contact are no syntax error", None, 0, 405, "there is no registrar yet"),
        new("bext01", "3.3.5", "420: unknown Require", None, 0, 420, "with Unsupported"),
        new("invut", "3.3.6", "415: unknown body type", None, 0, 415, "with Accept"),
        new("regaut01", "3.3.7", "ignore the unknown Authorization scheme, challenge", None, 0, 405, "there is no registrar yet"),
        new("multi01", "3.3.8", "400: single-value headers twice", RepeatedHeader, 400),
        new("mcl01", "3.3.9", "400: two Content-Lengths", RepeatedHeader, 400),
        new("bcast", "3.3.10", "discard: a response whose second Via is not ours", None, 0, 0, "§8.1.3.3"),
        new("zeromf", "3.3.11", "483 at a proxy, an answer at an endpoint: Max-Forwards 0", None, 0, 200, "we are the endpoint"),
        new("cparam01", "3.3.12", "take it: the parameter is the Contact's", None, 0, 405, "there is no registrar yet"),
        new("cparam02", "3.3.13", "take it: the parameter is the URI's", None, 0, 405, "there is no registrar yet"),
        new("regescrt", "3.3.14", "take it: an escaped Route header in the Contact URI", None, 0, 405, "there is no registrar yet"),
        new("sdp01", "3.3.15", "406 if nothing in Accept can be produced", None, 0, 406),
        new("inv2543", "3.4.1", "take it: no branch, tag, Max-Forwards or Content-Length", None, 0, TortureCase.Carried),
    ];

    // RFC 5118 prints Content-Lengths of 268, 181 and 236 in 4.6, 4.8 and 4.9 that fit no line end. The files have the true ones.
    public static readonly TortureCase[] Rfc5118 =
    [
        new("ipv6-good", "4.1", "well-formed", None, 0, 405, "there is no registrar yet"),
        new("ipv6-bad", "4.2", "400: an IPv6 address without brackets", RequestUriMalformed, 400),
        new("port-ambiguous", "4.3", "well-formed: inside the brackets :5070 is part of the address", None, 0, 405, "there is no registrar yet"),
        new("port-unambiguous", "4.4", "well-formed: port 5070", None, 0, 405, "there is no registrar yet"),
        new("via-received-param-with-delim", "4.5", "tolerate brackets around received", None, 0, 481, "a BYE of no dialog"),
        new("via-received-param-no-delim", "4.5", "well-formed: received without brackets", None, 0, 200),
        new("ipv6-in-sdp", "4.6", "well-formed", None, 0, TortureCase.Carried),
        new("mult-ip-in-header", "4.7", "well-formed: both address families in Via", None, 0, 481, "a BYE of no dialog"),
        new("mult-ip-in-sdp", "4.8", "well-formed", None, 0, TortureCase.Carried),
        new("ipv4-mapped-ipv6", "4.9", "well-formed", None, 0, TortureCase.Carried),
        new("ipv6-bug-abnf-3-colons", "4.10", "must be tolerated: the slip in RFC 3261's grammar", None, 0, 200),
        new("ipv6-correct-abnf-2-colons", "4.10", "well-formed", None, 0, 200),
    ];

    public static IEnumerable<TheoryDataRow<TortureCase>> All =>
        Rfc4475.Concat(Rfc5118).Select(c => new TheoryDataRow<TortureCase>(c) { TestDisplayName = $"{c.Name} ({c.Section})" });

    public static IEnumerable<string> Names => Rfc4475.Concat(Rfc5118).Select(c => c.Name);

    public static byte[] Bytes(string name)
    {
        using Stream stream = typeof(TortureCases).Assembly.GetManifestResourceStream("Torture/" + name)
            ?? throw new InvalidOperationException($"Torture/{name}.dat is missing");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
