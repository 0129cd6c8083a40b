using Tandem.Routing.Alarms;

namespace Tandem.Calls.Alarms;

/// <summary>What becomes of an alarm.</summary>
public enum AlarmStepKind
{
    /// <summary>It comes.</summary>
    Raise,

    /// <summary>It is there, and has become more or less grave.</summary>
    Change,

    /// <summary>It is there, and has another value.</summary>
    Update,

    /// <summary>It goes.</summary>
    Clear,
}

/// <summary>What <see cref="AlarmBoard"/> has decided about one alarm.</summary>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Type">A code of <see cref="AlarmType"/>.</param>
/// <param name="Object">What it is about.</param>
/// <param name="By">The setting whose bound is overstepped; null when it goes.</param>
/// <param name="Reading">What was measured; nothing when it goes.</param>
public sealed record AlarmStep(AlarmStepKind Kind, int Type, string Object, AlarmSetting? By, AlarmReading Reading);
