using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Media.Nodes;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Media;

/// <summary>Voices for the caller. The customer pays 0.01 a second, and a minute is held in advance.</summary>
public sealed class AnnouncementTests
{
    private const string Number = "442079460000";
    private readonly ScriptedNode _node = new();

    [Fact]
    public void A_caller_hears_why_its_call_fails_as_early_media_and_then_gets_the_carriers_status()
    {
        using TestSwitch tandem = Start(Fails);
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        tandem.Peer("carrier-a").Answers(404);

        SipPeer.BodyOf(customer.Gets(183)).Should().Contain("s=ring");
        tandem.Passes(2);
        customer.GetsNothing();
        tandem.Cdrs.Should().BeEmpty();
        tandem.Credit.Held("acme").Should().Be(0m, "a call that has failed holds no money");
        Ends(tandem);

        customer.Gets(404);
        (tandem.Cdr.EndReason, tandem.Cdr.SipStatus, tandem.Cdr.Customer.Total, tandem.Cdr.TalkMs).Should().Be((404, 404, 0m, 0));
        (tandem.Cdr.EndDirection, tandem.Cdr.MediaNode).Should().Be((EndDirection.Callee, "node-1"));
        Why(tandem).Should().Contain("Announced").And.Contain("/unable-to-connect").And.Contain("announcements");
        _node.Asked.Should().Equal("Offer A", "Announce", "Delete");
        tandem.Node.Leftovers().Should().BeEquivalentTo(new { Calls = 0, Dialogs = 0 });
    }

    [Fact]
    public void Where_the_end_of_a_voice_is_not_told_the_call_goes_on_when_it_must_be_over()
    {
        using TestSwitch tandem = Start(Fails);
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        tandem.Peer("carrier-a").Answers(404);
        customer.Gets(183);
        tandem.Passes(4.5);
        customer.GetsNothing();
        tandem.Passes(1);
        customer.Gets(404);
        Ends(tandem); // it comes too late, and is nobody's
        tandem.Cdr.EndReason.Should().Be(404);
    }

    [Fact]
    public void The_end_of_another_sound_ends_nothing()
    {
        using TestSwitch tandem = Start(Fails);
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        tandem.Peer("carrier-a").Answers(404);
        customer.Gets(183);
        tandem.Node.Played(_node.Session, (byte)(_node.Mark + 1));
        tandem.Node.Played(_node.Session + 1, _node.Mark);
        tandem.Pump();
        customer.GetsNothing();
        Ends(tandem);
        Ends(tandem);
        customer.Gets(404);
        customer.GetsNothing();
    }

    [Fact]
    public void A_caller_that_hears_early_media_already_hears_the_voice_there()
    {
        using TestSwitch tandem = Start(Fails);
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(183, sdp: "answer");
        customer.Gets(183);
        carrier.Answers(486);
        customer.GetsNothing();
        Ends(tandem);
        customer.Gets(486);
        _node.Asked.Should().Equal("Offer A", "Answer B", "Announce", "Delete");
    }

    [Fact]
    public void Who_has_no_credit_hears_so_in_its_language_and_nothing_is_dialled()
    {
        using TestSwitch tandem = Start(plan =>
        {
            plan.Set("SS_UNABLE_TO_CONNECT_VOICE", "On").Set("SS_FAILURE_VOICES", "-15:no-credit");
            plan.Account = plan.Account with { OpeningBalance = 0.59m };
            plan.Customer = plan.Customer with { Language = "fr" };
        });
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        customer.Gets(183);
        Ends(tandem);
        customer.Gets(402);
        tandem.Peer("carrier-a").GetsNothing();
        _node.Sounds.Should().Equal("fr/no-credit");
        (tandem.Cdr.EndReason, tandem.Cdr.SipStatus).Should().Be(((int)EndReason.InsufficientBalance, 402));
        tandem.Cdr.CallerMediaIn.Should().NotBeNull("its counts are asked for");
    }

    [Fact]
    public void Only_the_last_failure_of_a_hunt_is_spoken_of_and_a_replaced_status_is_replaced_once()
    {
        using TestSwitch tandem = Start(plan =>
        {
            plan.Route("44", "carrier-a", "carrier-b");
            plan.Customer = plan.Customer with
            {
                UnableToConnectVoicePrompts = PromptSwitch.On,
                FailureVoices = "503:sorry,404:no-such-number",
                CallFailedSipCode = "404:503,503:480",
            };
        });
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Peer("carrier-a").Answers(503);
        customer.GetsNothing();
        tandem.Peer("carrier-b").Gets("INVITE");
        tandem.Peer("carrier-b").Answers(404);
        customer.Gets(183);
        Ends(tandem);
        customer.Gets(503);
        _node.Sounds.Should().Equal("/no-such-number");
        tandem.Cdr.EndReason.Should().Be(404);
    }

    [Fact]
    public void A_callee_that_does_not_answer_in_time_is_let_go_before_the_voice()
    {
        using TestSwitch tandem = Start(plan =>
        {
            Fails(plan);
            plan.Customer = plan.Customer with { TimeoutCallProceeding = 10 };
        });
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(180);
        customer.Gets(180);
        tandem.Passes(11);
        carrier.Gets("CANCEL");
        customer.Gets(183);
        Ends(tandem);
        customer.Gets(480);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NoAnswer);
    }

    [Fact]
    public void Who_gives_up_while_it_hears_why_is_told_487_and_the_record_says_why_the_call_failed()
    {
        using TestSwitch tandem = Start(Fails);
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        tandem.Peer("carrier-a").Answers(404);
        customer.Gets(183);
        customer.Cancels();
        customer.Gets(200);
        customer.Gets(487);
        (tandem.Cdr.EndReason, tandem.Cdr.SipStatus).Should().Be((404, 487));
        Ends(tandem);
        tandem.Node.Leftovers().Calls.Should().Be(0);
    }

    [Theory]
    [InlineData(MediaOutcome.NodeRefused)]
    [InlineData(MediaOutcome.NodeSilent)]
    public void A_voice_that_can_not_be_had_is_left_out(MediaOutcome outcome)
    {
        using TestSwitch tandem = Start(Fails);
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        _node.Outcomes.Enqueue(outcome);
        tandem.Peer("carrier-a").Answers(404);
        customer.Gets(404);
        Why(tandem).Should().Contain("NotAnnounced");
    }

    [Fact]
    public void A_node_that_can_not_speak_is_told_so_in_the_explanation()
    {
        using TestSwitch tandem = Start(Fails);
        _node.CanWork = false;
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        tandem.Peer("carrier-a").Answers(404);
        customer.Gets(404);
        Why(tandem).Should().Contain("NotAnnounced");
    }

    [Fact]
    public void A_caller_without_a_description_or_that_insists_on_reliable_answers_hears_nothing()
    {
        using TestSwitch tandem = Start(Fails);
        SipPeer customer = tandem.Peer("customer").Invites(Number, "2001", null);
        tandem.Peer("carrier-a").Answers(404);
        customer.Gets(404);
        customer.Invites(Number, "2001", "offer", "Require: 100rel");
        tandem.Peer("carrier-a").Answers(404);
        customer.Gets(404);
        _node.Sounds.Should().BeEmpty();
    }

    [Fact]
    public void Without_a_word_in_the_plan_nobody_hears_anything()
    {
        using TestSwitch tandem = Start(plan => plan.Account = plan.Account with { OpeningBalance = 0.60m });
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        tandem.Peer("carrier-a").Answers(404);
        customer.Gets(404);
        _node.Asked.Should().BeEmpty();
    }

    [Fact]
    public void When_the_voice_is_lost_with_its_media_process_the_call_goes_on_without()
    {
        using TestSwitch tandem = Start(plan =>
        {
            Fails(plan);
            plan.Set("SS_CALLREMINTIME", "Minutes");
        });
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        string first = customer.Gets(183);
        tandem.Node.MediaLost(_node);
        tandem.Pump();
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(404);
        TagOf(customer.Gets(183)).Should().NotBe(TagOf(first), "one dialog has one answer to the offer");
        tandem.Node.MediaLost(_node);
        tandem.Pump();
        customer.Gets(404);
        tandem.Cdr.EndReason.Should().Be(404);
    }

    [Fact]
    public void A_caller_hears_how_long_it_may_talk_before_the_callee_is_called_and_is_not_charged_for_it()
    {
        using TestSwitch tandem = Start(plan =>
        {
            plan.Set("SS_CALLREMINTIME", "Minutes");
            plan.Account = plan.Account with { OpeningBalance = 0.60m };
        });
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Gets(183);
        tandem.Passes(2);
        carrier.GetsNothing();
        Ends(tandem);

        carrier.Gets("INVITE");
        carrier.Answers(180);
        customer.Gets(180);
        carrier.Answers(200, sdp: "answer");
        customer.Gets(200);
        carrier.Gets("ACK");
        tandem.Passes(10);
        customer.Byes();
        customer.Gets(200);
        _node.Sounds.Should().Equal("/remaining-time/1/minute");
        (tandem.Cdr.TalkMs, tandem.Cdr.Customer.Total).Should().Be((10_000, 0.10m));
        tandem.Cdr.PddMs.Should().BeLessThan(1000, "what the caller heard before is no delay of the callee's");
        _node.Asked.Should().Equal("Offer A", "Announce", "Delete", "Offer A", "Answer B", "Delete");
    }

    [Fact]
    public void A_low_balance_and_the_money_that_is_left_are_one_voice()
    {
        using TestSwitch tandem = Start(plan =>
        {
            plan.Set("SS_BALANCE_ALARM", "On").Set("SS_BALANCE_ALARM_AMOUNT", "20");
            plan.Account = plan.Account with { OpeningBalance = 12.5m };
            plan.Customer = plan.Customer with { CallRemainingTimePrompts = RemainingPrompt.Money };
        });
        tandem.Peer("customer").Invites(Number).Gets(183);
        _node.Sounds.Should().Equal("/balance-low/remaining-money/12/point/5");
    }

    [Fact]
    public void A_balance_is_low_below_its_accounts_own_amount()
    {
        using TestSwitch tandem = Start(plan =>
        {
            plan.Set("SS_BALANCE_ALARM_AMOUNT", "200");
            plan.Account = plan.Account with { BalanceAlarm = 100m };
            plan.Customer = plan.Customer with { BalanceNotEnoughAlarm = PromptSwitch.On };
        });
        tandem.Peer("customer").Invites(Number);
        tandem.Peer("carrier-a").Gets("INVITE");
        _node.Sounds.Should().BeEmpty();
    }

    [Fact]
    public void Who_gives_up_while_it_is_told_its_credit_has_called_nobody()
    {
        using TestSwitch tandem = Start(static plan => plan.Set("SS_CALLREMINTIME", "Minutes"));
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        customer.Gets(183);
        customer.Cancels();
        customer.Gets(200);
        customer.Gets(487);
        tandem.Peer("carrier-a").GetsNothing();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.CallerCancel);
        _node.Open.Should().Be(0);
    }

    [Fact]
    public void A_minute_before_the_end_of_the_credit_the_caller_hears_it_and_talks_on_to_the_last_second()
    {
        using TestSwitch tandem = Start(plan =>
        {
            plan.Set("SS_CALLREMINTIME", "Minutes").Set("SS_CALLREMINTIME_LAST", "60");
            plan.Account = plan.Account with { OpeningBalance = 2.00m };
        });
        SipPeer customer = tandem.Peer("customer").Invites(Number);
        customer.Gets(183);
        Ends(tandem);
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        carrier.Answers(200, sdp: "answer");
        customer.Gets(200);
        carrier.Gets("ACK");
        _node.Sounds.Clear();

        tandem.Passes(139);
        _node.Sounds.Should().BeEmpty();
        tandem.Passes(2);
        _node.Sounds.Should().Equal("/remaining-time/1/minute");
        Ends(tandem);
        customer.GetsNothing();
        tandem.Passes(60);
        customer.Gets("BYE");
        carrier.Gets("BYE");
        _node.Sounds.Should().HaveCount(1);
        (tandem.Cdr.TalkMs, tandem.Cdr.Customer.Total, tandem.Cdr.EndReason).Should().Be((200_000, 2.00m, (int)EndReason.InsufficientBalance));
    }

    private static void Fails(PlanBuilder plan) => plan.Set("SS_UNABLE_TO_CONNECT_VOICE", "On");

    private static string TagOf(string response) => SipText.Header(response, "To")!.Split("tag=")[1];

    private static string Why(TestSwitch tandem) => Encoding.UTF8.GetString(tandem.Cdr.Why.Span);

    /// <summary>The sound has been played to its end.</summary>
    private void Ends(TestSwitch tandem)
    {
        tandem.Node.Played(_node.Session, _node.Mark);
        tandem.Pump();
    }

    private TestSwitch Start(Action<PlanBuilder> change) => TestSwitch.Start(
        plan =>
        {
            plan.Route("44", "carrier-a");
            change(plan);
        },
        nodes: [_node]);
}
