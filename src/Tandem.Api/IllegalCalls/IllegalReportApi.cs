using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Json;
using Tandem.Api.Problems;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Store.People;
using Tandem.Store.Reports;

namespace Tandem.Api.IllegalCalls;

/// <summary>What a report says of itself.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="By">Who made it.</param>
/// <param name="At">When.</param>
internal sealed record ReportHead(DateTimeOffset From, DateTimeOffset To, string By, DateTimeOffset At);

/// <summary>The report of illegal calls in a period, for whoever has to be shown it.</summary>
internal static class IllegalReportApi
{
    private const string CsvType = "text/csv";
    private const string PdfType = "application/pdf";
    private const int UsualDays = 30;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/illegal-calls/report", ReportAsync).NeedsView(Pages.IllegalCalls).WithTags("illegal-calls").Produces<byte[]>(200, PdfType, CsvType).ProducesProblem(400)
            .WithSummary("Illegal calls of a period as a report").WithDescription(
                "format is pdf (the default) or csv. from inclusive, to exclusive, 366 days at most; without them the last 30 days. By source: network, country and system (with --geo), first, last, attempts, numbers, user agents, times of day (UTC); "
                + "with totals, and who made it when. Sources of the white list are only counted.");

    private static async Task<IResult> ReportAsync(
        HttpContext context, IllegalReportQuery query, PlanHolder plan, IPlaces places, TimeProvider time, Deeds deeds, string? from, string? to, string? format, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        DateTimeOffset now = time.GetUtcNow();
        IllegalPeriod period = IllegalPeriod.Read(from, to, null, UsualDays, now, problems);
        if (format is not (null or "pdf" or "csv"))
        {
            problems.Add(new("format", "pdf or csv."));
        }

        if (problems.Count > 0)
        {
            return Answers.Invalid(problems);
        }

        Caller caller = Caller.Of(context);
        var head = new ReportHead(period.From, period.To, caller.Who.Name, now);
        IllegalReport report = await query.ReadAsync(period.From, period.To, plan.Current.Parameters.IsWhiteListed, stop);
        bool isPdf = format != "csv";
        byte[] file = isPdf ? IllegalReportPdf.Write(head, report, places) : Encoding.UTF8.GetBytes(IllegalReportCsv.Write(head, report, places));
        await deeds.NoteAsync(caller.Who, "report", "illegal calls", $"{(isPdf ? "PDF" : "CSV")} from {TimeConverter.Text(period.From)} to {TimeConverter.Text(period.To)}");
        string name = string.Create(CultureInfo.InvariantCulture, $"illegal-calls_{period.From.UtcDateTime:yyyy-MM-dd}_{period.To.UtcDateTime:yyyy-MM-dd}.{(isPdf ? "pdf" : "csv")}");
        return TypedResults.File(file, isPdf ? PdfType : CsvType, name);
    }
}
