using Tandem.Store.Soaks;

namespace Tandem.Api.Soaks;

/// <summary>A soak: hours of all kinds of calls, counted at both ends and in the books.</summary>
/// <param name="Name">Of its report.</param>
/// <param name="IsReadable">The file is a report.</param>
/// <param name="HasPassed">Nothing was found.</param>
/// <param name="Began">When; null when it can't be read.</param>
/// <param name="Hours">It took.</param>
/// <param name="Calls">Made.</param>
/// <param name="Billed">Records with one charge to the customer and one to the carrier.</param>
/// <param name="Faults">What was found.</param>
public sealed record SoakView(string Name, bool IsReadable, bool HasPassed, DateTimeOffset? Began, double Hours, long Calls, long Billed, IReadOnlyList<string> Faults)
{
    internal static SoakView Of(KeptSoak kept) => kept.Report is { } report
        ? new(kept.Name, true, report.HasPassed, report.Began, Math.Round(report.Hours, 3), report.Kinds.Sum(static kind => kind.Calls), report.Kinds.Sum(static kind => kind.Billed), report.Faults)
        : new(kept.Name, false, false, null, 0, 0, 0, ["The file is no report of a soak."]);
}

/// <summary>A soak's report.</summary>
/// <param name="Soak">As the list has it.</param>
/// <param name="Kinds">Of calls.</param>
/// <param name="Samples">The switch after a round; of many every so manieth, and the last.</param>
public sealed record SoakReportView(SoakView Soak, IReadOnlyList<SoakKindView> Kinds, IReadOnlyList<SoakSampleView> Samples)
{
    private const int MostSamples = 500;

    internal static SoakReportView Of(KeptSoak kept)
    {
        IReadOnlyList<SoakSample> samples = kept.Report?.Samples ?? [];
        int step = (samples.Count / MostSamples) + 1;
        return new(
            SoakView.Of(kept),
            [.. (kept.Report?.Kinds ?? []).Select(static kind => new SoakKindView(kind.Kind, kind.Calls, kind.FailedRounds, kind.Records, kind.Billed, kind.BilledTwice))],
            [.. samples.Where((_, i) => i % step == 0 || i == samples.Count - 1).Select(static one => new SoakSampleView(Math.Round(one.Seconds, 1), Math.Round(one.Megabytes, 1), one.Handles, one.Calls))]);
    }
}

/// <summary>One kind of call.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Calls">Made.</param>
/// <param name="FailedRounds">Rounds in which one did not go as its kind says.</param>
/// <param name="Records">There are of them.</param>
/// <param name="Billed">Records with one charge to the customer and one to the carrier; calls that are not answered have none.</param>
/// <param name="BilledTwice">Records with a charge too many.</param>
public sealed record SoakKindView(string Kind, long Calls, long FailedRounds, long Records, long Billed, long BilledTwice);

/// <summary>The switch after a round.</summary>
/// <param name="Seconds">Since the soak began.</param>
/// <param name="Megabytes">Memory of the switch and its media process, of 2^20 bytes.</param>
/// <param name="Handles">Descriptors that both have open.</param>
/// <param name="Calls">Made so far.</param>
public sealed record SoakSampleView(double Seconds, double Megabytes, int Handles, long Calls);
