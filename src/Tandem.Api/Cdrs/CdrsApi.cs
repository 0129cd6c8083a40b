using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Access;
using Tandem.Store.Cdrs;
using Tandem.Store.People;

namespace Tandem.Api.Cdrs;

/// <summary>Search and export of records.</summary>
internal static class CdrsApi
{
    private const int MostRecords = 10_000;
    private const string Xlsx = "xlsx";

    /// <summary>The header that carries the next cursor where the body is plain text.</summary>
    public const string NextHeader = "Tandem-Next";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder cdrs = api.MapGroup("/cdrs").WithTags("cdrs");
        cdrs.MapGet("", ListAsync).NeedsViewOfOwn(Pages.Cdrs).Produces<Page<CdrView>>().ProducesProblem(400).WithSummary("Search records, newest first")
            .WithDescription(
                "Filters: from, to, account, callingNumber, calledNumber, ingressTrunk, egressTrunk, sourceIp, billingMode, endReason, endDirection, answered. "
                + "format is json (default), csv, pipe (VOS3000's 18 fields), or xlsx (up to 100,000 records); csv and xlsx also by Accept. All but json carry the cursor in the Tandem-Next header. "
                + "newerThan=ID instead of cursor pages back: the records that come next above that one, still newest first; the first one's id is the next newerThan.");
        cdrs.MapGet("/totals", TotalsAsync).TakesLong().NeedsViewOfOwn(Pages.Cdrs).Produces<CdrTotalsView>().ProducesProblem(400).WithSummary("A selection of records, added up")
            .WithDescription("Filters as for the list. Over millions of records it takes seconds, and few are added up at once.");
        cdrs.MapGet("/{id}", GetAsync).NeedsViewOfOwn(Pages.Cdrs).Produces<CdrView>().ProducesProblem(404).WithSummary("One record")
            .WithDescription("With country, asn and asName of the caller's address, where databases are installed that know it (up --geo).");
        ExplainApi.Map(cdrs);
        LadderApi.Map(cdrs);
        QualityApi.Map(cdrs);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, CdrQuery query, IPlaces places, CancellationToken stop)
    {
        if (await OwnRecords.FindAsync(context, query, id, stop) is not Cdr cdr)
        {
            return Answers.NotFound("record", id);
        }

        CdrView view = OwnRecords.View(Caller.Of(context), cdr);
        return TypedResults.Ok(view.In(Origin.PlaceOf(view.SourceIp, places)));
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, CdrQuery query, CdrWorkbooks workbooks, int? limit, string? cursor, string? newerThan, string? format, CancellationToken stop)
    {
        string asked = format ?? FormatOf(context.Request.Headers.Accept.ToString());
        if (PageRules.Read(limit ?? (asked == Xlsx ? MostRecords : null), cursor, asked == Xlsx ? CdrWorkbooks.MostRecords : MostRecords) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        (CdrFilter filter, IReadOnlyList<ProblemEntry> problems) = CdrFilterReader.Read(context.Request.Query);
        if (problems.Count > 0)
        {
            return Answers.BadQuery(problems);
        }

        long above = 0;
        if (!string.IsNullOrEmpty(newerThan) && (from != 0 || asked == Xlsx || !OwnRecords.TryRead(newerThan, out above)))
        {
            return Answers.BadQuery("newerThan", "The id of a record, without cursor, and not for a workbook.");
        }

        Caller caller = Caller.Of(context);
        if (!OwnRecords.TryBound(caller, filter, out filter, out string foreign))
        {
            return Own.Foreign(context, "account", foreign);
        }

        if (asked == Xlsx)
        {
            if (await workbooks.WriteAsync(caller, filter, most, from, stop) is not (Stream workbook, var rest))
            {
                return Answers.ComeAgain(context, "Other workbooks are being written or fetched.");
            }

            context.Response.Headers[NextHeader] = rest;
            return TypedResults.File(workbook, CdrWorkbooks.ContentType, "cdrs.xlsx");
        }

        IReadOnlyList<Cdr> found = above == 0 ? await query.FindAsync(filter, most, from, stop) : query.Find(filter, most, above, newer: true);
        string? next = found.Count == most || (above != 0 && found.Count > 0) ? found[^1].Id.ToString() : null;
        switch (asked)
        {
            case "json":
                return TypedResults.Ok(new Page<CdrView>([.. found.Select(cdr => OwnRecords.View(caller, cdr))], next));
            case "csv" or "pipe":
                context.Response.Headers[NextHeader] = next;
                return Lines(caller, found, asked, withHeader: from == 0);
            default:
                return Answers.BadQuery("format", "json, csv, pipe or xlsx.");
        }
    }

    private static string FormatOf(string accept) =>
        accept.Contains("text/csv", StringComparison.OrdinalIgnoreCase) ? "csv"
        : accept.Contains(CdrWorkbooks.ContentType, StringComparison.OrdinalIgnoreCase) ? Xlsx
        : "json";

    private static async Task<IResult> TotalsAsync(HttpContext context, CdrTotalsQuery totals, CancellationToken stop)
    {
        (CdrFilter filter, IReadOnlyList<ProblemEntry> problems) = CdrFilterReader.Read(context.Request.Query);
        if (problems.Count > 0)
        {
            return Answers.BadQuery(problems);
        }

        Caller caller = Caller.Of(context);
        return OwnRecords.TryBound(caller, filter, out filter, out string foreign)
            ? TypedResults.Ok(CdrTotalsView.Of(await totals.OfAsync(filter, stop), caller.IsLimited))
            : Own.Foreign(context, "account", foreign);
    }

    private static IResult Lines(Caller caller, IReadOnlyList<Cdr> cdrs, string format, bool withHeader)
    {
        var text = new StringBuilder();
        bool csv = format == "csv";
        if (csv && withHeader)
        {
            text.Append(CdrCsv.Header).Append('\n');
        }

        foreach (Cdr cdr in cdrs)
        {
            text.Append(csv ? CdrCsv.Line(OwnRecords.View(caller, cdr)) : CdrPipe.Line(OwnRecords.Shown(caller, cdr))).Append('\n');
        }

        return TypedResults.Text(text.ToString(), csv ? "text/csv" : "text/plain");
    }
}
