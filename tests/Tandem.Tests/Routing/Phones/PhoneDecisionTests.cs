using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Routing.Phones;

/// <summary>SW §9.</summary>
public sealed class PhoneDecisionTests
{
    private static readonly ForwardTargets Elsewhere = new() { E164 = ["2000"] };

    private static readonly (string Word, Func<Phone, Phone> Set)[] Settings =
    [
        ("locked", static phone => phone with { Lock = LockType.Incoming }),
        ("period", static phone => phone with { PeriodForwarding = true, PeriodForwardings = [new() { ForwardE164 = Elsewhere }] }),
        ("always", static phone => phone with { UnconditionalForward = true, UnconditionalForwardE164 = Elsewhere }),
        ("dnd", static phone => phone with { DoNotDisturb = true }),
        ("offline", static phone => phone with { OfflineForward = true, OfflineForwardE164 = Elsewhere }),
        ("busy", static phone => phone with { BusyForward = true, BusyForwardE164 = Elsewhere }),
    ];

    [Fact]
    public void The_table_before_it_rings()
    {
        var table = new StringBuilder();
        for (int set = 0; set < 1 << Settings.Length; set++)
        {
            string words = string.Join(" ", Settings.Where((_, bit) => (set & (1 << bit)) != 0).Select(static setting => setting.Word));
            CompiledPhone phone = Compiled(Settings.Where((_, bit) => (set & (1 << bit)) != 0).Aggregate(Bare, static (phone, setting) => setting.Set(phone)));
            table.Append(string.Create(null, $"{words,-38} free: {Word(phone, new(true, true)),-24} full: {Word(phone, new(true, false)),-24} offline: {Word(phone, new(false, true))}\n"));
        }

        Approved.Match(table.ToString());
    }

    [Fact]
    public void The_table_of_what_an_answer_says_of_a_phone()
    {
        var table = new StringBuilder();
        foreach (int status in new[] { 400, 403, 404, 408, 410, 430, 480, 486, 487, 488, 500, 503, 600, 603, 604 })
        {
            table.Append(null, $"{status}: at once {PhoneDecision.OutcomeOf(status, false, false),-9} after ringing {PhoneDecision.OutcomeOf(status, false, true)}\n");
        }

        table.Append(null, $"nothing: at once {PhoneDecision.OutcomeOf(408, true, false),-9} after ringing {PhoneDecision.OutcomeOf(408, true, true)}\n");
        Approved.Match(table.ToString());
    }

    [Fact]
    public void After_it_has_rung_each_outcome_has_its_own_forwarding()
    {
        CompiledPhone all = Compiled(Settings.Aggregate(Bare, static (phone, setting) => setting.Set(phone)) with { NoAnswerForward = true, NoAnswerForwardE164 = Elsewhere });
        CompiledPhone none = Compiled(Bare);
        PhoneDecision.After(all, PhoneOutcome.Busy, TestPlan.Noon, false).Should().Be(new PhoneVerdict(PhoneStep.Forward, ForwardKind.Busy, EndReason.CalleeBusy));
        PhoneDecision.After(all, PhoneOutcome.NoAnswer, TestPlan.Noon, false).Should().Be(new PhoneVerdict(PhoneStep.Forward, ForwardKind.NoAnswer, EndReason.NoAnswer));
        PhoneDecision.After(all, PhoneOutcome.Offline, TestPlan.Noon, false).Should().Be(new PhoneVerdict(PhoneStep.Forward, ForwardKind.Offline, EndReason.CalleeNotOnline));
        PhoneDecision.After(all, PhoneOutcome.Other, TestPlan.Noon, false).Should().BeNull();
        PhoneDecision.After(none, PhoneOutcome.Busy, TestPlan.Noon, false).Should().BeNull();
        PhoneDecision.After(none, PhoneOutcome.NoAnswer, TestPlan.Noon, false).Should().BeNull();
        PhoneDecision.After(none, PhoneOutcome.Offline, TestPlan.Noon, false).Should().BeNull();
    }

    [Theory]
    [InlineData(PhoneSwitch.System, false, PhoneStep.Refuse)]
    [InlineData(PhoneSwitch.System, true, PhoneStep.Carriers)]
    [InlineData(PhoneSwitch.On, false, PhoneStep.Carriers)]
    [InlineData(PhoneSwitch.Off, true, PhoneStep.Refuse)]
    public void Carriers_are_tried_for_a_phone_that_is_offline_where_it_or_the_system_says_so(PhoneSwitch own, bool system, PhoneStep step)
    {
        CompiledPhone phone = Compiled(Bare with { UseRoutingGatewayNotOnline = own });
        PhoneDecision.Before(phone, new(false, true), TestPlan.Noon, system, isOwnRing: false).Step.Should().Be(step);
    }

    [Fact]
    public void A_phone_that_its_own_forwarding_rings_rings_or_does_not()
    {
        CompiledPhone phone = Compiled(Settings.Skip(1).Where(static setting => setting.Word != "dnd").Aggregate(Bare, static (phone, setting) => setting.Set(phone)));
        PhoneDecision.Before(phone, new(true, true), TestPlan.Noon, false, isOwnRing: true).Step.Should().Be(PhoneStep.Ring);
        PhoneDecision.Before(phone, new(true, false), TestPlan.Noon, false, isOwnRing: true).Should().Be(new PhoneVerdict(PhoneStep.Refuse, default, EndReason.CalleeBusy));
        PhoneDecision.Before(phone, new(false, true), TestPlan.Noon, true, isOwnRing: true).Should().Be(new PhoneVerdict(PhoneStep.Refuse, default, EndReason.CalleeNotOnline));
    }

    [Theory]
    [InlineData("2026-01-05T08:59:59", false)] // a Monday
    [InlineData("2026-01-05T09:00:00", true)]
    [InlineData("2026-01-05T16:59:59", true)]
    [InlineData("2026-01-05T17:00:00", false)]
    [InlineData("2026-01-06T12:00:00", false)]
    public void A_period_holds_on_its_days_between_its_seconds(string local, bool holds) =>
        new PeriodForwarding { WeekOfDay = [1], BeginSecondInDay = 9 * 3600, EndSecondInDay = 17 * 3600 }.Holds(DateTime.Parse(local, null)).Should().Be(holds);

    [Theory]
    [InlineData("2026-01-05T21:59:59", false)]
    [InlineData("2026-01-05T22:00:00", true)]
    [InlineData("2026-01-06T05:59:59", true)] // Tuesday morning belongs to Monday's night
    [InlineData("2026-01-06T06:00:00", false)]
    [InlineData("2026-01-06T22:00:00", false)]
    [InlineData("2026-01-05T03:00:00", false)] // Sunday's night does not
    public void A_period_may_go_on_past_midnight(string local, bool holds) =>
        new PeriodForwarding { WeekOfDay = [1], BeginSecondInDay = 22 * 3600, EndSecondInDay = 6 * 3600 }.Holds(DateTime.Parse(local, null)).Should().Be(holds);

    [Fact]
    public void Periods_follow_the_phones_own_clock()
    {
        Phone phone = Bare with { PeriodForwarding = true, PeriodForwardings = [new() { BeginSecondInDay = 13 * 3600, EndSecondInDay = 14 * 3600, ForwardE164 = Elsewhere }] };
        Compiled(phone).TargetsOf(ForwardKind.Period, TestPlan.Noon).Should().BeNull();
        Compiled(phone with { TimeZone = "Europe/Berlin" }).TargetsOf(ForwardKind.Period, new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)).Should().NotBeNull();
        Compiled(phone with { TimeZone = "Europe/Berlin" }).TargetsOf(ForwardKind.Period, new(2026, 7, 6, 12, 0, 0, TimeSpan.Zero)).Should().BeNull("it is summer there");
    }

    private static Phone Bare => new() { Number = "1001", Account = "acme", Password = "secret" };

    private static CompiledPhone Compiled(Phone phone) => (TestPlan.Document with { Phones = [phone] }).Compile().FindPhone("1001")!.Phone!;

    private static string Word(CompiledPhone phone, PhoneState state)
    {
        PhoneVerdict verdict = PhoneDecision.Before(phone, state, TestPlan.Noon, fallsBack: false, isOwnRing: false);
        return verdict.Step switch
        {
            PhoneStep.Ring => "rings",
            PhoneStep.Forward => $"forward {verdict.Kind}",
            _ => $"{verdict.Reason}",
        };
    }
}
