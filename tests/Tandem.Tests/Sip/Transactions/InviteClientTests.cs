using Tandem.Sip.Transactions;
using static Tandem.Tests.Sip.Transactions.TransactionBench;

namespace Tandem.Tests.Sip.Transactions;

public class InviteClientTests
{
    private readonly TransactionBench _bench = new();

    [Fact]
    public void Timer_A_doubles_without_end_and_timer_B_gives_up_after_64_T1()
    {
        _bench.SendRequest();
        _bench.Run(40);
        _bench.Times().Should().Equal(0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5);
        _bench.Told.Should().Equal("Invite timed out");
        _bench.Table.ClientCount.Should().Be(0);
        _bench.Wheel.Count.Should().Be(0);
    }

    [Fact]
    public void A_provisional_ends_the_repeats_and_the_wait()
    {
        _bench.SendRequest();
        _bench.Run(0.6);
        _bench.Receive(Answer(_bench.LastSent, 100, toTag: ""));
        _bench.Run(300);
        _bench.Sent.Should().HaveCount(2);
        _bench.Told.Should().Equal("response 100 Invite");
    }

    [Fact]
    public void A_failure_gets_an_ACK_of_this_hop_each_time_it_comes_and_is_told_once()
    {
        ClientTransaction invite = _bench.SendRequest();
        string request = _bench.LastSent;
        string failure = Answer(request, 486, toTag: "busy");
        _bench.Receive(failure);
        _bench.Receive(failure);
        _bench.Told.Should().Equal("response 486 Invite");
        _bench.Sent.Should().HaveCount(3);
        _bench.Sent[1].Text.Should().Be(_bench.Sent[2].Text);
        string ack = _bench.LastSent;
        ack.Should().StartWith("ACK sip:3000@127.0.0.2 SIP/2.0\r\n")
            .And.Contain($"branch=z9hG4bK{invite.Index:x8}{invite.Nonce:x16}\r\n")
            .And.Contain("To: <sip:3000@127.0.0.2>;tag=busy\r\n").And.Contain("CSeq: 17 ACK\r\n")
            .And.Contain("Route: <sip:127.0.0.9;lr>\r\n")
            .And.Contain("From: <sip:us@127.0.0.1>;tag=ours\r\n").And.Contain("Call-ID: our-call\r\n");

        _bench.Run(31.9);
        _bench.Table.ClientCount.Should().Be(1);
        _bench.Run(0.2);
        _bench.Table.ClientCount.Should().Be(0);
    }

    [Fact]
    public void On_a_stream_timer_D_is_zero_and_nothing_is_repeated()
    {
        _bench.SendRequest(flow: Tcp);
        _bench.Run(10);
        _bench.Sent.Should().HaveCount(1);
        _bench.Receive(Answer(_bench.LastSent, 486), Tcp);
        _bench.Run(0.01);
        _bench.Table.ClientCount.Should().Be(0);
    }

    [Fact]
    public void Every_2xx_of_every_fork_is_told_until_timer_M()
    {
        _bench.SendRequest();
        string request = _bench.LastSent;
        _bench.Receive(Answer(request, 180, "a"));
        _bench.Receive(Answer(request, 180, "b"));
        _bench.Receive(Answer(request, 200, "a"));
        _bench.Run(1);
        _bench.Receive(Answer(request, 200, "b"));
        _bench.Receive(Answer(request, 200, "a"));
        _bench.Told.Should().Equal(
            "response 180 Invite", "response 180 Invite", "response 200 Invite", "response 200 Invite", "response 200 Invite");
        _bench.Run(30.9);
        _bench.Table.ClientCount.Should().Be(1);
        _bench.Run(0.2);
        _bench.Table.ClientCount.Should().Be(0);
        _bench.Receive(Answer(request, 200, "c"));
        _bench.Told.Should().EndWith("stray 200 Invite");
    }

    [Fact]
    public void A_failure_after_a_2xx_is_absorbed()
    {
        _bench.SendRequest();
        string request = _bench.LastSent;
        _bench.Receive(Answer(request, 200, "a"));
        _bench.Receive(Answer(request, 486, "b"));
        _bench.Told.Should().Equal("response 200 Invite");
        _bench.Sent.Should().HaveCount(1);
    }

    [Fact]
    public void A_2xx_for_an_INVITE_that_nobody_owns_any_more_is_told_as_stray()
    {
        ClientTransaction invite = _bench.SendRequest();
        _bench.Table.Disown(invite);
        _bench.Receive(Answer(_bench.LastSent, 180));
        _bench.Receive(Answer(_bench.LastSent, 200));
        _bench.Told.Should().Equal("stray 200 Invite");
    }

    [Fact]
    public void What_the_wire_refuses_is_reported_by_the_wheel_and_not_from_inside()
    {
        _bench.WireTakes = _ => false;
        _bench.SendRequest();
        _bench.Told.Should().BeEmpty();
        _bench.Run(0.001);
        _bench.Told.Should().Equal("Invite not sent");
        _bench.Table.ClientCount.Should().Be(0);
    }

    [Fact]
    public void A_schedule_of_our_own_takes_the_place_of_timers_A_and_B()
    {
        _bench.Table.ResendSchedule = [300, 700, 1000];
        _bench.SendRequest();
        _bench.Run(10);
        _bench.Times().Should().Equal(0, 0.3, 1.0);
        _bench.Told.Should().Equal("Invite timed out");
        _bench.NowMs.Should().Be(10_000);
        _bench.Wheel.Count.Should().Be(0);
    }

    [Fact]
    public void A_schedule_gives_up_when_its_last_interval_has_passed()
    {
        _bench.Table.ResendSchedule = [300, 700, 1000];
        _bench.SendRequest();
        _bench.Run(1.99);
        _bench.Told.Should().BeEmpty();
        _bench.Run(0.02);
        _bench.Told.Should().Equal("Invite timed out");
    }

    [Fact]
    public void A_schedule_that_is_taken_away_while_a_request_waits_does_no_harm()
    {
        _bench.Table.ResendSchedule = [300, 700, 1000];
        _bench.SendRequest();
        _bench.Table.ResendSchedule = null;
        _bench.Run(10);
        _bench.Told.Should().Equal("Invite timed out");
    }

    [Fact]
    public void A_user_that_throws_at_a_timeout_leaves_no_transaction()
    {
        _bench.OnFailed = _ => throw new InvalidOperationException("a bug");
        _bench.SendRequest();
        FluentActions.Invoking(() => _bench.Run(40)).Should().Throw<InvalidOperationException>();
        _bench.Table.ClientCount.Should().Be(0);
    }

    [Fact]
    public void A_transaction_that_was_begun_and_never_started_can_be_given_back()
    {
        ClientTransaction begun = _bench.Table.Begin(Tandem.Sip.Messages.SipMethod.Invite, Udp, this);
        _bench.Table.Abandon(begun);
        _bench.Table.ClientCount.Should().Be(0);

        ClientTransaction started = _bench.SendRequest();
        _bench.Table.Abandon(started);
        _bench.Table.ClientCount.Should().Be(1);
    }
}
