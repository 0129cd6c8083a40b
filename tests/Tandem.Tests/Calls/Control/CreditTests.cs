using Tandem.Billing.Cdrs;
using Tandem.Routing.Routes;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

/// <summary>The customer pays 0.60 a minute, by the second; one minute is held in advance.</summary>
public sealed class CreditTests
{
    [Fact]
    public void A_minute_is_held_while_the_call_is_set_up_and_given_back_when_it_fails()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("44207");
        tandem.Credit.Held("acme").Should().Be(0.60m);

        tandem.Peer("carrier-a").Answers(404);

        tandem.Credit.Held("acme").Should().Be(0m);
        tandem.Credit.Balance("acme").Should().Be(100m);
    }

    [Fact]
    public void Who_can_not_pay_the_first_minute_is_refused_before_anything_is_dialled()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Account = plan.Account with { OpeningBalance = 0.59m };
        });

        tandem.Peer("customer").Invites("44207");

        tandem.Peer("customer").Gets(402);
        tandem.Peer("carrier-a").GetsNothing();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.InsufficientBalance);
    }

    [Fact]
    public void The_hold_is_renewed_before_it_is_used_up()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Talk();

        tandem.Passes(54);
        tandem.Credit.Held("acme").Should().Be(0.60m);
        tandem.Passes(2);
        tandem.Credit.Held("acme").Should().Be(1.20m);
        tandem.Passes(60);
        tandem.Credit.Held("acme").Should().Be(1.80m);
    }

    [Fact]
    public void What_was_held_beyond_the_first_minute_stands_in_the_record_as_one_sum()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        tandem.Passes(116);
        customer.Byes();

        RouteReasons.Read(tandem.Cdr.Why.Span).Where(static reason => reason.Code == ReasonCode.CreditExtended)
            .Should().Equal(new RouteReason(ReasonCode.CreditExtended, "acme", "", 1.20m, null));
    }

    [Fact]
    public void At_the_end_of_the_credit_both_legs_get_BYE_at_the_last_funded_second()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Account = plan.Account with { OpeningBalance = 1.005m };
        });
        SipPeer customer = tandem.Talk();

        tandem.Passes(101);

        customer.Gets("BYE");
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Cdr.HoldTime.Should().Be(100);
        tandem.Cdr.FundedSeconds.Should().Be(100);
        tandem.Cdr.Customer.Fee.Should().Be(1.00m);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.InsufficientBalance);
        tandem.Credit.Balance("acme").Should().Be(0.005m);
        tandem.Credit.Held("acme").Should().Be(0m);
    }

    [Fact]
    public void Whoever_hangs_up_when_a_timer_is_late_pays_no_second_that_was_not_held()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Account = plan.Account with { OpeningBalance = 1.005m };
        });
        SipPeer customer = tandem.Talk();
        tandem.Passes(99.9);
        tandem.ComesLate(2.5, () => customer.Byes());

        customer.Gets(200);
        tandem.Cdr.EndDirection.Should().Be(EndDirection.Caller);
        tandem.Cdr.HoldTime.Should().Be(103);
        tandem.Cdr.FundedSeconds.Should().Be(100);
        tandem.Cdr.Customer.Fee.Should().Be(1.00m);
        tandem.Credit.Balance("acme").Should().Be(0.005m);
    }

    [Fact]
    public void A_renewal_that_came_too_late_is_made_up_for_at_the_end_when_there_is_money()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        tandem.Passes(50);
        tandem.ComesLate(100, () => customer.Byes());

        tandem.Cdr.HoldTime.Should().Be(150);
        tandem.Cdr.Customer.Fee.Should().Be(1.50m);
        tandem.Credit.Held("acme").Should().Be(0m);
    }

    [Fact]
    public void Many_calls_on_one_balance_never_spend_more_than_there_is()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Account = plan.Account with { OpeningBalance = 7.31m };
        });
        SipPeer carrier = tandem.Peer("carrier-a");
        int answered = 0;
        for (int i = 0; i < 20; i++)
        {
            SipPeer caller = tandem.Peer($"caller-{i}", $"127.0.0.2:{6000 + i}");
            caller.Invites("44207");
            if (tandem.Cdrs.Count == 0)
            {
                carrier.Answers(200);
                caller.Gets(200);
                carrier.Gets("ACK");
                answered++;
            }
        }

        tandem.Passes(200);

        answered.Should().Be(12);
        tandem.Credit.Balance("acme").Should().BeInRange(0m, 0.30m);
        tandem.Cdrs.Where(static cdr => cdr.Answered).Should().HaveCount(12)
            .And.OnlyContain(static cdr => cdr.EndReason == (int)EndReason.InsufficientBalance);
        tandem.Cdrs.Sum(static cdr => cdr.Customer.Fee).Should().Be(7.31m - tandem.Credit.Balance("acme"));
    }

    [Fact]
    public void A_longest_duration_ends_the_call_to_the_second()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Customer = plan.Customer with { MaxCallDuration = 30 };
        });
        SipPeer customer = tandem.Talk();

        tandem.Passes(31);

        customer.Gets("BYE");
        tandem.Cdr.HoldTime.Should().Be(30);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.MaxDuration);
        tandem.Cdr.EndDirection.Should().Be(EndDirection.Switch);
    }
}
