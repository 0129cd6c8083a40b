using Tandem.Calls.Control;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Guard;

/// <summary>What strangers send that opens no call.</summary>
public sealed class StrangersTests
{
    public static TheoryData<string, string, int, string> Requests => new()
    {
        { "CANCEL", "", 481, "Cancel" },
        { "CANCEL", ";tag=0000000100000001", 481, "Cancel" },
        { "BYE", "", 481, "Dialog" },
        { "BYE", ";tag=0000000100000001", 481, "Dialog" },
        { "INVITE", ";tag=0000000100000001", 481, "Dialog" },
        { "OPTIONS", ";tag=x", 481, "Dialog" },
        { "OPTIONS", "", 200, "Options" },
        { "REGISTER", "", 405, "Register" },
        { "SUBSCRIBE", "", 405, "Other" },
        { "FROBNICATE", "", 501, "Other" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void It_is_answered_each_time_and_leaves_nothing_behind(string method, string tag, int status, string reason)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        SipPeer stranger = tandem.Peer("stranger");

        stranger.Say(Message(method, tag));
        stranger.Say(Message(method, tag));

        stranger.All.Should().HaveCount(2).And.OnlyContain(text => SipPeer.StatusOf(text) == status);
        stranger.All[1].Should().Be(stranger.All[0]);
        tandem.Node.Leftovers().Should().Be(default(SwitchLeftovers));
        tandem.Node.Counters().ByReason["stranger_requests"].Should().Equal(new Dictionary<string, long> { [reason] = 2 });
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void It_is_met_with_silence_when_SS_REPLY_UNAUTHORIZED_is_off(string method, string tag, int status, string reason)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Set("SS_REPLY_UNAUTHORIZED", "0"));
        SipPeer stranger = tandem.Peer("stranger");

        stranger.Say(Message(method, tag));

        stranger.All.Should().BeEmpty();
        tandem.Node.Leftovers().Should().Be(default(SwitchLeftovers));
        tandem.Node.Counters().ByReason["stranger_requests"].Should().Equal(new Dictionary<string, long> { [reason] = 1 });

        tandem.Peer("customer").Say(Message(method, tag));
        SipPeer.StatusOf(tandem.Peer("customer").All.Should().ContainSingle().Subject).Should().Be(status);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_source_of_the_plan_has_its_transaction(string method, string tag, int status, string reason)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");

        customer.Say(Message(method, tag));
        customer.Say(Message(method, tag));

        customer.All.Should().HaveCount(2).And.OnlyContain(text => SipPeer.StatusOf(text) == status);
        tandem.Node.Leftovers().ServerTransactions.Should().Be(1, reason);
        tandem.Node.Counters().Values["sip_absorbed"].Should().Be(1);
        tandem.Node.Counters().ByReason["stranger_requests"].Should().BeEmpty();
    }

    [Fact]
    public void In_its_call_a_peer_may_send_from_an_address_that_the_plan_does_not_know()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Set("SS_REPLY_UNAUTHORIZED", "0"));
        tandem.Talk();
        tandem.Peer("carrier-a").Byes();
        string bye = tandem.LastSaid;
        tandem.Peer("customer").Gets("BYE");
        using TestSwitch again = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Set("SS_REPLY_UNAUTHORIZED", "0"));
        again.Talk();

        SipPeer elsewhere = again.Peer("elsewhere");
        elsewhere.Say(bye);

        elsewhere.Gets(200);
        again.Peer("customer").Gets("BYE");
    }

    [Fact]
    public void A_carrier_with_a_name_is_no_stranger_where_its_name_leads()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan
            .Carrier("carrier-a", trunk => trunk with { Addresses = ["localhost:5071"], Prefixes = ["44"] })
            .Set("SS_REPLY_UNAUTHORIZED", "0"));
        SipPeer carrier = tandem.Peer("carrier-by-name", "127.0.0.1:5071");
        tandem.Peer("customer").Invites("44207");
        tandem.PumpUntil(() => carrier.All.Count > 0);
        tandem.LearnSources();

        carrier.Say(Message("OPTIONS", ""));

        carrier.Gets(200);
    }

    private static string Message(string method, string tag) =>
        $"{method} sip:44@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKplain;rport\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\n"
        + $"To: <sip:44@127.0.0.1>{tag}\r\nCall-ID: plain@x\r\nCSeq: 1 {method}\r\nContact: <sip:a@b>\r\nContent-Length: 0\r\n\r\n";
}
