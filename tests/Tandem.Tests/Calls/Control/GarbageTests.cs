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

    /// <summary>Without a record nothing; else what the record keeps of it.</summary>
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 512)]
    public void A_strangers_INVITE_leaves_little(string isRecorded, int most)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => Quiet(plan.Route("44", "carrier-a").Set("SERVER_BILLING_RECORD_ILLEGAL_CALL", isRecorded)));
        tandem.Journal.Remembers = false;

        Garbage(tandem, Message("INVITE", "INVITE")).Should().BeLessThanOrEqualTo(most);

        tandem.Node.Counters().Values["illegal_calls"].Should().Be(150);
    }

    [Theory]
    [InlineData("INVITE", "BYE")]
    [InlineData("OPTIONS", "OPTIONS")]
    [InlineData("REGISTER", "REGISTER")]
    [InlineData("CANCEL", "CANCEL")]
    [InlineData("BYE", "BYE")]
    public void A_bad_message_and_what_else_a_stranger_sends_leave_nothing(string method, string methodOfCSeq)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => Quiet(plan.Route("44", "carrier-a")));

        Garbage(tandem, Message(method, methodOfCSeq)).Should().Be(0);

        tandem.Node.Counters().Values["sip_messages_out"].Should().Be(150);
    }

    /// <summary>A ban has its evidence, once; this is about each message.</summary>
    private static PlanBuilder Quiet(PlanBuilder plan) =>
        plan.Set("SERVER_FIREWALL_ILLEGAL_CALL_COUNT", "100000").Set("SERVER_FIREWALL_SWEEP_COUNT", "100000").Set("SERVER_FIREWALL_MALFORMED_COUNT", "100000");

    private static string Message(string method, string methodOfCSeq) =>
        $"{method} sip:442079460000@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.9.1:5060;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n"
        + $"From: <sip:2001@127.0.9.1>;tag=a\r\nTo: <sip:442079460000@127.0.0.1>\r\nCall-ID: 1@127.0.9.1\r\nCSeq: 1 {methodOfCSeq}\r\n"
        + "Contact: <sip:2001@127.0.9.1>\r\nContent-Length: 0\r\n\r\n";

    /// <summary>Each another request: a repeat of the same one would be no new attempt.</summary>
    private static string Numbered(string message, int number) => message.Replace("branch=z9hG4bK1", $"branch=z9hG4bK{1000 + number}", StringComparison.Ordinal);

    /// <summary>Bytes for each such message of a stranger, once all pools are warm.</summary>
    private static long Garbage(TestSwitch tandem, string message)
    {
        const int Messages = 100;
        SipPeer stranger = tandem.Peer("stranger");
        int number = 0;
        for (int i = 0; i < 50; i++)
        {
            stranger.Say(Numbered(message, ++number));
        }

        long before = tandem.AllocatedBytes;
        for (int i = 0; i < Messages; i++)
        {
            stranger.Say(Numbered(message, ++number));
        }

        return (tandem.AllocatedBytes - before) / Messages;
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
