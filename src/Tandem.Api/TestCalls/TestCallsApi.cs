using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Cdrs;
using Tandem.Api.LiveCalls;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Store.Cdrs;
using Tandem.Store.People;

namespace Tandem.Api.TestCalls;

/// <summary>A call to place, out on one trunk, in a customer's name, or both.</summary>
/// <param name="From">The calling number.</param>
/// <param name="To">The called number, as the customer would dial it.</param>
/// <param name="Via">The egress trunk that it goes to, and no other. May be left out when somebody is named: then it goes where that one's calls go.</param>
/// <param name="Seconds">How long it is held once answered; left out, 3.</param>
/// <param name="IngressTrunk">The ingress trunk in whose name it is placed: admitted, charged and routed as a call of that trunk. Left out with phone: nobody's, and no customer pays.</param>
/// <param name="Phone">Or the phone, by its number.</param>
public sealed record TestCallOrder(string? From, string? To, string? Via, int? Seconds, string? IngressTrunk = null, string? Phone = null);

/// <summary>How it went. <paramref name="CdrId"/> is its record.</summary>
public sealed record TestCallView(string CdrId, int SipStatus, string EndReasonName, string Problem);

/// <summary>Real test calls through the running switch.</summary>
internal static class TestCallsApi
{
    private const int LongestCall = 3600;
    private const int DefaultSeconds = 3;
    private const int LongestNumber = 32;
    private const string Noun = "test call";

    /// <summary>What can be dialled: the switch would refuse the rest.</summary>
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+*#0123456789");

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder tests = api.MapGroup("/test-calls").WithTags("test-calls");
        tests.MapPost("", PlaceAsync).NeedsEdit(Pages.TestCalls).ProducesProblem(400).ProducesProblem(503).WithSummary("Place a test call")
            .WithDescription("Places a real call out on an egress trunk, in a customer's name, or both; holds it for some seconds, and answers when its record is stored.");
        tests.MapGet("", ListAsync).NeedsView(Pages.TestCalls).WithSummary("Test calls in progress, oldest first");
        tests.MapDelete("/{id}", EndAsync).NeedsEdit(Pages.TestCalls).ProducesProblem(404).WithSummary("End a test call")
            .WithDescription("It is cancelled, or hung up on if it was answered; its record says ServerHangup, and whoever has placed it gets its result.");
    }

    private static async Task<Ok<Page<LiveCallView>>> ListAsync(ILiveSwitch live, IPlaces places, CancellationToken stop) =>
        TypedResults.Ok(new Page<LiveCallView>([.. (await live.CallsAsync(stop)).Where(IsTest).OrderBy(static call => call.StartedAt).Select(call => LiveCallView.Of(call, places))], null));

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(string id, HttpContext context, ILiveSwitch live, Deeds deeds, CancellationToken stop)
    {
        bool isTest = (await live.CallsAsync(stop)).Any(call => call.Id == id && IsTest(call));
        if (!isTest || !await live.HangUpAsync(id, stop))
        {
            return Answers.NotFound(Noun, id);
        }

        await deeds.NoteAsync(Caller.Of(context).Who, "hang-up", $"call {id}", "a test call ended by hand");
        return TypedResults.NoContent();
    }

    private static bool IsTest(LiveCall call) => call.PlacedBy == "test";

    private static async Task<Results<Ok<TestCallView>, ProblemHttpResult>> PlaceAsync(
        TestCallOrder body, HttpContext context, ILiveSwitch live, PlanHolder plan, CdrWriter writer, TimeProvider time, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        CheckNumber("from", body.From, problems);
        CheckNumber("to", body.To, problems);
        CheckNames(body, plan.Current.Document, problems);

        int seconds = body.Seconds ?? DefaultSeconds;
        if (seconds is < 0 or > LongestCall)
        {
            problems.Add(new("seconds", $"0 to {LongestCall}."));
        }

        if (problems.Count > 0 || body is not { From: string from, To: string to })
        {
            return Answers.Invalid(problems);
        }

        TestCallResult result = await live.PlaceAsync(new(from, to, body.Via ?? "", seconds) { IngressTrunk = body.IngressTrunk ?? "", Phone = body.Phone ?? "" }, stop);
        if (!await StoredRecords.WaitAsync(writer, time, stop))
        {
            return Answers.ComeAgain(context, $"The call was placed ({result.EndReasonName}), but its record {result.CdrId} waits for the database, which takes none now.");
        }

        return TypedResults.Ok(new TestCallView(result.CdrId, result.SipStatus, result.EndReasonName, result.Problem));
    }

    private static void CheckNames(TestCallOrder body, PlanDocument plan, List<ProblemEntry> problems)
    {
        bool isInName = !string.IsNullOrEmpty(body.IngressTrunk) || !string.IsNullOrEmpty(body.Phone);
        if (!(string.IsNullOrEmpty(body.Via) && isInName) && !plan.EgressTrunks.Any(trunk => trunk.Name == body.Via))
        {
            problems.Add(new("via", string.IsNullOrEmpty(body.Via) ? "Name an egress trunk, or in whose name the call is placed: ingressTrunk or phone." : $"There is no egress trunk '{body.Via}'."));
        }

        if (!string.IsNullOrEmpty(body.IngressTrunk) && !plan.IngressTrunks.Any(trunk => trunk.Name == body.IngressTrunk))
        {
            problems.Add(new("ingressTrunk", $"There is no ingress trunk '{body.IngressTrunk}'."));
        }

        if (!string.IsNullOrEmpty(body.Phone) && !plan.Phones.Any(phone => phone.Number == body.Phone))
        {
            problems.Add(new("phone", $"There is no phone '{body.Phone}'."));
        }
        else if (!string.IsNullOrEmpty(body.Phone) && !string.IsNullOrEmpty(body.IngressTrunk))
        {
            problems.Add(new("phone", "The call is placed in one name: that of an ingress trunk or that of a phone."));
        }
    }

    private static void CheckNumber(string path, string? number, List<ProblemEntry> problems)
    {
        if (number is not { Length: > 0 and <= LongestNumber } || number.AsSpan().ContainsAnyExcept(NumberCharacters))
        {
            problems.Add(new(path, $"A number of 1 to {LongestNumber} digits, +, * or #."));
        }
    }
}
