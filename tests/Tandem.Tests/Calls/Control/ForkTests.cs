using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

public sealed class ForkTests
{
    [Fact]
    public void The_first_200_wins_and_the_other_forks_answer_is_ended()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 180, null, "fork-1"));
        carrier.Say(carrier.Response(invite, 183, "second", "fork-2"));
        string first = customer.Gets(180);
        string second = customer.Gets(183);
        SipText.Header(first, "To").Should().NotBe(SipText.Header(second, "To"));

        carrier.Say(carrier.Response(invite, 200, "second", "fork-2"));
        carrier.Gets("ACK").Should().Contain("tag=fork-2");
        string answer = customer.Gets(200);
        SipText.Header(answer, "To").Should().Be(SipText.Header(second, "To"));

        carrier.Say(carrier.Response(invite, 200, "first", "fork-1"));
        carrier.Gets("ACK").Should().Contain("tag=fork-1");
        carrier.Gets("BYE").Should().Contain("tag=fork-1");
        carrier.Answers(200);
        customer.GetsNothing();
        tandem.Cdrs.Should().BeEmpty();
        Approved.Match(tandem.Ladder);
    }

    [Fact]
    public void A_fork_that_answers_after_the_transaction_is_over_is_ended_too()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 200, "one", "fork-1"));
        carrier.Gets("ACK");
        customer.Gets(200);
        tandem.Passes(40);

        carrier.Say(carrier.Response(invite, 200, "two", "fork-2"));

        carrier.Gets("ACK").Should().Contain("tag=fork-2");
        carrier.Gets("BYE").Should().Contain("tag=fork-2");
    }

    [Fact]
    public void A_stray_200_of_nobody_is_passed_over()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207");
        string invite = carrier.Gets("INVITE");
        string forged = carrier.Response(invite, 200, "one").Replace(SipText.Header(invite, "Call-ID")!, "0000000000000000@tandem", StringComparison.Ordinal)
            .Replace("branch=z9hG4bK0", "branch=z9hG4bK1", StringComparison.Ordinal);

        carrier.Say(forged);

        carrier.GetsNothing();
        customer.GetsNothing();
    }

    [Fact]
    public void Each_attempt_has_its_own_early_dialog_towards_the_caller()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a", "carrier-b");
            plan.Set("SS_GATEWAY_SWITCH_UNTIL_CONNECT", "1");
        });
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Peer("carrier-a").Answers(183, sdp: "one");
        string first = customer.Gets(183);
        tandem.Peer("carrier-a").Answers(503);
        tandem.Peer("carrier-b").Answers(200, sdp: "two");

        string answer = customer.Gets(200);

        SipText.Header(answer, "To").Should().NotBe(SipText.Header(first, "To"));
        customer.Byes();
        customer.Gets(200);
    }
}
