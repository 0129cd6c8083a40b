using System.Globalization;
using System.Text;
using Tandem.Store.Soaks;

namespace Tandem.Bench.Soak;

/// <summary>What the samples of a soak say, and a report as text.</summary>
internal static class SoakVerdict
{
    // What a round more or less may make of a garbage-collected heap; a leak of a hundred bytes a call shows beyond it within hours.
    private const double MostGrowth = 1.10;
    private const double MostGrowthMegabytes = 24;
    private const int MostMoreHandles = 16;

    /// <summary>Whether memory and handles are flat: the middle of the last quarter against that of the quarter after the warm-up, which is the first.</summary>
    public static IEnumerable<string> Growth(IReadOnlyList<SoakSample> samples)
    {
        if (samples.Count < 4)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{samples.Count} rounds are too few to say whether memory is flat");
            yield break;
        }

        int quarter = samples.Count / 4;
        SoakSample[] early = [.. samples.Skip(quarter).Take(quarter)];
        SoakSample[] late = [.. samples.TakeLast(quarter)];
        (double before, double after) = (Middle(early.Select(static s => s.Megabytes)), Middle(late.Select(static s => s.Megabytes)));
        if (after > (before * MostGrowth) + MostGrowthMegabytes)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"memory has grown from {before:0} to {after:0} MB");
        }

        (double few, double many) = (Middle(early.Select(static s => (double)s.Handles)), Middle(late.Select(static s => (double)s.Handles)));
        if (many > few + MostMoreHandles)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"handles have grown from {few:0} to {many:0}");
        }
    }

    public static string Text(SoakReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"soak of {report.Hours * 60:0.#} minutes from {report.Began:yyyy-MM-dd HH:mm} UTC: {(report.HasPassed ? "passed" : "FAILED")}\n\n");
        text.Append("kind               calls  failed rounds  records   billed  twice\n");
        foreach (SoakCount count in report.Kinds)
        {
            text.Append(CultureInfo.InvariantCulture, $"{count.Kind,-16} {count.Calls,7}  {count.FailedRounds,13}  {count.Records,7}  {count.Billed,7}  {count.BilledTwice,5}\n");
        }

        text.Append("\nseconds      MB  handles    calls\n");
        int step = Math.Max(1, report.Samples.Count / 40);
        foreach (SoakSample sample in report.Samples.Where((_, i) => i % step == 0 || i == report.Samples.Count - 1))
        {
            text.Append(CultureInfo.InvariantCulture, $"{sample.Seconds,7:0}  {sample.Megabytes,6:0}  {sample.Handles,7}  {sample.Calls,7}\n");
        }

        foreach (string fault in report.Faults)
        {
            text.Append('\n').Append(fault);
        }

        return text.ToString();
    }

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
