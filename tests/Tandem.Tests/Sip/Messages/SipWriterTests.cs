using CsCheck;
using Tandem.Sip.Messages;

namespace Tandem.Tests.Sip.Messages;

public sealed class SipWriterTests
{
    private readonly SipWriter _writer = new();

    [Fact]
    public void A_request_is_written_line_by_line()
    {
        _writer.RequestLine(SipMethod.Bye, "sip:a@b"u8)
            .Header(HeaderId.MaxForwards, 70)
            .Begin(HeaderId.CSeq).Raw(2).Raw(" "u8).Raw("BYE").End()
            .Header("X-Own"u8, "1"u8)
            .NoBody();

        _writer.Written.Text().Should().Be(
            "BYE sip:a@b SIP/2.0\r\nMax-Forwards: 70\r\nCSeq: 2 BYE\r\nX-Own: 1\r\nContent-Length: 0\r\n\r\n");
        _writer.Clear().RequestLine("FOO"u8, "sip:c"u8).Written.Text().Should().Be("FOO sip:c SIP/2.0\r\n");
    }

    [Fact]
    public void A_status_line_takes_the_phrase_of_the_RFC()
    {
        _writer.StatusLine(486, default).Written.Text().Should().Be("SIP/2.0 486 Busy Here\r\n");
        _writer.Clear().StatusLine(486, "Not now"u8).Written.Text().Should().Be("SIP/2.0 486 Not now\r\n");
        _writer.Clear().StatusLine(499, default).Written.Text().Should().Be("SIP/2.0 499 Request Failure\r\n");
    }

    [Fact]
    public void A_body_brings_its_type_and_its_true_length()
    {
        _writer.Body("application/sdp"u8, "v=0\r\n"u8).Written.Text()
            .Should().Be("Content-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n");
        _writer.Clear().Body("application/sdp"u8, default).Written.Text().Should().Be("Content-Length: 0\r\n\r\n");
    }

    [Fact]
    public void Names_are_written_long_and_lines_are_copied_whole()
    {
        SipMessage from = Parsed.Good(Parsed.Options()[..^2] + "k: a, b\r\nX-A: 1\r\nk: c\r\nX-B: 2\r\n\r\n");

        _writer.CopyHeaders(from, HeaderId.Supported).CopyHeaders(from, HeaderId.Warning);
        _writer.CopyUnknownHeaders(from, static name => name.SequenceEqual("X-B"u8));

        _writer.Written.Text().Should().Be("Supported: a, b\r\nSupported: c\r\nX-B: 2\r\n");
    }

    [Fact]
    public void Nobodys_text_ends_its_line()
    {
        _writer.Begin(HeaderId.Subject).Raw("a\r\nVia: b\0").Raw("\nc"u8).End();
        _writer.Header("X"u8, "\r\nY: z\0"u8);
        _writer.Header(HeaderId.Server, "s\rt");
        _writer.Written.Text().Should().Be("Subject: a  Via: b  c\r\nX:   Y: z \r\nServer: s t\r\n");
        _writer.Clear().StatusLine(400, "a\r\nb"u8).Written.Text().Should().Be("SIP/2.0 400 a  b\r\n");
        _writer.Clear().RequestLine("INVITE"u8, "sip:a\r\nb"u8).Written.Text().Should().Be("INVITE sip:a  b SIP/2.0\r\n");
    }

    [Fact]
    public void An_escaped_NUL_survives_a_copy() =>
        _writer.Header("X"u8, "\"a\\\0b\""u8).Written.Text().Should().Be("X: \"a\\\0b\"\r\n");

    [Fact]
    public void Quotes_and_backslashes_are_escaped_inside_quotes() =>
        _writer.Begin(HeaderId.Subject).Quoted("a\"b\\c\r\n").End().Written.Text().Should().Be("Subject: \"a\\\"b\\\\c  \"\r\n");

    [Fact]
    public void Text_is_UTF8() => _writer.Header(HeaderId.Subject, "grün 大").Written.Text().Should().Be("Subject: grün 大\r\n");

    /// <summary>Whatever a user's text is, what we wrote reads back as the lines we wrote.</summary>
    [Fact]
    public void What_is_written_reads_back() =>
        Gen.Select(Gen.String[0, 200], Gen.String[0, 40], Gen.Byte.Array[0, 3000]).Sample((subject, name, body) =>
        {
            SipWriter writer = new();
            writer.RequestLine(SipMethod.Options, "sip:a@b"u8)
                .Header(HeaderId.Via, "SIP/2.0/UDP h;branch=z9hG4bKx"u8)
                .Begin(HeaderId.From).Quoted(name).Raw(" <sip:a@b>;tag=1"u8).End()
                .Header(HeaderId.To, "<sip:c@d>"u8)
                .Header(HeaderId.CallId, "5"u8)
                .Header(HeaderId.CSeq, "1 OPTIONS"u8)
                .Header(HeaderId.Subject, subject)
                .Body("x/y"u8, body);
            SipMessage read = Parsed.Message(writer.Written, out ParseFault fault);
            return fault == ParseFault.None && read.LineCount == (body.Length == 0 ? 7 : 8) && read.FromTag.SequenceEqual("1"u8)
                && read.Body.SequenceEqual(body);
        });
}
