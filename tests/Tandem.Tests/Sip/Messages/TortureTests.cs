using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Tests.Sip.Messages;

/// <summary>RFC 4475 and RFC 5118: the table of <see cref="TortureCases"/>, then what the messages hold.</summary>
public sealed class TortureTests
{
    [Fact]
    public void All_49_messages_of_RFC_4475_and_all_12_of_RFC_5118_are_there()
    {
        TortureCases.Rfc4475.Should().HaveCount(49);
        TortureCases.Rfc5118.Should().HaveCount(12);
        IEnumerable<string> files = typeof(TortureTests).Assembly.GetManifestResourceNames();
        files.Where(name => name.StartsWith("Torture/", StringComparison.Ordinal))
            .Should().BeEquivalentTo(TortureCases.Names.Select(name => "Torture/" + name));
    }

    [Theory]
    [MemberData(nameof(TortureCases.All), MemberType = typeof(TortureCases))]
    public void Each_message_meets_its_expectation(TortureCase expected)
    {
        SipMessage message = Parsed.Message(TortureCases.Bytes(expected.Name), out ParseFault fault);

        fault.Should().Be(expected.Fault, expected.RfcSays);
        ParseFaults.StatusFor(fault).Should().Be(expected.Status);
        if (expected.Status != 0)
        {
            // A refused request can be answered; a response never is.
            message.CanAnswer.Should().Be(message.IsRequest);
        }
    }

    [Theory]
    [MemberData(nameof(TortureCases.All), MemberType = typeof(TortureCases))]
    public void Each_refused_request_gives_an_answer_that_names_its_transaction(TortureCase expected)
    {
        SipMessage message = Parsed.Message(TortureCases.Bytes(expected.Name), out ParseFault fault);
        if (fault == ParseFault.None || !message.CanAnswer)
        {
            return;
        }

        SipWriter writer = new();
        writer.StatusLine(ParseFaults.StatusFor(fault), ParseFaults.PhraseFor(fault));
        foreach (HeaderId id in new[] { HeaderId.Via, HeaderId.From, HeaderId.To, HeaderId.CallId, HeaderId.CSeq })
        {
            writer.CopyHeaders(message, id);
        }

        SipMessage answer = Parsed.Message(writer.NoBody().Written, out _);
        answer.StatusCode.Should().Be(expected.Status);
        answer.TopVia.Host.Text().Should().Be(message.TopVia.Host.Text()).And.NotBeEmpty();
        answer.TopVia.Branch.Text().Should().Be(message.TopVia.Branch.Text());
        answer.CallId.Text().Should().Be(message.CallId.Text());
        answer.Header(HeaderId.CSeq).Text().Should().Be(message.Header(HeaderId.CSeq).Text()).And.NotBeEmpty();
    }

    [Fact]
    public void Wsinv_reads_through_folding_and_white_space()
    {
        SipMessage message = Take("wsinv");

        message.Method.Should().Be(SipMethod.Invite);
        message.ToTag.Text().Should().Be("1918181833n");
        message.FromTag.Text().Should().Be("98asjd8");
        message.FromAddress.Display.Text().Should().Be("J Rosenberg \\\\\\\"");
        message.MaxForwards.Should().Be(68);
        message.CSeq.Should().Be(9);
        message.CSeqMethod.Should().Be(SipMethod.Invite);
        message.ViaCount.Should().Be(3);
        message.TopVia.Host.Text().Should().Be("192.0.2.2");
        message.TopVia.Transport.Text().Should().Be("UDP");
        message.TopVia.Branch.Text().Should().Be("390skdjuw");
        List<string> branches = [];
        foreach (ReadOnlySpan<byte> value in message.Values(HeaderId.Via))
        {
            ViaView.TryRead(value, out ViaView via).Should().BeTrue();
            branches.Add(via.Branch.Text());
        }

        branches.Should().Equal("390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239");
        message.Header(HeaderId.Subject).IsEmpty.Should().BeTrue();
        message.Has(HeaderId.Subject).Should().BeTrue();
        NameAddrView.TryRead(message.Header(HeaderId.Contact), out NameAddrView contact).Should().BeTrue();
        contact.Display.Text().Should().Be("Quoted string \\\"\\\"");
        Parameters.TryFind(contact.Parameters, "q"u8, out ReadOnlySpan<byte> q).Should().BeTrue();
        q.Text().Should().Be("0.33");
        Parameters.TryFind(contact.Parameters, "SecondParam"u8, out ReadOnlySpan<byte> flag).Should().BeTrue();
        flag.IsEmpty.Should().BeTrue();
        Unknown(message, "NewFangledHeader").Should().Be("newfangled value   continued newfangled value");
        Unknown(message, "UnknownHeaderWithUnusualValue").Should().Be(";;,,;;,;");
        message.Body.Length.Should().Be(150);
    }

    [Fact]
    public void Intmeth_keeps_every_odd_character()
    {
        SipMessage message = Take("intmeth");

        message.Method.Should().Be(SipMethod.Other);
        message.MethodName.Text().Should().Be("!interesting-Method0123456789_*+`.%indeed'~");
        SipUriView.TryRead(message.RequestUri, out SipUriView uri).Should().BeTrue();
        uri.UserInfo.Text().Should().Be(
            "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
        uri.Host.Text().Should().Be("example.com");
        message.ToAddress.Display.Text().Should().Be("BEL:\\\a NUL:\\\0 DEL:\\\u007f");
        message.FromTag.Text().Should().Be("_token~1'+`*%!-.");
        ReadOnlySpan<byte> parameters = message.FromAddress.Parameters;
        Parameters.TryFind(parameters, "fromParam''~+*_!.-%"u8, out ReadOnlySpan<byte> value).Should().BeTrue();
        value.Text().Should().Be("работающий");
        message.CallId.Text().Should().Be("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{");
        message.MaxForwards.Should().Be(255);
        Unknown(message, "extensionHeader-!.%*+_`'~").Should().Be("\ufeff大停電");
    }

    [Fact]
    public void Escapes_are_kept_and_resolved_on_demand()
    {
        SipMessage esc01 = Take("esc01");
        SipUriView.TryRead(esc01.RequestUri, out SipUriView uri).Should().BeTrue();
        uri.User.Text().Should().Be("sips%3Auser%40example.com");
        Unescaped(uri).Should().Be("sips:user@example.com");
        SipUriView.TryRead(esc01.ToAddress.Uri, out SipUriView to).Should().BeTrue();
        Unescaped(to).Should().Be("user");
        NameAddrView.TryRead(esc01.Header(HeaderId.Contact), out NameAddrView contact).Should().BeTrue();
        SipUriView.TryRead(contact.Uri, out SipUriView contactUri).Should().BeTrue();
        contactUri.TryGetParameter("lr"u8, out _).Should().BeTrue();
        contactUri.TryGetParameter("name"u8, out ReadOnlySpan<byte> value).Should().BeTrue();
        value.Text().Should().Be("v%61lue%25%34%31");

        SipMessage escnull = Take("escnull");
        SipUriView.TryRead(escnull.FromAddress.Uri, out SipUriView withNull).Should().BeTrue();
        Unescaped(withNull).Should().Be("null-\0-null");

        SipMessage esc02 = Take("esc02");
        esc02.Method.Should().Be(SipMethod.Other);
        esc02.MethodName.Text().Should().Be("RE%47IST%45R");
        Unknown(esc02, "C%6Fntact").Should().Be("<sip:alias2@host2.example.com>");
    }

    [Fact]
    public void Names_long_and_short_read_the_same()
    {
        Take("lwsdisp").FromAddress.Display.Text().Should().Be("caller");
        SipMessage longreq = Take("longreq");
        longreq.ViaCount.Should().Be(34);
        longreq.TopVia.Host.Text().Should().Be("sip33.example.com");
        longreq.FromTag.Length.Should().Be(155);
        longreq.Body.Length.Should().Be(150);
        Take("transports").ViaCount.Should().Be(5);
    }

    [Fact]
    public void Octets_behind_Content_Length_are_cut()
    {
        SipMessage message = Take("dblreq");
        message.Method.Should().Be(SipMethod.Register);
        message.Body.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void A_semicolon_before_the_at_sign_belongs_to_the_user()
    {
        SipUriView.TryRead(Take("semiuri").RequestUri, out SipUriView uri).Should().BeTrue();
        uri.UserInfo.Text().Should().Be("user;par=u%40example.net");
        uri.User.Text().Should().Be("user");
        uri.UserParameters.Text().Should().Be(";par=u%40example.net");
        uri.Host.Text().Should().Be("example.com");
        uri.Parameters.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void A_binary_body_is_whole()
    {
        SipMessage message = Take("mpart01");
        message.Body.Length.Should().Be(553);
        message.ContentType.Text().Should().Be("multipart/mixed;boundary=7a9cbec02ceef655");
    }

    [Fact]
    public void Reason_phrases_may_be_UTF8_or_nothing()
    {
        Take("unreason").StatusCode.Should().Be(200);
        Take("noreason").StatusCode.Should().Be(100);
    }

    [Fact]
    public void The_layers_above_find_what_they_need()
    {
        SipUriView.TryRead(Take("unkscm").RequestUri, out SipUriView unkscm).Should().BeTrue();
        unkscm.Scheme.Should().Be(UriScheme.Other);
        SipUriView.TryRead(Take("novelsc").RequestUri, out SipUriView novelsc).Should().BeTrue();
        novelsc.Scheme.Should().Be(UriScheme.Other);
        Take("unksm2").ToAddress.Uri.Text().Should().Be("isbn:2983792873");
        Take("bext01").ContainsToken(HeaderId.Require, "nothingSupportsThisEither"u8).Should().BeTrue();
        Take("invut").ContentType.Text().Should().Be("application/unknownformat");
        AuthView.TryRead(Take("regaut01").Header(HeaderId.Authorization), out AuthView auth).Should().BeTrue();
        auth.IsDigest.Should().BeFalse();
        Take("bcast").ViaCount.Should().Be(2);
        Take("zeromf").MaxForwards.Should().Be(0);
        Take("sdp01").Header(HeaderId.Accept).Text().Should().Be("text/nobodyKnowsThis");
    }

    [Fact]
    public void Contact_parameters_are_the_headers_or_the_URIs()
    {
        NameAddrView.TryRead(Take("cparam01").Header(HeaderId.Contact), out NameAddrView bare).Should().BeTrue();
        bare.Uri.Text().Should().Be("sip:+19725552222@gw1.example.net");
        bare.Parameters.Text().Should().Be(";unknownparam");
        NameAddrView.TryRead(Take("cparam02").Header(HeaderId.Contact), out NameAddrView bracketed).Should().BeTrue();
        bracketed.Uri.Text().Should().Be("sip:+19725552222@gw1.example.net;unknownparam");
        bracketed.Parameters.IsEmpty.Should().BeTrue();
        NameAddrView.TryRead(Take("regescrt").Header(HeaderId.Contact), out NameAddrView escaped).Should().BeTrue();
        SipUriView.TryRead(escaped.Uri, out SipUriView uri).Should().BeTrue();
        uri.Headers.Text().Should().Be("Route=%3Csip:sip.example.com%3E");
    }

    [Fact]
    public void RFC_2543_has_no_branch_no_tag_and_no_length()
    {
        SipMessage message = Take("inv2543");
        message.TopVia.Branch.IsEmpty.Should().BeTrue();
        message.FromTag.IsEmpty.Should().BeTrue();
        message.MaxForwards.Should().Be(-1);
        message.Body.Text().Should().StartWith("v=0").And.EndWith("RTP/AVP 0\r\n");
    }

    [Fact]
    public void IPv6_references_keep_their_brackets_and_received_has_none()
    {
        SipUriView.TryRead(Take("port-ambiguous").RequestUri, out SipUriView ambiguous).Should().BeTrue();
        ambiguous.Host.Text().Should().Be("[2001:db8::10:5070]");
        ambiguous.Port.Should().Be(0);
        SipUriView.TryRead(Take("port-unambiguous").RequestUri, out SipUriView unambiguous).Should().BeTrue();
        unambiguous.Host.Text().Should().Be("[2001:db8::10]");
        unambiguous.Port.Should().Be(5070);
        Take("via-received-param-with-delim").TopVia.Received.Text().Should().Be("2001:db8::9:255");
        Take("via-received-param-no-delim").TopVia.Received.Text().Should().Be("2001:db8::9:255");
        Take("mult-ip-in-header").TopVia.Port.Should().Be(6050);
        Take("ipv4-mapped-ipv6").TopVia.Host.Text().Should().Be("[::ffff:192.0.2.10]");
        SipUriView.TryRead(Take("ipv6-bug-abnf-3-colons").RequestUri, out SipUriView slip).Should().BeTrue();
        slip.Host.Text().Should().Be("[2001:db8:::192.0.2.1]");
    }

    private static SipMessage Take(string name)
    {
        SipMessage message = Parsed.Message(TortureCases.Bytes(name), out ParseFault fault);
        fault.Should().Be(ParseFault.None);
        return message;
    }

    private static string Unknown(SipMessage message, string name)
    {
        foreach (HeaderLine line in message.LinesOf(HeaderId.Other))
        {
            if (line.Name.Text() == name)
            {
                return line.Value.Text();
            }
        }

        return "not there";
    }

    private static string Unescaped(SipUriView uri)
    {
        Span<byte> room = stackalloc byte[64];
        uri.TryUnescapeUser(room, out int length).Should().BeTrue();
        return ((ReadOnlySpan<byte>)room[..length]).Text();
    }
}
