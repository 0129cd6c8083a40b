namespace Tandem.Routing.Alarms;

/// <summary>How somebody is called about an alarm: VOS3000's parameters IVR_ALARM_* (BI §1.5).</summary>
public sealed record AlarmCallRules
{
    /// <summary>The longest name of a sound, or of a language.</summary>
    public const int LongestName = 64;

    public static AlarmCallRules Default { get; } = new();

    /// <summary>IVR_ALARM_CALLER_E164: the number that the call shows; empty shows none.</summary>
    public string Caller { get; init; } = "";

    /// <summary>IVR_ALARM_CONFIRM_KEY: the key that acknowledges.</summary>
    public char ConfirmKey { get; init; } = '1';

    /// <summary>IVR_ALARM_PERIOD: minutes from the beginning of a round of calls to the next, while nobody has acknowledged.</summary>
    public int Period { get; init; } = 5;

    /// <summary>IVR_ALARM_RETRY: how often a number is called again, before the next one.</summary>
    public int Retry { get; init; } = 6;

    /// <summary>IVR_ALARM_RETRY_INTERVAL: seconds between the end of a call and the next to the same number.</summary>
    public int RetryInterval { get; init; } = 20;

    /// <summary>IVR_ALARM_PRE_AUDIO: the sound before the alarm; empty is none.</summary>
    public string PreAudio { get; init; } = "alarmpreaudio";

    /// <summary>IVR_ALARM_LANGUAGE (a name of ours): the directory of sounds whose files come first.</summary>
    public string Language { get; init; } = "";

    /// <summary>Whether a text can be the name of a sound or a language: one word of the sounds' directory.</summary>
    public static bool IsName(string text) => text.Length <= LongestName && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && !text.StartsWith('.');
}
