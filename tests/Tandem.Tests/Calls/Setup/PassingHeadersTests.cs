using Tandem.TestKit;

namespace Tandem.Tests.Calls.Setup;

/// <summary>What of one side's headers reaches the other.</summary>
public sealed class PassingHeadersTests
{
    [Theory]
    [InlineData("Subject: a talk")]
    [InlineData("Priority: urgent")]
    [InlineData("Accept-Language: en")]
    [InlineData("Alert-Info: <urn:alert:service:call-waiting>")]
    [InlineData("Alert-Info: <URN:alert:tone:busy>;x=1", "Alert-Info: <http://10.1.2.3/ring.wav>, <URN:alert:tone:busy>;x=1")]
    [InlineData("Call-Info: <http://www.example.com/alice/photo.jpg>;purpose=icon")]
    [InlineData("User-to-User: 56a390f3d2b7310023a2;encoding=hex;purpose=foo;content=bar")]
    [InlineData("Identity: eyJhbGciOiJFUzI1NiJ9.e30.c2ln;info=<https://cert.example.org/passport.cer>;alg=ES256;ppt=shaken")]
    [InlineData("Diversion: <sip:2002@127.0.0.1>;reason=user-busy;counter=1", "Diversion: <sip:2002@pbx.customer.example>;reason=user-busy;counter=1")]
    [InlineData("Diversion: <tel:+442002>;reason=no-answer")]
    [InlineData(
        "History-Info: <sip:2002@127.0.0.1;cause=302?Reason=SIP%3Bcause%3D302>;index=1.1;rc=1",
        "History-Info: <sip:2002@pbx.customer.example:5070;transport=udp;cause=302?Reason=SIP%3Bcause%3D302>;index=1.1;rc=1")]
    public void The_INVITE_brings_it_to_the_carrier(string expected, string? sent = null) => Invite(sent ?? expected).Should().Contain($"\r\n{expected}\r\n");

    [Theory]
    [InlineData("Alert-Info: <http://10.1.2.3/ring.wav>", "Alert-Info")]
    [InlineData("Alert-Info: <file://pbx.customer.example/ring.wav>", "Alert-Info")]
    [InlineData("Alert-Info: <cid:ring@pbx.customer.example>", "Alert-Info")]
    [InlineData("Alert-Info: http://10.1.2.3/ring.wav", "Alert-Info")]
    [InlineData("Call-Info: <sip:phone@pbx.customer.example>;answer-after=0", "Call-Info")]
    [InlineData("P-Charging-Vector: icid-value=1234", "P-Charging-Vector")]
    [InlineData("P-Access-Network-Info: IEEE-802.11b", "P-Access-Network-Info")]
    [InlineData("X-Customer: secret", "X-Customer")]
    [InlineData("Organization: Customer Ltd", "Organization")]
    [InlineData("Reply-To: <sip:2001@pbx.customer.example>", "Reply-To")]
    [InlineData("In-Reply-To: 70710@pbx.customer.example", "In-Reply-To")]
    [InlineData("Date: Sat, 15 Oct 2005 04:44:56 GMT", "Date")]
    public void It_stays_on_the_callers_side(string sent, string name) => SipText.Headers(Invite(sent), name).Should().BeEmpty();

    [Fact]
    public void The_order_of_forwardings_stays()
    {
        string invite = Invite("History-Info: <sip:1@a.example>;index=1, <sip:2@b.example>;index=1.1", "History-Info: <sip:3@c.example>;index=1.2");

        SipText.Headers(invite, "History-Info").Should().Equal("<sip:1@127.0.0.1>;index=1", "<sip:2@127.0.0.1>;index=1.1", "<sip:3@127.0.0.1>;index=1.2");
    }

    [Fact]
    public void Who_wants_its_history_private_has_none_sent()
    {
        string invite = Invite("Diversion: <sip:2002@a.example>", "History-Info: <sip:2@b.example>;index=1", "Privacy: history");

        invite.Should().NotContain("Diversion:").And.NotContain("History-Info:");
    }

    [Fact]
    public void The_callers_reason_goes_with_the_CANCEL()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Answers(180);

        tandem.Peer("customer").Cancels("Reason: SIP;cause=200;text=\"Call completed elsewhere\"", "Reason: Q.850;cause=26");

        tandem.Peer("carrier-a").Gets("CANCEL").Should().Contain("\r\nReason: SIP;cause=200;text=\"Call completed elsewhere\", Q.850;cause=26\r\n");
    }

    [Fact]
    public void A_CANCEL_of_our_own_says_why()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Answers(180);

        tandem.Passes(121);

        tandem.Peer("carrier-a").Gets("CANCEL").Should().Contain("\r\nReason: Q.850;cause=19\r\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_BYE_brings_its_reason_and_user_data_to_the_other_side(bool customerEnds)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        tandem.Talk();
        SipPeer leaver = tandem.Peer(customerEnds ? "customer" : "carrier-a");
        SipPeer other = tandem.Peer(customerEnds ? "carrier-a" : "customer");

        leaver.Byes("Reason: Q.850;cause=31;text=\"gone\"", "Reason: SIP;cause=200", "User-to-User: 00aa;encoding=hex");

        string bye = other.Gets("BYE");
        SipText.Headers(bye, "Reason").Should().Equal("Q.850;cause=31;text=\"gone\"", "SIP;cause=200");
        bye.Should().Contain("\r\nUser-to-User: 00aa;encoding=hex\r\n");
        tandem.Cdr.Q850Cause.Should().Be(31);
    }

    [Fact]
    public void A_BYE_without_a_reason_gets_ours()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        tandem.Talk().Byes();

        tandem.Peer("carrier-a").Gets("BYE").Should().Contain("\r\nReason: Q.850;cause=16\r\n");
    }

    [Fact]
    public void A_carriers_refusal_keeps_its_reason_and_the_record_its_cause()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("44207");

        tandem.Peer("carrier-a").Answers(404, headers: ["Reason: Q.850;cause=22;text=\"moved\"", "User-to-User: 00aa"]);

        tandem.Peer("customer").Gets(404).Should().Contain("\r\nReason: Q.850;cause=22;text=\"moved\"\r\n").And.Contain("\r\nUser-to-User: 00aa\r\n");
        tandem.Cdr.Q850Cause.Should().Be(22);
    }

    [Fact]
    public void Ringing_and_answer_bring_what_they_have_for_the_caller()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("44207");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Answers(183, "early", null, "Alert-Info: <urn:alert:tone:busy>", "Reason: Q.850;cause=17", "X-Carrier: x", "P-Asserted-Identity: <sip:1@carrier-a.example>");
        carrier.Answers(200, headers: "User-to-User: 00bb");

        tandem.Peer("customer").Gets(183).Should().Contain("\r\nAlert-Info: <urn:alert:tone:busy>\r\n").And.Contain("\r\nReason: Q.850;cause=17\r\n")
            .And.NotContain("X-Carrier").And.NotContain("P-Asserted");
        tandem.Peer("customer").Gets(200).Should().Contain("\r\nUser-to-User: 00bb\r\n");
    }

    private static string Invite(params string[] headers)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("44207", headers: headers);
        return tandem.Peer("carrier-a").Gets("INVITE");
    }
}
