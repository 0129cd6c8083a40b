using Tandem.Billing.Cdrs;
using Tandem.Routing.Blacklists;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Guard.Blacklists;

public sealed class BlacklistedCallTests
{
    [Fact]
    public void A_caller_that_tries_too_often_is_refused_until_its_line_ends()
    {
        using TestSwitch tandem = Start(plan => plan.Set("SS_BLACK_LIST_CALLER_MALICIOUS_CALL_LIMIT", "2").Set("SS_BLACK_LIST_CALLER_MALICIOUS_CALL_EXPIRE", "600"));
        Refused(tandem, "4420", "2001");
        Refused(tandem, "4421", "2001");
        tandem.Peer("customer").Invites("4422", "2001");
        tandem.Peer("customer").Gets(403);
        tandem.Cdrs[^1].EndReason.Should().Be((int)EndReason.CallerBlacklisted);
        tandem.Cdrs[^1].CallingNumber.Should().Be("2001");
        System.Text.Encoding.UTF8.GetString(tandem.Cdrs[^1].Why.Span).Should().Contain("CallerBlacklisted").And.Contain("too many call attempts");
        Refused(tandem, "4423", "2002");

        tandem.Time.Advance(TimeSpan.FromSeconds(601));
        Refused(tandem, "4424", "2001");
    }

    [Fact]
    public void With_the_limits_as_they_are_at_first_nobody_is_counted()
    {
        using TestSwitch tandem = Start(static _ => { });
        for (int i = 0; i < 20; i++)
        {
            Refused(tandem, "4420", "2001");
        }

        tandem.Numbers.Book.All().Should().BeEmpty();
        tandem.Numbers.Callers.Should().Be(0);
    }

    [Fact]
    public void A_caller_with_too_many_calls_at_once_is_refused_and_its_calls_are_given_back()
    {
        using TestSwitch tandem = Start(plan => plan.Set("SS_BLACK_LIST_CALLER_CONCURRENT_LIMIT", "1"));
        SipPeer customer = tandem.Talk();
        tandem.Numbers.Callers.Should().Be(1);
        SipPeer other = tandem.Peer("customer");
        customer.Byes();
        customer.Gets(200);
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Peer("carrier-a").Answers(200);
        tandem.Numbers.Callers.Should().Be(0);

        tandem.Peer("customer").Invites("4421", "2001");
        tandem.Peer("carrier-a").Gets("INVITE");
        other.Invites("4422", "2001");
        other.Gets(403);
        tandem.Cdrs[^1].EndReason.Should().Be((int)EndReason.CallerBlacklisted);
        tandem.Numbers.Book.All().Should().ContainSingle().Which.Reason.Should().Be(NumberReason.Concurrent);
    }

    [Fact]
    public void A_callee_that_lets_calls_ring_is_refused_and_an_answer_makes_it_good()
    {
        using TestSwitch tandem = Start(plan => plan.Set("SS_BLACK_LIST_NO_ANSWER_LIMIT", "1"));
        RingsOut(tandem, "4420");
        tandem.Peer("customer").Invites("4420", "2001");
        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Peer("carrier-a").Answers(200);
        tandem.Peer("customer").Gets(200);
        tandem.Peer("carrier-a").Gets("ACK");
        tandem.Peer("customer").Byes();
        tandem.Peer("customer").Gets(200);
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Peer("carrier-a").Answers(200);
        RingsOut(tandem, "4420");
        tandem.Numbers.Book.All().Should().BeEmpty("one was answered between");
        RingsOut(tandem, "4420");

        tandem.Peer("customer").Invites("4420", "2005");
        tandem.Peer("customer").Gets(603);
        tandem.Cdrs[^1].EndReason.Should().Be((int)EndReason.CalleeBlacklisted);
    }

    [Fact]
    public void What_a_standalone_trunk_has_seen_holds_for_such_trunks_only()
    {
        using TestSwitch tandem = Start(plan =>
        {
            plan.Set("SS_BLACK_LIST_CALLER_MALICIOUS_CALL_LIMIT", "1");
            plan.Customer = plan.Customer with { DynamicBlackListInStandalone = true };
        });
        Refused(tandem, "4420", "2001");
        tandem.Peer("customer").Invites("4420", "2001");
        tandem.Peer("customer").Gets(403);
        tandem.Numbers.Book.All().Should().ContainSingle().Which.Key.IsStandalone.Should().BeTrue();
        tandem.Numbers.Book.TakeChanges().Should().BeEmpty("it lives as long as the process");

        tandem.Apply(plan => plan.Customer = plan.Customer with { DynamicBlackListInStandalone = false });
        Refused(tandem, "4420", "2001");
    }

    [Fact]
    public void What_a_standalone_carrier_has_seen_holds_for_such_carriers_only()
    {
        using TestSwitch tandem = Start(plan =>
        {
            plan.Set("SS_BLACK_LIST_NO_ANSWER_LIMIT", "1");
            plan.Carrier("carrier-a", static trunk => trunk with { DynamicBlackListInStandalone = true });
        });
        RingsOut(tandem, "4420");
        RingsOut(tandem, "4420");
        tandem.Numbers.Book.All().Should().ContainSingle().Which.Key.Should().Be(new NumberKey(true, NumberSide.Callee, "4420", IsStandalone: true));

        tandem.Peer("customer").Invites("4420", "2001");
        tandem.Peer("customer").Gets(503);
        System.Text.Encoding.UTF8.GetString(tandem.Cdrs[^1].Why.Span).Should().Contain("EgressBlacklisted");
        RingsOut(tandem, "4421");
        tandem.Apply(plan => plan.Carrier("carrier-a", static trunk => trunk with { DynamicBlackListInStandalone = false }));
        RingsOut(tandem, "4420");
    }

    [Fact]
    public void A_group_is_refused_but_for_what_the_white_list_has()
    {
        using TestSwitch tandem = Start(static _ => { });
        tandem.Numbers.Book.Put(Line(isBlack: true, "20*")).Should().BeTrue();
        tandem.Numbers.Book.Put(Line(isBlack: false, "2002*")).Should().BeTrue();
        Refused(tandem, "4420", "20021");
        Refused(tandem, "4420", "2");
        tandem.Peer("customer").Invites("4420", "2001");
        tandem.Peer("customer").Gets(403);

        tandem.Numbers.Book.Lift(new(true, NumberSide.Caller, "20*", IsStandalone: false)).Should().NotBeNull();
        Refused(tandem, "4420", "2001");
    }

    [Fact]
    public void Nobody_has_a_group_refused_by_a_number_that_he_shows()
    {
        using TestSwitch tandem = Start(plan => plan.Set("SS_BLACK_LIST_CALLER_MALICIOUS_CALL_LIMIT", "1"));
        for (int i = 0; i < 4; i++)
        {
            Refused(tandem, "4420", "20*");
        }

        tandem.Numbers.Book.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Free_numbers_can_always_be_called_and_white_numbers_are_never_counted()
    {
        using TestSwitch tandem = Start(plan => plan.Set("SS_BLACK_LIST_CALLER_MALICIOUS_CALL_LIMIT", "1").Set("SERVER_BILLING_FREE_E164S", "44112"));
        tandem.Numbers.Book.Put(Line(isBlack: true, "2001")).Should().BeTrue();
        tandem.Numbers.Book.Put(Line(isBlack: false, "2002")).Should().BeTrue();
        Refused(tandem, "44112", "2001");
        for (int i = 0; i < 5; i++)
        {
            Refused(tandem, "4420", "2002");
        }

        tandem.Peer("customer").Invites("4420", "2001");
        tandem.Peer("customer").Gets(403);
    }

    private static NumberLine Line(bool isBlack, string number) =>
        new(new(isBlack, NumberSide.Caller, number, IsStandalone: false), NumberReason.Manual, default, null, 0, "ann", "");

    private static TestSwitch Start(Action<PlanBuilder> change) => TestSwitch.Start(plan =>
    {
        plan.Route("44", "carrier-a");
        change(plan);
    });

    /// <summary>A call that the black lists let pass: the carrier refuses it.</summary>
    private static void Refused(TestSwitch tandem, string called, string from)
    {
        tandem.Peer("customer").Invites(called, from);
        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Peer("carrier-a").Answers(486);
        tandem.Peer("customer").Gets(486);
        tandem.Peer("carrier-a").Gets("ACK");
    }

    private static void RingsOut(TestSwitch tandem, string called)
    {
        tandem.Peer("customer").Invites(called, "2001");
        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Peer("carrier-a").Answers(180);
        tandem.Peer("customer").Gets(180);
        tandem.Peer("carrier-a").Answers(480);
        tandem.Peer("customer").Gets(480);
        tandem.Peer("carrier-a").Gets("ACK");
    }
}
