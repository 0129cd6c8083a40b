using System.Text;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

/// <summary>SW §3.5 in whole calls: what ends the hunt for a route, and what beats it.</summary>
public sealed class StoppedHuntTests
{
    [Fact]
    public void After_early_media_the_hunt_is_over()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a", "carrier-b"));
        FailsAfterEarlyMedia(tandem);

        Stopped(tandem, 503, ReasonCode.StoppedBySdp);
    }

    [Theory]
    [InlineData("SS_SIP_STOP_SWITCH_AFTER_SDP", "Off")]
    [InlineData("SS_GATEWAY_SWITCH_UNTIL_CONNECT", "On")]
    public void After_early_media_the_hunt_goes_on_when_the_system_says_so(string parameter, string value)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b").Set(parameter, value));
        FailsAfterEarlyMedia(tandem);

        tandem.Peer("carrier-b").Gets("INVITE");
    }

    [Fact]
    public void After_early_media_a_trunks_own_word_beats_the_systems()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan =>
            plan.Route("44", "carrier-a", "carrier-b").Carrier("carrier-a", static trunk => trunk with { SwitchAllowSdp = true }));
        FailsAfterEarlyMedia(tandem);
        tandem.Peer("carrier-b").Gets("INVITE");

        using TestSwitch other = TestSwitch.Start(static plan =>
            plan.Route("44", "carrier-a", "carrier-b").Set("SS_SIP_STOP_SWITCH_AFTER_SDP", "Off").Carrier("carrier-a", static trunk => trunk with { SwitchAllowSdp = false }));
        FailsAfterEarlyMedia(other);
        Stopped(other, 503, ReasonCode.StoppedBySdp);
    }

    [Theory]
    [InlineData(503, true)]
    [InlineData(404, false)]
    public void With_switchErrorCodes_the_hunt_goes_on_after_those_only(int status, bool movesOn)
    {
        using TestSwitch tandem = Failing(status, static trunk => trunk with { SwitchErrorCodes = [500, 503] });

        Went(tandem, status, movesOn);
    }

    [Theory]
    [InlineData(503, false)]
    [InlineData(404, true)]
    public void With_stopSwitchingCodes_the_hunt_ends_after_those(int status, bool movesOn)
    {
        using TestSwitch tandem = Failing(status, static trunk => trunk with { StopSwitchingCodes = [500, 503] });

        Went(tandem, status, movesOn);
    }

    [Fact]
    public void Without_switchAllowErrorCode_any_code_ends_the_hunt()
    {
        using TestSwitch tandem = Failing(503, static trunk => trunk with { SwitchAllowErrorCode = false });

        Went(tandem, 503, movesOn: false);
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("1", 2)]
    [InlineData("2", 3)]
    [InlineData("None", 4)]
    public void A_call_changes_its_route_so_often_and_no_more(string limit, int attempts)
    {
        string[] carriers = ["carrier-a", "carrier-b", "carrier-c", "carrier-d"];
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", carriers).Set("SS_GATEWAY_SWITCH_LIMIT", limit));
        tandem.Peer("customer").Invites("44207");

        foreach (string carrier in carriers.Take(attempts))
        {
            tandem.Peer(carrier).Answers(503);
        }

        tandem.Peer("customer").Gets(503);
        tandem.Cdr.Tried.Select(static tried => tried.Trunk).Should().Equal(carriers.Take(attempts));
        Why(tandem).Should().Contain(attempts < carriers.Length ? nameof(ReasonCode.StoppedBySwitchLimit) : nameof(ReasonCode.RoutesUsedUp));
    }

    private static void FailsAfterEarlyMedia(TestSwitch tandem)
    {
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Answers(183, "early");
        tandem.Peer("customer").Gets(183);
        tandem.Peer("carrier-a").Answers(503);
    }

    private static TestSwitch Failing(int status, Func<EgressTrunk, EgressTrunk> how)
    {
        TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a", "carrier-b").Carrier("carrier-a", how));
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("carrier-a").Answers(status);
        return tandem;
    }

    private static void Went(TestSwitch tandem, int status, bool movesOn)
    {
        if (movesOn)
        {
            tandem.Peer("carrier-b").Gets("INVITE");
        }
        else
        {
            Stopped(tandem, status, ReasonCode.StoppedByCode);
        }
    }

    private static void Stopped(TestSwitch tandem, int status, ReasonCode why)
    {
        tandem.Peer("customer").Gets(status);
        tandem.Peer("carrier-b").GetsNothing();
        tandem.Cdr.EndReason.Should().Be(status);
        Why(tandem).Should().Contain(why.ToString());
    }

    private static string Why(TestSwitch tandem) => Encoding.UTF8.GetString(tandem.Cdr.Why.Span);
}
