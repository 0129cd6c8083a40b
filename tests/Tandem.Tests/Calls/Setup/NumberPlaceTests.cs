using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Setup;

/// <summary>SW §2.2 <c>sipCallerE164Domain</c>, <c>sipCalleeE164Domain</c>: where an INVITE's numbers are read.</summary>
public sealed class NumberPlaceTests
{
    private const string PreferredIdentity = "P-Preferred-Identity: <sip:2004@pbx.example>";

    private static readonly string[] Identities =
        ["Remote-Party-ID: \"Somebody\" <sip:2002@pbx.example>;party=calling", "P-Asserted-Identity: <sip:2003@pbx.example>", PreferredIdentity, "Diversion: <sip:44902@pbx.example>;reason=unconditional"];

    [Theory]
    [InlineData(CallerSource.From, "2001")]
    [InlineData(CallerSource.Display, "2000")]
    [InlineData(CallerSource.RemotePartyId, "2002")]
    [InlineData(CallerSource.PAssertedIdentity, "2003")]
    [InlineData(CallerSource.PPreferredIdentity, "2004")]
    public void The_callers_number_is_read_where_its_trunk_says(CallerSource source, string number)
    {
        using TestSwitch tandem = Start(trunk => trunk with { SipCallerE164Domain = source });
        Invites(tandem, Identities);

        string invite = tandem.Peer("carrier-a").Gets("INVITE");

        invite.Should().Contain($"\r\nFrom: <sip:{number}@127.0.0.1>;tag=");
        tandem.Peer("carrier-a").Answers(486);
        tandem.Cdr.CallingNumberIn.Should().Be(number);
        tandem.Cdr.CallingNumberOut.Should().Be(number);
    }

    [Theory]
    [InlineData(CallerSource.RemotePartyId)]
    [InlineData(CallerSource.PAssertedIdentity)]
    public void A_callers_number_that_is_not_there_is_the_one_in_From(CallerSource source)
    {
        using TestSwitch tandem = Start(trunk => trunk with { SipCallerE164Domain = source });
        Invites(tandem, [PreferredIdentity]);

        tandem.Peer("carrier-a").Gets("INVITE").Should().Contain("\r\nFrom: <sip:2001@127.0.0.1>;tag=");
    }

    [Theory]
    [InlineData(CalleeSource.RequestUri, "44900")]
    [InlineData(CalleeSource.To, "44901")]
    [InlineData(CalleeSource.Diversion, "44902")]
    public void The_called_number_is_read_where_the_callers_trunk_says(CalleeSource source, string number)
    {
        using TestSwitch tandem = Start(trunk => trunk with { SipCalleeE164Domain = source });
        Invites(tandem, Identities);

        string invite = tandem.Peer("carrier-a").Gets("INVITE");

        invite.Should().StartWith($"INVITE sip:{number}@127.0.0.3 SIP/2.0\r\n");
        tandem.Peer("carrier-a").Answers(486);
        tandem.Cdr.CalledNumberIn.Should().Be(number);
        tandem.Cdr.CalledNumberOut.Should().Be(number);
    }

    [Fact]
    public void A_called_number_that_is_not_there_is_the_one_in_the_Request_URI()
    {
        using TestSwitch tandem = Start(static trunk => trunk with { SipCalleeE164Domain = CalleeSource.Diversion });
        Invites(tandem, []);

        tandem.Peer("carrier-a").Gets("INVITE").Should().StartWith("INVITE sip:44900@127.0.0.3 SIP/2.0\r\n");
    }

    [Fact]
    public void A_call_between_telephone_URIs_is_carried_from_INVITE_to_record()
    {
        using TestSwitch tandem = Start(static trunk => trunk with { CalledRewrite = "+:", SipCallerE164Domain = CallerSource.PAssertedIdentity });
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.InvitesAs(
            "tel:+44-(20)-7946.0000", "<tel:2001;phone-context=pbx.example>", "<tel:+442079460000>", "P-Asserted-Identity: <sip:pbx.example>, <tel:+1-202-555-0100>");

        string invite = carrier.Gets("INVITE");
        carrier.Answers(200);
        customer.Gets(200);
        carrier.Gets("ACK");
        tandem.Passes(2);
        carrier.Byes();
        customer.Gets("BYE");
        customer.Answers(200);

        invite.Should().StartWith("INVITE sip:442079460000@127.0.0.3 SIP/2.0\r\n").And.Contain("\r\nFrom: <sip:+12025550100@127.0.0.1>;tag=").And.Contain("\r\nTo: <sip:442079460000@127.0.0.3>\r\n");
        tandem.Cdr.CalledNumberIn.Should().Be("+442079460000");
        tandem.Cdr.CalledNumber.Should().Be("442079460000");
        tandem.Cdr.CallingNumberIn.Should().Be("+12025550100");
        tandem.Cdr.HoldTime.Should().Be(2);
        tandem.Cdr.Customer.Fee.Should().Be(0.02m);
    }

    [Fact]
    public void The_number_of_a_telephone_URI_in_From_is_the_callers()
    {
        using TestSwitch tandem = Start(static trunk => trunk);
        tandem.Peer("customer").InvitesAs("tel:44207", "\"A name\" <tel:2001;phone-context=pbx.example>", "<tel:44207>");

        tandem.Peer("carrier-a").Gets("INVITE").Should().Contain("\r\nFrom: <sip:2001@127.0.0.1>;tag=");
    }

    private static TestSwitch Start(Func<IngressTrunk, IngressTrunk> change) => TestSwitch.Start(plan =>
    {
        plan.Route("44", "carrier-a");
        plan.Customer = change(plan.Customer);
    });

    private static void Invites(TestSwitch tandem, string[] headers) =>
        tandem.Peer("customer").InvitesAs("sip:44900@127.0.0.1:5060", "\"2000\" <sip:2001@pbx.example>", "<sip:44901@127.0.0.1>", headers);
}
