using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;
using static Tandem.Tests.Sip.Transactions.TransactionBench;

namespace Tandem.Tests.Sip.Transactions;

/// <summary>RFC 3261 §18.1.1.</summary>
public sealed class LargeRequestTests
{
    private static readonly Flow Stream = new(TransportKind.Tcp, 1, 0, Us with { Port = 5061 }, Peer);
    private readonly TransactionBench _bench = new();

    public LargeRequestTests()
    {
        _bench.Table.LongestDatagram = 100; // the bench's requests have some 300 bytes
        _bench.Table.FindStream = static (in Flow datagram, out Flow stream) =>
        {
            stream = Stream with { Remote = datagram.Remote };
            return true;
        };
    }

    [Fact]
    public void A_request_too_large_for_a_datagram_goes_by_TCP_with_a_Via_that_says_so()
    {
        _bench.SendRequest();

        _bench.Sent.Should().ContainSingle().Which.Flow.Should().Be(Stream);
        _bench.LastSent.Should().Contain("Via: SIP/2.0/TCP 127.0.0.1:5061;branch=z9hG4bK");
        string request = _bench.LastSent;
        _bench.Receive(Answer(request, 180), Stream with { Connection = 9 });
        _bench.Run(5);
        _bench.Receive(Answer(request, 200), Stream with { Connection = 9 });
        _bench.Told.Should().Equal("response 180 Invite", "response 200 Invite");
        _bench.Sent.Should().ContainSingle();
    }

    [Fact]
    public void What_fits_and_what_has_a_stream_already_stays()
    {
        _bench.SendRequest(flow: Tcp);
        _bench.Table.LongestDatagram = 1300;
        _bench.SendRequest();
        _bench.Table.LongestDatagram = 0;
        _bench.SendRequest();

        _bench.Sent.Select(static sent => sent.Flow).Should().Equal(Tcp, Udp, Udp);
    }

    [Fact]
    public void A_connection_that_fails_leaves_UDP_at_once_with_the_same_branch_and_all_its_timers()
    {
        ClientTransaction invite = _bench.SendRequest();
        string byTcp = _bench.LastSent;
        _bench.Run(0.02);

        _bench.Table.OnClosed(Stream);

        _bench.Sent[^1].Flow.Should().Be(Udp);
        _bench.LastSent.Should().Be(byTcp.Replace("TCP 127.0.0.1:5061", "UDP 127.0.0.1:5060", StringComparison.Ordinal));
        _bench.Told.Should().BeEmpty();
        _bench.Run(1.6);
        _bench.Times(1).Should().Equal(0.02, 0.52, 1.52);
        _bench.Receive(Answer(_bench.LastSent, 486));
        _bench.Told.Should().Equal("response 486 Invite");
        _bench.LastSent.Should().StartWith("ACK ").And.Contain("Via: SIP/2.0/UDP ");
        invite.Flow.Should().Be(Udp);
    }

    [Fact]
    public void A_peer_that_says_nothing_on_the_stream_for_a_second_gets_the_datagram_too()
    {
        _bench.SendRequest(SipMethod.Options);
        string request = _bench.LastSent;
        _bench.Run(1.01);

        _bench.Sent.Select(static sent => sent.Flow).Should().Equal(Stream, Udp);
        _bench.Receive(Answer(request, 200), Stream with { Connection = 9 }); // should it come by the stream after all, it counts
        _bench.Told.Should().Equal("response 200 Options");
    }

    [Fact]
    public void A_peer_without_TCP_is_remembered_for_an_hour()
    {
        _bench.SendRequest(SipMethod.Options);
        _bench.Table.OnClosed(Stream);
        _bench.SendRequest(SipMethod.Options);
        _bench.Sent.Select(static sent => sent.Flow).Should().Equal(Stream, Udp, Udp);

        _bench.Run(3601);
        int before = _bench.Sent.Count;
        _bench.SendRequest(SipMethod.Options);

        _bench.Sent[before].Flow.Should().Be(Stream);
    }

    [Fact]
    public void A_stream_that_breaks_after_a_word_from_the_peer_is_no_reason_to_repeat()
    {
        _bench.SendRequest(SipMethod.Options);
        _bench.Receive(Answer(_bench.LastSent, 100, ""), Stream);

        _bench.Table.OnClosed(Stream);

        _bench.Told.Should().Equal("response 100 Options", "Options not sent");
        _bench.Sent.Should().ContainSingle();
    }

    [Fact]
    public void Where_no_way_takes_it_the_request_has_failed()
    {
        _bench.WireTakes = static _ => false;
        _bench.SendRequest();

        _bench.Run(0.01);

        _bench.Told.Should().Equal("Invite not sent");
        _bench.Table.ClientCount.Should().Be(0);
    }

    [Fact]
    public void CANCEL_follows_its_INVITE_onto_the_stream()
    {
        ClientTransaction invite = _bench.SendRequest();
        _bench.Receive(Answer(_bench.LastSent, 180), Stream);

        _bench.Table.Cancel(invite, "Q.850;cause=16"u8);

        _bench.Sent[^1].Flow.Should().Be(Stream);
        _bench.LastSent.Should().StartWith("CANCEL ").And.Contain("Via: SIP/2.0/TCP ").And.Contain("\r\nReason: Q.850;cause=16\r\n");
    }
}
