using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

public sealed class GarbageTests
{
    [Fact]
    public void A_call_makes_at_most_3_KB_of_garbage_over_its_life()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Journal.Remembers = false;
        const int Calls = 200;
        Run(tandem, 100);
        long before = tandem.AllocatedBytes;

        Run(tandem, Calls);

        long perCall = (tandem.AllocatedBytes - before) / Calls;
        perCall.Should().BeLessThan(3072);
    }

    [Fact]
    public void A_strangers_INVITE_leaves_little_and_a_bad_message_nothing()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a").Set("SERVER_BILLING_RECORD_ILLEGAL_CALL", "0"));
        SipPeer stranger = tandem.Peer("stranger");
        for (int i = 0; i < 50; i++)
        {
            stranger.Say("INVITE sip:1@x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.9.1:5060;branch=z9hG4bK1\r\nCSeq: 1 BYE\r\n\r\n");
        }

        long before = tandem.AllocatedBytes;
        for (int i = 0; i < 100; i++)
        {
            stranger.Say("INVITE sip:1@x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.9.1:5060;branch=z9hG4bK1\r\nCSeq: 1 BYE\r\n\r\n");
        }

        (tandem.AllocatedBytes - before).Should().Be(0);
    }

    private static void Run(TestSwitch tandem, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            SipPeer customer = tandem.Talk();
            customer.Byes();
            customer.Gets(200);
            tandem.Peer("carrier-a").Gets("BYE");
            tandem.Peer("carrier-a").Answers(200);
            tandem.Peer("carrier-a").Forget();
            customer.Forget();
            tandem.Passes(1);
        }
    }
}
