using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Setup;

public sealed class IntakeTests
{
    [Fact]
    public void A_strangers_call_is_refused_and_recorded_and_leaves_nothing_behind()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer stranger = tandem.Peer("stranger");

        stranger.Invites("442079460000", from: "666");

        stranger.Gets(403);
        Cdr cdr = tandem.Cdr;
        cdr.BillingMode.Should().Be(BillingMode.IllegalCall);
        cdr.EndReason.Should().Be((int)EndReason.IllegalCall);
        cdr.EndDirection.Should().Be(EndDirection.Switch);
        cdr.SourceIp.Should().Be("127.0.9.1");
        cdr.SourcePort.Should().Be(5060);
        cdr.CalledNumberIn.Should().Be("442079460000");
        cdr.CallingNumberIn.Should().Be("666");
        cdr.Customer.Account.Should().BeEmpty();
        cdr.StartedAt.Should().Be(cdr.EndedAt);
        tandem.Node.Leftovers().ServerTransactions.Should().Be(0);
    }

    [Fact]
    public void A_stranger_hears_nothing_when_SS_REPLY_UNAUTHORIZED_is_off()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a").Set("SS_REPLY_UNAUTHORIZED", "0"));
        SipPeer stranger = tandem.Peer("stranger");

        stranger.Invites("44207");
        tandem.Passes(2);

        stranger.All.Should().BeEmpty();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.IllegalCall);
        tandem.Node.Leftovers().ServerTransactions.Should().Be(0);
    }

    [Fact]
    public void A_strangers_call_is_not_recorded_when_the_parameter_is_off_and_the_change_counts_at_once()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Apply(plan => plan.Set("SERVER_BILLING_RECORD_ILLEGAL_CALL", "0"));
        SipPeer stranger = tandem.Peer("stranger");

        stranger.Invites("44207");

        stranger.Gets(403);
        tandem.Cdrs.Should().BeEmpty();
        tandem.Node.Counters().Values["illegal_calls"].Should().Be(1);
    }

    [Theory]
    [InlineData("Max-Forwards: 0", 483, EndReason.TooManyHops)]
    [InlineData("Require: something-new", 420, EndReason.ProtocolLimit)]
    public void What_the_protocol_forbids_is_refused_by_name(string header, int status, EndReason reason)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("44207", headers: header);

        string refusal = tandem.Peer("customer").Gets(status);

        tandem.Cdr.EndReason.Should().Be((int)reason);
        tandem.Cdr.CalledNumberIn.Should().Be("44207");
        if (status == 420)
        {
            refusal.Should().Contain("\r\nUnsupported: something-new\r\n");
        }
    }

    [Fact]
    public void Max_Forwards_goes_down_by_one_across_the_legs()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("44207", headers: "Max-Forwards: 17");

        tandem.Peer("carrier-a").Gets("INVITE").Should().Contain("\r\nMax-Forwards: 16\r\n");
    }

    [Fact]
    public void A_call_of_ours_that_comes_back_is_a_loop()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        string callId = SipText.Header(tandem.Peer("carrier-a").Gets("INVITE"), "Call-ID")!;

        SipPeer looped = tandem.Peer("looped", "127.0.0.2:5088");
        looped.Invites("44207");
        string invite = tandem.LastSaid.Replace(looped.CallId, callId, StringComparison.Ordinal).Replace("looped-tag-1", "other", StringComparison.Ordinal)
            .Replace("branch=z9hG4bK", "branch=z9hG4bKx", StringComparison.Ordinal);
        looped.Say(invite);

        looped.All.Should().Contain(static text => text.StartsWith("SIP/2.0 482", StringComparison.Ordinal));
    }

    [Fact]
    public void A_known_trunk_over_its_lines_is_refused_and_recorded()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Customer = plan.Customer with { Capacity = 1 };
        });
        tandem.Peer("customer").Invites("44207");
        SipPeer second = tandem.Peer("second", "127.0.0.2:5062");

        second.Invites("44208");

        second.Gets(503);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.ExceedLineLimit);
        tandem.Cdr.CalledNumberIn.Should().Be("44208");
        tandem.Cdr.IngressTrunk.Should().Be("customer");
    }

    [Fact]
    public void No_route_is_NoAvailableRouter()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("33123");

        tandem.Peer("customer").Gets(503);

        tandem.Cdr.EndReason.Should().Be((int)EndReason.NoAvailableRouter);
        tandem.Cdr.TalkMs.Should().Be(0);
    }

    [Fact]
    public void A_zero_second_record_is_left_out_when_the_parameter_says_so()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a").Set("SERVER_BILLING_RECORD_ZERO_HOLD_TIME", "0"));
        tandem.Peer("customer").Invites("33123");

        tandem.Peer("customer").Gets(503);

        tandem.Cdrs.Should().BeEmpty();
    }

    /// <summary>Without its mark the next start would close the call as cut off by a crash, and charge it.</summary>
    [Fact]
    public void An_answered_call_without_a_record_is_forgotten_in_the_journal()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a").Set("SERVER_BILLING_RECORD_ZERO_HOLD_TIME", "0"));
        tandem.Peer("customer").Invites("442079460000");
        tandem.Peer("carrier-a").Answers(200);
        tandem.Peer("customer").Gets(200);
        tandem.Peer("customer").Byes();
        tandem.Passes(1);

        tandem.Cdrs.Should().BeEmpty();
        tandem.Journal.Forgotten.Should().Equal(tandem.Journal.AnsweredRecords.Select(static record => record.Id));
    }

    [Fact]
    public void OPTIONS_outside_a_dialog_is_answered()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Peer("carrier-a").Say(Plain("OPTIONS", "127.0.0.3:5060"));

        tandem.Peer("carrier-a").Gets(200).Should().Contain("\r\nAllow: INVITE, ").And.Contain("\r\nAccept: application/sdp\r\n");
    }

    [Theory]
    [InlineData("REGISTER", 405)]
    [InlineData("SUBSCRIBE", 405)]
    [InlineData("FROBNICATE", 501)]
    [InlineData("BYE", 481)]
    public void Other_requests_outside_a_dialog_are_refused(string method, int status)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Say(Plain(method, "127.0.0.2:5060"));

        tandem.Peer("customer").Gets(status);
    }

    [Fact]
    public void Bad_messages_get_a_precise_answer_or_silence_and_are_counted_by_reason()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Say(Plain("INVITE", "127.0.0.2:5060").Replace("CSeq: 1 INVITE", "CSeq: 1 BYE", StringComparison.Ordinal));
        customer.Gets(400).Should().StartWith("SIP/2.0 400 CSeq Method Mismatch");
        customer.Say("SIP/2.0 999 Nonsense\r\nVia: x\r\n\r\n");
        customer.GetsNothing();

        tandem.Node.Counters().ByReason["parse_faults"].Should().ContainKey("CSeqMethodMismatch").And.ContainKey("StatusCodeOutOfRange");
        tandem.Shards[0].HandlerFaults.Should().Be(0);
    }

    [Fact]
    public void An_INVITE_without_Contact_is_refused_with_400()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Say(Plain("INVITE", "127.0.0.2:5060"));

        tandem.Peer("customer").All[0].Should().StartWith("SIP/2.0 400");
        tandem.Node.Leftovers().Dialogs.Should().Be(0);
    }

    [Fact]
    public void Answers_go_to_the_port_of_the_Via_when_the_trunk_says_so()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Customer = plan.Customer with { SipResponseAddressMethod = Tandem.Routing.Trunks.ResponseAddressMethod.SourceIpAndViaPort };
        });
        SipPeer via = tandem.Peer("via", "127.0.0.2:5555");
        tandem.Peer("customer").Say(
            Plain("INVITE", "127.0.0.2:5555", "Contact: <sip:x@127.0.0.2:5060>\r\n"));

        via.All.Should().NotBeEmpty();
        tandem.Peer("customer").All.Should().BeEmpty();
    }

    [Fact]
    public void A_challenge_the_answer_to_CANCEL_and_a_refused_method_go_where_the_trunk_says_too()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Customer = plan.Customer with { SipResponseAddressMethod = Tandem.Routing.Trunks.ResponseAddressMethod.PacketSource };
        });
        SipPeer via = tandem.Peer("via", "127.0.0.2:5555");
        SipPeer customer = tandem.Peer("customer");
        string invite = Plain("INVITE", "127.0.0.2:5555", "Contact: <sip:x@127.0.0.2:5060>\r\n");
        customer.Say(invite);
        customer.Say(invite.Replace("INVITE", "CANCEL", StringComparison.Ordinal));
        customer.Say(Plain("SUBSCRIBE", "127.0.0.2:5555"));
        customer.All.Select(static text => text[..11]).Should().Contain(["SIP/2.0 200", "SIP/2.0 487", "SIP/2.0 405"]);

        tandem.Apply(plan => plan.Customer = plan.Customer with { Password = "secret" });
        customer.Say(Plain("INVITE", "127.0.0.2:5555", "Contact: <sip:x@127.0.0.2:5060>\r\n").Replace("plain", "other", StringComparison.Ordinal));

        customer.All[^1].Should().StartWith("SIP/2.0 401");
        via.All.Should().BeEmpty();
    }

    [Fact]
    public void Answers_to_a_carriers_own_requests_go_where_its_trunk_says()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
            plan.Carrier("carrier-a", static trunk => trunk with { Prefixes = ["44"], SipResponseAddressMethod = Tandem.Routing.Trunks.ResponseAddressMethod.SourceIpAndViaPort }));
        tandem.Talk();
        SipPeer via = tandem.Peer("via", "127.0.0.3:5555");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.SentBy = "127.0.0.3:5555";

        carrier.Byes();

        via.All.Should().ContainSingle().Which.Should().StartWith("SIP/2.0 200");
        carrier.GetsNothing();
    }

    [Fact]
    public void A_repeat_of_a_strangers_INVITE_is_the_same_attempt_and_every_record_says_why()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a").Set("SS_REPLY_UNAUTHORIZED", "Off"));
        SipPeer stranger = tandem.Peer("stranger", "127.0.0.99:5060");
        stranger.Invites("44207");
        for (int i = 0; i < 5; i++)
        {
            tandem.Passes(2);
            stranger.Repeats();
        }

        tandem.Cdr.EndReason.Should().Be((int)EndReason.IllegalCall);
        Encoding.UTF8.GetString(tandem.Cdr.Why.Span).Should().Contain("SourceUnknown").And.Contain("127.0.0.99:5060");
        stranger.Invites("44207");
        tandem.Cdrs.Should().HaveCount(2);
        tandem.Node.Counters().Values["illegal_calls"].Should().Be(2);
    }

    [Fact]
    public void What_is_refused_before_there_is_a_call_to_record_is_counted_by_reason()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207", headers: ["Supported: timer", "Session-Expires: 30"]);
        tandem.Journal.IsWritable = false;
        customer.Invites("44207");
        customer.Gets(422);
        customer.Gets(503);

        tandem.Node.Counters().ByReason["refused_unrecorded"].Should().BeEquivalentTo(
            new Dictionary<string, long> { ["SessionIntervalTooSmall"] = 1, ["JournalNotWritable"] = 1 });
    }

    [Fact]
    public void The_record_names_the_packets_source_wherever_requests_go()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Customer = plan.Customer with { SipRequestAddressMethod = Tandem.Routing.Trunks.RequestAddressMethod.Contact };
        });
        SipPeer contact = tandem.Peer("contact", "127.0.0.66:5066");
        tandem.Peer("customer").Say(Plain("INVITE", "127.0.0.2:5060", "Contact: <sip:x@127.0.0.66:5066>\r\n"));
        tandem.Peer("carrier-a").Answers(200);
        tandem.Peer("customer").Say(Plain("ACK", "127.0.0.2:5060").Replace("To: <sip:44@127.0.0.1>", $"To: {SipText.Header(tandem.Peer("customer").All[^1], "To")}", StringComparison.Ordinal)
            .Replace("branch=z9hG4bKplain", "branch=z9hG4bKack", StringComparison.Ordinal));
        tandem.Peer("carrier-a").Gets("ACK");
        tandem.Peer("carrier-a").Byes();

        contact.Gets("BYE").Should().StartWith("BYE sip:x@127.0.0.66:5066 ");
        tandem.Cdr.SourceIp.Should().Be("127.0.0.2");
    }

    private static string Plain(string method, string hostPort, string more = "") =>
        $"{method} sip:44@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP {hostPort};branch=z9hG4bKplain;rport\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\n"
        + $"To: <sip:44@127.0.0.1>\r\nCall-ID: plain@x\r\nCSeq: 1 {method}\r\n{more}Content-Length: 0\r\n\r\n";
}
