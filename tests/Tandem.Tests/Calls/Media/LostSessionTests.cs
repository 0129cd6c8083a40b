using Tandem.Billing.Cdrs;
using Tandem.Media.Nodes;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Media;

/// <summary>A node that has no session of a call any more, or no word for it.</summary>
public sealed class LostSessionTests
{
    private readonly ScriptedNode _node = new() { TellsSamples = false };

    [Fact]
    public void A_talking_call_whose_node_no_longer_knows_it_ends_for_its_sides_will_not_hear_each_other_again()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        tandem.Passes(5);
        _node.Outcomes.Enqueue(MediaOutcome.UnknownSession);
        tandem.Passes(5);

        customer.Gets("BYE");
        tandem.Peer("carrier-a").Gets("BYE");
        customer.Answers(200);
        tandem.Peer("carrier-a").Answers(200);
        tandem.Pump();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaLost);
        tandem.Cdr.TalkMs.Should().BeInRange(9000, 11_000);
        tandem.Node.Leftovers().Calls.Should().Be(0);
    }

    [Fact]
    public void One_whose_node_is_silent_goes_on_for_its_sound_may_well_do_so()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        _node.Outcomes.Enqueue(MediaOutcome.NodeSilent);
        tandem.Passes(9);

        customer.GetsNothing();
        tandem.Cdrs.Should().BeEmpty();
    }

    [Fact]
    public void A_late_offer_that_the_node_does_not_take_ends_the_call_and_the_callees_dialog()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000", sdp: null);
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        _node.Outcomes.Enqueue(MediaOutcome.NodeSilent);
        carrier.Answers(200, sdp: "offer");

        customer.Gets(503);
        carrier.Gets("ACK");
        carrier.Gets("BYE");
        carrier.Answers(200);
        tandem.Pump();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaUnavailable);
        _node.Open.Should().Be(0);
    }

    private TestSwitch Start() => TestSwitch.Start(static plan => plan.Set("SS_MEDIAPROXYMODE", "Must On").Route("44", "carrier-a"), nodes: [_node]);
}
