using Tandem.Calls.Live;
using Tandem.Routing.Plan;

namespace Tandem.Api.Metrics;

/// <summary>
/// What each trunk of the plan carries. A trunk's name is a label: there are as many as the operator has made. A phone's name is a
/// number, which no label holds.
/// </summary>
internal static class TrunkMetrics
{
    public static void Add(IFigures figures, ILiveTraffic traffic, SwitchPlan plan)
    {
        List<LiveLine> lines = [.. Of(traffic, plan)];
        Label[][] labels = [.. lines.Select(static line => (Label[])[new("direction", Direction(line)), new("trunk", line.Name)])];

        IEnumerable<Sample> Each(Func<LiveLine, double> value) =>
            lines.Zip(labels, (line, of) => new Sample(of, value(line)));

        figures.Many("tandem_trunk_calls", "Calls in progress", FigureKind.Gauge, Each(static line => line.Calls))
            .Many("tandem_trunk_calls_last_second", "New calls in the last second", FigureKind.Gauge, Each(static line => line.CallsLastSecond))
            .Many("tandem_trunk_calls_total", "Calls carried", FigureKind.Counter, Each(static line => line.Entered))
            .Many("tandem_trunk_refused_total", "Calls refused, by the limit that was reached", FigureKind.Counter,
                Each(static line => line.RefusedForLines).Select(static one => new Sample(With(one.Labels, "lines"), one.Value))
                    .Concat(Each(static line => line.RefusedForRate).Select(static one => new Sample(With(one.Labels, "rate"), one.Value))))
            .Many("tandem_trunk_out_until_seconds", "Unix time until which a carrier asked for no calls, 0 if it did not", FigureKind.Gauge,
                Each(static line => line.OutUntil?.ToUnixTimeSeconds() ?? 0))
            .Many("tandem_trunk_silent_addresses", "Addresses of a carrier that answer no OPTIONS, where it is checked so", FigureKind.Gauge, Each(static line => line.SilentAddresses))
            .Many("tandem_trunk_answer_ratio", "Answered part of the attempts in the window (ASR), where there were any", FigureKind.Gauge,
                Each(static line => line.AnswerSeizureRatio / 100.0 ?? double.NaN).Where(static one => !double.IsNaN(one.Value)));
    }

    private static IEnumerable<LiveLine> Of(ILiveTraffic traffic, SwitchPlan plan)
    {
        Dictionary<(LiveLineKind, string), LiveLine> lines = traffic.Lines().ToDictionary(static line => (line.Kind, line.Name));
        return plan.Document.IngressTrunks.Select(static trunk => (Kind: LiveLineKind.IngressTrunk, trunk.Name))
            .Concat(plan.Document.EgressTrunks.Select(static trunk => (Kind: LiveLineKind.EgressTrunk, trunk.Name)))
            .Select(key => lines.GetValueOrDefault(key) ?? LiveLine.Idle(key.Kind, key.Name));
    }

    private static string Direction(LiveLine line) => line.Kind == LiveLineKind.IngressTrunk ? "ingress" : "egress";

    private static Label[] With(Label[] labels, string reason) => [.. labels, new Label("reason", reason)];
}
