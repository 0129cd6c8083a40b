using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Setup;

/// <summary>RFC 3261 §18.1.1 seen from a call.</summary>
public sealed class LargeInviteTests
{
    private static readonly string Long = $"Subject: {new string('x', 1300)}";

    [Fact]
    public void A_carrier_with_TCP_gets_a_large_INVITE_by_it_and_the_small_rest_by_UDP()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("44207", headers: Long);
        SipPeer carrier = tandem.Peer("carrier-a");

        carrier.Gets("INVITE").Should().Contain("Via: SIP/2.0/TCP ").And.Contain("Contact: <sip:tandem@127.0.0.1:5060>");
        carrier.Answers(200);
        tandem.Peer("customer").Gets(200);
        carrier.Gets("ACK").Should().Contain("Via: SIP/2.0/UDP ");
    }

    [Fact]
    public void A_carrier_without_TCP_gets_it_by_UDP_and_is_not_tried_again()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Wire.RefusesStreams.Add(carrier.Address);
        for (int i = 0; i < 2; i++)
        {
            tandem.Peer("customer").Invites("44207", headers: Long);

            carrier.Gets("INVITE").Should().Contain("Via: SIP/2.0/UDP ");
            tandem.Wire.LastTransport.Should().Be(TransportKind.Udp);
            carrier.Answers(486);
            carrier.Gets("ACK").Should().Contain("Via: SIP/2.0/UDP ");
            tandem.Peer("customer").Gets(486);
        }

        tandem.Cdrs.Should().OnlyContain(static cdr => cdr.Tried.Count == 1);
    }

    [Fact]
    public void The_limit_is_a_parameter_and_0_is_always_UDP()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        tandem.Apply(static plan => plan.Set("SS_SIP_UDP_MAX_REQUEST", "0"));

        tandem.Peer("customer").Invites("44207", headers: Long);

        tandem.Peer("carrier-a").Gets("INVITE").Should().Contain("Via: SIP/2.0/UDP ");
    }
}
