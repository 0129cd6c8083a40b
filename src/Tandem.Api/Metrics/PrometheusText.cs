using System.Globalization;
using System.Text;

namespace Tandem.Api.Metrics;

/// <summary>The Prometheus text format, version 0.0.4. Names are made of letters, digits and underscores only.</summary>
internal sealed class PrometheusText : IFigures
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public IFigures Many(string name, string help, FigureKind kind, IEnumerable<Sample> samples)
    {
        Start(name, help, kind == FigureKind.Counter ? "counter" : "gauge");
        Write(name, samples);
        return this;
    }

    public IFigures Histogram(string name, string help, IReadOnlyList<double> bounds, IReadOnlyList<long> counts, double sum)
    {
        Start(name, help, "histogram");
        Write(name + "_bucket", HistogramSamples.Buckets(bounds, counts));
        Write(name + "_sum", [new([], sum)]);
        Write(name + "_count", [new([], counts.Sum())]);
        return this;
    }

    /// <summary>A name as Prometheus takes it: <c>CallsActive</c> and <c>calls-active</c> become <c>calls_active</c>.</summary>
    public static string Name(string name)
    {
        var text = new StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsAsciiLetterUpper(letter))
            {
                if (text.Length > 0 && text[^1] != '_')
                {
                    text.Append('_');
                }

                text.Append(char.ToLowerInvariant(letter));
            }
            else
            {
                text.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
            }
        }

        return text.ToString();
    }

    private void Start(string name, string help, string type)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    private void Write(string name, IEnumerable<Sample> samples)
    {
        foreach (Sample sample in samples)
        {
            Write(name, sample.Labels, sample.Value);
        }
    }

    private void Write(string name, ReadOnlySpan<Label> labels, double number)
    {
        _text.Append(name);
        char before = '{';
        foreach (Label label in labels)
        {
            string escaped = label.Value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
            _text.Append(before).Append(label.Name).Append("=\"").Append(escaped).Append('"');
            before = ',';
        }

        if (labels.Length > 0)
        {
            _text.Append('}');
        }

        _text.Append(' ').Append(Text(number)).Append('\n');
    }

    /// <summary>Whole numbers with every digit.</summary>
    private static string Text(double number) => Math.Abs(number) < 1L << 53 && Math.Floor(number) == number
        ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);
}
