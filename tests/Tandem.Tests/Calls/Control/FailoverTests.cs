using Tandem.Billing.Cdrs;
using Tandem.Routing.Trunks;
using Tandem.Sip.Transport;
using Tandem.TestKit;
using Tandem.Tests.Sip.Transport;

namespace Tandem.Tests.Calls.Control;

public sealed class FailoverTests
{
    [Fact]
    public void A_failed_first_route_falls_over_to_the_second()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        tandem.Peer("customer").Invites("442079460000");
        tandem.Peer("carrier-a").Answers(503);
        tandem.Peer("carrier-b").Answers(200);
        tandem.Peer("customer").Gets(200);
        tandem.Peer("customer").Byes();

        tandem.Peer("carrier-a").Gets("ACK");
        tandem.Cdr.EgressTrunk.Should().Be("carrier-b");
        tandem.Cdr.Tried.Select(static tried => (tried.Trunk, tried.Answer)).Should().Equal(("carrier-a", 503), ("carrier-b", 200));
        tandem.Cdr.CallIds.Should().HaveCount(2);
        Approved.Match(tandem.Ladder);
    }

    [Fact]
    public void A_route_that_was_locked_meanwhile_is_passed_over()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b", "carrier-c"));
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Gets("INVITE");

        tandem.Apply(plan => plan.Carrier("carrier-b", trunk => trunk with { Lock = LockType.All }));
        tandem.Peer("carrier-a").Answers(503);

        tandem.Peer("carrier-c").Gets("INVITE");
        tandem.Peer("carrier-b").GetsNothing();
    }

    [Fact]
    public void A_vendor_without_limit_and_opening_balance_sends_bills_and_is_not_checked()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.VendorCredit = 0m;
            plan.Route("44", "carrier-a");
        });
        tandem.Credit.Add("carrier-a", -5m);

        tandem.Peer("customer").Invites("44208");

        tandem.Peer("carrier-a").Gets("INVITE");
    }

    [Fact]
    public void A_vendor_whose_credit_is_used_up_gets_no_more_calls()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.VendorCredit = 0.01m;
            plan.Route("44", "carrier-a", "carrier-b");
        });
        SipPeer customer = tandem.Talk();
        tandem.Passes(2);
        customer.Byes();
        customer.Gets(200);
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Peer("carrier-a").Answers(200);
        tandem.Cdr.Vendor.Fee.Should().Be(0.01m);

        customer.Invites("44208");
        tandem.Peer("carrier-b").Answers(486);

        customer.Gets(486);
        tandem.Peer("carrier-a").GetsNothing();
        tandem.Cdrs[^1].Tried.Select(static tried => tried.Trunk).Should().Equal("carrier-b");
        tandem.Credit.Add("carrier-b", -1m);
        customer.Invites("44209");
        customer.Gets(503);
        tandem.Cdrs[^1].EndReason.Should().Be((int)EndReason.NoAvailableRouter);
        tandem.Credit.Add("carrier-a", 5m);
        customer.Invites("44210");
        tandem.Peer("carrier-a").Gets("INVITE");
    }

    [Fact]
    public void When_all_routes_have_failed_the_caller_is_told_what_the_last_carrier_said()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Answers(503);
        tandem.Peer("carrier-b").Answers(404);

        tandem.Peer("customer").Gets(404).Should().Contain("Reason: Q.850;cause=1");
        tandem.Cdr.EndReason.Should().Be(404);
        tandem.Cdr.EndDirection.Should().Be(EndDirection.Callee);
        tandem.Cdr.SipStatus.Should().Be(404);
        tandem.Credit.Balance("acme").Should().Be(100m);
        tandem.Credit.Held("acme").Should().Be(0m);
    }

    [Fact]
    public void A_carrier_that_asked_for_no_calls_after_the_routes_were_listed_is_passed_over()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b", "carrier-c"));
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Traffic.TakeOut("carrier-b", tandem.Time.GetUtcNow().AddSeconds(60));

        tandem.Peer("carrier-a").Answers(503);

        tandem.Peer("carrier-b").GetsNothing();
        tandem.Peer("carrier-c").Answers(486);
        tandem.Peer("customer").Gets(486);
        tandem.Cdr.Tried.Select(static tried => tried.Trunk).Should().Equal("carrier-a", "carrier-c");
    }

    [Fact]
    public void A_carrier_whose_name_leads_nowhere_is_left_even_when_no_code_may_move_the_call_on()
    {
        using var dns = new FakeDns();
        LocatorOptions names = new() { NameServers = [dns.At], HostsFile = null, Timeout = TimeSpan.FromSeconds(10), Retries = 0 };
        using TestSwitch tandem = TestSwitch.Start(
            plan =>
            {
                plan.Carrier("nowhere", static trunk => trunk with { Addresses = ["no-such-carrier.example"], Prefixes = ["44"], SwitchAllowErrorCode = false });
                plan.Route("44", "carrier-b");
            },
            names: names);
        tandem.Peer("customer").Invites("44207");

        tandem.PumpUntil(() => tandem.Ladder.Contains("-> carrier-b", StringComparison.Ordinal));
        tandem.Peer("carrier-b").Gets("INVITE");
    }

    [Fact]
    public void Busy_ends_the_hunt()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Answers(486);

        tandem.Peer("customer").Gets(486);
        tandem.Peer("carrier-b").GetsNothing();
        tandem.Cdr.EndReason.Should().Be(486);
    }

    [Fact]
    public void A_carrier_that_says_nothing_is_left_after_the_INVITE_timer_and_its_late_200_is_ended()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        SipPeer customer = tandem.Peer("customer");
        SipPeer silent = tandem.Peer("carrier-a");
        customer.Invites("44207");
        string invite = silent.Gets("INVITE");
        tandem.Passes(10.2);
        tandem.Peer("carrier-b").Answers(180);
        customer.Gets(180);

        silent.Ignores();
        silent.Say(silent.Response(invite, 200, "late"));

        silent.Gets("ACK");
        silent.Gets("BYE");
        silent.Answers(200);
        customer.GetsNothing();
    }

    [Fact]
    public void Ringing_too_long_is_no_answer_and_the_carrier_gets_CANCEL()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Peer("customer").Invites("44207");
        carrier.Answers(180);
        tandem.Peer("customer").Gets(180);

        tandem.Passes(121);

        carrier.Gets("CANCEL");
        tandem.Peer("customer").Gets(480);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NoAnswer);
        tandem.Cdr.EndDirection.Should().Be(EndDirection.Switch);
    }

    [Fact]
    public void Ringing_that_is_said_again_and_again_rings_no_longer()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Peer("customer").Invites("44207");
        for (int i = 0; i < 4; i++)
        {
            carrier.Answers(180);
            tandem.Passes(25);
        }

        tandem.Peer("customer").Gets(180);
        tandem.Peer("customer").Ignores();

        tandem.Passes(21);
        carrier.Gets("CANCEL");
        tandem.Peer("customer").Gets(480);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NoAnswer);
    }

    [Theory]
    [InlineData(486)]
    [InlineData(480)]
    [InlineData(404)]
    public void Retry_After_about_one_callee_takes_no_carrier_out(int status)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Peer("carrier-a").Answers(status, headers: "Retry-After: 3600");
        customer.Gets(status);
        tandem.Peer("carrier-a").Ignores();

        customer.Invites("44208");

        tandem.Peer("carrier-a").Gets("INVITE").Should().StartWith("INVITE sip:44208@");
    }

    [Fact]
    public void Retry_After_takes_the_carrier_out_for_that_time()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Peer("carrier-a").Answers(503, headers: "Retry-After: 60");
        tandem.Peer("carrier-b").Answers(486);
        customer.Gets(486);
        tandem.Peer("carrier-a").Ignores();

        customer.Invites("44207");
        tandem.Peer("carrier-b").Answers(486);
        customer.Gets(486);
        tandem.Peer("carrier-a").GetsNothing();

        tandem.Passes(61);
        customer.Invites("44207");
        tandem.Peer("carrier-a").Gets("INVITE");
    }

    [Fact]
    public void A_trunk_without_a_free_line_is_passed_over()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a", "carrier-b");
            plan.Carrier("carrier-a", trunk => trunk with { Capacity = 1 });
        });
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Gets("INVITE");

        tandem.Peer("second", "127.0.0.2:5062").Invites("44208");

        tandem.Peer("carrier-b").Gets("INVITE");
    }

    [Fact]
    public void An_unreachable_address_leads_to_the_next_one_of_the_same_trunk()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Carrier("carrier-a", trunk => trunk with { Addresses = ["127.0.0.3", "127.0.0.13"] });
        });
        tandem.Wire.Unreachable.Add(TestWire.Address("127.0.0.3:5060"));
        SipPeer second = tandem.Peer("second-address", "127.0.0.13:5060");

        tandem.Peer("customer").Invites("44207");
        tandem.Passes(0.1);
        second.Answers(200);

        tandem.Peer("customer").Gets(200);
        tandem.Peer("customer").Byes();
        tandem.Cdr.Tried.Select(static tried => tried.Answer).Should().Equal((int)EndReason.ConnectionTimeout, 200);
    }

    [Theory]
    [InlineData(302, 480)]
    [InlineData(401, 503)]
    [InlineData(488, 488)]
    [InlineData(603, 603)]
    public void What_would_mislead_the_caller_is_made_harmless(int carrierSays, int callerHears)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Answers(carrierSays);

        tandem.Peer("customer").Gets(callerHears);
        tandem.Cdr.EndReason.Should().Be(carrierSays);
        tandem.Cdr.SipStatus.Should().Be(callerHears);
    }

    [Fact]
    public void The_customers_own_list_of_codes_replaces_the_failure()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Customer = plan.Customer with { CallFailedSipCode = "500:486,0:503" };
        });
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Answers(500);
        tandem.Peer("customer").Gets(486);

        tandem.Cdr.EndReason.Should().Be(500);
        tandem.Cdr.SipStatus.Should().Be(486);
    }
}
