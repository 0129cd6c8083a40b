using Tandem.Billing.Cdrs;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

/// <summary>SW §1.3: how long an attempt may stay as it was last heard of.</summary>
public sealed class ProgressTimerTests
{
    /// <summary>What the carrier says a second after its INVITE, and nothing more.</summary>
    public enum Heard
    {
        Nothing,
        Trying,
        Progress,
        ProgressWithSdp,
        Ringing,
    }

    [Theory]
    [InlineData(Heard.Nothing, "SS_SIP_TIMEOUT_INVITE")]
    [InlineData(Heard.Trying, "SS_SIP_TIMEOUT_TRYING")]
    [InlineData(Heard.Progress, "SS_SIP_TIMEOUT_SESSION_PROGRESS")]
    [InlineData(Heard.ProgressWithSdp, "SS_SIP_TIMEOUT_SESSION_PROGRESS_SDP")]
    [InlineData(Heard.Ringing, "SS_SIP_TIMEOUT_RINGING")]
    public void A_call_moves_on_when_the_systems_timer_runs_out(Heard heard, string parameter)
    {
        using TestSwitch tandem = Start(heard, plan => plan.Route("44", "carrier-a", "carrier-b").Set(parameter, "7"));

        MovesOnAfter(tandem, heard, 7);

        tandem.Peer("carrier-b").Answers(486);
        tandem.Cdr.Tried.Select(static tried => (tried.Trunk, tried.Answer)).Should().Equal(("carrier-a", (int)ReasonOf(heard)), ("carrier-b", 486));
    }

    [Theory]
    [InlineData(Heard.Nothing, "SS_SIP_TIMEOUT_INVITE", 3)]
    [InlineData(Heard.Nothing, "SS_SIP_TIMEOUT_INVITE", 9)]
    [InlineData(Heard.Trying, "SS_SIP_TIMEOUT_TRYING", 3)]
    [InlineData(Heard.Trying, "SS_SIP_TIMEOUT_TRYING", 9)]
    [InlineData(Heard.Progress, "SS_SIP_TIMEOUT_SESSION_PROGRESS", 3)]
    [InlineData(Heard.Progress, "SS_SIP_TIMEOUT_SESSION_PROGRESS", 9)]
    [InlineData(Heard.ProgressWithSdp, "SS_SIP_TIMEOUT_SESSION_PROGRESS_SDP", 3)]
    [InlineData(Heard.ProgressWithSdp, "SS_SIP_TIMEOUT_SESSION_PROGRESS_SDP", 9)]
    [InlineData(Heard.Ringing, "SS_SIP_TIMEOUT_RINGING", 3)]
    [InlineData(Heard.Ringing, "SS_SIP_TIMEOUT_RINGING", 9)]
    public void A_trunks_own_timer_beats_the_systems(Heard heard, string parameter, int own)
    {
        using TestSwitch tandem = Start(heard, plan => plan.Route("44", "carrier-a", "carrier-b").Set(parameter, "7").Carrier("carrier-a", trunk => heard switch
        {
            Heard.Nothing => trunk with { TimeoutInvite = own },
            Heard.Trying => trunk with { TimeoutTrying = own },
            Heard.Progress => trunk with { TimeoutSessionProgress = own },
            Heard.ProgressWithSdp => trunk with { TimeoutSessionProgressSdp = own },
            _ => trunk with { TimeoutRinging = own },
        }));

        MovesOnAfter(tandem, heard, own);
    }

    [Theory]
    [InlineData(Heard.Nothing, "SS_SIP_TIMEOUT_INVITE", 408)]
    [InlineData(Heard.Trying, "SS_SIP_TIMEOUT_TRYING", 408)]
    [InlineData(Heard.Progress, "SS_SIP_TIMEOUT_SESSION_PROGRESS", 408)]
    [InlineData(Heard.ProgressWithSdp, "SS_SIP_TIMEOUT_SESSION_PROGRESS_SDP", 480)]
    [InlineData(Heard.Ringing, "SS_SIP_TIMEOUT_RINGING", 480)]
    public void The_last_routes_timer_ends_the_call(Heard heard, string parameter, int status)
    {
        using TestSwitch tandem = Start(heard, plan => plan.Route("44", "carrier-a").Set(parameter, "7"));
        tandem.Peer("customer").Ignores();

        tandem.Passes(7.1);

        tandem.Peer("customer").Gets(status);
        tandem.Cdr.EndReason.Should().Be((int)ReasonOf(heard));
        tandem.Cdr.EndDirection.Should().Be(EndDirection.Switch);
        tandem.Cdr.SipStatus.Should().Be(status);
    }

    [Fact]
    public void Each_sign_of_progress_begins_a_timer_of_its_own()
    {
        using TestSwitch tandem = Start(Heard.Nothing, static plan => plan.Route("44", "carrier-a", "carrier-b")
            .Set("SS_SIP_TIMEOUT_INVITE", "3").Set("SS_SIP_TIMEOUT_TRYING", "3").Set("SS_SIP_TIMEOUT_SESSION_PROGRESS", "3"));
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Passes(2);
        carrier.Answers(100);
        tandem.Passes(2);
        carrier.Answers(183);
        tandem.Passes(2.9);
        tandem.Peer("carrier-b").GetsNothing();

        tandem.Passes(0.2);

        tandem.Peer("carrier-b").Gets("INVITE");
    }

    [Fact]
    public void A_customers_call_stays_unanswered_no_longer_than_its_trunk_lets_it()
    {
        using TestSwitch tandem = Start(Heard.Ringing, static plan =>
        {
            plan.Route("44", "carrier-a", "carrier-b");
            plan.Customer = plan.Customer with { TimeoutCallProceeding = 5 };
        });
        SipPeer customer = tandem.Peer("customer");
        customer.Gets(180);
        tandem.Passes(3.9);
        customer.GetsNothing();

        tandem.Passes(0.2);

        customer.Gets(480);
        tandem.Peer("carrier-a").Gets("CANCEL");
        tandem.Peer("carrier-b").GetsNothing();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NoAnswer);
        tandem.Cdr.EndDirection.Should().Be(EndDirection.Switch);
    }

    [Fact]
    public void The_time_of_a_customers_trunk_counts_over_all_its_routes_and_ends_with_the_answer()
    {
        using TestSwitch tandem = Start(Heard.Ringing, static plan =>
        {
            plan.Route("44", "carrier-a", "carrier-b");
            plan.Customer = plan.Customer with { TimeoutCallProceeding = 5 };
        });
        SipPeer customer = tandem.Peer("customer");
        tandem.Passes(3);
        tandem.Peer("carrier-a").Answers(503);
        tandem.Passes(0.9);
        customer.Ignores();
        tandem.Peer("carrier-b").Answers(200);
        customer.Gets(200);

        tandem.Passes(10);

        customer.GetsNothing();
        tandem.Cdrs.Should().BeEmpty();
        customer.Byes();
        tandem.Cdr.TalkMs.Should().Be(10_000);
    }

    /// <summary>A call that is where the carrier has said what it has to say. That it may move on is not what is asked here.</summary>
    private static TestSwitch Start(Heard heard, Action<PlanBuilder> change)
    {
        TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Set("SS_GATEWAY_SWITCH_UNTIL_CONNECT", "1");
            change(plan);
        });
        tandem.Peer("customer").Invites("44207");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("INVITE");
        if (heard == Heard.Nothing)
        {
            return tandem;
        }

        tandem.Passes(1);
        switch (heard)
        {
            case Heard.Trying:
                carrier.Answers(100);
                break;
            case Heard.Progress:
                carrier.Answers(183);
                break;
            case Heard.ProgressWithSdp:
                carrier.Answers(183, "early");
                break;
            default:
                carrier.Answers(180);
                break;
        }

        return tandem;
    }

    private static void MovesOnAfter(TestSwitch tandem, Heard heard, int seconds)
    {
        tandem.Passes(seconds - 0.1);
        tandem.Peer("carrier-b").GetsNothing();

        tandem.Passes(0.2);

        tandem.Peer("carrier-b").Gets("INVITE");
        if (heard != Heard.Nothing)
        {
            tandem.Peer("carrier-a").Gets("CANCEL"); // RFC 3261 §9.1: not before a provisional response
        }
    }

    private static EndReason ReasonOf(Heard heard) => heard is Heard.ProgressWithSdp or Heard.Ringing ? EndReason.NoAnswer : EndReason.ResponseTimeout;
}
