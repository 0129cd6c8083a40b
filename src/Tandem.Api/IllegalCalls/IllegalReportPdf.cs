using System.Globalization;
using Tandem.Api.Access;
using Tandem.Api.Documents;
using Tandem.Api.Json;
using Tandem.Routing.Access;
using Tandem.Store.Reports;

namespace Tandem.Api.IllegalCalls;

/// <summary>The report as PDF: what it is about, totals and times of day, then source by source.</summary>
internal static class IllegalReportPdf
{
    private const float TitleSize = 16;
    private const float HeadingSize = 11;
    private const float Indent = 12;
    private const float SourceHeight = 84;
    private const string Title = "Illegal calls";

    public static byte[] Write(ReportHead head, IllegalReport report, IPlaces places)
    {
        using var file = new MemoryStream();
        string period = $"{TimeConverter.Text(head.From)} to {TimeConverter.Text(head.To)}";
        using (var pages = new PdfPages(file, $"{Title}, {period}", head.By, head.At))
        {
            pages.Text(Title, TitleSize);
            pages.Text($"Period: {period} (UTC)");
            pages.Text($"Made by {head.By} at {TimeConverter.Text(head.At)} with Tandem");
            pages.Gap(8);
            pages.Text("Calls from addresses that no trunk and no phone of the switch has, and calls whose caller did not prove itself. Each was refused before anything was dialled, and charged to nobody.");
            pages.Gap(8);
            pages.Text($"{Number(report.Attempts)} attempts of {Number(report.SourceCount)} sources", HeadingSize);
            if (report.WhiteListedSources > 0)
            {
                pages.Text($"Not among them: {Number(report.WhiteListedAttempts)} attempts of {Number(report.WhiteListedSources)} sources that are known to be harmless (white list).");
            }

            pages.Gap(8);
            pages.Text("Times of day, attempts by the hour (UTC)");
            pages.Gap(4);
            pages.Bars([.. report.ByHour.Select(static (attempts, hour) => (hour.ToString("00", CultureInfo.InvariantCulture), attempts))], 60);
            pages.Text(Hours(report.ByHour));
            foreach (IllegalReportSource source in report.Sources)
            {
                Write(pages, source, Origin.PlaceOf(source.SourceIp, places));
            }

            if (report.SourceCount > report.Sources.Count)
            {
                pages.Gap(8);
                pages.Text($"{Number(report.SourceCount - report.Sources.Count)} sources with fewer attempts are in the totals and not listed.");
            }

            if (report.SourceCount == 0)
            {
                pages.Gap(8);
                pages.Text("No such call came in this period.");
            }
        }

        return file.ToArray();
    }

    private static void Write(PdfPages pages, IllegalReportSource source, Place place)
    {
        pages.Gap(10);
        pages.Keep(SourceHeight);
        string name = source.SourceIp.Length > 0 ? source.SourceIp : "many addresses, folded in a flood";
        pages.Text(name, HeadingSize);
        pages.Text($"{(source.SourceIp.Length > 0 ? $"network {SourceAddress.NetworkOf(source.SourceIp)}, " : "")}{Number(source.Attempts)} attempts, first {TimeConverter.Text(source.First)}, last {TimeConverter.Text(source.Last)}", indent: Indent);
        if (place != Place.Unknown)
        {
            pages.Text($"From {place}{(place.AsName.Length > 0 ? $" ({place.AsName})" : "")}", indent: Indent);
        }

        pages.Text($"Numbers (records): {Or(IllegalReportCsv.Told(source.Numbers))}", indent: Indent);
        pages.Text($"User agents (attempts): {Or(IllegalReportCsv.Told(source.UserAgents))}", indent: Indent);
        pages.Text($"Times of day: {Hours(source.ByHour)}", indent: Indent);
    }

    private static string Hours(IReadOnlyList<long> byHour) =>
        Or(string.Join(", ", byHour.Select(static (attempts, hour) => (attempts, hour)).Where(static one => one.attempts > 0)
            .Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.hour:00}h: {one.attempts}"))));

    private static string Or(string text) => text.Length > 0 ? text : "none";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
