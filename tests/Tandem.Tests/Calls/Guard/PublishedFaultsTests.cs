using System.Globalization;
using System.Text;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Guard;

/// <summary>What brought down, or opened, other SIP servers of the last ten years, sent to this one. docs/security.md has the table.</summary>
public sealed class PublishedFaultsTests
{
    private const string Customer = "127.0.0.2:5060";
    private const string Stranger = "127.0.7.7:5060";
    private const string Sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.2\r\ns=-\r\nc=IN IP4 127.0.0.2\r\nt=0 0\r\nm=audio 17000 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n";

    /// <summary>The message is answered so, or passed over in silence (0); no handler throws, and a call after it is like any other.</summary>
    public static TheoryData<string, string, int> Messages => new()
    {
        { "AST-2017-002: a CSeq method of 900 octets, no branch", Request("OPTIONS", cseq: "0 " + new string('A', 900), branch: null), 400 },
        { "CVE-2018-7284: fifty Accept headers", Request("SUBSCRIBE", more: Repeated("Accept: " + new string('A', 100), 50)), 405 },
        { "CVE-2018-8828: a From tag of 300 octets", Request("REGISTER", from: $"Test <sip:2@localhost:5060>;tag=bk1RdY{new string('a', 300)}Rg"), 0 },
        { "CVE-2018-14767: two To headers, an empty tag", Request("OPTIONS", more: "To: <sip:b@c>;tag=\r\n"), 400 },
        { "CVE-2018-16657: a Via without anything behind its protocol", Request("OPTIONS", via: "SIP/2.0/UDP "), 0 },
        { "CVE-2023-27597: a URI that ends in its scheme", Request("OPTIONS", uri: "sip:"), 400 },
        { "CVE-2023-27598: a Via of separators", Request("OPTIONS", via: "SIP/2.0/UDP ;;;,,=="), 0 },
        { "CVE-2023-27599: a To parameter that is only a quote", Request("OPTIONS", to: "<sip:b@c>;tag=\""), 400 },
        { "CVE-2023-28095: what is refused must be copied into the answer", Request("INVITE", to: "\"" + new string('x', 3000) + "\" <sip:44@127.0.0.1>", contact: null), 400 },
        { "CVE-2023-28097: a Content-Length beyond 2^32", Request("OPTIONS", contentLength: "4294967328"), 400 },
        { "CVE-2023-28098: an Authorization of quotes and commas", Request("REGISTER", more: "Authorization: Digest \",\"=,,username=\"a,realm=\\\r\n"), 0 },
        { "CVE-2024-42491: a Contact whose host begins with a dot", Request("INVITE", contact: "<sip:a@.1>", body: Sdp), 0 },
        { "CVE-2024-42491: a Record-Route of [.1]", Request("INVITE", more: "Record-Route: <sip:[.1];lr>\r\n", body: Sdp), 0 },
        { "AST-2018-003: fmtp with a NUL", Request("INVITE", body: Sdp + "a=fmtp\0:101 0-16\r\n"), 0 },
        { "CVE-2023-27596: an rtpmap without a codec, formats that are none", Request("INVITE", body: Sdp.Replace("RTP/AVP 0 101", "RTP/AVP 0 ", StringComparison.Ordinal) + "a=rtpmap:\r\na=rtpmap:0\r\na=fmtp:\r\n"), 0 },
        { "CVE-2023-40018: an ICE candidate of component 4294967295", Request("INVITE", body: Sdp + "a=candidate:1 4294967295 udp 1 127.0.0.2 9 typ host\r\na=candidate:1 -1 udp 1 127.0.0.2 9 typ host\r\n"), 0 },
        { "CVE-2022-31003: an SDP line that is cut off", Request("INVITE", body: Sdp + "m"), 0 },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void It_is_refused_or_carried_and_the_switch_goes_on(string what, string message, int atLeast)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        foreach (string source in (string[])[Customer, Stranger])
        {
            List<int> said = Hear(tandem, source, message);
            if (atLeast > 0 && source == Customer)
            {
                said.Should().Contain(atLeast, what);
            }
        }

        tandem.Passes(70);
        tandem.Shards[0].HandlerFaults.Should().Be(0, what);
        tandem.Node.Counters().Values["calls_in_progress"].Should().Be(0);
        Talks(tandem);
    }

    /// <summary>CVE-2016-9938: a control character before the colon makes no Contact, To or Authorization of it.</summary>
    [Theory]
    [InlineData("\x01")]
    [InlineData("\x0b")]
    [InlineData("\x7f")]
    public void A_name_with_a_control_character_is_no_header(string character)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        Hear(tandem, Customer, Request("INVITE", body: Sdp).Replace("Contact:", $"Contact{character}:", StringComparison.Ordinal)).Should().Equal(400);
        Hear(tandem, Customer, Request("INVITE", body: Sdp).Replace("Content-Length:", $"To{character}: <sip:x@y>;tag=1\r\nContent-Length:", StringComparison.Ordinal)).Should().Equal(400);
    }

    /// <summary>CVE-2020-28361: a header is the same with spaces behind its name, for what removes it and for what passes it on.</summary>
    [Theory]
    [InlineData("X-Bypass-Me")]
    [InlineData("P-Asserted-Identity")]
    public void Spaces_behind_a_name_smuggle_nothing(string name)
    {
        string Passed(string header)
        {
            using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
            Hear(tandem, Customer, Request("INVITE", uri: "sip:4420@127.0.0.1", more: header + ": <sip:evil@x>\r\n", body: Sdp));
            string carried = tandem.Peer("carrier-a").All.Should().ContainSingle(static text => text.StartsWith("INVITE ", StringComparison.Ordinal)).Subject;
            return string.Join('\n', carried.Split("\r\n").Where(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase) || line.Contains("evil", StringComparison.Ordinal)));
        }

        Passed(name + " \t").Should().Be(Passed(name));
    }

    /// <summary>CVE-2021-37624, CVE-2024-35190: nothing of a stranger's is carried, whatever it is.</summary>
    [Theory]
    [InlineData("MESSAGE")]
    [InlineData("SUBSCRIBE")]
    [InlineData("NOTIFY")]
    [InlineData("PUBLISH")]
    [InlineData("REFER")]
    [InlineData("INFO")]
    [InlineData("INVITE")]
    public void Nothing_of_a_stranger_goes_on(string method)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Set("SS_REPLY_UNAUTHORIZED", "On"));
        Hear(tandem, Stranger, Request(method, uri: "sip:4420@127.0.0.1", body: method == "INVITE" ? Sdp : "hello")).Should().OnlyContain(static status => status >= 400);
        tandem.Passes(2);
        tandem.Peer("carrier-a").All.Should().BeEmpty();
        tandem.Node.Counters().Values["calls"].Should().Be(0);
    }

    /// <summary>CVE-2025-47779: ';' or NUL in the name of a From forges nobody.</summary>
    [Theory]
    [InlineData("\"a;b\" <sip:2001@c>;tag=1", "2001")]
    [InlineData("\"<sip:9999@evil>\" <sip:2001@c>;tag=1", "2001")]
    [InlineData("\"\\\"<sip:9999@evil>;\" <sip:2001@c>;tag=1", "2001")]
    public void A_display_name_is_no_number(string from, string number)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        Hear(tandem, Customer, Request("INVITE", uri: "sip:4420@127.0.0.1", from: from, body: Sdp));
        tandem.Peer("carrier-a").Answers(486);
        tandem.Passes(40);
        tandem.Cdr.CallingNumberIn.Should().Be(number);
    }

    [Theory]
    [InlineData("a;b<sip:2001@c>;tag=1")]
    [InlineData("\"a\0b\" <sip:2001@c>;tag=1")]
    public void A_From_that_could_be_two_is_refused(string from)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        Hear(tandem, Customer, Request("INVITE", uri: "sip:4420@127.0.0.1", from: from, body: Sdp)).Should().Equal(400);
    }

    /// <summary>CVE-2021-41158: whoever challenges a BYE of ours gets no credentials, least of all a carrier's.</summary>
    [Fact]
    public void A_customer_who_challenges_our_BYE_learns_nothing()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Carrier("carrier-a", static trunk => trunk with { Username = "u", Password = "p" });
        });
        SipPeer customer = Talks(tandem);
        tandem.Peer("carrier-a").Byes();
        customer.Gets("BYE");
        customer.Answers(407, null, null, "Proxy-Authenticate: Digest realm=\"carrier-a\",nonce=\"4XC2\",algorithm=MD5");
        tandem.Passes(40);
        customer.All.Should().NotContain(static text => text.Contains("Authorization", StringComparison.OrdinalIgnoreCase));
        tandem.Cdrs.Should().ContainSingle();
    }

    private static SipPeer Talks(TestSwitch tandem)
    {
        SipPeer customer = tandem.Peer("talker", "127.0.0.2:5099");
        customer.Invites("4420");
        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);
        tandem.Peer("carrier-a").Gets("ACK");
        return customer;
    }

    /// <summary>The statuses of all final answers to it.</summary>
    private static List<int> Hear(TestSwitch tandem, string source, string message)
    {
        List<int> said = [];
        Func<NetAddress, byte[], bool>? before = tandem.Wire.Passes;
        tandem.Wire.Passes = (to, bytes) =>
        {
            if (Encoding.Latin1.GetString(bytes) is { } text && text.StartsWith("SIP/2.0 ", StringComparison.Ordinal) && text[8] >= '2')
            {
                said.Add(int.Parse(text.AsSpan(8, 3), CultureInfo.InvariantCulture));
            }

            return before?.Invoke(to, bytes) ?? true;
        };
        tandem.Hears(new Flow(TransportKind.Udp, 0, 0, tandem.Wire.Local, TestWire.Address(source)), message);
        tandem.Wire.Passes = before;
        return said;
    }

    private static string Repeated(string line, int times) => string.Concat(Enumerable.Repeat(line + "\r\n", times));

    private static string Request(
        string method, string uri = "sip:3000@127.0.0.1", string? cseq = null, string? branch = "z9hG4bKpublished", string from = "<sip:2001@c>;tag=1", string to = "<sip:3000@127.0.0.1>",
        string? via = null, string? contact = "<sip:c@127.0.0.2>", string more = "", string? contentLength = null, string body = "") =>
        $"{method} {uri} SIP/2.0\r\nVia: {via ?? "SIP/2.0/UDP 127.0.0.2:5060" + (branch is null ? "" : ";branch=" + branch)}\r\nMax-Forwards: 70\r\nFrom: {from}\r\nTo: {to}\r\nCall-ID: published@c\r\n"
        + $"CSeq: {cseq ?? "2 " + method}\r\n{(contact is null ? "" : $"Contact: {contact}\r\n")}{more}{(body.Length > 0 ? $"Content-Type: {(method == "INVITE" ? "application/sdp" : "text/plain")}\r\n" : "")}"
        + $"Content-Length: {contentLength ?? body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}";
}
