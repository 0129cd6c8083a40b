using Tandem.TestKit;

namespace Tandem.Tests.Calls.Media;

/// <summary>Several places ring, one answers, and the media goes through the node.</summary>
public sealed class RelayedParallelRingTests
{
    private readonly ScriptedNode _node = new();

    [Theory]
    [InlineData("203.0.113.7:4000", "198.51.100.1:5060", "on")] // its contact says 10.0.0.1
    [InlineData("10.0.0.1:5060", "10.0.0.9:5060", "off")]
    public void The_media_of_a_phone_behind_a_NAT_is_relayed(string phone, string caller, string mode)
    {
        using TestSwitch tandem = TestSwitch.Start(
            plan =>
            {
                plan.Phone("1003", "secret");
                plan.Customer = plan.Customer with { Addresses = [caller.Split(':')[0]] };
            },
            nodes: [_node]);
        tandem.Contacts.Add("1003", tandem.Peer("phone", phone));
        SipPeer customer = tandem.Peer("caller", caller);
        customer.Sound = TestWire.Address(caller);
        customer.Invites("1003");
        tandem.Peer("phone").Answers(486);
        customer.Gets(486);
        tandem.Cdr.MediaMode.Should().Be(mode);
    }

    [Fact]
    public void All_are_offered_the_nodes_address_and_the_one_that_answers_is_relayed()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Set("SS_MEDIAPROXYMODE", "Must On").Phone("1003", "secret"), nodes: [_node]);
        SipPeer desk = tandem.Peer("desk", "127.0.0.41:5060");
        SipPeer mobile = tandem.Peer("mobile", "127.0.0.42:5060");
        tandem.Contacts.Add("1003", desk);
        tandem.Contacts.Add("1003", mobile);
        SipPeer customer = tandem.Peer("customer").Invites("1003");
        SipPeer.BodyOf(desk.Gets("INVITE")).Should().Contain("c=IN IP4 192.0.2.100\r\n");
        SipPeer.BodyOf(mobile.Gets("INVITE")).Should().Contain("c=IN IP4 192.0.2.100\r\n");
        desk.Answers(183, sdp: "early");
        SipPeer.BodyOf(customer.Gets(183)).Should().BeEmpty();
        mobile.Answers(180);

        mobile.Answers(200);

        SipPeer.BodyOf(customer.Gets(200)).Should().Contain("c=IN IP4 192.0.2.100\r\n");
        desk.Gets("CANCEL");
        mobile.Gets("ACK");
        _node.Asked.Should().Equal("Offer A", "Answer B");
        customer.Byes();
        customer.Gets(200);
        mobile.Gets("BYE");
        tandem.Cdr.MediaMode.Should().Be("on");
        _node.Open.Should().Be(0);
    }
}
