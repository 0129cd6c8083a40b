using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Problems;

/// <summary>
/// What a handler threw, as problem details: what can't be read is the sender's (4xx), a database that takes nothing at
/// this moment is told with when to come again (503), all else is ours (500, without its inside).
/// </summary>
internal sealed partial class FailureAnswer(ILogger<FailureAnswer> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.Response.HasStarted)
        {
            return false;
        }

        IResult answer = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => NotJson(json),
            BadHttpRequestException bad => Answers.Problem(bad.StatusCode, bad.Message, Entries(bad.Message)),
            JsonException json => NotJson(json),
            _ when StoreFaults.TryExplain(exception, out string words) => Answers.ComeAgain(httpContext, $"The database takes nothing now: {words}. Nothing was changed."),
            _ => Failed(httpContext, exception),
        };
        await answer.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Binding names the parameter, after its type: <c>Failed to bind parameter "Nullable&lt;int&gt; limit" from "many".</c></summary>
    private static ProblemEntry[]? Entries(string message) =>
        BoundParameter().Match(message) is { Success: true } found ? [new(found.Groups["name"].Value, message)] : null;

    [GeneratedRegex("parameter \"(?:[^\"]* )?(?<name>\\w+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BoundParameter();

    private IResult Failed(HttpContext context, Exception exception)
    {
        if (!context.RequestAborted.IsCancellationRequested)
        {
            logger.RequestFailed(exception, context.Request.Method, context.Request.Path);
        }

        return Answers.Problem(StatusCodes.Status500InternalServerError, "The switch failed to answer this; its log says why. Calls are not affected.");
    }

    private static IResult NotJson(JsonException json)
    {
        string path = json.Path is { Length: > 0 } place ? place : "$";
        string where = json.LineNumber is long line ? $" (line {line + 1}, byte {json.BytePositionInLine + 1})" : "";
        return Answers.Problem(StatusCodes.Status400BadRequest, "The body is not the JSON that is expected here.", [new(path, $"Not readable{where}.")]);
    }
}
