using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Billing.Cdrs;
using Tandem.Store.Cdrs;

namespace Tandem.Api.Cdrs;

/// <summary>Search and export of records.</summary>
internal static class CdrsApi
{
    private const int MostRecords = 10_000;

    /// <summary>The header that carries the next cursor where the body is plain text.</summary>
    public const string NextHeader = "Tandem-Next";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder cdrs = api.MapGroup("/cdrs").WithTags("cdrs");
        cdrs.MapGet("", ListAsync).Produces<Page<CdrView>>().ProducesProblem(400).WithSummary("Search records, newest first")
            .WithDescription(
                "Filters: from, to, account, callingNumber, calledNumber, ingressTrunk, egressTrunk, sourceIp, billingMode, endReason, endDirection, answered. "
                + "format is json (default), csv, or pipe (VOS3000's 18 fields); the text formats carry the cursor in the Tandem-Next header.");
        cdrs.MapGet("/{id}", GetAsync).Produces<CdrView>().ProducesProblem(404).WithSummary("One record");
        ExplainApi.Map(cdrs);
        LadderApi.Map(cdrs);
        QualityApi.Map(cdrs);
    }

    /// <summary>The record of an id in a path, or null.</summary>
    public static async Task<Cdr?> FindAsync(CdrQuery query, string id, CancellationToken stop) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? await query.FindAsync(number, stop) : null;

    private static async Task<IResult> GetAsync(string id, CdrQuery query, CancellationToken stop) =>
        await FindAsync(query, id, stop) is Cdr cdr ? TypedResults.Ok(CdrView.Of(cdr)) : Answers.NotFound("record", id);

    private static async Task<IResult> ListAsync(HttpContext context, CdrQuery query, int? limit, string? cursor, string? format, CancellationToken stop)
    {
        if (PageRules.Read(limit, cursor, MostRecords) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        (CdrFilter filter, IReadOnlyList<ProblemEntry> problems) = CdrFilterReader.Read(context.Request.Query);
        if (problems.Count > 0)
        {
            return Answers.Invalid(problems);
        }

        IReadOnlyList<Cdr> found = await query.FindAsync(filter, most, from, stop);
        string? next = found.Count == most ? found[^1].Id.ToString() : null;
        switch (format)
        {
            case null or "json":
                return TypedResults.Ok(new Page<CdrView>([.. found.Select(CdrView.Of)], next));
            case "csv" or "pipe":
                context.Response.Headers[NextHeader] = next;
                return Lines(found, format, withHeader: from == 0);
            default:
                return Answers.BadValue("format", "json, csv or pipe.");
        }
    }

    private static IResult Lines(IReadOnlyList<Cdr> cdrs, string format, bool withHeader)
    {
        var text = new StringBuilder();
        bool csv = format == "csv";
        if (csv && withHeader)
        {
            text.Append(CdrCsv.Header).Append('\n');
        }

        foreach (Cdr cdr in cdrs)
        {
            text.Append(csv ? CdrCsv.Line(CdrView.Of(cdr)) : CdrPipe.Line(cdr)).Append('\n');
        }

        return TypedResults.Text(text.ToString(), csv ? "text/csv" : "text/plain");
    }
}
