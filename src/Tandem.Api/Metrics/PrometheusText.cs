using System.Globalization;
using System.Text;

namespace Tandem.Api.Metrics;

/// <summary>A label of a sample.</summary>
internal readonly record struct Label(string Name, string Value);

/// <summary>The Prometheus text format, version 0.0.4. Names are made of letters, digits and underscores only.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public PrometheusText Counter(string name, string help, double value) => Start(name, help, "counter").Sample(name, [], value);

    public PrometheusText Gauge(string name, string help, double value) => Start(name, help, "gauge").Sample(name, [], value);

    /// <summary>A counter with one label.</summary>
    public PrometheusText Counters(string name, string help, string label, IEnumerable<KeyValuePair<string, long>> values) =>
        Many(name, help, "counter", values.Select(pair => (Labels: (Label[])[new(label, pair.Key)], Value: (double)pair.Value)));

    /// <summary>Samples of one name (<c>counter</c> or <c>gauge</c>) that differ in their labels.</summary>
    public PrometheusText Many(string name, string help, string type, IEnumerable<(Label[] Labels, double Value)> samples)
    {
        Start(name, help, type);
        foreach ((Label[] labels, double value) in samples)
        {
            Sample(name, labels, value);
        }

        return this;
    }

    /// <summary>
    /// How many values lay in each range: <paramref name="counts"/> has one more place than <paramref name="bounds"/>, for values above the
    /// last. They are written added up, as the format asks.
    /// </summary>
    public PrometheusText Histogram(string name, string help, IReadOnlyList<double> bounds, IReadOnlyList<long> counts, double sum)
    {
        Start(name, help, "histogram");
        long upTo = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            upTo += counts[i];
            Sample(name + "_bucket", [new("le", i < bounds.Count ? Text(bounds[i]) : "+Inf")], upTo);
        }

        return Sample(name + "_sum", [], sum).Sample(name + "_count", [], upTo);
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

    private PrometheusText Start(string name, string help, string type)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    private PrometheusText Sample(string name, ReadOnlySpan<Label> labels, double number)
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
        return this;
    }

    /// <summary>Whole numbers with every digit.</summary>
    private static string Text(double number) => Math.Abs(number) < 1L << 53 && Math.Floor(number) == number
        ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);
}
