using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tandem.Routing.Plan;

namespace Tandem.Api.Problems;

/// <summary>One problem of a request and its place: <c>egressTrunks[0].account</c>, and the line of the text where there is one.</summary>
public sealed record ProblemEntry(string Path, string Detail, string? File = null, int? Line = null);

/// <summary>Problem details (RFC 9457), one entry of <c>errors</c> for each problem.</summary>
internal static class Answers
{
    /// <summary>The end of the path of a CSV that came as a text within a plan: <c>rateTables[0].csv</c>.</summary>
    private const string CsvWithin = "].csv";

    public static ProblemHttpResult Problem(int status, string detail, IReadOnlyList<ProblemEntry>? errors = null) =>
        TypedResults.Problem(detail, statusCode: status, extensions: errors is null ? null : new Dictionary<string, object?> { ["errors"] = errors });

    public static ProblemHttpResult NotFound(string what, string name) => Problem(StatusCodes.Status404NotFound, $"There is no {what} '{name}'.");

    public static ProblemHttpResult Exists(string what, string name) => Problem(StatusCodes.Status409Conflict, $"There is already {WithArticle(what)} '{name}'.");

    /// <summary>As one says it: an API key, a user.</summary>
    public static string WithArticle(string what) => $"{("AEIOaeio".Contains(what[0]) ? "an" : "a")} {what}";

    /// <summary>What a write can't take.</summary>
    public static ProblemHttpResult BadValue(string path, string detail) => Invalid([new(path, detail)]);

    /// <summary>What a read, or another question that changes nothing in any case, can't take.</summary>
    public static ProblemHttpResult BadQuery(string path, string detail) => BadQuery([new(path, detail)]);

    public static ProblemHttpResult BadQuery(IReadOnlyList<ProblemEntry> errors) =>
        Problem(StatusCodes.Status400BadRequest, $"The request has {Count(errors.Count)}.", errors);

    public static ProblemHttpResult Invalid(IReadOnlyList<ProblemEntry> errors) =>
        Problem(StatusCodes.Status400BadRequest, $"The request has {Count(errors.Count)}; nothing was changed.", errors);

    public static ProblemHttpResult Invalid(IReadOnlyList<PlanProblem> problems, bool withPlace = true) => Invalid(Entries(problems, withPlace));

    /// <summary>Not now (RFC 9110 §15.6.4), with the seconds after which it is worth another try (§10.2.3).</summary>
    public static ProblemHttpResult ComeAgain(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "5";
        return Problem(StatusCodes.Status503ServiceUnavailable, detail);
    }

    /// <summary>Too much of one caller, or of all (RFC 6585 §4).</summary>
    public static ProblemHttpResult TooMany(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "5";
        return Problem(StatusCodes.Status429TooManyRequests, detail);
    }

    public static ProblemHttpResult Stale() =>
        Problem(StatusCodes.Status412PreconditionFailed, "The object has changed since it was read: If-Match is not its ETag any more. Read it again.");

    public static ProblemHttpResult Busy() =>
        Problem(StatusCodes.Status409Conflict, "The plan is being changed by others all the time; try again.");

    /// <summary>The problems of a plan as entries of an answer.</summary>
    /// <param name="problems">What was found.</param>
    /// <param name="withPlace">
    /// With file and line of the whole text. Without: of a text that was made here, so that its lines say nothing to who sent a part of it, but for the lines of a CSV in it.
    /// </param>
    public static IReadOnlyList<ProblemEntry> Entries(IReadOnlyList<PlanProblem> problems, bool withPlace = true) =>
        [.. problems.Select(problem => withPlace || problem.File.EndsWith(CsvWithin, StringComparison.Ordinal)
            ? new ProblemEntry(problem.Path.Length == 0 && !withPlace ? problem.File : problem.Path, problem.Message, withPlace && problem.File.Length > 0 ? problem.File : null, problem.Line > 0 ? problem.Line : null)
            : new ProblemEntry(problem.Path, problem.Message))];

    private static string Count(int problems) => problems == 1 ? "a problem" : $"{problems} problems";
}
