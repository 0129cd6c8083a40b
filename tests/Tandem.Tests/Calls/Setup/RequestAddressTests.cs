using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Setup;

/// <summary>SW §2.2 <c>sipRequestAddressMethod</c> 1: the address that a peer's packets come from, the port that its Contact names.</summary>
public sealed class RequestAddressTests
{
    [Theory]
    [InlineData("sip:x@192.0.2.7:5066", 5066)]
    [InlineData("sip:x@192.0.2.7", 5060)]
    public void Requests_to_a_customer_go_to_its_address_and_the_Contacts_port(string contact, int port)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Customer = plan.Customer with { SipRequestAddressMethod = RequestAddressMethod.SourceIpAndContactPort };
        });
        SipPeer source = tandem.Peer("source", "127.0.0.2:5099");
        SipPeer target = port == 5060 ? tandem.Peer("customer") : tandem.Peer("target", $"127.0.0.2:{port}");
        source.Contact = contact;
        source.Invites("44207");
        tandem.Peer("carrier-a").Answers(200);
        source.Gets(200);
        tandem.Peer("carrier-a").Gets("ACK");

        tandem.Peer("carrier-a").Byes();

        target.Gets("BYE").Should().StartWith($"BYE {contact} SIP/2.0\r\n");
        source.GetsNothing();
    }

    [Theory]
    [InlineData("sip:x@192.0.2.7:5066", 5066)]
    [InlineData("sip:x@192.0.2.7", 5060)]
    public void Requests_to_a_carrier_go_to_its_address_and_the_Contacts_port(string contact, int port)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Carrier("carrier-a", static trunk => trunk with
        {
            Addresses = ["127.0.0.3:5080"],
            SipRequestAddressMethod = RequestAddressMethod.SourceIpAndContactPort,
        }));
        SipPeer carrier = tandem.Peer("carrier-a");
        SipPeer target = tandem.Peer("target", $"127.0.0.3:{port}");
        carrier.Contact = contact;
        tandem.Peer("customer").Invites("44207");
        carrier.Answers(200);
        tandem.Peer("customer").Gets(200);
        target.Gets("ACK").Should().StartWith($"ACK {contact} SIP/2.0\r\n");

        tandem.Peer("customer").Byes();

        target.Gets("BYE").Should().StartWith($"BYE {contact} SIP/2.0\r\n");
        carrier.GetsNothing();
    }
}
