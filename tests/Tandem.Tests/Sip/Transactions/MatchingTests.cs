using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;
using static Tandem.Tests.Sip.Transactions.TransactionBench;

namespace Tandem.Tests.Sip.Transactions;

public class MatchingTests
{
    private readonly TransactionBench _bench = new();

    [Fact]
    public void The_same_request_by_another_path_is_merged_482()
    {
        _bench.Receive(Request());
        _bench.Receive(Request(branch: "z9hG4bKother"));
        _bench.Told.Should().Equal("request Invite");
        _bench.LastSent.Should().StartWith("SIP/2.0 482");
        _bench.Table.ServerCount.Should().Be(1);
    }

    [Fact]
    public void Another_CSeq_or_tag_or_dialog_is_no_merged_request()
    {
        _bench.Receive(Request());
        _bench.Receive(Request(branch: "z9hG4bKb", cseq: 2));
        _bench.Receive(Request(branch: "z9hG4bKc", fromTag: "from-2"));
        _bench.Receive(Request(branch: "z9hG4bKd", callId: "call-2"));
        _bench.Receive(Request(branch: "z9hG4bKe", toTag: "x"));
        _bench.Receive(Request(branch: "z9hG4bKf", method: "OPTIONS"));
        _bench.Told.Should().HaveCount(6);
        _bench.Sent.Should().BeEmpty();
    }

    [Fact]
    public void Once_the_first_is_over_the_same_request_is_new()
    {
        _bench.Receive(Request("OPTIONS"));
        _bench.Table.Respond(_bench.Requests[0], 200);
        _bench.Run(33);
        _bench.Receive(Request("OPTIONS", branch: "z9hG4bKother"));
        _bench.Told.Should().Equal("request Options", "request Options");
    }

    [Theory]
    [InlineData("z9hG4bKtwo", "127.0.0.2:5060;rport")]
    [InlineData("z9hG4bKone", "127.0.0.2:5070;rport")]
    [InlineData("z9hG4bKone", "127.0.0.3:5060;rport")]
    public void Another_branch_or_sent_by_is_another_transaction(string branch, string via)
    {
        _bench.Receive(Request());
        _bench.Receive(Request(branch: branch, via: via, callId: "call-2"));
        _bench.Told.Should().HaveCount(2);
    }

    [Fact]
    public void A_stranger_who_knows_the_branch_meets_no_transaction_of_another()
    {
        _bench.Receive(Request());
        Flow stranger = Udp with { Remote = NetAddress.FromIPv4(0x7F000063, 5060) };
        _bench.Receive(Request("CANCEL"), stranger);
        _bench.Told.Should().Equal("request Invite", "request Cancel");
    }

    [Fact]
    public void Another_source_port_is_the_same_sender()
    {
        _bench.Receive(Request());
        _bench.Receive(Request(), Udp with { Remote = Peer with { Port = 40000 } });
        _bench.Told.Should().Equal("request Invite");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    public void Without_a_unique_branch_the_old_rules_match(string branch)
    {
        _bench.Receive(Request(branch: branch));
        _bench.Receive(Request(branch: branch));
        _bench.Told.Should().Equal("request Invite");
        _bench.Receive(Request(branch: branch, callId: "call-2"));
        _bench.Receive(Request(branch: branch, cseq: 2));
        _bench.Receive(Request(branch: branch, fromTag: "from-2"));
        _bench.Told.Should().HaveCount(4);

        _bench.Table.Respond(_bench.Requests[0], 486);
        int before = _bench.Sent.Count;
        _bench.Receive(Request("ACK", branch: branch, toTag: _bench.Requests[0].LocalTag.ToString()));
        _bench.Run(3);
        _bench.Sent.Should().HaveCount(before);
        _bench.Receive(Request("CANCEL", branch: branch, callId: "call-2"));
        _bench.Told.Should().EndWith("cancel Cancel");
    }

    [Fact]
    public void Unknown_methods_are_told_apart_by_name()
    {
        _bench.Receive(Request("FOO"));
        _bench.Receive(Request("FOO"));
        _bench.Receive(Request("BAR", callId: "call-2"));
        _bench.Told.Should().HaveCount(2);
    }

    [Fact]
    public void A_stray_ACK_goes_to_the_user_and_is_never_answered()
    {
        _bench.Receive(Request("ACK", toTag: "x"));
        _bench.Told.Should().Equal("ack Ack");
        _bench.Sent.Should().BeEmpty();
        _bench.Table.ServerCount.Should().Be(0);
    }

    [Theory]
    [InlineData(486)]
    [InlineData(180)]
    [InlineData(200)]
    public void A_response_to_nothing_is_absorbed_but_a_2xx_to_INVITE_is_told(int status)
    {
        string request = Request(branch: "z9hG4bK00000000ffffffffffffffff");
        _bench.Receive(Answer(request, status));
        _bench.Told.Should().Equal(status == 200 ? ["stray 200 Invite"] : []);
        _bench.Sent.Should().BeEmpty();
        _bench.Table.Absorbed.Should().Be(1);
    }

    [Fact]
    public void A_forged_branch_with_the_right_index_matches_nothing()
    {
        ClientTransaction invite = _bench.SendRequest();
        string forged = _bench.LastSent.Replace($"{invite.Nonce:x16}", $"{invite.Nonce ^ 1:x16}", StringComparison.Ordinal);
        _bench.Receive(Answer(forged, 486));
        _bench.Told.Should().BeEmpty();
        invite.IsPending.Should().BeTrue();
    }

    [Fact]
    public void A_response_of_another_method_matches_nothing()
    {
        ClientTransaction invite = _bench.SendRequest();
        _bench.Receive(Answer(_bench.LastSent, 486).Replace("17 INVITE", "17 BYE", StringComparison.Ordinal));
        _bench.Told.Should().BeEmpty();
        invite.IsPending.Should().BeTrue();
    }

    [Fact]
    public void A_response_with_a_second_Via_is_not_for_us()
    {
        _bench.SendRequest();
        _bench.Receive(Answer(_bench.LastSent, 486, more: "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx\r\n"));
        _bench.Told.Should().BeEmpty();
    }

    [Theory]
    [InlineData("z9hG4bK1", true)]
    [InlineData("Z9HG4BK1", true)]
    [InlineData("z9hG4bK", false)]
    [InlineData("1", false)]
    [InlineData("", false)]
    public void The_cookie_and_something_behind_it_make_a_branch_unique(string branch, bool expected) =>
        Branch.IsUnique(System.Text.Encoding.ASCII.GetBytes(branch)).Should().Be(expected);

    [Fact]
    public void A_branch_reads_back()
    {
        var writer = new Tandem.Sip.Messages.SipWriter();
        Branch.Write(writer.Clear(), 0x1234, 0xFEDCBA9876543210);
        Branch.TryRead(writer.Written, out int index, out ulong nonce).Should().BeTrue();
        (index, nonce).Should().Be((0x1234, 0xFEDCBA9876543210));
    }

    [Theory]
    [InlineData("")]
    [InlineData("z9hG4bK")]
    [InlineData("z9hG4bK0000123xfedcba9876543210")]
    [InlineData("z9hG4bK00001234fedcba987654321")]
    [InlineData("z9hG4bK00001234fedcba98765432100")]
    [InlineData("z9hG4bKffffffff0000000000000000")]
    public void What_is_no_branch_of_ours_is_not_read(string branch) =>
        Branch.TryRead(System.Text.Encoding.ASCII.GetBytes(branch), out _, out _).Should().BeFalse();
}
