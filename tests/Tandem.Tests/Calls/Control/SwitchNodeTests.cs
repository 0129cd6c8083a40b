using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

public sealed class SwitchNodeTests
{
    [Fact]
    public void Calls_now_can_be_seen_and_hung_up()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        tandem.Passes(2);

        LiveCall call = tandem.Ask(tandem.Node.CallsAsync(CancellationToken.None)).Single();
        call.State.Should().Be("Talking");
        call.TalkMs.Should().Be(2000);
        call.CalledNumber.Should().Be("442079460000");
        call.IngressTrunk.Should().Be("customer");
        call.EgressTrunk.Should().Be("carrier-a");
        call.Account.Should().Be("acme");
        (call.PlacedBy, call.MediaMode, call.CallerCodec, call.CalleeCodec).Should().Be(("", "off", "PCMA", "PCMA"));
        (call.Caller.Signalling.ToString(), call.Caller.Media.ToString()).Should().Be(("127.0.0.2:5060", "127.0.0.9:4000"));
        (call.Callee.Signalling.ToString(), call.Callee.Media.ToString()).Should().Be(("127.0.0.3:5060", "127.0.0.9:4000"));
        call.Callee.Local.Should().Be(call.Caller.Local).And.NotBe(default(LiveAddress));

        tandem.Ask(tandem.Node.HangUpAsync("12345", CancellationToken.None)).Should().BeFalse();
        tandem.Ask(tandem.Node.HangUpAsync("no number", CancellationToken.None)).Should().BeFalse();
        tandem.Ask(tandem.Node.HangUpAsync(call.Id, CancellationToken.None)).Should().BeTrue();
        customer.Gets("BYE");
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.ServerHangup);
        tandem.Cdr.Id.ToString().Should().Be(call.Id);
    }

    [Fact]
    public void While_draining_new_calls_get_503_and_running_ones_go_on()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();

        Task drained = tandem.Node.DrainAsync(TimeSpan.FromSeconds(30));
        tandem.Pump();
        SipPeer second = tandem.Peer("second", "127.0.0.2:5062");
        second.Invites("44207");
        second.Gets(503).Should().Contain("\r\nRetry-After: ");
        tandem.Node.IsReady.Should().BeFalse();
        drained.IsCompleted.Should().BeFalse();
        customer.Byes();
        customer.Gets(200);

        tandem.Ask(drained);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
    }

    [Fact]
    public void A_switch_whose_journal_can_not_be_written_takes_no_calls_and_says_that_it_is_not_ready()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        tandem.Node.IsReady.Should().BeTrue();

        tandem.Journal.IsWritable = false;

        tandem.Node.IsReady.Should().BeFalse();
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("customer").Gets(503);
        tandem.Journal.IsWritable = true;
        tandem.Node.IsReady.Should().BeTrue();
    }

    [Fact]
    public void A_drain_that_takes_too_long_hangs_up()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        Task drained = tandem.Node.DrainAsync(TimeSpan.FromSeconds(10));

        tandem.Passes(11);
        tandem.Ask(drained);

        customer.Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.ServerHangup);
    }

    [Fact]
    public void While_the_journal_can_not_be_written_new_calls_get_503_and_running_ones_go_on()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        tandem.Journal.IsWritable = false;
        SipPeer second = tandem.Peer("second", "127.0.0.2:5062");

        second.Invites("44207");
        second.Gets(503);
        tandem.Passes(5);
        customer.Byes();
        customer.Gets(200);

        tandem.Cdr.HoldTime.Should().Be(5);
        tandem.Node.Counters().Values["journal_failures"].Should().Be(1);
    }

    [Fact]
    public void Numbers_of_records_rise_and_are_unique_over_shards()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"), shards: 3);
        SipPeer carrier = tandem.Peer("carrier-a");
        for (int i = 0; i < 30; i++)
        {
            SipPeer caller = tandem.Peer($"caller-{i}", $"127.0.0.2:{6000 + i}");
            caller.Invites("44207");
            carrier.Answers(486);
            caller.Gets(486);
        }

        tandem.Cdrs.Should().HaveCount(30);
        tandem.Cdrs.Select(static cdr => cdr.Id).Should().OnlyHaveUniqueItems().And.OnlyContain(static id => id > 0);
        tandem.Cdrs.Select(static cdr => cdr.CallIds[0][..2]).Distinct().Should().HaveCount(3);
    }

    [Fact]
    public void Calls_on_several_shards_are_carried_to_their_end()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"), shards: 4);
        for (int i = 0; i < 8; i++)
        {
            SipPeer customer = tandem.Talk();
            customer.Byes();
            customer.Gets(200);
            tandem.Peer("carrier-a").Gets("BYE");
            tandem.Peer("carrier-a").Answers(200);
        }

        tandem.Cdrs.Should().HaveCount(8).And.OnlyContain(static cdr => cdr.EndReason == 16);
        tandem.Passes(70);
        tandem.Node.Leftovers().Dialogs.Should().Be(0);
    }

    [Fact]
    public void A_change_of_the_plan_counts_for_the_next_call_and_drops_none()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b"));
        SipPeer customer = tandem.Talk();

        tandem.Apply(plan => plan.Carrier("carrier-a", trunk => trunk with { Lock = Tandem.Routing.Trunks.LockType.All }));
        SipPeer second = tandem.Peer("second", "127.0.0.2:5062");
        second.Invites("44207");

        tandem.Peer("carrier-b").Gets("INVITE");
        customer.Byes();
        customer.Gets(200);
        tandem.Cdr.PlanRevision.Should().Be(1);
    }
}
