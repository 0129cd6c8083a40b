using System.Diagnostics.Metrics;
using Tandem.Api.Metrics;

namespace Tandem.Server.Telemetry;

/// <summary>
/// The figures of <c>/metrics</c> as instruments that are asked at each export, under the same names: one for each name, made when the name is first given. A histogram is its Prometheus
/// series, for there is no instrument that is asked for one. Used by one thread.
/// </summary>
internal sealed class FigureInstruments(Meter meter) : IFigures
{
    private readonly Dictionary<string, Measurement<double>[]> _now = [];
    private readonly HashSet<string> _known = [];

    /// <summary>What is given from now on is how things are.</summary>
    public void Begin() => _now.Clear();

    public IFigures Many(string name, string help, FigureKind kind, IEnumerable<Sample> samples)
    {
        _now[name] = [.. samples.Select(static sample => new Measurement<double>(sample.Value, sample.Labels.Select(static label => KeyValuePair.Create(label.Name, (object?)label.Value))))];
        if (!_known.Add(name))
        {
            return this;
        }

        if (kind == FigureKind.Counter)
        {
            meter.CreateObservableCounter(name, () => Now(name), description: help);
        }
        else
        {
            meter.CreateObservableGauge(name, () => Now(name), description: help);
        }

        return this;
    }

    public IFigures Histogram(string name, string help, IReadOnlyList<double> bounds, IReadOnlyList<long> counts, double sum) =>
        Many(name + "_bucket", help, FigureKind.Counter, HistogramSamples.Buckets(bounds, counts))
            .Many(name + "_sum", help, FigureKind.Counter, [new([], sum)])
            .Many(name + "_count", help, FigureKind.Counter, [new([], counts.Sum())]);

    private Measurement<double>[] Now(string name) => _now.GetValueOrDefault(name) ?? [];
}
