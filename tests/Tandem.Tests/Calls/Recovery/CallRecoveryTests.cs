using Tandem.Billing.Cdrs;
using Tandem.Calls.Traffic;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Recovery;

public sealed class CallRecoveryTests
{
    private static readonly string[] TakesUpdate = ["Allow: INVITE, ACK, BYE, CANCEL, UPDATE"];
    private readonly ScriptedNode _node = new();

    [Theory]
    [InlineData("caller")]
    [InlineData("callee")]
    public void A_relayed_call_is_taken_back_and_ends_by_a_BYE_from_either_side_charged_once_for_all_its_talk(string who)
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Passes(70);

        tandem.DiesAndReturns(awaySeconds: 5).Should().Be(1);
        tandem.Passes(25);
        (SipPeer ends, SipPeer other) = who == "caller" ? (customer, carrier) : (carrier, customer);
        ends.Byes();
        ends.Gets(200);
        other.Gets("BYE").Should().NotContain("CSeq: 1 BYE");

        Cdr cdr = tandem.Cdr;
        cdr.TalkMs.Should().Be(100_000, "the talk went on while nobody counted");
        cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
        cdr.Customer.Fee.Should().BePositive();
        cdr.CallerCodec.Should().Be("PCMA");
        RouteReasons.Read(cdr.Why.Span).Select(static reason => reason.Code).Should().Contain([ReasonCode.RouteOffered, ReasonCode.TakenBack, ReasonCode.Answered]);
        tandem.Credit.Held("acme").Should().Be(0m);
        _node.Open.Should().Be(0);
        other.Answers(200);
        tandem.Passes(40);
        tandem.Node.Leftovers().Should().Be(default(Tandem.Calls.Control.SwitchLeftovers));
    }

    [Fact]
    public void Line_and_money_are_held_again()
    {
        using TestSwitch tandem = Start();
        tandem.Talk();
        tandem.Passes(70);
        decimal held = tandem.Credit.Held("acme");

        tandem.DiesAndReturns();

        held.Should().BePositive();
        tandem.Credit.Held("acme").Should().BeGreaterThanOrEqualTo(held);
        tandem.Traffic.Snapshot().Where(static line => line.ActiveCalls == 1).Select(static line => line.Kind).Should().BeEquivalentTo([TrafficKind.Ingress, TrafficKind.Egress]);
    }

    [Fact]
    public void A_call_whose_session_its_node_does_not_know_is_closed_at_its_last_proven_second()
    {
        using TestSwitch tandem = Start();
        tandem.Talk();
        tandem.Passes(70);
        _node.Outcomes.Enqueue(MediaOutcome.UnknownSession);

        tandem.DiesAndReturns(awaySeconds: 5).Should().Be(0);

        tandem.Cdr.EndReason.Should().Be((int)EndReason.NodeCrash);
        tandem.Cdr.TalkMs.Should().Be(70_000);
        tandem.Cdr.HoldTime.Should().Be(70);
        tandem.Cdr.Customer.Fee.Should().BePositive();
        tandem.Credit.Held("acme").Should().Be(0m);
        tandem.Traffic.Snapshot().Sum(static line => line.ActiveCalls).Should().Be(0);
        tandem.Node.Leftovers().Should().Be(default(Tandem.Calls.Control.SwitchLeftovers));
    }

    [Fact]
    public void A_re_INVITE_after_it_goes_across_with_the_session_that_both_sides_know()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        string before = SipPeer.BodyOf(carrier.All[0]);
        tandem.DiesAndReturns();

        customer.SendsBody("INVITE", SipText.Sdp("hold") + "a=sendonly\r\n");
        string offer = SipPeer.BodyOf(carrier.Gets("INVITE"));
        carrier.Answers(200, sdp: "answer");
        carrier.Gets("ACK");
        customer.Gets(200);

        Origin(offer).Should().Be(Origin(before).Replace(" 1 IN", " 2 IN", StringComparison.Ordinal), "the same session, its next version (RFC 3264 §8)");
        offer.Should().Contain("192.0.2.100").And.Contain("m=audio 20000 ");
        tandem.DiesAndReturns().Should().Be(1, "it is as good a call as any other");
        customer.Byes();
        customer.Gets(200);
        carrier.Gets("BYE");
        tandem.Cdrs.Should().ContainSingle();
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(4, 1)]
    public void A_recorded_call_goes_on_with_its_recording_and_its_keys_still_cross(int before, int after)
    {
        using TestSwitch tandem = TestSwitch.Start(
            static plan =>
            {
                plan.Set("SS_MEDIAPROXYMODE", "Must On").Route("44", "carrier-a");
                plan.Customer = plan.Customer with { MediaRecord = true };
                plan.Carrier("carrier-a", static trunk => trunk with { DtmfSendMethodSip = DtmfSendMethod.SipInfo });
            },
            before, [_node]);
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        MediaWork work = _node.Work;

        tandem.DiesAndReturns(shards: after).Should().Be(1);
        tandem.Node.KeyHeard(_node.Session, MediaSide.A, '5', 1);
        tandem.Passes(0.1);
        SipPeer.BodyOf(carrier.Gets("INFO")).Should().Contain("Signal=5");
        carrier.Answers(200);
        customer.SendsBody("INVITE", SipText.Sdp("hold") + "a=sendonly\r\n");
        carrier.Gets("INVITE");
        carrier.Answers(200, sdp: "answer");
        customer.Gets(200);

        work.Records.Should().BeTrue();
        _node.Work.Recording.Should().Be(work.Recording);
        _node.Work.KeysFromA.Should().Be(work.KeysFromA);
        _node.Counts = static counts => counts.IsRecorded = true;
        customer.Byes();
        customer.Gets(200);
        tandem.Cdr.IsRecorded.Should().BeTrue();
    }

    [Fact]
    public void A_direct_call_is_taken_back_when_both_sides_can_be_asked_and_ends_when_one_of_them_is_gone()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk(inviteHeaders: TakesUpdate, answerHeaders: TakesUpdate);
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Passes(40);

        tandem.DiesAndReturns().Should().Be(1);
        tandem.Passes(6);
        customer.Gets("UPDATE");
        customer.Answers(200);
        carrier.Gets("UPDATE");
        carrier.Answers(481);

        customer.Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.SessionTimeout);
        tandem.Cdr.TalkMs.Should().Be(40_000, "nothing proves the carrier's side after the process died");
    }

    [Fact]
    public void A_direct_call_whose_sides_can_not_be_asked_is_closed()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Talk(inviteHeaders: TakesUpdate);
        tandem.Passes(40);

        tandem.DiesAndReturns().Should().Be(0);

        tandem.Cdr.EndReason.Should().Be((int)EndReason.NodeCrash);
        tandem.Cdr.TalkMs.Should().Be(40_000);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(1, 4)]
    [InlineData(4, 3)]
    public void Calls_are_found_when_the_number_of_shards_has_changed(int before, int after)
    {
        using TestSwitch tandem = Start(before);
        SipPeer carrier = tandem.Peer("carrier-a");
        SipPeer[] callers = [.. Enumerable.Range(0, 12).Select(number => Talk(tandem, $"caller-{number}"))];
        tandem.Passes(10);

        tandem.DiesAndReturns(shards: after).Should().Be(callers.Length);
        foreach (SipPeer caller in callers)
        {
            caller.Byes();
            caller.Gets(200);
            carrier.Gets("BYE");
        }

        tandem.Cdrs.Should().HaveCount(callers.Length);
        tandem.Cdrs.Should().OnlyContain(static cdr => cdr.TalkMs == 12_000 && cdr.EndReason == (int)EndReason.NormalCallClearing);
    }

    [Fact]
    public void A_session_timer_begins_anew_and_a_dead_side_is_noticed()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk(inviteHeaders: ["Supported: timer", "Session-Expires: 120;refresher=uac"]);
        tandem.Passes(60);
        tandem.DiesAndReturns().Should().Be(1);

        tandem.Passes(87);
        tandem.Cdrs.Should().BeEmpty();
        tandem.Passes(2);

        customer.Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.SessionTimeout);
    }

    [Fact]
    public void A_call_that_can_not_pay_any_more_ends_where_its_money_ends()
    {
        using TestSwitch tandem = Start();
        tandem.Talk();
        tandem.Passes(70);
        tandem.DiesAndReturns().Should().Be(1);
        tandem.Credit.Set("acme", tandem.Credit.Held("acme"), 0m);

        tandem.Passes(600);

        tandem.Cdr.EndReason.Should().Be((int)EndReason.InsufficientBalance);
        tandem.Cdr.Customer.Total.Should().BeLessThanOrEqualTo(tandem.Credit.Balance("acme") + tandem.Cdr.Customer.Total);
        tandem.Credit.Balance("acme").Should().BeGreaterThanOrEqualTo(0m);
    }

    [Fact]
    public void What_can_not_be_read_is_closed_and_harms_nobody()
    {
        using TestSwitch tandem = Start();
        tandem.Talk();
        tandem.Passes(10);
        byte[] whole = tandem.Journal.KeptStates.Values.Single();
        long id = tandem.Journal.KeptStates.Keys.Single();
        for (int length = 0; length < whole.Length; length++)
        {
            tandem.Journal.KeptStates[id] = whole[..length];
            tandem.DiesAndReturns(awaySeconds: 0).Should().Be(0, "{0} of {1} bytes are not the call", length, whole.Length);
            tandem.Node.Leftovers().Should().Be(default(Tandem.Calls.Control.SwitchLeftovers));
            tandem.Journal.ForgetEnds();
        }
    }

    private static SipPeer Talk(TestSwitch tandem, string name)
    {
        SipPeer caller = tandem.Peer(name, $"127.0.0.2:{6000 + int.Parse(name.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)}");
        SipPeer carrier = tandem.Peer("carrier-a");
        caller.Invites("442079460000");
        carrier.Gets("INVITE");
        carrier.Answers(200);
        caller.Gets(200);
        carrier.Gets("ACK");
        return caller;
    }

    private static string Origin(string description) => description.Split("\r\n").Single(static line => line.StartsWith("o=", StringComparison.Ordinal));

    private TestSwitch Start(int shards = 1) =>
        TestSwitch.Start(static plan => plan.Set("SS_MEDIAPROXYMODE", "Must On").Route("44", "carrier-a"), shards, [_node]);
}
