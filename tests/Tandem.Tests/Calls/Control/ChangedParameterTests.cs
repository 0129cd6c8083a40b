using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

/// <summary>A parameter that is changed while calls run has effect on the next call: those that run keep what they began with.</summary>
public sealed class ChangedParameterTests
{
    /// <summary>Calls of 9.5 s at 0.0123 a second (0.02 where the number is rated without its first two digits).</summary>
    [Theory]
    [InlineData("SERVER_BILLING_FREE_TIME", "0", "0.123", "5", "0.0615")]
    [InlineData("SERVER_BILLING_HOLD_TIME_PRECISION", "50", "0.123", "1000", "0.1107")]
    [InlineData("SERVER_BILLING_FEE_PRECISTION", "6", "0.123", "2", "0.12")]
    [InlineData("SERVER_BILLING_FEE_UNIT", "0", "0.123", "0.05", "0.1")]
    [InlineData("SERVER_BILLING_GATEWAY_ROUTE_PREFIX", "0", "0.123", "2", "0.2")]
    public void A_call_is_charged_by_the_value_it_began_with(string parameter, string before, string feeBefore, string after, string feeAfter)
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a").Set(parameter, before);
            plan.PriceRows = [Row("44", 0.0123m), Row("20", 0.02m)];
        });
        SipPeer customer = tandem.Talk();
        tandem.Passes(4);
        tandem.Apply(plan => plan.Set(parameter, after));
        tandem.Passes(5.5);
        HangsUp(tandem, customer);

        tandem.Talk();
        tandem.Passes(9.5);
        HangsUp(tandem, customer);

        tandem.Cdrs.Select(static cdr => cdr.Customer.Fee).Should().Equal(Money(feeBefore), Money(feeAfter));
        tandem.Credit.Balance("acme").Should().Be(100m - Money(feeBefore) - Money(feeAfter));
    }

    [Theory]
    [InlineData("SERVER_BILLING_RECORD_SERVER_HANG_UP")]
    [InlineData("SERVER_BILLING_RECORD_ZERO_HOLD_TIME")]
    public void A_call_leaves_a_record_when_it_was_to_leave_one_as_it_began(string parameter)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Peer("carrier-a").Answers(180);
        customer.Gets(180);
        tandem.Apply(plan => plan.Set(parameter, "Off"));
        tandem.Passes(121);
        customer.Gets(480);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NoAnswer);

        Unanswered(tandem, "44208");

        tandem.Cdrs.Should().ContainSingle("the second call left nothing");
        tandem.Apply(plan => plan.Set(parameter, "On"));
        Unanswered(tandem, "44209");
        tandem.Cdrs.Select(static cdr => cdr.CalledNumberIn).Should().Equal("44207", "44209");
    }

    [Fact]
    public void A_call_that_the_callee_refused_is_recorded_without_SERVER_BILLING_RECORD_SERVER_HANG_UP()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Set("SERVER_BILLING_RECORD_SERVER_HANG_UP", "Off"));
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Answers(486);

        tandem.Cdr.EndReason.Should().Be(486);
    }

    [Fact]
    public void A_stranger_is_answered_or_not_as_SS_REPLY_UNAUTHORIZED_says_when_it_calls()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Set("SS_REPLY_UNAUTHORIZED", "On"));
        SipPeer stranger = tandem.Peer("stranger");
        stranger.Invites("44207");
        stranger.Gets(403);

        tandem.Apply(plan => plan.Set("SS_REPLY_UNAUTHORIZED", "Off"));
        stranger.Invites("44208");
        stranger.GetsNothing();

        tandem.Apply(plan => plan.Set("SS_REPLY_UNAUTHORIZED", "On"));
        stranger.Invites("44209");
        stranger.Gets(403);
        tandem.Cdrs.Select(static cdr => cdr.SipStatus).Should().Equal(403, 0, 403);
    }

    private static void Unanswered(TestSwitch tandem, string called)
    {
        SipPeer customer = tandem.Peer("customer");
        tandem.Peer("carrier-a").Ignores();
        customer.Invites(called);
        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Peer("carrier-a").Answers(180);
        customer.Gets(180);
        tandem.Passes(121);
        customer.Gets(480);
    }

    private static void HangsUp(TestSwitch tandem, SipPeer customer)
    {
        customer.Byes();
        customer.Gets(200);
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Peer("carrier-a").Answers(200);
    }

    private static RateRow Row(string prefix, decimal price) => new(prefix, "", new() { Price = price, CycleSeconds = 1 });

    private static decimal Money(string amount) => decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
}
