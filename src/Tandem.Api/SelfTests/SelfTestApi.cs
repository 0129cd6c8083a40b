using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Api.Shares;
using Tandem.Routing.Plan;
using Tandem.Store.Audit;
using Tandem.Store.Shares;

namespace Tandem.Api.SelfTests;

/// <summary>Where SIP comes in over UDP: the first such listener's port; 0: over streams only.</summary>
public sealed record SipEntry(int UdpPort);

/// <summary>Whether the page is open, and where visitors send their messages.</summary>
/// <param name="IsOpen">SS_NAT_SELF_TEST.</param>
/// <param name="Host">HOST or HOST:PORT; empty for the name in the browser's address.</param>
/// <param name="SipPort">The UDP port that SIP comes in at, for a host of which no port is known; 0: none, over streams only.</param>
public sealed record SelfTestView(bool IsOpen, string Host, int SipPort);

/// <summary>A test that a visitor has begun.</summary>
/// <param name="Code">Lets one report in: <c>nat-check HOST --report ORIGIN/public/v1/self-test/CODE</c>.</param>
/// <param name="Token">Opens its result, as a share link's token does.</param>
/// <param name="ReportUntil">Until when the code takes a report.</param>
/// <param name="ExpiresAt">Until when the link shows it.</param>
public sealed record SelfTestBegun(string Code, string Token, DateTimeOffset ReportUntil, DateTimeOffset ExpiresAt);

/// <summary>
/// The public self-test: a visitor gets the <c>nat-check</c> command, and its result under a link of its own. There for everybody, and only while SS_NAT_SELF_TEST is on. What comes in is bounded in
/// number (by the hour, and kept), in size and in shape; it is shown as text.
/// </summary>
internal static class SelfTestApi
{
    /// <summary>Who made the links of visitors, in lists and in the audit trail.</summary>
    private const string Visitor = "self-test";

    public static void Map(RouteGroupBuilder open)
    {
        RouteGroupBuilder tests = open.MapGroup("/self-test").WithTags("self-test");
        tests.MapGet("", Get).WithSummary("Whether the public self-test is open");
        tests.MapPost("", BeginAsync).ProducesProblem(404).ProducesProblem(429).WithSummary("Begin a self-test")
            .WithDescription("A code for the tool, and a token for its result. 20 an hour from one address, 200 in all.");
        tests.MapPut("/{code}", ReportAsync).Accepts<NatCheckResult>("application/json").ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).WithSummary("Report what nat-check has found")
            .WithDescription("The JSON that nat-check --json prints, 128 KiB at most. A code takes one report, within an hour.");
    }

    private static Ok<SelfTestView> Get(PlanHolder plan, SipEntry entry)
    {
        SystemParameters parameters = plan.Current.Parameters;
        return TypedResults.Ok(new SelfTestView(parameters.NatSelfTest, parameters.NatSelfTest ? parameters.NatSelfTestHost : "", entry.UdpPort));
    }

    private static async Task<Results<Ok<SelfTestBegun>, ProblemHttpResult>> BeginAsync(
        HttpContext context, PlanHolder plan, SelfTestLimits limits, NatCheckStore checks, ShareStore shares, TimeProvider time, CancellationToken stop)
    {
        if (!plan.Current.Parameters.NatSelfTest)
        {
            return Closed();
        }

        if (!limits.TryTake(context.Connection.RemoteIpAddress))
        {
            return Answers.Problem(StatusCodes.Status429TooManyRequests, "Too many tests were begun within this hour. Come again in the next one.");
        }

        string code = ShareToken.NewCode();
        string id = ShareToken.NewId();
        string from = Caller.AddressOf(context);
        DateTimeOffset now = time.GetUtcNow();
        await checks.AddAsync(id, ShareToken.HashOf(code), from, stop);
        var link = new ShareLink(ShareToken.NewId(), ShareKind.NatCheck, id, false, false, false, now, Visitor, now + NatCheckStore.KeptFor, 0, null);
        return await SharesApi.MakeAsync(link, shares, new Author(Visitor, from), stop) is { Token: { } token }
            ? TypedResults.Ok(new SelfTestBegun(code, token, now + NatCheckStore.CodeLives, link.ExpiresAt))
            : Answers.ComeAgain(context, "There are too many links in force.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReportAsync(string code, HttpContext context, PlanHolder plan, NatCheckStore checks, CancellationToken stop)
    {
        if (!plan.Current.Parameters.NatSelfTest)
        {
            return Closed();
        }

        if (await BodyAsync(context.Request, stop) is not { } body)
        {
            return Answers.Problem(StatusCodes.Status413PayloadTooLarge, $"A report has at most {NatCheckResult.MostBytes} bytes.");
        }

        if (!NatCheckResult.TryRead(body, out NatCheckResult? result) || result is null)
        {
            return Answers.BadValue("", "What nat-check --json prints, and nothing else.");
        }

        return code.Length < 100 && await checks.ReportAsync(ShareToken.HashOf(code), result.Text(), Caller.AddressOf(context), stop)
            ? TypedResults.NoContent()
            : Answers.Problem(StatusCodes.Status404NotFound, "This code takes no report: it is wrong, older than an hour, or was used. Begin a new test on the page.");
    }

    /// <summary>Null when it is too large.</summary>
    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken stop)
    {
        byte[] buffer = new byte[NatCheckResult.MostBytes + 1];
        int read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        return read > NatCheckResult.MostBytes ? null : buffer[..read];
    }

    private static ProblemHttpResult Closed() => Answers.Problem(StatusCodes.Status404NotFound, "The self-test is not offered here.");
}
