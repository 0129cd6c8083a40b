using Tandem.Billing.Cdrs;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

/// <summary>Offers before the answer where one side is reliable and the other is not: RFC 3262 §5, RFC 3311 §5.1.</summary>
public sealed class EarlyOfferTests
{
    private const string Needs100Rel = "Require: 100rel";

    [Fact]
    public void An_offer_in_a_PRACK_that_the_carrier_may_not_have_yet_is_answered_by_what_the_caller_was_told()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        string invite = Rings(customer, carrier);
        customer.Sends("PRACK", "narrowed", RAck(customer.Gets(183)));

        SipPeer.BodyOf(customer.Gets(200)).Should().Be(SipText.Sdp("early"));
        carrier.GetsNothing();
        carrier.Say(carrier.Response(invite, 200, "early"));
        customer.Gets(200);
        carrier.Gets("ACK");
        SipPeer.BodyOf(carrier.Gets("INVITE")).Should().Contain("o=narrowed");
        carrier.Answers(200, sdp: "early");
        carrier.Gets("ACK");
        customer.GetsNothing();
        Approved.Match(tandem.Ladder);
    }

    [Fact]
    public void What_the_carrier_then_answers_otherwise_goes_to_the_caller()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        string invite = Rings(customer, carrier, "Allow: INVITE, UPDATE");
        customer.Sends("PRACK", "narrowed", RAck(customer.Gets(183)));
        customer.Gets(200);
        carrier.Say(carrier.Response(invite, 200, "early", null, "Allow: INVITE, UPDATE"));
        customer.Gets(200);
        carrier.Gets("ACK");
        carrier.Gets("UPDATE");

        carrier.Answers(200, sdp: "other-codec");

        SipPeer.BodyOf(customer.Gets("UPDATE")).Should().Contain("o=other-codec");
        customer.Answers(200, sdp: "agreed");
        carrier.GetsNothing();
        customer.Byes();
        customer.Gets(200);
        carrier.Gets("BYE");
    }

    [Fact]
    public void An_offer_of_other_streams_can_not_be_answered_and_ends_the_call()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        Rings(customer, carrier);
        string rack = RAck(customer.Gets(183));
        customer.Ignores();

        customer.SendsBody("PRACK", SipText.Sdp("video") + "m=video 4002 RTP/AVP 31\r\n", rack);

        customer.Gets(488);
        customer.Gets(488);
        carrier.Gets("CANCEL");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CodecMismatch);
    }

    [Fact]
    public void An_offer_before_the_first_one_is_answered_gets_488_and_the_provisional_waits_on()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207", headers: Needs100Rel);
        carrier.Answers(180);
        string rack = RAck(customer.Gets(180));
        customer.Sends("PRACK", "too-early", rack);
        customer.Gets(488);

        customer.Sends("PRACK", null, rack);

        customer.Gets(200);
        carrier.Answers(200);
        customer.Gets(200);
    }

    [Fact]
    public void Once_the_carrier_has_been_reliable_the_offer_goes_to_it_as_an_UPDATE()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207", headers: Needs100Rel);
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 183, "early", null, "Require: 100rel", "RSeq: 1", "Allow: UPDATE"));
        customer.Sends("PRACK", null, RAck(customer.Gets(183)));
        carrier.Gets("PRACK");
        carrier.Answers(200);
        customer.Gets(200);
        carrier.Say(carrier.Response(invite, 180, null));

        customer.Sends("PRACK", "narrowed", RAck(customer.Gets(180)));
        SipPeer.BodyOf(carrier.Gets("UPDATE")).Should().Contain("o=narrowed");
        carrier.Answers(200, sdp: "narrowed-answer");

        string answer = customer.Gets(200);
        answer.Should().Contain(" PRACK\r\n");
        SipPeer.BodyOf(answer).Should().Contain("o=narrowed-answer");
    }

    [Fact]
    public void An_UPDATE_before_the_answer_is_answered_the_same_way()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        string invite = Rings(customer, carrier);
        customer.Sends("PRACK", null, RAck(customer.Gets(183)));
        customer.Gets(200);

        customer.Sends("UPDATE", "narrowed");

        SipPeer.BodyOf(customer.Gets(200)).Should().Be(SipText.Sdp("early"));
        carrier.GetsNothing();
        carrier.Say(carrier.Response(invite, 200, "early"));
        customer.Gets(200);
        carrier.Gets("ACK");
        SipPeer.BodyOf(carrier.Gets("INVITE")).Should().Contain("o=narrowed");
    }

    [Fact]
    public void An_UPDATE_while_the_first_offer_has_no_answer_gets_500_with_Retry_After()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Peer("carrier-a").Answers(180);
        customer.Gets(180);

        customer.Sends("UPDATE", "too-early");

        customer.Gets(500).Should().Contain("\r\nRetry-After: ");
        tandem.Peer("carrier-a").GetsNothing();
    }

    [Fact]
    public void A_description_that_the_carrier_only_hints_at_is_no_offer_to_a_caller_without_one()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("44207", sdp: null, headers: Needs100Rel);
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 183, "hint"));
        string progress = customer.Gets(183);
        SipPeer.BodyOf(progress).Should().BeEmpty();
        customer.Sends("PRACK", null, RAck(progress));
        customer.Gets(200);

        carrier.Say(carrier.Response(invite, 200, "offer"));
        SipPeer.BodyOf(customer.Gets(200, answerSdp: "answer")).Should().Contain("o=offer");

        SipPeer.BodyOf(carrier.Gets("ACK")).Should().Contain("o=answer");
    }

    [Fact]
    public void On_a_relayed_call_the_node_makes_the_offer_that_the_carrier_gets_later()
    {
        var node = new ScriptedNode();
        using TestSwitch tandem = TestSwitch.Start(
            plan =>
            {
                plan.Route("44", "carrier-a");
                plan.Set("SS_MEDIAPROXYMODE", "On");
            },
            nodes: [node]);
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        string invite = Rings(customer, carrier);
        string told = SipPeer.BodyOf(customer.All[^1]);
        customer.Sends("PRACK", "narrowed", RAck(customer.Gets(183)));
        SipPeer.BodyOf(customer.Gets(200)).Should().Be(told).And.Contain("192.0.2.100");
        carrier.Say(carrier.Response(invite, 200, "early"));
        customer.Gets(200);
        carrier.Gets("ACK");

        SipPeer.BodyOf(carrier.Gets("INVITE")).Should().Contain("192.0.2.100").And.NotContain("127.0.0.9");
        carrier.Answers(200, sdp: "early");
        carrier.Gets("ACK");

        node.Asked.Should().Equal("Offer A", "Answer B", "Offer A", "Answer B");
        customer.Ignores();
        customer.Byes();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
    }

    /// <summary>The carrier tells early media, and not reliably.</summary>
    private static string Rings(SipPeer customer, SipPeer carrier, string? allow = null)
    {
        customer.Invites("44207", headers: allow is null ? [Needs100Rel] : [Needs100Rel, allow]);
        string invite = carrier.Gets("INVITE");
        carrier.Say(carrier.Response(invite, 183, "early"));
        return invite;
    }

    private static string RAck(string provisional) => $"RAck: {SipText.Header(provisional, "RSeq")} {SipText.Header(provisional, "CSeq")}";
}
