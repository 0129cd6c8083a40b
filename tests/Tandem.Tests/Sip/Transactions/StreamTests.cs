using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;
using static Tandem.Tests.Sip.Transactions.TransactionBench;

namespace Tandem.Tests.Sip.Transactions;

public class StreamTests
{
    private readonly TransactionBench _bench = new();

    [Fact]
    public void A_lost_stream_fails_its_own_requests_and_no_others()
    {
        Flow other = Tcp with { Remote = NetAddress.FromIPv4(0x7F000003, 5060), Connection = 8 };
        _bench.SendRequest(SipMethod.Bye, Tcp);
        _bench.SendRequest(SipMethod.Options, other);
        _bench.SendRequest(SipMethod.Update, Udp);
        _bench.SendRequest(SipMethod.Invite, Tcp);
        _bench.Table.OnClosed(Tcp);
        _bench.Told.Should().BeEquivalentTo("Bye not sent", "Invite not sent");
        _bench.Table.ClientCount.Should().Be(2);
    }

    [Fact]
    public void A_request_without_a_connection_of_its_own_went_by_the_one_that_closed()
    {
        _bench.SendRequest(SipMethod.Bye, Tcp with { Connection = 0 });
        _bench.SendRequest(SipMethod.Options, Tcp with { Connection = 9 });
        _bench.Table.OnClosed(Tcp);
        _bench.Told.Should().Equal("Bye not sent");
    }

    [Fact]
    public void An_INVITE_with_a_provisional_waits_on()
    {
        _bench.SendRequest(SipMethod.Invite, Tcp);
        string request = _bench.LastSent;
        _bench.Receive(Answer(request, 180), Tcp);
        _bench.Table.OnClosed(Tcp);
        _bench.Receive(Answer(request, 200), Tcp with { Connection = 12 });
        _bench.Told.Should().Equal("response 180 Invite", "response 200 Invite");
    }

    [Fact]
    public void What_the_user_begins_while_a_stream_fails_is_not_failed_with_it()
    {
        ClientTransaction? next = null;
        _bench.OnFailed = _ => next ??= _bench.SendRequest(SipMethod.Options, Tcp with { Connection = 0 });
        _bench.SendRequest(SipMethod.Bye, Tcp);
        _bench.SendRequest(SipMethod.Update, Tcp);
        _bench.Table.OnClosed(Tcp);
        _bench.Told.Should().BeEquivalentTo("Bye not sent", "Update not sent");
        next!.IsPending.Should().BeTrue();
        _bench.Table.OnClosed(Tcp);
        _bench.Told.Should().HaveCount(3);
        _bench.Table.ClientCount.Should().Be(0);
    }

    [Fact]
    public void A_request_and_its_ACK_take_a_new_stream_when_theirs_is_gone()
    {
        _bench.SendRequest(SipMethod.Invite, Tcp);
        string request = _bench.LastSent;
        _bench.WireTakes = flow => flow.Connection == 0;
        _bench.Receive(Answer(request, 486), Tcp with { Connection = 9 });
        _bench.LastSent.Should().StartWith("ACK ");
        _bench.Sent[^1].Flow.Should().Be(Tcp with { Connection = 0 });

        _bench.SendRequest(SipMethod.Bye, Tcp);
        _bench.Sent[^1].Flow.Should().Be(Tcp with { Connection = 0 });
        _bench.Run(1);
        _bench.Told.Should().Equal("response 486 Invite");
        _bench.Table.OnClosed(Tcp with { Connection = 0 });
        _bench.Told.Should().Equal("response 486 Invite", "Bye not sent");
        _bench.Table.ClientCount.Should().Be(0);
    }

    [Fact]
    public void Transactions_leave_their_stream_in_any_order()
    {
        ClientTransaction[] all = [.. Enumerable.Range(0, 5).Select(_ => _bench.SendRequest(SipMethod.Options, Tcp))];
        foreach (int i in (int[])[2, 4, 0])
        {
            _bench.Receive(Answer(_bench.Sent[i].Text, 200), Tcp);
            _bench.Run(0.01);
        }

        _bench.Table.ClientCount.Should().Be(2);
        _bench.Table.OnClosed(Tcp);
        _bench.Told.Count(t => t == "Options not sent").Should().Be(2);
        _bench.Table.ClientCount.Should().Be(0);
        all.Should().OnlyContain(t => !t.InUse);
    }

    [Fact]
    public void An_answer_goes_by_its_own_connection_while_that_lives_and_by_a_new_one_to_the_Via_port_after()
    {
        Flow inbound = Tcp with { Remote = Peer with { Port = 41234 } };
        _bench.Receive(Request(via: "127.0.0.2:5070"), inbound);
        ServerTransaction invite = _bench.Requests[0];
        _bench.Table.Respond(invite, 180);
        _bench.Sent[^1].Flow.Should().Be(inbound);

        _bench.WireTakes = flow => flow.Connection == 0;
        _bench.Table.Respond(invite, 486);
        _bench.Sent[^1].Flow.Should().Be(inbound with { Connection = 0, Remote = Peer with { Port = 5070 } });
        _bench.Told.Should().Equal("request Invite");
    }

    [Fact]
    public void An_answer_that_no_stream_takes_is_reported_by_the_wheel_and_the_INVITE_lives_on()
    {
        _bench.Receive(Request(), Tcp);
        ServerTransaction invite = _bench.Requests[0];
        _bench.WireTakes = _ => false;
        _bench.Table.Respond(invite, 180);
        _bench.Told.Should().Equal("request Invite");
        _bench.Run(0.001);
        _bench.Told.Should().Equal("request Invite", "Invite NotSent");
        _bench.WireTakes = _ => true;
        _bench.Table.Respond(invite, 486);
        _bench.LastSent.Should().StartWith("SIP/2.0 486");
    }

    [Fact]
    public void A_request_other_than_INVITE_ends_with_the_answer_that_no_stream_takes()
    {
        _bench.Receive(Request("UPDATE"), Tcp);
        _bench.WireTakes = _ => false;
        _bench.Table.Respond(_bench.Requests[0], 100);
        _bench.Run(0.001);
        _bench.Told.Should().Equal("request Update", "Update NotSent");
        _bench.Table.ServerCount.Should().Be(0);
    }
}
