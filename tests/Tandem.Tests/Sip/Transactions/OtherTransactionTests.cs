using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using static Tandem.Tests.Sip.Transactions.TransactionBench;

namespace Tandem.Tests.Sip.Transactions;

/// <summary>The two transactions of all methods but INVITE.</summary>
public class OtherTransactionTests
{
    private readonly TransactionBench _bench = new();

    [Fact]
    public void Timer_E_doubles_to_T2_and_timer_F_gives_up_after_64_T1()
    {
        _bench.SendRequest(SipMethod.Bye);
        _bench.Run(40);
        _bench.Times().Should().Equal(0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5);
        _bench.Told.Should().Equal("Bye timed out");
        _bench.Table.ClientCount.Should().Be(0);
        _bench.Wheel.Count.Should().Be(0);
    }

    [Fact]
    public void After_a_provisional_repeats_go_on_at_T2_and_timer_F_still_runs()
    {
        _bench.SendRequest(SipMethod.Update);
        _bench.Receive(Answer(_bench.LastSent, 100, ""));
        _bench.Run(40);
        _bench.Times().Should().Equal(0, 0.5, 4.5, 8.5, 12.5, 16.5, 20.5, 24.5, 28.5);
        _bench.Told.Should().Equal("response 100 Update", "Update timed out");
    }

    [Fact]
    public void A_final_answer_is_told_once_and_its_repeats_are_absorbed_for_T4()
    {
        _bench.SendRequest(SipMethod.Bye);
        string answer = Answer(_bench.LastSent, 200);
        _bench.Receive(answer);
        _bench.Run(4.9);
        _bench.Receive(answer);
        _bench.Told.Should().Equal("response 200 Bye");
        _bench.Table.ClientCount.Should().Be(1);
        _bench.Run(0.2);
        _bench.Table.ClientCount.Should().Be(0);
        _bench.Sent.Should().HaveCount(1);
    }

    [Fact]
    public void A_schedule_is_for_what_nobody_answers_at_all()
    {
        _bench.Table.ResendSchedule = [500, 500];
        _bench.SendRequest(SipMethod.Update);
        _bench.Receive(Answer(_bench.LastSent, 100, ""));
        _bench.Run(31);
        _bench.Told.Should().Equal("response 100 Update");
        _bench.Run(2);
        _bench.Told.Should().Equal("response 100 Update", "Update timed out");
    }

    [Fact]
    public void A_repeat_is_silent_before_an_answer_and_gets_the_last_answer_after_it()
    {
        _bench.Receive(Request("OPTIONS"));
        _bench.Receive(Request("OPTIONS"));
        _bench.Sent.Should().BeEmpty();
        _bench.Table.Respond(_bench.Requests[0], 200);
        _bench.Receive(Request("OPTIONS"));
        _bench.Sent.Select(s => s.Text[8..11]).Should().Equal("200", "200");
        _bench.Told.Should().Equal("request Options");
    }

    [Fact]
    public void An_answer_that_nothing_remembers_has_the_same_tag_for_each_repeat_of_the_request()
    {
        _bench.OnRequest = (transaction, _) =>
        {
            var writer = new SipWriter();
            ResponseStart.Write(writer, transaction, 200);
            _bench.Table.RespondAndForget(transaction, writer.NoBody().Written);
        };
        _bench.Receive(Request("OPTIONS"));
        _bench.Receive(Request("OPTIONS"));

        _bench.Sent.Should().HaveCount(2);
        _bench.Sent[1].Text.Should().Be(_bench.Sent[0].Text);
        _bench.Table.ServerCount.Should().Be(0);
    }

    [Fact]
    public void Timer_J_keeps_the_answer_for_64_T1_on_datagrams_and_not_at_all_on_streams()
    {
        _bench.Receive(Request("OPTIONS"));
        _bench.Table.Respond(_bench.Requests[0], 200);
        _bench.Run(31.9);
        _bench.Table.ServerCount.Should().Be(1);
        _bench.Run(0.2);
        _bench.Table.ServerCount.Should().Be(0);

        _bench.Receive(Request("OPTIONS", branch: "z9hG4bKt", callId: "call-t"), Tcp);
        _bench.Table.Respond(_bench.Requests[1], 200);
        _bench.Run(0.01);
        _bench.Table.ServerCount.Should().Be(0);
        _bench.Wheel.Count.Should().Be(0);
    }
}
