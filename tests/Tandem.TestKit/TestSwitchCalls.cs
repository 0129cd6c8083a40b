namespace Tandem.TestKit;

/// <summary>Whole conversations in one word, for tests that begin after them.</summary>
public static class TestSwitchCalls
{
    /// <summary>A call from the customer to a carrier that has just been answered and acknowledged; the customer is returned.</summary>
    public static SipPeer Talk(this TestSwitch tandem, string carrier = "carrier-a", string[]? inviteHeaders = null, string[]? answerHeaders = null)
    {
        SipPeer customer = tandem.Peer("customer");
        SipPeer callee = tandem.Peer(carrier);
        customer.Invites("442079460000", headers: inviteHeaders ?? []);
        callee.Gets("INVITE");
        callee.Answers(200, headers: answerHeaders ?? []);
        customer.Gets(200);
        callee.Gets("ACK");
        return customer;
    }
}
