using CsCheck;
using Tandem.Calls.Guard.Bans;
using Tandem.Routing.Plan;

namespace Tandem.Tests.Calls.Guard.Bans;

public sealed class OffenceWindowTests
{
    private static readonly FirewallRule Rule = new(RuleMode.On, 10, 60);

    [Fact]
    public void So_many_within_the_time_break_the_rule_and_one_less_does_not()
    {
        OffenceWindow window = default;
        bool isBroken = false;
        for (int i = 0; i < 9; i++)
        {
            (window, isBroken) = OffenceWindow.Step(window, Rule, 1000 + i, 1);
            isBroken.Should().BeFalse();
        }

        (_, isBroken) = OffenceWindow.Step(window, Rule, 2000, 1);
        isBroken.Should().BeTrue();
        (_, isBroken) = OffenceWindow.Step(window, Rule, 1000 + 120_000, 1);
        isBroken.Should().BeFalse("those of long ago count no more");
    }

    [Fact]
    public void Offences_over_the_border_of_two_windows_count_together()
    {
        (OffenceWindow window, _) = OffenceWindow.Step(default, Rule, 60_000, 1);
        (window, _) = OffenceWindow.Step(window, Rule, 119_000, 8);
        (_, bool isBroken) = OffenceWindow.Step(window, Rule, 121_000, 2);
        isBroken.Should().BeTrue();
    }

    [Fact]
    public void A_rule_that_is_off_is_never_broken() =>
        OffenceWindow.Step(default, Rule with { Mode = RuleMode.Off }, 1, 1000).IsBroken.Should().BeFalse();

    [Fact]
    public void More_offences_at_a_time_never_break_less() =>
        Gen.Select(Gen.Int[0, 500_000], Gen.Int[0, 20], Gen.Int[1, 20], Gen.Int[0, 20]).Sample(static (at, before, count, more) =>
        {
            (OffenceWindow window, _) = OffenceWindow.Step(default, Rule, 0, before);
            bool fewer = OffenceWindow.Step(window, Rule, at, count).IsBroken;
            bool all = OffenceWindow.Step(window, Rule, at, count + more).IsBroken;
            (!fewer || all).Should().BeTrue();
        });
}
