using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>What must hold of a trunk's or phone's voices.</summary>
internal static class PromptRules
{
    public static void Check(IPromptSettings side, string path, PlanCheck check)
    {
        check.Defined(side.UnableToConnectVoicePrompts, $"{path}.unableToConnectVoicePrompts");
        check.Defined(side.CallRemainingTimePrompts, $"{path}.callRemainingTimePrompts");
        check.Defined(side.BalanceNotEnoughAlarm, $"{path}.balanceNotEnoughAlarm");
        if (!FailureVoices.TryParse(side.FailureVoices, out _, out string problem))
        {
            check.Add($"{path}.failureVoices", problem);
        }

        if (side.Language.Length > 0 && !FailureVoices.IsSound(side.Language))
        {
            check.Add($"{path}.language", $"'{side.Language}' is no name of a directory: letters, digits, '-', '_' and '.'");
        }
    }
}
