namespace Tandem.Calls.Traffic;

/// <summary>
/// One trunk's or phone's traffic at a moment. Totals are since the start; <paramref name="CallsLastSecond"/> is of the last whole second; <paramref name="AnswerSeizureRatio"/> in
/// percent of the attempts in the window, −1 when there were none; <paramref name="AverageTalkSeconds"/> of the answered calls that ended in it, null when none did.
/// </summary>
public sealed record LineSnapshot(
    TrafficKind Kind,
    string Name,
    int ActiveCalls,
    int CallsLastSecond,
    long Entered,
    long RefusedForLines,
    long RefusedForRate,
    DateTimeOffset? UnavailableUntil,
    int AnswerSeizureRatio,
    int AttemptsInWindow,
    int AnswersInWindow,
    int SilentAddresses,
    double? AverageTalkSeconds);
