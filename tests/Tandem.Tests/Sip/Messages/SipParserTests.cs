using Tandem.Sip.Messages;

namespace Tandem.Tests.Sip.Messages;

public sealed class SipParserTests
{
    [Fact]
    public void An_INVITE_shows_its_parts()
    {
        SipMessage invite = Parsed.Good(Parsed.Invite);

        invite.IsRequest.Should().BeTrue();
        invite.Method.Should().Be(SipMethod.Invite);
        invite.MethodName.Text().Should().Be("INVITE");
        invite.RequestUri.Text().Should().Be("sip:442079460000@192.0.2.20:5060;user=phone");
        invite.StatusCode.Should().Be(0);
        invite.TopVia.Host.Text().Should().Be("192.0.2.10");
        invite.TopVia.Port.Should().Be(5060);
        invite.TopVia.Transport.Text().Should().Be("UDP");
        invite.TopVia.Branch.Text().Should().Be("z9hG4bK776asdhds");
        invite.TopVia.HasRPort.Should().BeTrue();
        invite.TopVia.Received.IsEmpty.Should().BeTrue();
        invite.ViaCount.Should().Be(1);
        invite.CallId.Text().Should().Be("a84b4c76e66710@192.0.2.10");
        invite.From.Text().Should().Be("\"Alice\" <sip:15551230001@192.0.2.10>;tag=1928301774");
        invite.FromTag.Text().Should().Be("1928301774");
        invite.FromAddress.Display.Text().Should().Be("Alice");
        invite.ToTag.IsEmpty.Should().BeTrue();
        invite.ToAddress.Uri.Text().Should().Be("sip:442079460000@192.0.2.20");
        invite.CSeq.Should().Be(314159);
        invite.CSeqMethod.Should().Be(SipMethod.Invite);
        invite.MaxForwards.Should().Be(70);
        invite.ContentType.Text().Should().Be("application/sdp");
        invite.Body.Text().Should().StartWith("v=0").And.EndWith("a=sendrecv\r\n");
        invite.ContainsToken(HeaderId.Supported, "100REL"u8).Should().BeTrue();
        invite.ContainsToken(HeaderId.Supported, "replaces"u8).Should().BeFalse();
        invite.Has(HeaderId.Other).Should().BeTrue();
        invite.LineCount.Should().Be(14);
    }

    [Fact]
    public void A_response_shows_its_parts()
    {
        SipMessage response = Parsed.Good(Parsed.WithStartLine("SIP/2.0 486 Busy Here"));

        response.IsRequest.Should().BeFalse();
        response.StatusCode.Should().Be(486);
        response.Method.Should().Be(SipMethod.Other);
        response.CSeqMethod.Should().Be(SipMethod.Options);
        response.RequestUri.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Compact_names_are_the_long_ones()
    {
        SipMessage message = Parsed.Good(
            "OPTIONS sip:a@b SIP/2.0\r\n" +
            "v: SIP/2.0/UDP h;branch=z9hG4bKx\r\nf: <sip:a@b>;tag=1\r\nT: <sip:c@d>\r\nI: 5\r\nCSeq: 1 OPTIONS\r\n" +
            "m: <sip:a@h>\r\nk: timer\r\nx: 90\r\ns: hello\r\nc: text/plain\r\nl: 2\r\n\r\nhi");

        message.CallId.Text().Should().Be("5");
        message.FromTag.Text().Should().Be("1");
        message.Header(HeaderId.Contact).Text().Should().Be("<sip:a@h>");
        message.Header(HeaderId.Supported).Text().Should().Be("timer");
        message.Header(HeaderId.SessionExpires).Text().Should().Be("90");
        message.Header(HeaderId.Subject).Text().Should().Be("hello");
        message.Body.Text().Should().Be("hi");
    }

    [Fact]
    public void Line_ends_may_be_bare_and_may_stand_before_the_start_line()
    {
        Parsed.Good("\r\n\r\n" + Parsed.Options()).Method.Should().Be(SipMethod.Options);
        SipMessage bare = Parsed.Good(Parsed.Options("Subject: a").Replace("\r\n", "\n", StringComparison.Ordinal));
        bare.Header(HeaderId.Subject).Text().Should().Be("a");
    }

    [Fact]
    public void Folds_become_spaces_in_place()
    {
        SipMessage message = Parsed.Good(Parsed.Options("Subject: one\r\n two\r\n\tthree", "X-Empty:\r\n "));
        message.Header(HeaderId.Subject).Text().Should().Be("one   two  \tthree");
        message.Buffer.AsSpan(0, message.Length).IndexOf("two\r"u8).Should().Be(-1);
    }

    [Fact]
    public void Values_of_all_lines_are_split_at_commas_outside_quotes_and_brackets()
    {
        SipMessage message = Parsed.Good(Parsed.Options()[..^2] +
            "Route: <sip:a,b@h;lr>, \"x, <y\" <sip:c@h>;p=\"1,2\"\r\nSubject: between\r\nRoute: , ,<sip:d@h>,\r\n\r\n");

        List<string> values = [];
        foreach (ReadOnlySpan<byte> value in message.Values(HeaderId.Route))
        {
            values.Add(value.Text());
        }

        values.Should().Equal("<sip:a,b@h;lr>", "\"x, <y\" <sip:c@h>;p=\"1,2\"", "<sip:d@h>");
        foreach (ReadOnlySpan<byte> _ in message.Values(HeaderId.Warning))
        {
            Assert.Fail("there is no Warning");
        }
    }

    [Fact]
    public void Lines_come_in_order_known_and_unknown()
    {
        SipMessage message = Parsed.Good(Parsed.Options("X-One: 1", "WWW-Authenticate: Digest realm=\"a, b\", nonce=\"c\""));

        List<string> names = [];
        foreach (HeaderLine line in message.Lines)
        {
            names.Add($"{line.Id}/{line.Name.Text()}");
        }

        names.Should().Equal(
            "Via/Via", "From/From", "To/To", "CallId/Call-ID", "CSeq/CSeq", "MaxForwards/Max-Forwards",
            "ContentLength/Content-Length", "Other/X-One", "WwwAuthenticate/WWW-Authenticate");
        foreach (HeaderLine line in message.LinesOf(HeaderId.WwwAuthenticate))
        {
            line.Value.Text().Should().Be("Digest realm=\"a, b\", nonce=\"c\"");
        }
    }

    [Fact]
    public void A_body_without_Content_Length_is_the_rest_of_the_datagram()
    {
        string text = Parsed.Options("Content-Type: text/plain").Replace("Content-Length: 0\r\n", "", StringComparison.Ordinal);
        Parsed.Good(text + "to the end").Body.Text().Should().Be("to the end");
    }

    [Fact]
    public void A_message_object_forgets_what_it_held_before()
    {
        SipMessage message = Parsed.Good(Parsed.Invite);
        byte[] next = Parsed.Options().Bytes().ToArray();
        message.Buffer = next;
        message.Length = next.Length;

        SipParser.Parse(message).Should().Be(ParseFault.None);

        message.Method.Should().Be(SipMethod.Options);
        message.Has(HeaderId.Contact).Should().BeFalse();
        message.Header(HeaderId.ContentType).IsEmpty.Should().BeTrue();
        message.Body.IsEmpty.Should().BeTrue();
        message.LineCount.Should().Be(7);
        message.Length = 0;
        SipParser.Parse(message).Should().Be(ParseFault.Empty);
        message.CallId.IsEmpty.Should().BeTrue();
        message.TopVia.Host.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Bytes_behind_Length_do_not_count()
    {
        byte[] bytes = (Parsed.Options("Content-Length: 3") + "abcdef").Bytes().ToArray();
        SipMessage message = new() { Buffer = bytes, Length = bytes.Length - 3 };
        SipParser.Parse(message).Should().Be(ParseFault.None);
        message.Body.Text().Should().Be("abc");
        message.Length = bytes.Length - 4;
        SipParser.Parse(message).Should().Be(ParseFault.ContentLengthBeyondMessage);
    }
}
