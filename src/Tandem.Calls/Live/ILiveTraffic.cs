namespace Tandem.Calls.Live;

/// <summary>What the trunks and phones carry at this moment, for the outside.</summary>
public interface ILiveTraffic
{
    /// <summary>Everything that has carried or asked for a call since the start.</summary>
    IReadOnlyList<LiveLine> Lines();
}

/// <summary>What a <see cref="LiveLine"/> is a line of.</summary>
public enum LiveLineKind
{
    /// <summary>The switch as a whole, under an empty name.</summary>
    Switch,
    IngressTrunk,
    EgressTrunk,
    Phone,
}

/// <summary>One trunk's or phone's traffic at a moment. Totals are since the start.</summary>
/// <param name="Kind">What it is; names are unique within a kind.</param>
/// <param name="Name">Its name in the plan.</param>
/// <param name="Calls">Calls in progress.</param>
/// <param name="CallsLastSecond">New calls in the last whole second.</param>
/// <param name="Entered">Calls that it has carried.</param>
/// <param name="RefusedForLines">Calls refused because all its lines were taken.</param>
/// <param name="RefusedForRate">Calls refused because it had all its calls of the second.</param>
/// <param name="OutUntil">A carrier that answered with Retry-After gets no call until then.</param>
/// <param name="AnswerSeizureRatio">Percent of the attempts in the window that were answered; null when there were none.</param>
/// <param name="Attempts">Attempts in the window.</param>
/// <param name="Answers">Answers in the window.</param>
/// <param name="SilentAddresses">Addresses of a carrier that answer no OPTIONS (<c>sipOptionsCheck</c>).</param>
/// <param name="AcdSeconds">Average talk of the answered calls that ended in the window (ACD); null when none did.</param>
public sealed record LiveLine(
    LiveLineKind Kind,
    string Name,
    int Calls,
    int CallsLastSecond,
    long Entered,
    long RefusedForLines,
    long RefusedForRate,
    DateTimeOffset? OutUntil,
    int? AnswerSeizureRatio,
    int Attempts,
    int Answers,
    int SilentAddresses = 0,
    double? AcdSeconds = null)
{
    /// <summary>One that has carried nothing yet.</summary>
    public static LiveLine Idle(LiveLineKind kind, string name) => new(kind, name, 0, 0, 0, 0, 0, null, null, 0, 0);
}
