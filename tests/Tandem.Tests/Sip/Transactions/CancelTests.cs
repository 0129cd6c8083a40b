using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using static Tandem.Tests.Sip.Transactions.TransactionBench;

namespace Tandem.Tests.Sip.Transactions;

public class CancelTests
{
    private readonly TransactionBench _bench = new();

    private IEnumerable<string> SentMethods => _bench.Sent.Select(s => s.Text[..s.Text.IndexOf(' ', StringComparison.Ordinal)]);

    [Fact]
    public void CANCEL_goes_out_once_a_provisional_has_come_with_the_branch_of_the_INVITE()
    {
        ClientTransaction invite = _bench.SendRequest();
        string request = _bench.LastSent;
        _bench.Receive(Answer(request, 180, "a"));
        _bench.Table.Cancel(invite);
        _bench.Table.Cancel(invite);
        SentMethods.Should().Equal("INVITE", "CANCEL");
        _bench.LastSent.Should().Contain($";branch=z9hG4bK{invite.Index:x8}{invite.Nonce:x16}\r\n")
            .And.Contain("CSeq: 17 CANCEL\r\n")
            .And.Contain("To: <sip:3000@127.0.0.2>\r\n").And.Contain("Route: <sip:127.0.0.9;lr>\r\n");

        _bench.Receive(Answer(_bench.LastSent, 200));
        _bench.Receive(Answer(request, 487, "a"));
        _bench.Told.Should().Equal("response 180 Invite", "response 487 Invite");
        SentMethods.Should().Equal("INVITE", "CANCEL", "ACK");
        _bench.Run(40);
        _bench.Table.ClientCount.Should().Be(0);
        _bench.Wheel.Count.Should().Be(0);
    }

    [Fact]
    public void CANCEL_before_any_provisional_is_remembered_and_sent_with_the_first()
    {
        ClientTransaction invite = _bench.SendRequest();
        string request = _bench.LastSent;
        _bench.Table.Cancel(invite);
        _bench.Run(0.6);
        SentMethods.Should().Equal("INVITE", "INVITE");
        _bench.Receive(Answer(request, 100, ""));
        SentMethods.Should().Equal("INVITE", "INVITE", "CANCEL");
        _bench.Receive(Answer(request, 180, "a"));
        SentMethods.Should().Equal("INVITE", "INVITE", "CANCEL");
    }

    [Fact]
    public void A_2xx_that_crosses_the_CANCEL_is_told_so_that_it_can_be_acknowledged_and_ended()
    {
        ClientTransaction invite = _bench.SendRequest();
        string request = _bench.LastSent;
        _bench.Receive(Answer(request, 180, "a"));
        _bench.Table.Cancel(invite);
        string cancel = _bench.LastSent;
        _bench.Receive(Answer(request, 200, "a"));
        _bench.Receive(Answer(cancel, 481));
        _bench.Told.Should().Equal("response 180 Invite", "response 200 Invite");
        _bench.Run(40);
        _bench.Told.Should().HaveCount(2);
        _bench.Table.ClientCount.Should().Be(0);
    }

    [Fact]
    public void A_2xx_without_any_provisional_overtakes_the_remembered_CANCEL()
    {
        ClientTransaction invite = _bench.SendRequest();
        _bench.Table.Cancel(invite);
        _bench.Receive(Answer(_bench.LastSent, 200, "a"));
        SentMethods.Should().Equal("INVITE");
        _bench.Told.Should().Equal("response 200 Invite");
    }

    [Fact]
    public void A_cancelled_INVITE_that_nobody_ends_counts_as_ended_after_64_T1()
    {
        ClientTransaction invite = _bench.SendRequest();
        _bench.Receive(Answer(_bench.LastSent, 180, "a"));
        _bench.Run(10);
        _bench.Table.Cancel(invite);
        _bench.Run(31);
        _bench.Told.Should().HaveCount(1);
        _bench.Run(2);
        _bench.Told.Should().Equal("response 180 Invite", "Invite timed out");
        _bench.Table.ClientCount.Should().Be(0);
        _bench.Wheel.Count.Should().Be(0);
    }

    [Fact]
    public void CANCEL_is_repeated_like_any_request()
    {
        ClientTransaction invite = _bench.SendRequest();
        _bench.Receive(Answer(_bench.LastSent, 180, "a"));
        _bench.Table.Cancel(invite);
        _bench.Run(4);
        _bench.Times(1).Should().Equal(0, 0.5, 1.5, 3.5);
    }

    [Fact]
    public void After_a_final_answer_there_is_nothing_to_cancel()
    {
        ClientTransaction invite = _bench.SendRequest();
        _bench.Receive(Answer(_bench.LastSent, 486));
        _bench.Table.Cancel(invite);
        SentMethods.Should().Equal("INVITE", "ACK");

        ClientTransaction bye = _bench.SendRequest(SipMethod.Bye);
        _bench.Table.Cancel(bye);
        SentMethods.Should().Equal("INVITE", "ACK", "BYE");
    }

    [Fact]
    public void A_CANCEL_that_comes_is_answered_200_with_the_tag_of_the_INVITE_and_told()
    {
        _bench.OnCancel = invite => _bench.Table.Respond(invite, 487);
        _bench.Receive(Request());
        _bench.Table.Respond(_bench.Requests[0], 180);
        _bench.Receive(Request("CANCEL"));
        _bench.Told.Should().Equal("request Invite", "cancel Cancel");
        _bench.Sent.Select(s => s.Text[8..11]).Should().Equal("180", "200", "487");
        string tag = $";tag={_bench.Requests[0].LocalTag}\r\n";
        _bench.Sent.Should().OnlyContain(s => s.Text.Contains(tag, StringComparison.Ordinal));
        _bench.Sent[1].Text.Should().Contain("CSeq: 1 CANCEL\r\n");
        _bench.Sent[2].Text.Should().Contain("CSeq: 1 INVITE\r\n");
    }

    [Fact]
    public void A_CANCEL_after_the_final_answer_is_answered_200_and_changes_nothing()
    {
        _bench.Receive(Request());
        _bench.Table.Respond(_bench.Requests[0], 486);
        _bench.Receive(Request("CANCEL"));
        _bench.LastSent.Should().StartWith("SIP/2.0 200");
        _bench.Told.Should().Equal("request Invite");
    }

    [Fact]
    public void A_CANCEL_of_nothing_is_a_request_like_any_other()
    {
        _bench.Receive(Request("CANCEL"));
        _bench.Told.Should().Equal("request Cancel");
        _bench.Sent.Should().BeEmpty();

        _bench.Table.Respond(_bench.Requests[0], 481);
        _bench.Receive(Request("CANCEL"));
        _bench.Sent.Select(s => s.Text[8..11]).Should().Equal("481", "481");
        _bench.Told.Should().HaveCount(1);
    }

    [Fact]
    public void A_CANCEL_of_nothing_may_be_ignored_and_leaves_nothing()
    {
        _bench.OnRequest = (transaction, _) => _bench.Table.Ignore(transaction);
        _bench.Receive(Request("CANCEL"));
        _bench.Sent.Should().BeEmpty();
        _bench.Table.ServerCount.Should().Be(0);
    }

    [Fact]
    public void A_repeated_CANCEL_gets_its_answer_again_and_is_told_once()
    {
        _bench.Receive(Request());
        _bench.Receive(Request("CANCEL"));
        _bench.Receive(Request("CANCEL"));
        _bench.Sent.Select(s => s.Text[8..11]).Should().Equal("200", "200");
        _bench.Told.Should().Equal("request Invite", "cancel Cancel");
    }
}
