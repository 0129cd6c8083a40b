namespace Tandem.Routing.Trunks;

/// <summary>An extension (VOS3000: phone). Its INVITE is known by digest; its account pays (billing mode 0).</summary>
public sealed record Phone : MediaSettings, IPromptSettings
{
    public required string Number { get; init; }
    public required string Account { get; init; }
    public LockType Lock { get; init; }

    /// <summary>Digest password; write-only in the plan.</summary>
    public string Password { get; init; } = "";

    public string RateTable { get; init; } = "";
    public string CallingRewrite { get; init; } = "";
    public string CalledRewrite { get; init; } = "";
    public int LineCapacity { get; init; }

    /// <summary>Whether a voice says why a call fails (VOS3000 <c>unableToConnectVoicePrompts</c>).</summary>
    public PromptSwitch UnableToConnectVoicePrompts { get; init; }

    /// <summary>Its own voices for that, before those of SS_FAILURE_VOICES: <c>InsufficientBalance:no-credit,486:busy,0:sorry</c>.</summary>
    public string FailureVoices { get; init; } = "";

    /// <summary>What is told of the credit before the call goes out (VOS3000 <c>callRemainingTimePrompts</c>).</summary>
    public RemainingPrompt CallRemainingTimePrompts { get; init; }

    /// <summary>Whether a voice says that the balance is low (VOS3000 <c>balanceNotEnoughAlarm</c>).</summary>
    public PromptSwitch BalanceNotEnoughAlarm { get; init; }

    /// <summary>The directory of <c>sounds</c> that its voices are taken from first (VOS3000 <c>language</c>).</summary>
    public string Language { get; init; } = "";
}
