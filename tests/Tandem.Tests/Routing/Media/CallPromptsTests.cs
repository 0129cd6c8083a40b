using Tandem.Routing.Media;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Media;

public sealed class CallPromptsTests
{
    private static readonly IngressTrunk Trunk = new() { Name = "acme", Account = "acme" };
    private static readonly SystemParameters AllOn = new() { UnableToConnectVoice = true, BalanceAlarm = true, CallRemainTime = RemainingPrompt.Minutes };

    [Fact]
    public void As_it_begins_nothing_is_said() => CallPrompts.Decide(Trunk, SystemParameters.Default).IsAny.Should().BeFalse();

    [Fact]
    public void A_trunk_that_says_nothing_follows_the_system() =>
        CallPrompts.Decide(Trunk, AllOn).Should().Be(new CallPrompts(true, true, RemainingPrompt.Minutes, 60));

    [Fact]
    public void A_trunks_own_word_counts_either_way()
    {
        IngressTrunk off = Trunk with { UnableToConnectVoicePrompts = PromptSwitch.Off, BalanceNotEnoughAlarm = PromptSwitch.Off, CallRemainingTimePrompts = RemainingPrompt.None };
        CallPrompts.Decide(off, AllOn).IsAny.Should().BeFalse();
        CallPrompts.Decide(off, AllOn).LastSeconds.Should().Be(0, "who is not told before is not told in the talk");
        IngressTrunk on = Trunk with { UnableToConnectVoicePrompts = PromptSwitch.On, BalanceNotEnoughAlarm = PromptSwitch.On, CallRemainingTimePrompts = RemainingPrompt.Money };
        CallPrompts.Decide(on, SystemParameters.Default).Should().Be(new CallPrompts(true, true, RemainingPrompt.Money, 60));
    }

    [Fact]
    public void A_test_call_hears_nothing() => CallPrompts.Decide(null, AllOn).IsAny.Should().BeFalse();
}
