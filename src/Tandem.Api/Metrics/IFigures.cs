using System.Globalization;

namespace Tandem.Api.Metrics;

/// <summary>A label of a sample.</summary>
public readonly record struct Label(string Name, string Value);

/// <summary>One value of a figure, told from its others by its labels.</summary>
public readonly record struct Sample(Label[] Labels, double Value);

/// <summary>What a figure does as time goes.</summary>
public enum FigureKind
{
    /// <summary>It only grows, from 0 at the start.</summary>
    Counter,

    /// <summary>It goes up and down.</summary>
    Gauge,
}

/// <summary>Takes the figures of the switch, each name once: as text for Prometheus, as instruments for OpenTelemetry.</summary>
public interface IFigures
{
    /// <summary>Samples of one name that differ in their labels.</summary>
    IFigures Many(string name, string help, FigureKind kind, IEnumerable<Sample> samples);

    /// <summary>How many values lay in each range: <paramref name="counts"/> has one more place than <paramref name="bounds"/>, for values above the last.</summary>
    IFigures Histogram(string name, string help, IReadOnlyList<double> bounds, IReadOnlyList<long> counts, double sum);
}

/// <summary>Figures in fewer words.</summary>
internal static class Figures
{
    public static IFigures Counter(this IFigures figures, string name, string help, double value) => figures.Many(name, help, FigureKind.Counter, [new([], value)]);

    public static IFigures Gauge(this IFigures figures, string name, string help, double value) => figures.Many(name, help, FigureKind.Gauge, [new([], value)]);

    /// <summary>A counter with one label.</summary>
    public static IFigures Counters(this IFigures figures, string name, string help, string label, IEnumerable<KeyValuePair<string, long>> values) =>
        figures.Many(name, help, FigureKind.Counter, values.Select(pair => new Sample([new(label, pair.Key)], pair.Value)));
}

/// <summary>The samples of a histogram as Prometheus has them: counts added up by their upper bound, the sum, the count of all.</summary>
public static class HistogramSamples
{
    /// <summary>Of <c>NAME_bucket</c>, with the label <c>le</c>; the last is the count of all.</summary>
    public static IEnumerable<Sample> Buckets(IReadOnlyList<double> bounds, IReadOnlyList<long> counts)
    {
        long upTo = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            upTo += counts[i];
            yield return new([new("le", i < bounds.Count ? bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf")], upTo);
        }
    }
}
