using Tandem.Sip.Dialogs;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;
using static Tandem.Tests.Sip.Transactions.TransactionBench;

namespace Tandem.Tests.Sip.Transactions;

public class InviteServerTests
{
    private readonly TransactionBench _bench = new();

    private ServerTransaction Invite => _bench.Requests[0];

    private string Ack(string branch = "z9hG4bKone") => Request("ACK", branch, toTag: Invite.LocalTag.ToString());

    private void Answer200()
    {
        var writer = new Tandem.Sip.Messages.SipWriter();
        ResponseStart.Write(writer, Invite, 200);
        writer.NoBody();
        _bench.Table.Respond(Invite, 200, writer.Written);
    }

    [Fact]
    public void A_repeated_INVITE_gets_the_last_provisional_again_and_goes_no_further()
    {
        _bench.OnRequest = (invite, _) => _bench.Table.Respond(invite, 100);
        _bench.Receive(Request());
        _bench.Table.Respond(Invite, 180);
        _bench.Receive(Request());

        _bench.Told.Should().Equal("request Invite");
        _bench.Sent.Select(s => s.Text[8..11]).Should().Equal("100", "180", "180");
        _bench.Table.Absorbed.Should().Be(1);
    }

    [Fact]
    public void A_100_has_no_tag_and_others_have_ours()
    {
        _bench.Receive(Request(more: "Timestamp: 54\r\n"));
        _bench.Table.Respond(Invite, 100);
        _bench.LastSent.Should().Contain("To: <sip:1000@127.0.0.1>\r\n").And.Contain("Timestamp: 54\r\n");
        _bench.Table.Respond(Invite, 180);
        _bench.LastSent.Should().Contain($"To: <sip:1000@127.0.0.1>;tag={Invite.LocalTag}\r\n");
    }

    [Fact]
    public void A_failure_is_repeated_at_T1_doubling_to_T2_until_timer_H_gives_up()
    {
        _bench.Receive(Request());
        _bench.Table.Respond(Invite, 486);
        _bench.Run(40);

        _bench.Times().Should().Equal(0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5);
        _bench.Told.Should().Equal("request Invite", "Invite NoAckToFailure");
        _bench.Table.ServerCount.Should().Be(0);
        _bench.Wheel.Count.Should().Be(0);
    }

    [Fact]
    public void The_ACK_ends_the_repeats_of_a_failure_and_is_absorbed_for_T4()
    {
        _bench.Receive(Request());
        _bench.Table.Respond(Invite, 486);
        _bench.Run(0.6);
        _bench.Receive(Ack());
        _bench.Run(1);
        _bench.Receive(Ack());
        _bench.Run(1);

        _bench.Times().Should().Equal(0, 0.5);
        _bench.Told.Should().Equal("request Invite");
        _bench.Table.ServerCount.Should().Be(1);
        _bench.Run(4);
        _bench.Table.ServerCount.Should().Be(0);
    }

    [Fact]
    public void On_a_stream_a_failure_is_sent_once_but_its_ACK_is_awaited()
    {
        _bench.Receive(Request(), Tcp);
        _bench.Table.Respond(Invite, 486);
        _bench.Run(31);
        _bench.Sent.Should().HaveCount(1);
        _bench.Run(2);
        _bench.Told.Should().Contain("Invite NoAckToFailure");

        _bench.Receive(Request(branch: "z9hG4bKtwo", callId: "call-2"), Tcp);
        _bench.Table.Respond(_bench.Requests[1], 486);
        _bench.Receive(Request("ACK", "z9hG4bKtwo", toTag: "x", callId: "call-2"), Tcp);
        _bench.Run(0.01);
        _bench.Table.ServerCount.Should().Be(0);
    }

    [Fact]
    public void A_retransmitted_INVITE_is_absorbed_after_200()
    {
        _bench.Receive(Request());
        Answer200();
        _bench.Receive(Request());

        _bench.Told.Should().Equal("request Invite");
        _bench.Sent.Should().HaveCount(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_lost_200_is_sent_again_until_its_ACK_on_every_transport(bool isStream)
    {
        Flow flow = isStream ? Tcp : Udp;
        _bench.Receive(Request(), flow);
        Answer200();
        _bench.Run(4);
        _bench.Times().Should().Equal(0, 0.5, 1.5, 3.5);

        _bench.Receive(Ack("z9hG4bKack"), flow);
        _bench.Told.Should().Equal("request Invite", "ack Ack");
        _bench.Table.Acknowledge(Invite);
        _bench.Run(60);
        _bench.Sent.Should().HaveCount(4);
        _bench.Told.Should().HaveCount(2);
        _bench.Table.ServerCount.Should().Be(0);
    }

    [Fact]
    public void A_200_that_nobody_acknowledges_is_reported_after_64_T1()
    {
        _bench.Receive(Request());
        Answer200();
        _bench.Run(31.9);
        _bench.Told.Should().Equal("request Invite");
        _bench.Run(0.2);

        _bench.Told.Should().Equal("request Invite", "Invite NoAckToSuccess");
        _bench.Times().Should().Equal(0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5);
        _bench.Table.ServerCount.Should().Be(0);
        _bench.Wheel.Count.Should().Be(0);
    }

    [Fact]
    public void The_INVITE_is_absorbed_for_timer_L_even_after_the_ACK()
    {
        _bench.Receive(Request());
        Answer200();
        _bench.Table.Acknowledge(Invite);
        _bench.Run(31);
        _bench.Receive(Request());
        _bench.Told.Should().Equal("request Invite");
        _bench.Run(1.1);
        _bench.Receive(Request());
        _bench.Told.Should().Equal("request Invite", "request Invite");
    }

    [Fact]
    public void An_ACK_with_the_branch_of_an_accepted_INVITE_goes_to_the_user()
    {
        _bench.Receive(Request());
        Answer200();
        _bench.Receive(Ack());
        _bench.Told.Should().Equal("request Invite", "ack Ack");
    }

    [Fact]
    public void After_the_final_answer_no_other_is_sent()
    {
        _bench.Receive(Request());
        _bench.Table.Respond(Invite, 486);
        _bench.Table.Respond(Invite, 180);
        _bench.Table.Respond(Invite, 503);
        _bench.Sent.Should().HaveCount(1);
    }

    [Fact]
    public void A_reliable_provisional_is_repeated_until_its_PRACK()
    {
        _bench.Receive(Request());
        _bench.Table.Respond(Invite, 183);
        _bench.Table.RepeatUntilPrack(Invite);
        _bench.Run(2);
        _bench.Times().Should().Equal(0, 0.5, 1.5);

        // Another provisional in between takes nothing from the one that waits.
        _bench.Table.Respond(Invite, 180);
        _bench.Receive(Request());
        _bench.LastSent.Should().StartWith("SIP/2.0 183");

        _bench.Table.Pracked(Invite);
        int before = _bench.Sent.Count;
        _bench.Run(100);
        _bench.Sent.Should().HaveCount(before);
        _bench.Told.Should().Equal("request Invite");
    }

    [Fact]
    public void A_reliable_provisional_without_PRACK_is_reported_after_64_T1_and_the_INVITE_can_still_be_refused()
    {
        _bench.Receive(Request());
        _bench.Table.Respond(Invite, 183);
        _bench.Table.RepeatUntilPrack(Invite);
        _bench.Run(33);
        _bench.Times().Should().Equal(0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5);
        _bench.Told.Should().Equal("request Invite", "Invite NoPrack");
        _bench.Table.Respond(Invite, 504);
        _bench.LastSent.Should().StartWith("SIP/2.0 504");
    }

    [Fact]
    public void A_refused_stranger_leaves_nothing_behind_and_gets_the_same_answer_twice()
    {
        _bench.OnRequest = (invite, _) => _bench.Table.Refuse(invite, 403);
        _bench.Receive(Request());
        _bench.Receive(Request());

        _bench.Sent.Should().HaveCount(2);
        _bench.Sent[1].Text.Should().Be(_bench.Sent[0].Text).And.StartWith("SIP/2.0 403 ");
        _bench.Table.ServerCount.Should().Be(0);
        _bench.Wheel.Count.Should().Be(0);
    }

    [Fact]
    public void An_ignored_stranger_hears_nothing_and_leaves_nothing_behind()
    {
        _bench.OnRequest = (invite, _) => _bench.Table.Ignore(invite);
        _bench.Receive(Request());
        _bench.Sent.Should().BeEmpty();
        _bench.Table.ServerCount.Should().Be(0);
    }

    [Fact]
    public void The_request_can_be_read_to_the_end_of_OnRequest_though_it_has_been_answered()
    {
        string? callId = null;
        _bench.OnRequest = (invite, request) =>
        {
            _bench.Table.Respond(invite, 404);
            callId = System.Text.Encoding.ASCII.GetString(request.CallId);
        };
        _bench.Receive(Request());
        callId.Should().Be("call-1");
    }

    [Fact]
    public void A_user_that_throws_leaves_no_transaction_and_the_far_side_hears_500()
    {
        _bench.OnRequest = (_, _) => throw new InvalidOperationException("a bug");
        FluentActions.Invoking(() => _bench.Receive(Request())).Should().Throw<InvalidOperationException>();
        _bench.LastSent.Should().StartWith("SIP/2.0 500");
        _bench.Table.ServerCount.Should().Be(0);
    }

    [Fact]
    public void The_dialog_tag_goes_into_every_answer()
    {
        _bench.Receive(Request());
        Invite.LocalTag = new DialogTag(7, 0xABCD);
        _bench.Table.Respond(Invite, 180);
        _bench.LastSent.Should().Contain(";tag=000000070000abcd\r\n");
    }
}
