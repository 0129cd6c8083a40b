using Tandem.Routing.Alarms;
using Tandem.Routing.Numbers;
using static Tandem.Routing.Plan.ParameterDefinition;

namespace Tandem.Routing.Plan;

/// <summary>The parameters IVR_ALARM_…: voice calls about alarms.</summary>
internal static class AlarmCallParameters
{
    public static IEnumerable<ParameterDefinition> All =>
    [
        new("IVR_ALARM_CALLER_E164", "a number, up to 32 characters",
            "The number that voice calls about alarms show as their caller. Empty shows none.",
            static p => p.AlarmCalls.Caller,
            static (p, text) => NumberText.IsShown(text) ? Alarms(p, p.AlarmCalls with { Caller = text }) : null),
        new("IVR_ALARM_CONFIRM_KEY", "0–9, * or #",
            "The key by which who is called about an alarm acknowledges it.",
            static p => p.AlarmCalls.ConfirmKey.ToString(),
            static (p, text) => text is [(>= '0' and <= '9') or '*' or '#'] ? Alarms(p, p.AlarmCalls with { ConfirmKey = text[0] }) : null),
        new("IVR_ALARM_LANGUAGE", "name of a directory",
            "The directory of the data directory's sounds whose files come first in voice calls about alarms. Empty is none.",
            static p => p.AlarmCalls.Language,
            static (p, text) => AlarmCallRules.IsName(text) ? Alarms(p, p.AlarmCalls with { Language = text }) : null),
        Whole("IVR_ALARM_PERIOD", 1, 1440,
            static p => p.AlarmCalls.Period,
            static (p, v) => Alarms(p, p.AlarmCalls with { Period = v }),
            "Minutes after which an alarm that nobody has acknowledged is told by voice again, from the first number on."),
        new("IVR_ALARM_PRE_AUDIO", "name of a sound",
            "What a voice call about an alarm begins with: a WAV file in the data directory's sounds, without its extension. Empty is none.",
            static p => p.AlarmCalls.PreAudio,
            static (p, text) => AlarmCallRules.IsName(text) ? Alarms(p, p.AlarmCalls with { PreAudio = text }) : null),
        Whole("IVR_ALARM_RETRY", 0, 100,
            static p => p.AlarmCalls.Retry,
            static (p, v) => Alarms(p, p.AlarmCalls with { Retry = v }),
            "How often a number is called again about an alarm before the next number is."),
        Whole("IVR_ALARM_RETRY_INTERVAL", 1, 3600,
            static p => p.AlarmCalls.RetryInterval,
            static (p, v) => Alarms(p, p.AlarmCalls with { RetryInterval = v }),
            "Seconds from the end of a voice call about an alarm to the next one to the same number."),
    ];

    private static SystemParameters Alarms(SystemParameters parameters, AlarmCallRules rules) => parameters with { AlarmCalls = rules };
}
