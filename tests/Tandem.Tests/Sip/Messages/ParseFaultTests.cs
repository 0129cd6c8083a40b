using Tandem.Sip.Messages;
using static Tandem.Sip.Messages.ParseFault;

namespace Tandem.Tests.Sip.Messages;

public sealed class ParseFaultTests
{
    [Theory]
    [InlineData("Via: SIP/2.0/UDP", ViaMalformed)]
    [InlineData("Via: SIP/2.0/UDP host:0;branch=z9hG4bKa", ViaMalformed)]
    [InlineData("Via: SIP/2.0/UDP host:65536;branch=z9hG4bKa", ViaMalformed)]
    [InlineData("Via: HTTP/1.1/UDP host;branch=z9hG4bKa", ViaMalformed)]
    [InlineData("Via: SIP/3.0/UDP host;branch=z9hG4bKa", ViaMalformed)]
    [InlineData("Via: SIP/2.0/UDP host;branch=z9hG4bKa;rport=x", ViaMalformed)]
    [InlineData("Via: , SIP/2.0/UDP host;branch=z9hG4bKa", ViaMalformed)]
    [InlineData("Via: SIP/2.0/UDP [2001:db8::1;branch=z9hG4bKa", ViaMalformed)]
    [InlineData("Via: SIP/2.0/UDP host;branch=z9hG4bK", BranchWithoutIdentifier)]
    [InlineData("From: <sip:a@example.com;tag=1", FromMalformed)]
    [InlineData("From: <sip:a@example.com> tag=1", FromMalformed)]
    [InlineData("From: \"a <sip:a@example.com>;tag=1", FromMalformed)]
    [InlineData("From: a", FromMalformed)]
    [InlineData("From: ", FromMalformed)]
    [InlineData("To: <sip:a b@example.com>", ToMalformed)]
    [InlineData("To: <sip:a@example.com>;tag=", None)]
    [InlineData("To: <sip:a@example.com>;;tag=1", ToMalformed)]
    [InlineData("To: <sip:a@example.com>;x=\"1", ToMalformed)]
    [InlineData("Call-ID: ", CallIdMalformed)]
    [InlineData("Call-ID: a b", CallIdMalformed)]
    [InlineData("CSeq: 2147483647 OPTIONS", None)]
    [InlineData("CSeq: 2147483648 OPTIONS", CSeqMalformed)]
    [InlineData("CSeq: -1 OPTIONS", CSeqMalformed)]
    [InlineData("CSeq: 7", CSeqMalformed)]
    [InlineData("CSeq: OPTIONS", CSeqMalformed)]
    [InlineData("CSeq: 7 OPTIONS x", CSeqMalformed)]
    [InlineData("CSeq: 7 options", CSeqMethodMismatch)]
    [InlineData("CSeq: 7 INVITE", CSeqMethodMismatch)]
    [InlineData("Max-Forwards: 255", None)]
    [InlineData("Max-Forwards: 256", MaxForwardsMalformed)]
    [InlineData("Max-Forwards: ", MaxForwardsMalformed)]
    [InlineData("Max-Forwards: 7 0", MaxForwardsMalformed)]
    [InlineData("Content-Length: 1", ContentLengthBeyondMessage)]
    [InlineData("Content-Length: 99999999999999999999", ContentLengthMalformed)]
    [InlineData("Content-Length: +0", ContentLengthMalformed)]
    [InlineData("Contact: *", None)]
    [InlineData("Contact: <sip:a@example.com>, sip:b@example.com;expires=3", None)]
    [InlineData("Contact: <sip:a@example.com>, b", ContactMalformed)]
    [InlineData("Contact: sip:a@example.com?Subject=x", ContactMalformed)]
    [InlineData("No colon here", HeaderMalformed)]
    [InlineData("Na me: x", HeaderMalformed)]
    [InlineData(": x", HeaderMalformed)]
    [InlineData("X: a\rb", StrayControlCharacter)]
    [InlineData("X: a\0b", StrayControlCharacter)]
    [InlineData("X: \0", StrayControlCharacter)]
    [InlineData("X: \"a\\\0b\"", None)]
    [InlineData("X:", None)]
    public void One_line_decides(string line, ParseFault expected)
    {
        Parsed.Message(Parsed.Options(line), out ParseFault fault);
        fault.Should().Be(expected);
    }

    [Theory]
    [InlineData("Via", ViaMissing)]
    [InlineData("From", FromMissing)]
    [InlineData("To", ToMissing)]
    [InlineData("Call-ID", CallIdMissing)]
    [InlineData("CSeq", CSeqMissing)]
    [InlineData("Max-Forwards", None)]
    [InlineData("Content-Length", None)]
    public void A_missing_header_is_named(string name, ParseFault expected)
    {
        IEnumerable<string> lines = Parsed.Options().Split("\r\n");
        string text = string.Join("\r\n", lines.Where(line => !line.StartsWith(name + ":", StringComparison.Ordinal)));
        Parsed.Message(text, out ParseFault fault);
        fault.Should().Be(expected);
    }

    [Theory]
    [InlineData("OPTIONS sip:a@b SIP/2.0", None)]
    [InlineData("OPTIONS sip:a@b sip/2.0", None)]
    [InlineData("OPTIONS tel:+442079460000;phone-context=x SIP/2.0", None)]
    [InlineData("OPTIONS sips:a@b:5061;transport=tcp SIP/2.0", None)]
    [InlineData("OPTIONS sip:a@b SIP/3.0", VersionNotSupported)]
    [InlineData("OPTIONS sip:a@b SIP/2.01", VersionNotSupported)]
    [InlineData("OPTIONS sip:a@b SIP/2", StartLineMalformed)]
    [InlineData("OPTIONS sip:a@b SIP/x.y", StartLineMalformed)]
    [InlineData("OPTIONS sip:a@b  SIP/2.0", StartLineMalformed)]
    [InlineData("OPTIONS  sip:a@b SIP/2.0", StartLineMalformed)]
    [InlineData("OPTIONS sip:a@b\tSIP/2.0", NotSip)]
    [InlineData("OPTIONS SIP/2.0", StartLineMalformed)]
    [InlineData(" OPTIONS sip:a@b SIP/2.0", MethodMalformed)]
    [InlineData("OPT(IONS sip:a@b SIP/2.0", MethodMalformed)]
    [InlineData("OPTIONS sip:a@b@c SIP/2.0", RequestUriMalformed)]
    [InlineData("OPTIONS sip: SIP/2.0", RequestUriMalformed)]
    [InlineData("OPTIONS user SIP/2.0", RequestUriMalformed)]
    [InlineData("OPTIONS sip:a@b:99999 SIP/2.0", RequestUriMalformed)]
    [InlineData("OPTIONS sip:a@b? SIP/2.0", None)]
    [InlineData("OPTIONS sip:a@b?X=y SIP/2.0", RequestUriWithHeaders)]
    [InlineData("GET / HTTP/1.1", NotSip)]
    [InlineData("\u0001\u0001\u0001", NotSip)]
    public void The_request_line_decides(string line, ParseFault expected)
    {
        Parsed.Message(Parsed.WithStartLine(line), out ParseFault fault);
        fault.Should().Be(expected);
    }

    [Theory]
    [InlineData("SIP/2.0 200 OK", None)]
    [InlineData("SIP/2.0 200", None)]
    [InlineData("SIP/2.0 699 ", None)]
    [InlineData("SIP/2.0 700 x", StatusCodeOutOfRange)]
    [InlineData("SIP/2.0 099 x", StatusCodeOutOfRange)]
    [InlineData("SIP/2.0 20 x", StatusCodeOutOfRange)]
    [InlineData("SIP/2.0 2000 x", StatusCodeOutOfRange)]
    [InlineData("SIP/2.0 2x0 x", StatusCodeOutOfRange)]
    [InlineData("SIP/2.0", StartLineMalformed)]
    [InlineData("SIP/4.0 200 OK", VersionNotSupported)]
    public void The_status_line_decides(string line, ParseFault expected)
    {
        SipMessage message = Parsed.Message(Parsed.WithStartLine(line), out ParseFault fault);
        fault.Should().Be(expected);
        message.CanAnswer.Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\n")]
    public void Line_ends_alone_are_a_keep_alive(string text)
    {
        Parsed.Message(text, out ParseFault fault);
        fault.Should().Be(Empty);
        ParseFaults.StatusFor(fault).Should().Be(0);
    }

    [Fact]
    public void Headers_must_be_closed()
    {
        SipMessage message = Parsed.Message(Parsed.Options()[..^2], out ParseFault fault);
        fault.Should().Be(HeadersNotClosed);
        message.CanAnswer.Should().BeTrue();
    }

    [Theory]
    [InlineData("From: <sip:x@example.com>;tag=2")]
    [InlineData("t: <sip:x@example.com>")]
    [InlineData("i: 2@example.com")]
    [InlineData("cseq: 8 OPTIONS")]
    [InlineData("MAX-FORWARDS: 69")]
    [InlineData("l: 00")]
    public void A_single_header_may_repeat_only_itself(string line)
    {
        string good = Parsed.Options();
        Parsed.Message(good[..^2] + line + "\r\n\r\n", out ParseFault different);
        different.Should().Be(RepeatedHeader);

        Parsed.Message(good[..^2] + "call-id: 1@example.com\r\n\r\n", out ParseFault same);
        same.Should().Be(None);
    }

    [Fact]
    public void Sizes_have_limits()
    {
        Fault(string.Join("\r\n", Enumerable.Repeat("X: 1", SipLimits.Headers - 7))).Should().Be(None);
        Fault(string.Join("\r\n", Enumerable.Repeat("X: 1", SipLimits.Headers - 6))).Should().Be(TooManyHeaders);
        Fault("X: " + new string('x', SipLimits.HeaderLine)).Should().Be(HeaderTooLong);
        Fault("X: " + new string('x', SipLimits.Message)).Should().Be(MessageTooLong);
        Fault(string.Join("\r\n", Enumerable.Repeat("v: SIP/2.0/UDP a", SipLimits.Vias - 1))).Should().Be(None);
        Fault(string.Join("\r\n", Enumerable.Repeat("v: SIP/2.0/UDP a", SipLimits.Vias))).Should().Be(TooManyVias);
        Fault("v: " + string.Join(',', Enumerable.Repeat("SIP/2.0/UDP a", SipLimits.Vias))).Should().Be(TooManyVias);
        Fault("m: " + string.Join(',', Enumerable.Repeat("<sip:a>", SipLimits.Contacts + 1))).Should().Be(ContactMalformed);
        string longUri = new('u', SipLimits.RequestUri);
        Parsed.Message(Parsed.WithStartLine($"OPTIONS sip:{longUri} SIP/2.0"), out ParseFault uri);
        uri.Should().Be(RequestUriTooLong);
        ParseFaults.StatusFor(uri).Should().Be(414);
        ParseFaults.StatusFor(MessageTooLong).Should().Be(513);

        static ParseFault Fault(string lines)
        {
            SipMessage message = Parsed.Message(Parsed.Options()[..^2] + lines + "\r\n\r\n", out ParseFault fault);
            message.CanAnswer.Should().BeTrue();
            return fault;
        }
    }

    [Fact]
    public void An_ACK_is_never_answered()
    {
        SipMessage ack = Parsed.Message(Parsed.WithStartLine("ACK sip:a@b SIP/2.0"), out ParseFault fault);
        fault.Should().Be(CSeqMethodMismatch);
        ack.CanAnswer.Should().BeFalse();
    }

    [Fact]
    public void A_request_without_a_Via_cannot_be_answered()
    {
        Parsed.Message(Parsed.Options("Via: nonsense"), out ParseFault fault).CanAnswer.Should().BeFalse();
        fault.Should().Be(ViaMalformed);
    }

    [Fact]
    public void Every_fault_has_a_phrase_of_its_own()
    {
        ParseFault[] silent = [None, Empty, NotSip, StatusCodeOutOfRange];
        IEnumerable<ParseFault> answered = Enum.GetValues<ParseFault>().Except(silent);
        List<string> phrases = [.. answered.Select(fault => ParseFaults.PhraseFor(fault).Text())];
        phrases.Should().OnlyHaveUniqueItems().And.NotContain("Bad Request");
    }
}
