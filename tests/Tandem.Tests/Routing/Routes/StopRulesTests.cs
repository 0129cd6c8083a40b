using AwesomeAssertions;
using System.Globalization;
using System.Text;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Routing.Routes;

/// <summary>SW §3.5, §1.8.</summary>
public sealed class StopRulesTests
{
    private static readonly AttemptOutcome Failed503 = new(503, false, false, false, 0);
    private static readonly AttemptOutcome Busy = new(486, false, false, false, 0);
    private static readonly AttemptOutcome RangOut = new(408, true, true, false, 0);
    private static readonly AttemptOutcome Silent = new(408, true, false, false, 0);
    private static readonly AttemptOutcome Unreachable = new(503, true, false, false, 0);
    private static readonly AttemptOutcome FailedAfterMedia = new(503, false, false, true, 0);
    private static readonly AttemptOutcome FailedAfterSound = FailedAfterMedia with { SawRtp = true };

    [Theory]
    [InlineData("503 at once", null)]
    [InlineData("busy", ReasonCode.StoppedByBusy)]
    [InlineData("rang out", ReasonCode.StoppedByRinging)]
    [InlineData("no answer to INVITE", null)]
    [InlineData("503 after media", ReasonCode.StoppedBySdp)]
    public void The_defaults_are_those_of_the_manual(string outcome, ReasonCode? stop) =>
        Ask(TestPlan.Document, outcome).Should().Be(stop);

    [Theory]
    [InlineData("503 at once", null)]
    [InlineData("busy", ReasonCode.StoppedByBusy)] // beats until-connect
    [InlineData("rang out", null)]
    [InlineData("503 after media", null)]
    public void Until_connect_passes_ringing_and_media_but_not_busy(string outcome, ReasonCode? stop) =>
        Ask(TestPlan.Document.With("SS_GATEWAY_SWITCH_UNTIL_CONNECT", "On"), outcome).Should().Be(stop);

    [Fact]
    public void Busy_and_media_have_their_own_switches()
    {
        Ask(TestPlan.Document.With("SS_GATEWAY_SWITCH_STOP_AFTER_USER_BUSY", "Off"), "busy").Should().BeNull();
        Ask(TestPlan.Document.With("SS_SIP_STOP_SWITCH_AFTER_SDP", "Off"), "503 after media").Should().BeNull();
    }

    [Theory]
    [InlineData("On", true, "no answer to INVITE", ReasonCode.StoppedByInviteTimeout)]
    [InlineData("Off", true, "no answer to INVITE", null)]
    [InlineData("On", false, "no answer to INVITE", null)] // we don't register there
    [InlineData("On", true, "nothing can be sent there", null)]
    [InlineData("On", true, "503 at once", null)]
    [InlineData("On", true, "rang out", ReasonCode.StoppedByRinging)]
    public void A_carrier_at_which_we_register_ends_the_hunt_by_its_silence_where_that_is_wished(string parameter, bool registers, string outcome, ReasonCode? stop) =>
        Ask(TestPlan.Document.With("SS_SIP_USER_AGENT_STOP_SWITCH_AFTER_INVITE_TIMEOUT", parameter), outcome, TestPlan.CarrierA with { RegisterOutward = registers, Username = "we", Password = "a-password" }).Should().Be(stop);

    [Fact]
    public void A_trunks_own_setting_beats_the_systems_either_way()
    {
        Ask(TestPlan.Document, "busy", TestPlan.CarrierA with { SwitchAllowBusy = true }).Should().BeNull();
        Ask(TestPlan.Document.With("SS_GATEWAY_SWITCH_STOP_AFTER_USER_BUSY", "Off"), "busy", TestPlan.CarrierA with { SwitchAllowBusy = false }).Should().Be(ReasonCode.StoppedByBusy);
        Ask(TestPlan.Document, "rang out", TestPlan.CarrierA with { SwitchAllowRing = true }).Should().BeNull();
        Ask(TestPlan.Document.With("SS_GATEWAY_SWITCH_UNTIL_CONNECT", "On"), "rang out", TestPlan.CarrierA with { SwitchAllowRing = false }).Should().Be(ReasonCode.StoppedByRinging);
        Ask(TestPlan.Document, "503 after media", TestPlan.CarrierA with { SwitchAllowSdp = true }).Should().BeNull();
        Ask(TestPlan.Document.With("SS_SIP_STOP_SWITCH_AFTER_SDP", "Off"), "503 after media", TestPlan.CarrierA with { SwitchAllowSdp = false }).Should().Be(ReasonCode.StoppedBySdp);
    }

    /// <summary>Once the description alone does not end the hunt, sound does.</summary>
    [Theory]
    [InlineData("On", null, "On", null, ReasonCode.StoppedBySdp)]
    [InlineData("Off", null, "On", null, ReasonCode.StoppedByRtp)]
    [InlineData("Off", null, "Off", null, null)]
    [InlineData("Off", null, "Off", false, ReasonCode.StoppedByRtp)]
    [InlineData("Off", null, "On", true, null)]
    [InlineData("On", true, "On", null, ReasonCode.StoppedByRtp)]
    [InlineData("On", true, "On", true, null)]
    public void Sound_from_the_carrier_has_its_own_switch(string systemSdp, bool? allowsSdp, string systemRtp, bool? allowsRtp, ReasonCode? stop)
    {
        PlanDocument document = TestPlan.Document.With("SS_SIP_STOP_SWITCH_AFTER_SDP", systemSdp).With("SS_GATEWAY_SWITCH_STOP_AFTER_RTP_START", systemRtp);
        EgressTrunk trunk = TestPlan.CarrierA with { SwitchAllowSdp = allowsSdp, SwitchAllowRtp = allowsRtp };
        Ask(document, FailedAfterSound, trunk).Should().Be(stop);
        StopRules.AsksForRtp(document.Compile().Parameters, trunk).Should().Be(stop == ReasonCode.StoppedByRtp, "only then it makes a difference");
    }

    [Fact]
    public void Until_connect_passes_sound_too() =>
        Ask(TestPlan.Document.With("SS_GATEWAY_SWITCH_UNTIL_CONNECT", "On"), FailedAfterSound, null).Should().BeNull();

    [Theory]
    [InlineData(503, false, 503)]
    [InlineData(408, true, null)]
    public void What_moves_the_call_on_is_said_only_when_the_carrier_said_it(int status, bool isSilent, int? said)
    {
        SwitchPlan plan = TestPlan.Document.Compile();
        using var why = new RouteReasons();
        StopRules.MayMoveOn(plan, plan.Egress[0], new AttemptOutcome(status, isSilent, false, false, 0), why).Should().BeTrue();
        why[0].Number.Should().Be(said);
    }

    [Fact]
    public void Codes_can_be_listed_to_go_on_or_to_stop()
    {
        Ask(TestPlan.Document, "503 at once", TestPlan.CarrierA with { SwitchAllowErrorCode = false }).Should().Be(ReasonCode.StoppedByCode);
        Ask(TestPlan.Document, "503 at once", TestPlan.CarrierA with { SwitchErrorCodes = [404] }).Should().Be(ReasonCode.StoppedByCode);
        Ask(TestPlan.Document, "503 at once", TestPlan.CarrierA with { SwitchErrorCodes = [503] }).Should().BeNull();
        Ask(TestPlan.Document.With("SS_GATEWAY_SWITCH_UNTIL_CONNECT", "On"), "503 at once", TestPlan.CarrierA with { StopSwitchingCodes = [503] }).Should().Be(ReasonCode.StoppedByCode);
        // A time-out is no code.
        Ask(TestPlan.Document, "no answer to INVITE", TestPlan.CarrierA with { SwitchAllowErrorCode = false, StopSwitchingCodes = [408] }).Should().BeNull();
        Ask(TestPlan.Document, "nothing can be sent there", TestPlan.CarrierA with { SwitchAllowErrorCode = false, StopSwitchingCodes = [503] }).Should().BeNull();
    }

    [Theory]
    [InlineData("None", 50, true)]
    [InlineData("0", 0, false)]
    [InlineData("2", 1, true)]
    [InlineData("2", 2, false)]
    public void The_number_of_switches_is_limited(string limit, int done, bool goesOn)
    {
        SwitchPlan plan = TestPlan.Document.With("SS_GATEWAY_SWITCH_LIMIT", limit).Compile();
        StopRules.MayMoveOn(plan, plan.Egress[0], Failed503 with { Switches = done }, new RouteReasons()).Should().Be(goesOn);
    }

    [Theory]
    [InlineData("0", true, 1000, true)]
    [InlineData("10", true, 10, true)]
    [InlineData("10", true, 11, false)]
    [InlineData("10", false, 11, true)]
    public void A_backup_comes_in_within_its_time(string delay, bool protect, int seconds, bool tried)
    {
        SwitchPlan plan = TestPlan.Document.With("SS_TRY_PROTECT_ROUTE_DELAY", delay).With(TestPlan.CarrierA with { ProtectRoute = protect }).Compile();
        var route = new Route(plan.Egress[0], "1", "44", default);
        StopRules.MayTry(plan, in route, TimeSpan.FromSeconds(seconds), new RouteReasons()).Should().Be(tried);
    }

    /// <summary>The whole table of the defaults, for a person to compare with SW §3.5.</summary>
    [Fact]
    public void The_table_is_as_approved()
    {
        var table = new StringBuilder("status timed-out ringing sdp | default | until-connect\n");
        foreach (int status in new[] { 302, 403, 404, 408, 480, 486, 488, 500, 503, 600, 603 })
        {
            // Only a 408 is what our own time-out counts as.
            for (int bits = 0; bits < (status == 408 ? 8 : 4); bits++)
            {
                var outcome = new AttemptOutcome(status, (bits & 4) != 0, (bits & 2) != 0, (bits & 1) != 0, 0);
                table.Append(CultureInfo.InvariantCulture, $"{status} {Sign(outcome.IsSilent)} {Sign(outcome.SawRinging)} {Sign(outcome.SawSdp)} | ");
                table.Append(Name(Ask(TestPlan.Document, outcome, null))).Append(" | ");
                table.Append(Name(Ask(TestPlan.Document.With("SS_GATEWAY_SWITCH_UNTIL_CONNECT", "On"), outcome, null))).Append('\n');
            }
        }

        Approved.Match(table.ToString());
    }

    private static string Sign(bool value) => value ? "x" : "-";

    private static string Name(ReasonCode? stop) => stop?.ToString() ?? "next route";

    private static ReasonCode? Ask(PlanDocument document, string outcome, EgressTrunk? trunk = null) => Ask(
        document,
        outcome switch { "busy" => Busy, "rang out" => RangOut, "no answer to INVITE" => Silent, "nothing can be sent there" => Unreachable, "503 after media" => FailedAfterMedia, _ => Failed503 },
        trunk);

    private static ReasonCode? Ask(PlanDocument document, AttemptOutcome outcome, EgressTrunk? trunk)
    {
        SwitchPlan plan = document.With(trunk ?? TestPlan.CarrierA).Compile();
        var why = new RouteReasons();
        bool goesOn = StopRules.MayMoveOn(plan, plan.Egress[0], outcome, why);
        why.Count.Should().Be(1);
        goesOn.Should().Be(why[0].Code == ReasonCode.MovedOn);
        return goesOn ? null : why[0].Code;
    }
}
