using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Cdrs;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Plan;
using Tandem.Store.Cdrs;
using Tandem.Store.People;

namespace Tandem.Api.TestCalls;

/// <summary>A call to place: <paramref name="Via"/> names an egress trunk, <paramref name="Seconds"/> is how long it is held once answered.</summary>
public sealed record TestCallOrder(string? From, string? To, string? Via, int? Seconds);

/// <summary>How it went. <paramref name="CdrId"/> is its record.</summary>
public sealed record TestCallView(string CdrId, int SipStatus, string EndReasonName, string Problem);

/// <summary>Real test calls through the running switch.</summary>
internal static class TestCallsApi
{
    private const int LongestCall = 3600;
    private const int DefaultSeconds = 3;
    private const int LongestNumber = 32;

    /// <summary>What can be dialled: the switch would refuse the rest.</summary>
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+*#0123456789");

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/test-calls", PlaceAsync).NeedsEdit(Pages.TestCalls).WithTags("test-calls").ProducesProblem(400).ProducesProblem(503).WithSummary("Place a test call")
            .WithDescription("Places a real call out on an egress trunk, holds it for some seconds, and answers when its record is stored.");

    private static async Task<Results<Ok<TestCallView>, ProblemHttpResult>> PlaceAsync(
        TestCallOrder body, HttpContext context, ILiveSwitch live, PlanHolder plan, CdrWriter writer, TimeProvider time, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        CheckNumber("from", body.From, problems);
        CheckNumber("to", body.To, problems);
        if (!plan.Current.Document.EgressTrunks.Any(trunk => trunk.Name == body.Via))
        {
            problems.Add(new("via", $"There is no egress trunk '{body.Via}'."));
        }

        int seconds = body.Seconds ?? DefaultSeconds;
        if (seconds is < 0 or > LongestCall)
        {
            problems.Add(new("seconds", $"0 to {LongestCall}."));
        }

        if (problems.Count > 0 || body is not { From: string from, To: string to, Via: string via })
        {
            return Answers.Invalid(problems);
        }

        TestCallResult result = await live.PlaceAsync(new(from, to, via, seconds), stop);
        if (!await StoredRecords.WaitAsync(writer, time, stop))
        {
            return Answers.ComeAgain(context, $"The call was placed ({result.EndReasonName}), but its record {result.CdrId} waits for the database, which takes none now.");
        }

        return TypedResults.Ok(new TestCallView(result.CdrId, result.SipStatus, result.EndReasonName, result.Problem));
    }

    private static void CheckNumber(string path, string? number, List<ProblemEntry> problems)
    {
        if (number is not { Length: > 0 and <= LongestNumber } || number.AsSpan().ContainsAnyExcept(NumberCharacters))
        {
            problems.Add(new(path, $"A number of 1 to {LongestNumber} digits, +, * or #."));
        }
    }
}
