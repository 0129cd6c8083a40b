namespace Tandem.Routing.Trunks;

/// <summary>A switch that may leave the choice to the system's parameter.</summary>
public enum PromptSwitch : byte
{
    System = 0,
    On = 1,
    Off = 2,
}

/// <summary>VOS3000 <c>callRemainingTimePrompts</c>: what a caller is told of its credit before the call goes out.</summary>
public enum RemainingPrompt : byte
{
    /// <summary>As SS_CALLREMINTIME says.</summary>
    System = 0,

    /// <summary>How much money is left.</summary>
    Money = 1,

    /// <summary>How long the call may last.</summary>
    Minutes = 2,

    None = 3,
}

/// <summary>What a customer's trunk or phone says about the voices that its callers hear (SW §1.12, §6.7).</summary>
public interface IPromptSettings
{
    /// <summary>Whether a voice says why a call fails (VOS3000 <c>unableToConnectVoicePrompts</c>).</summary>
    PromptSwitch UnableToConnectVoicePrompts { get; }

    /// <summary>Its own voices for that, before those of SS_FAILURE_VOICES; see <see cref="FailureVoices"/>.</summary>
    string FailureVoices { get; }

    /// <summary>What is told of the credit (VOS3000 <c>callRemainingTimePrompts</c>).</summary>
    RemainingPrompt CallRemainingTimePrompts { get; }

    /// <summary>Whether a voice says that the balance is low (VOS3000 <c>balanceNotEnoughAlarm</c>).</summary>
    PromptSwitch BalanceNotEnoughAlarm { get; }

    /// <summary>The directory of <c>sounds</c> that its voices are taken from first (VOS3000 <c>language</c>); empty for none.</summary>
    string Language { get; }
}
