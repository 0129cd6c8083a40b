using System.Globalization;
using System.Text;
using Tandem.Api.Access;
using Tandem.Api.Cdrs;
using Tandem.Api.Json;
using Tandem.Routing.Access;
using Tandem.Store.Reports;

namespace Tandem.Api.IllegalCalls;

/// <summary>
/// The report as CSV: a line for each source, with its attempts in each hour of the day; then, in the same columns, one of all sources, and one of those of the white list when there were any. Each
/// line has period, maker and time, so that it tells where it comes from whatever is cut out of it.
/// </summary>
internal static class IllegalReportCsv
{
    public const string AllSources = "all";
    public const string WhiteListed = "white list";

    private static readonly string Header =
        "source,network,attempts,first,last,numbers,userAgents," + string.Join(',', Enumerable.Range(0, 24).Select(static hour => string.Create(CultureInfo.InvariantCulture, $"h{hour:00}")))
        + ",sources,periodFrom,periodTo,madeBy,madeAt,country,asn,asName";

    public static string Write(ReportHead head, IllegalReport report, IPlaces places)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (IllegalReportSource source in report.Sources)
        {
            Line(text, head, source.SourceIp, SourceAddress.NetworkOf(source.SourceIp), source.Attempts, TimeConverter.Text(source.First), TimeConverter.Text(source.Last), Told(source.Numbers), Told(source.UserAgents), source.ByHour, 1,
                Origin.PlaceOf(source.SourceIp, places));
        }

        Line(text, head, AllSources, "", report.Attempts, "", "", "", "", report.ByHour, report.SourceCount, Place.Unknown);
        if (report.WhiteListedSources > 0)
        {
            Line(text, head, WhiteListed, "", report.WhiteListedAttempts, "", "", "", "", [], report.WhiteListedSources, Place.Unknown);
        }

        return text.ToString();
    }

    /// <summary>With how often each, where that is known.</summary>
    internal static string Told(IReadOnlyList<(string Text, long Attempts)> counts) =>
        string.Join("; ", counts.Select(static one => string.Create(CultureInfo.InvariantCulture, $"{(one.Text.Length > 0 ? one.Text : "none")} ({one.Attempts})")));

    private static void Line(
        StringBuilder text, ReportHead head, string source, string network, long attempts, string first, string last, string numbers, string userAgents, IReadOnlyList<long> byHour, long sources, Place place)
    {
        IEnumerable<string> hours = Enumerable.Range(0, 24).Select(hour => hour < byHour.Count ? Number(byHour[hour]) : "");
        IEnumerable<string> cells =
        [
            source, network, Number(attempts), first, last, numbers, userAgents, .. hours, Number(sources), TimeConverter.Text(head.From), TimeConverter.Text(head.To), head.By, TimeConverter.Text(head.At),
            place.Country, place.Asn > 0 ? Number(place.Asn) : "", place.AsName,
        ];
        text.AppendJoin(',', cells.Select(CdrCsv.Quoted)).Append("\r\n");
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
