using Tandem.Calls.Live;

namespace Tandem.Calls.Traffic;

/// <summary>The counts of <see cref="TrunkTraffic"/> as the outside sees them.</summary>
public sealed class LiveTraffic(TrunkTraffic traffic) : ILiveTraffic
{
    public IReadOnlyList<LiveLine> Lines() => [.. traffic.Snapshot().Where(static line => line.Kind is not (TrafficKind.PhoneIn or TrafficKind.PhoneOut)).Select(Line)];

    private static LiveLine Line(LineSnapshot line) => new(
        line.Kind switch
        {
            TrafficKind.Ingress => LiveLineKind.IngressTrunk,
            TrafficKind.Egress => LiveLineKind.EgressTrunk,
            TrafficKind.Phone => LiveLineKind.Phone,
            _ => LiveLineKind.Switch,
        },
        line.Name,
        line.ActiveCalls,
        line.CallsLastSecond,
        line.Entered,
        line.RefusedForLines,
        line.RefusedForRate,
        line.UnavailableUntil,
        line.AnswerSeizureRatio < 0 ? null : line.AnswerSeizureRatio,
        line.AttemptsInWindow,
        line.AnswersInWindow,
        line.SilentAddresses,
        line.AverageTalkSeconds);
}
