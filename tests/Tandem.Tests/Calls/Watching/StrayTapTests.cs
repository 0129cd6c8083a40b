using System.Text;
using Tandem.Calls.Live;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Watching;

/// <summary>Which messages are kept as those of no call, over the whole switch.</summary>
public sealed class StrayTapTests : IDisposable
{
    private readonly TestSwitch _tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Phone("1001", "secret"));

    public void Dispose() => _tandem.Dispose();

    public static TheoryData<string, string, StrayReason, int> Requests => new()
    {
        { "INVITE", "", StrayReason.Asked, 401 },
        { "OPTIONS", "", StrayReason.Options, 200 },
        { "CANCEL", "", StrayReason.UnknownDialog, 481 },
        { "BYE", ";tag=0000000100000001", StrayReason.UnknownDialog, 481 },
        { "SUBSCRIBE", "", StrayReason.MethodNotTaken, 405 },
        { "FROBNICATE", "", StrayReason.MethodNotTaken, 501 },
        { "REGISTER", "", StrayReason.UnknownPhone, 401 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_strangers_request_and_its_answer_are_kept(string method, string tag, StrayReason reason, int status)
    {
        SipPeer stranger = _tandem.Peer("stranger");
        stranger.Say(Request(method, tag));

        IReadOnlyList<RecentMessage> kept = Kept();
        kept.Should().HaveCount(2).And.OnlyContain(one => one.Reason == reason && one.Remote == stranger.HostPort);
        Text(kept[0]).Should().StartWith($"{method} ").And.EndWith("\r\n\r\n");
        (kept[1].Sent, SipPeer.StatusOf(Text(kept[1]))).Should().Be((true, status));
        Text(kept[1]).Should().Be(stranger.All.Single());
    }

    [Fact]
    public void The_ACK_of_a_strangers_refused_call_takes_no_place()
    {
        SipPeer stranger = _tandem.Peer("stranger");
        stranger.Invites("442079460000");
        stranger.Gets(401); // and acknowledges it
        _tandem.Node.Counters().ByReason["requests_in"]["Ack"].Should().Be(1);
        Kept().Should().HaveCount(2).And.OnlyContain(static one => one.Reason == StrayReason.Asked);

        stranger.Say(Request("ACK", ";tag=elsewhere"));
        Kept()[^1].Reason.Should().Be(StrayReason.UnknownDialog);
    }

    [Fact]
    public void A_broken_message_is_kept_with_its_fault()
    {
        _tandem.Peer("customer").Say(Request("OPTIONS", "").Replace("CSeq: 1 OPTIONS", "CSeq: 1 INVITE", StringComparison.Ordinal));
        IReadOnlyList<RecentMessage> kept = Kept();
        kept.Should().HaveCount(2).And.OnlyContain(static one => one.Reason == StrayReason.Malformed && one.Detail == "CSeqMethodMismatch");
        SipPeer.StatusOf(Text(kept[1])).Should().Be(400);
    }

    [Theory]
    [InlineData("", StrayReason.UnmatchedResponse)]
    [InlineData("Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKother\r\n", StrayReason.MisdirectedResponse)]
    public void A_response_to_nothing_is_kept(string via, StrayReason reason)
    {
        _tandem.Peer("stranger").Say(
            $"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK00000000ffffffffffffffff\r\n{via}From: <sip:a@b>;tag=1\r\nTo: <sip:44@127.0.0.1>;tag=2\r\n"
            + "Call-ID: plain@x\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n");
        Kept().Should().ContainSingle().Which.Reason.Should().Be(reason);
    }

    [Fact]
    public void An_INVITE_that_is_refused_before_there_is_a_call_says_why()
    {
        _tandem.Peer("customer").Say(Request("INVITE", "").Replace("Contact: <sip:a@b>\r\n", "", StringComparison.Ordinal));
        Kept().Should().NotBeEmpty().And.OnlyContain(static one => one.Reason == StrayReason.Refused && one.Detail == "NoContact");
    }

    [Fact]
    public void The_messages_of_a_call_are_not_among_them()
    {
        SipPeer customer = _tandem.Talk();
        customer.Byes();
        _tandem.Peer("carrier-a").Gets("BYE");
        _tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);
        customer.Invites("99");
        Kept().Should().BeEmpty();
    }

    [Fact]
    public void What_goes_out_later_is_no_answer_to_a_stranger()
    {
        _tandem.Peer("stranger").Say(Request("OPTIONS", ""));
        _tandem.Peer("customer").Invites("442079460000");
        _tandem.Passes(2);
        Kept().Should().HaveCount(2);
    }

    private static string Request(string method, string tag) =>
        $"{method} sip:44@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKplain;rport\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\n"
        + $"To: <sip:44@127.0.0.1>{tag}\r\nCall-ID: plain@x\r\nCSeq: 1 {method}\r\nContact: <sip:a@b>\r\nContent-Length: 0\r\n\r\n";

    private static string Text(RecentMessage one) => Encoding.UTF8.GetString(one.Message);

    private IReadOnlyList<RecentMessage> Kept() => [.. _tandem.Recent.Find(new(), long.MaxValue, 100).Reverse()];
}
