using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Media.Nodes;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Media;

/// <summary>What waits for the node, and what becomes of it when it does not matter any more.</summary>
public sealed class MediaGateTests
{
    private const string Mixed = "Content-Type: multipart/mixed;boundary=\"unique-7\"";
    private readonly ScriptedNode _node = new();

    [Fact]
    public void The_200_to_our_own_PRACK_is_no_answer_though_something_waits_for_the_node()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 183, null, "fork-1", "Require: 100rel", "RSeq: 7"));
        customer.Gets(183);
        string prack = carrier.Gets("PRACK");
        _node.Waits = true;
        carrier.Say(carrier.Response(invite, 183, "early", "fork-2"));
        carrier.Say(carrier.Response(prack, 200, null));
        _node.Answers();
        tandem.Pump();

        customer.Gets(183);
        customer.GetsNothing();
        carrier.GetsNothing();
        tandem.Journal.AnsweredRecords.Should().BeEmpty();
    }

    [Theory]
    [InlineData(486)]
    [InlineData(200)]
    public void A_final_answer_that_waits_when_the_caller_gives_up_is_ended_and_nothing_is_left(int status)
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        string invite = carrier.Gets("INVITE");
        _node.Waits = true;
        carrier.Say(carrier.Response(invite, 183, "early"));
        carrier.Say(carrier.Response(invite, status, status == 200 ? "answer" : null));
        if (status != 200)
        {
            carrier.Gets("ACK");
        }

        customer.Cancels();
        customer.Gets(200);
        customer.Gets(487);
        if (status == 200)
        {
            carrier.Gets("ACK");
            carrier.Gets("BYE");
            carrier.Answers(200);
        }

        carrier.GetsNothing(); // no CANCEL of what is over
        _node.Answers();
        tandem.Pump();
        _node.Waits = false;
        tandem.Passes(70);
        tandem.Node.Leftovers().Should().Be(default(SwitchLeftovers));
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CallerCancel);
    }

    [Fact]
    public void A_description_among_other_parts_passes_through_the_node_and_the_others_stay()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.InvitesWith("442079460000", "2001", Parts("offer"), Mixed);
        string invite = carrier.Gets("INVITE");
        SipPeer.BodyOf(invite).Should().Contain("192.0.2.100").And.NotContain("127.0.0.9").And.Contain("the ISUP part").And.EndWith("--unique-7--\r\n");
        invite.Should().Contain("multipart/mixed");
        carrier.Say(With(carrier.Response(invite, 200, null), Parts("answer"), Mixed));

        SipPeer.BodyOf(customer.Gets(200)).Should().Contain("192.0.2.100").And.NotContain("127.0.0.9").And.Contain("the ISUP part");
        _node.Asked.Should().Equal("Offer A", "Answer B");
    }

    [Fact]
    public void Who_must_be_relayed_and_offers_nothing_that_can_be_is_refused()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer");
        customer.InvitesWith("442079460000", "2001", "something else", "Content-Type: application/isup", "Content-Disposition: signal;handling=optional");

        tandem.Peer("carrier-a").GetsNothing();
        customer.All.Should().Contain(static text => text.StartsWith("SIP/2.0 488", StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_that_can_not_be_read_ends_the_call()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Say(With(carrier.Response(carrier.Gets("INVITE"), 200, null), "something else", "Content-Type: application/isup"));

        customer.Gets(488);
        carrier.Gets("ACK");
        carrier.Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CodecMismatch);
    }

    [Fact]
    public void The_fork_that_answers_is_told_to_the_node_though_its_words_are_known()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 183, "one", "fork-1"));
        carrier.Say(carrier.Response(invite, 183, "two", "fork-2"));
        carrier.Say(carrier.Response(invite, 200, "two", "fork-2"));

        customer.Gets(183);
        customer.Gets(183);
        customer.Gets(200);
        _node.Asked.Should().Equal("Offer A", "Answer B", "Answer B", "Answer B");
    }

    [Fact]
    public void An_INFO_that_is_refused_while_a_new_offer_is_open_takes_nothing_back()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Sends("INVITE", "hold");
        string reinvite = customer.Gets("INVITE");
        customer.SendsBody("INFO", "Signal=5", "Content-Type: application/dtmf-relay");
        carrier.Gets("INFO");
        carrier.Answers(415);
        customer.Gets(415);

        customer.Say(customer.Response(reinvite, 200, "held"));
        carrier.Gets(200);
        _node.Asked.Should().EndWith(["Offer B", "Answer A"]);
        tandem.Cdrs.Should().BeEmpty();
    }

    [Fact]
    public void A_doubled_ACK_that_waits_reaches_its_own_re_INVITE_or_nobody()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Sends("INVITE");
        carrier.Gets("INVITE");
        carrier.Answers(200, sdp: "their-offer");
        string answered = customer.Gets(200, ack: false);
        uint cseq = uint.Parse(SipText.Header(answered, "CSeq")!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        _node.Waits = true;
        customer.Acks("our-answer", cseq);
        customer.Acks("our-answer", cseq);
        _node.Answers();
        tandem.Pump();
        carrier.Gets("ACK");

        // The object of the re-INVITE is in use again, and owes an ACK, when the second one is let go.
        carrier.Sends("INVITE");
        customer.Gets("INVITE");
        customer.Answers(200, sdp: "another-offer");
        _node.Answers();
        tandem.Pump();
        _node.Answers();
        tandem.Pump();
        carrier.Gets(200, ack: false);
        customer.GetsNothing();
    }

    [Fact]
    public void A_call_that_was_never_answered_has_the_counts_of_its_early_media()
    {
        using TestSwitch tandem = Start();
        _node.Counts = static counts => counts.FromB = new() { Packets = 300 };
        SipPeer customer = tandem.Peer("customer").Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(183, sdp: "early");
        customer.Gets(183);
        customer.Cancels();
        customer.Gets(200);
        customer.Gets(487);
        carrier.Gets("CANCEL");

        tandem.Cdr.CalleeMediaIn!.Value.Packets.Should().Be(300);
    }

    [Fact]
    public void A_call_that_goes_direct_after_all_has_no_node_on_its_record()
    {
        using TestSwitch tandem = Start(static plan => plan.Set("SS_MEDIAPROXYMODE", "On"));
        _node.Outcomes.Enqueue(MediaOutcome.NodeSilent);
        SipPeer customer = tandem.Talk();
        customer.Byes();
        customer.Gets(200);

        tandem.Cdr.MediaMode.Should().Be("off");
        tandem.Cdr.MediaNode.Should().BeEmpty();
    }

    [Fact]
    public void A_call_whose_offer_the_node_has_not_answered_outlives_its_restart()
    {
        using TestSwitch tandem = Start();
        _node.Waits = true;
        tandem.Peer("customer").Invites("442079460000");
        tandem.Node.MediaLost(_node);
        tandem.Pump();
        _node.Answers();
        tandem.Pump();

        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Cdrs.Should().BeEmpty();
    }

    [Theory]
    [InlineData(-7200, false)]
    [InlineData(7200, false)]
    [InlineData(0, true)]
    public void The_clock_of_a_node_elsewhere_may_be_wrong(int secondsAhead, bool standsStill)
    {
        using TestSwitch tandem = Start(static plan => plan.Set("SS_NOMEDIAHANGUPTIME", "20").Carrier("carrier-a", static trunk => trunk with { MediaCheckDirection = MediaCheckDirection.FromRemote }));
        long at = tandem.Time.GetUtcNow().ToUnixTimeMilliseconds();
        _node.Counts = counts => counts.FromB = MediaFlow.Unknown with
        {
            Packets = 1,
            LastAliveMs = (standsStill ? at : tandem.Time.GetUtcNow().ToUnixTimeMilliseconds()) + (secondsAhead * 1000L),
        };
        tandem.Talk();
        tandem.Passes(60);

        (tandem.Cdrs.Count == 1).Should().Be(standsStill);
    }

    private static string Parts(string name) =>
        $"--unique-7\r\nContent-Type: application/sdp\r\n\r\n{SipText.Sdp(name)}\r\n--unique-7\r\nContent-Type: application/isup;version=itu-t92+\r\n\r\nthe ISUP part\r\n--unique-7--\r\n";

    private static string With(string message, string body, string contentType) =>
        message.Replace("Content-Length: 0\r\n\r\n", $"{contentType}\r\nContent-Length: {body.Length}\r\n\r\n{body}", StringComparison.Ordinal);

    private TestSwitch Start(Action<PlanBuilder>? plan = null) => TestSwitch.Start(
        builder =>
        {
            builder.Set("SS_MEDIAPROXYMODE", "Must On").Route("44", "carrier-a");
            plan?.Invoke(builder);
        },
        nodes: [_node]);
}
