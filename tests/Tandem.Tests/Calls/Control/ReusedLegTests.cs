using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

/// <summary>Legs and dialogs are used again; what comes late for a former call must never reach the one that has them now.</summary>
public sealed class ReusedLegTests
{
    [Fact]
    public void A_late_answer_to_a_refresh_does_not_end_the_next_call()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk(answerHeaders: ["Session-Expires: 200;refresher=uac", "Allow: INVITE, UPDATE"]);
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Passes(100.5);
        string update = carrier.Gets("UPDATE");
        carrier.Byes();
        carrier.Gets(200);
        customer.Gets("BYE");
        customer.Answers(200);
        tandem.Cdrs.Should().ContainSingle();

        tandem.Talk();
        carrier.Say(carrier.Response(update, 481, null));
        tandem.Passes(40);

        tandem.Cdrs.Should().ContainSingle("the second call goes on");
        customer.GetsNothing();
        carrier.GetsNothing();
    }

    [Fact]
    public void The_end_of_a_call_without_ACK_does_not_take_the_next_calls_leg()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200, ack: false);
        tandem.Passes(33);
        customer.Gets("BYE");
        customer.Answers(200);
        tandem.Peer("carrier-a").Gets("ACK");
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Peer("carrier-a").Answers(200);

        customer.Forget();
        tandem.Peer("carrier-a").Ignores();
        tandem.Talk();
        tandem.Passes(40);
        customer.Byes();

        customer.Gets(200);
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Cdrs.Should().HaveCount(2);
    }

    [Fact]
    public void A_losing_fork_that_repeats_its_200_is_acknowledged_again_and_ended_once()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 200, "one", "fork-1"));
        carrier.Gets("ACK");
        customer.Gets(200);
        string late = carrier.Response(invite, 200, "two", "fork-2");
        carrier.Say(late);
        carrier.Gets("ACK").Should().Contain("tag=fork-2");
        string bye = carrier.Gets("BYE");

        carrier.Say(late);

        carrier.All.Count(static text => text.StartsWith("ACK ", StringComparison.Ordinal) && text.Contains("tag=fork-2", StringComparison.Ordinal)).Should().Be(2);
        carrier.GetsNothing();
        carrier.Say(carrier.Response(bye, 200, null));
        tandem.Passes(1);
        customer.GetsNothing();
        tandem.Cdrs.Should().BeEmpty();
    }
}
