using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Setup;

public sealed class TopologyTests
{
    [Fact]
    public void No_byte_of_one_sides_machines_shows_on_the_other()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207", headers: ["Record-Route: <sip:edge.customer.example;lr>", "P-Asserted-Identity: <sip:2001@customer.example>"]);
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 183, "early").Replace("CSeq:", "Record-Route: <sip:edge.carrier-a.example;lr>\r\nCSeq:", StringComparison.Ordinal));
        customer.Gets(183);
        carrier.Answers(200, headers: ["Server: carrier-a-server", "Warning: 399 carrier-a.example \"hello\""]);
        customer.Gets(200).Should().Contain("Record-Route: <sip:edge.customer.example;lr>");
        carrier.Gets("ACK");
        customer.Sends("INFO", "one");
        carrier.Gets("INFO");
        carrier.Answers(200);
        customer.Gets(200);
        carrier.Sends("INVITE", "two");
        customer.Gets("INVITE");
        customer.Answers(200, sdp: "three");
        carrier.Gets(200);
        customer.Byes("Reason: Q.850;cause=16");
        customer.Gets(200);

        ShowsNothingOf(carrier.All, ["customer", "127.0.0.2", customer.CallId]);
        ShowsNothingOf(customer.All, ["carrier-a", "127.0.0.3", SipText.Header(invite, "Call-ID")!]);
    }

    private static void ShowsNothingOf(IEnumerable<string> messages, string[] secrets)
    {
        foreach (string message in messages)
        {
            // The peer's own address stands in its own Via, Contact and Call-ID, which we give back; the secrets are the other side's.
            foreach (string secret in secrets)
            {
                message.Should().NotContain(secret);
            }
        }
    }

    [Fact]
    public void Route_sets_of_both_sides_are_followed()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer proxy = tandem.Peer("proxy", "127.0.0.33:5060");
        customer.Invites("44207");
        string invite = tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Peer("carrier-a").Say(tandem.Peer("carrier-a").Response(invite, 200, "answer", null, "Record-Route: <sip:127.0.0.33;lr>, <sip:127.0.0.34;lr>")
            .Replace("<sip:127.0.0.33;lr>, <sip:127.0.0.34;lr>", "<sip:127.0.0.34;lr>, <sip:127.0.0.33;lr>", StringComparison.Ordinal));

        proxy.Gets("ACK").Should().Contain("Route: <sip:127.0.0.33;lr>, <sip:127.0.0.34;lr>").And.StartWith("ACK sip:carrier-a@127.0.0.3:5060 ");
    }

    [Theory]
    [InlineData(PrivacyMode.PassThrough, IdentityMode.CallerNumber, true, "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>", "Privacy: id", "P-Asserted-Identity: <sip:2001@127.0.0.1>")]
    [InlineData(PrivacyMode.PassThrough, IdentityMode.None, true, "From: <sip:2001@127.0.0.1>", "Privacy: id", null)]
    [InlineData(PrivacyMode.None, IdentityMode.CallerNumber, true, "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>", null, null)]
    [InlineData(PrivacyMode.Id, IdentityMode.CallerNumber, false, "From: <sip:2001@127.0.0.1>", "Privacy: id", "P-Asserted-Identity: <sip:2001@127.0.0.1>")]
    [InlineData(PrivacyMode.NoneValue, IdentityMode.None, false, "From: <sip:2001@127.0.0.1>", "Privacy: none", null)]
    [InlineData(PrivacyMode.PassThrough, IdentityMode.PassThrough, false, "From: <sip:2001@127.0.0.1>", null, null)]
    public void Identity_goes_out_as_the_trunk_wants_it(PrivacyMode privacy, IdentityMode asserted, bool hides, string from, string? privacyLine, string? identity)
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Carrier("carrier-a", trunk => trunk with { SipPrivacy = privacy, SipPAssertedIdentity = asserted });
        });
        tandem.Peer("customer").Invites("44207", headers: hides ? ["Privacy: id"] : []);

        string invite = tandem.Peer("carrier-a").Gets("INVITE");

        invite.Should().Contain($"\r\n{from};tag=");
        SipText.Headers(invite, "Privacy").Should().Equal(privacyLine is null ? [] : [privacyLine[9..]]);
        SipText.Headers(invite, "P-Asserted-Identity").Should().Equal(identity is null ? [] : [identity[21..]]);
    }

    [Fact]
    public void Numbers_are_rewritten_and_escaped_and_the_domain_is_the_trunks()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Carrier("carrier-a", trunk => trunk with
            {
                CalledRewrite = "44:#44",
                FromDomain = "our.example",
                SipRemotePartyId = true,
                SipDisplay = true,
            });
        });
        tandem.Peer("customer").Invites("44207");

        string invite = tandem.Peer("carrier-a").Gets("INVITE");

        invite.Should().StartWith("INVITE sip:%2344207@our.example SIP/2.0\r\n")
            .And.Contain("To: <sip:%2344207@our.example>\r\n")
            .And.Contain("From: <sip:2001@our.example>;tag=")
            .And.Contain("Remote-Party-ID: <sip:2001@our.example>;party=calling;screen=yes;privacy=off");
    }
}
