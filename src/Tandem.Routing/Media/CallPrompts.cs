using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Media;

/// <summary>Which voices a trunk's or phone's callers hear, its own settings before the system's (SW §1.10, §1.12, §6.7). Pure.</summary>
/// <param name="SaysFailure">Why a call fails.</param>
/// <param name="SaysLowBalance">That the balance is low.</param>
/// <param name="Remaining">What is left, before the call goes out. Never System.</param>
/// <param name="LastSeconds">So many seconds before the end of the credit, how long is left; 0 = never.</param>
public readonly record struct CallPrompts(bool SaysFailure, bool SaysLowBalance, RemainingPrompt Remaining, int LastSeconds)
{
    /// <summary>Any of them: such a call needs the relay.</summary>
    public bool IsAny => SaysFailure || SaysLowBalance || SaysRemaining;

    public bool SaysRemaining => Remaining is RemainingPrompt.Money or RemainingPrompt.Minutes;

    public static CallPrompts Decide(IPromptSettings? side, SystemParameters parameters)
    {
        if (side is null)
        {
            return new(false, false, RemainingPrompt.None, 0);
        }

        RemainingPrompt remaining = side.CallRemainingTimePrompts == RemainingPrompt.System ? parameters.CallRemainTime : side.CallRemainingTimePrompts;
        return new(
            IsOn(side.UnableToConnectVoicePrompts, parameters.UnableToConnectVoice),
            IsOn(side.BalanceNotEnoughAlarm, parameters.BalanceAlarm),
            remaining,
            remaining == RemainingPrompt.None ? 0 : parameters.CallRemainTimeLast);
    }

    /// <summary>The sound for a call of this trunk or phone that ends so, as <see cref="Tandem.Routing.Trunks.FailureVoices"/> has it; empty for none.</summary>
    public static string VoiceFor(CompiledIngress ingress, SystemParameters parameters, int endReason) =>
        ingress.FailureVoices.Find(endReason) ?? parameters.FailureVoices.Find(endReason) ?? "";

    private static bool IsOn(PromptSwitch own, bool system) => own == PromptSwitch.On || (own == PromptSwitch.System && system);
}
