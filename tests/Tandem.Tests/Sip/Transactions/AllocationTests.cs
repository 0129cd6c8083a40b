using System.Text;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;
using static Tandem.Tests.Sip.Transactions.TransactionBench;

namespace Tandem.Tests.Sip.Transactions;

/// <summary>Hot code owns nothing: 0 bytes to match, absorb or reject a message, once the pools are warm.</summary>
public class AllocationTests
{
    private readonly TransactionBench _bench = new();

    [Fact]
    public void Absorbing_a_repeated_request_allocates_nothing()
    {
        byte[] invite = Bytes(Request());
        _bench.Receive(Request());
        _bench.Table.Respond(_bench.Requests[0], 180);
        _bench.IsRecording = false;
        Allocated(() => _bench.ReceiveAsShard(invite, Udp)).Should().Be(0);
    }

    [Fact]
    public void Refusing_a_stranger_allocates_nothing()
    {
        byte[] invite = Bytes(Request());
        _bench.IsRecording = false;
        TransactionTable table = _bench.Table;
        _bench.OnRequest = (transaction, _) => table.Refuse(transaction, 403);
        Allocated(() => _bench.ReceiveAsShard(invite, Udp)).Should().Be(0);
        table.ServerCount.Should().Be(0);
    }

    [Fact]
    public void A_merged_request_and_a_stray_response_allocate_nothing()
    {
        _bench.Receive(Request());
        _bench.IsRecording = false;
        byte[] merged = Bytes(Request(branch: "z9hG4bKother"));
        byte[] stray = Bytes(Answer(Request(branch: "z9hG4bK00000000ffffffffffffffff"), 486));
        Allocated(() =>
        {
            _bench.ReceiveAsShard(merged, Udp);
            _bench.ReceiveAsShard(stray, Udp);
        }).Should().Be(0);
    }

    [Fact]
    public void Matching_a_response_to_its_request_allocates_nothing()
    {
        _bench.SendRequest();
        byte[] ringing = Bytes(Answer(_bench.LastSent, 180));
        _bench.IsRecording = false;
        Allocated(() => _bench.ReceiveAsShard(ringing, Udp)).Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_whole_server_transaction_of_OPTIONS_allocates_nothing(bool isStream)
    {
        Flow flow = isStream ? Tcp : Udp;
        byte[] options = Bytes(Request("OPTIONS"));
        _bench.IsRecording = false;
        TransactionTable table = _bench.Table;
        _bench.OnRequest = (transaction, _) => table.Respond(transaction, 200);
        Allocated(() =>
        {
            _bench.ReceiveAsShard(options, flow);
            _bench.Run(33);
        }).Should().Be(0);
        table.ServerCount.Should().Be(0);
    }

    [Fact]
    public void A_whole_refused_INVITE_with_its_repeats_and_ACK_allocates_nothing()
    {
        byte[] invite = Bytes(Request());
        byte[] ack = Bytes(Request("ACK", toTag: "x"));
        _bench.IsRecording = false;
        TransactionTable table = _bench.Table;
        _bench.OnRequest = (transaction, _) => table.Respond(transaction, 486);
        Allocated(() =>
        {
            _bench.ReceiveAsShard(invite, Udp);
            _bench.Run(4);
            _bench.ReceiveAsShard(ack, Udp);
            _bench.Run(6);
        }).Should().Be(0);
        table.ServerCount.Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sending_a_request_and_taking_its_failure_allocates_nothing(bool isStream)
    {
        Flow flow = isStream ? Tcp : Udp;
        _bench.SendRequest(SipMethod.Options, flow);
        byte[] request = Bytes(_bench.LastSent);
        _bench.IsRecording = false;
        Allocated(() =>
        {
            ClientTransaction transaction = _bench.Table.Begin(SipMethod.Options, flow, _bench);
            _bench.Table.Start(transaction, request);
            _bench.Table.OnClosed(flow);
            _bench.Table.Disown(transaction);
            _bench.Run(40);
        }).Should().Be(0);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Bytes for one run of the act, once it is warm.</summary>
    private static long Allocated(Action act)
    {
        for (int i = 0; i < 40; i++)
        {
            act();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            act();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 20;
    }
}
