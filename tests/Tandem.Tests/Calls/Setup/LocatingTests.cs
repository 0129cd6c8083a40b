using Tandem.TestKit;

namespace Tandem.Tests.Calls.Setup;

public sealed class LocatingTests
{
    [Fact]
    public void A_carrier_with_a_name_is_looked_up_elsewhere_and_dialled_by_that_name()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Carrier("carrier-a", trunk => trunk with { Addresses = ["localhost:5071"], Prefixes = ["44"] }));
        SipPeer carrier = tandem.Peer("carrier-by-name", "127.0.0.1:5071");
        tandem.Peer("customer").Invites("44207");

        // The look-up is on another thread: its answer is an event that the shard finds when it comes.
        SpinWait.SpinUntil(
            () =>
            {
                tandem.Pump();
                return carrier.All.Count > 0;
            },
            TimeSpan.FromSeconds(20)).Should().BeTrue();

        carrier.Gets("INVITE").Should().StartWith("INVITE sip:44207@localhost:5071 SIP/2.0").And.Contain("To: <sip:44207@localhost>");
        carrier.Answers(200);
        tandem.Peer("customer").Gets(200);
    }

    [Fact]
    public void A_name_that_leads_nowhere_moves_the_call_on()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Carrier("carrier-a", trunk => trunk with { Addresses = ["localhost;transport=tcp"], Prefixes = ["44"] });
            plan.Carrier("carrier-b", trunk => trunk with { Prefixes = ["44"] });
        });
        tandem.Wire.NoRoute.Add(Tandem.Wire.Flows.TransportKind.Tcp);
        tandem.Peer("customer").Invites("44207");

        SpinWait.SpinUntil(
            () =>
            {
                tandem.Pump();
                return tandem.Peer("carrier-b").All.Count > 0;
            },
            TimeSpan.FromSeconds(20)).Should().BeTrue();
    }

    [Fact]
    public void A_carrier_on_TCP_is_told_that_we_are_reached_by_TCP()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
            plan.Carrier("carrier-a", static trunk => trunk with { Addresses = ["127.0.0.3:5070;transport=tcp"], Prefixes = ["44"] }));
        SipPeer carrier = tandem.Peer("carrier-a", "127.0.0.3:5070");
        tandem.Peer("customer").Invites("44207");

        string invite = carrier.Gets("INVITE");

        tandem.Wire.LastTransport.Should().Be(Tandem.Wire.Flows.TransportKind.Tcp);
        invite.Should().StartWith("INVITE sip:44207@127.0.0.3:5070;transport=tcp SIP/2.0\r\n");
        SipText.Header(invite, "Via").Should().StartWith("SIP/2.0/TCP 127.0.0.1:5060;");
        SipText.Header(invite, "Contact").Should().Be("<sip:tandem@127.0.0.1:5060;transport=tcp>");
    }
}
