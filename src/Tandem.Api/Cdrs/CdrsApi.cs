using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Billing.Cdrs;
using Tandem.Store.Cdrs;
using Tandem.Store.People;

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
        cdrs.MapGet("", ListAsync).NeedsViewOfOwn(Pages.Cdrs).Produces<Page<CdrView>>().ProducesProblem(400).WithSummary("Search records, newest first")
            .WithDescription(
                "Filters: from, to, account, callingNumber, calledNumber, ingressTrunk, egressTrunk, sourceIp, billingMode, endReason, endDirection, answered. "
                + "format is json (default), csv, or pipe (VOS3000's 18 fields); the text formats carry the cursor in the Tandem-Next header.");
        cdrs.MapGet("/{id}", GetAsync).NeedsViewOfOwn(Pages.Cdrs).Produces<CdrView>().ProducesProblem(404).WithSummary("One record");
        ExplainApi.Map(cdrs);
        LadderApi.Map(cdrs);
        QualityApi.Map(cdrs);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, CdrQuery query, CancellationToken stop) =>
        await OwnRecords.FindAsync(context, query, id, stop) is Cdr cdr ? TypedResults.Ok(OwnRecords.View(Caller.Of(context), cdr)) : Answers.NotFound("record", id);

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

        Caller caller = Caller.Of(context);
        if (!OwnRecords.TryBound(caller, filter, out filter, out string foreign))
        {
            return Own.Foreign(context, "account", foreign);
        }

        IReadOnlyList<Cdr> found = await query.FindAsync(filter, most, from, stop);
        string? next = found.Count == most ? found[^1].Id.ToString() : null;
        switch (format)
        {
            case null or "json":
                return TypedResults.Ok(new Page<CdrView>([.. found.Select(cdr => OwnRecords.View(caller, cdr))], next));
            case "csv" or "pipe":
                context.Response.Headers[NextHeader] = next;
                return Lines(caller, found, format, withHeader: from == 0);
            default:
                return Answers.BadValue("format", "json, csv or pipe.");
        }
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
