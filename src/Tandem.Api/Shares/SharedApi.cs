using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Tandem.Api.Access;
using Tandem.Api.Cdrs;
using Tandem.Api.Problems;
using Tandem.Api.SelfTests;
using Tandem.Calls.Live;
using Tandem.Store.Cdrs;
using Tandem.Store.Shares;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Shares;

/// <summary>
/// What a link shows, to whoever has it. Outside <c>/api</c>, where no key and no session counts: a token opens the one thing that it was made for, read-only, and nothing else. It goes in the header
/// <c>X-Tandem-Share</c>. No, expired and revoked tokens are answered alike.
/// </summary>
internal static class SharedApi
{
    public static void Map(RouteGroupBuilder open)
    {
        RouteGroupBuilder shared = open.MapGroup("/shared").WithTags("shared");
        shared.MapGet("", GetAsync).ProducesProblem(404).WithSummary("What a share link shows");
        shared.MapGet("/pcap", PcapAsync).Produces<byte[]>(200, Ladders.LadderAnswers.PcapType, Ladders.LadderAnswers.PcapNgType).ProducesProblem(400).ProducesProblem(404)
            .WithSummary("The messages of a shared call as a capture").WithDescription("As GET /api/v1/cdrs/{id}/pcap; with hidden numbers when the link hides them.");
    }

    private static async Task<Results<Ok<SharedView>, ProblemHttpResult>> GetAsync(
        HttpContext context, ShareStore shares, CdrQuery query, NatCheckStore checks, ILiveSwitch live, ILogger<SharedView> logger, CancellationToken stop)
    {
        if (Find(context, shares) is not { } link || await ViewAsync(link, query, checks, live, stop) is not { } view)
        {
            return Gone();
        }

        try
        {
            await shares.OpenedAsync(link, stop);
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out string words))
        {
            logger.NotNoted(words);
        }

        return TypedResults.Ok(view);
    }

    private static async Task<IResult> PcapAsync(string? format, HttpContext context, ShareStore shares, CdrQuery query, ILiveSwitch live, CancellationToken stop) =>
        Find(context, shares) is { Kind: ShareKind.Call } link && await SharedCall.OpenAsync(link, query, live, stop) is { } call
            ? call.Capture(context.Request, format)
            : Gone();

    private static async Task<SharedView?> ViewAsync(ShareLink link, CdrQuery query, NatCheckStore checks, ILiveSwitch live, CancellationToken stop)
    {
        var view = new SharedView(ShareView.KindOf(link), link.ExpiresAt, link.IsMasked, link.HasCharge, null, null, null, null, null);
        if (link.Kind == ShareKind.NatCheck)
        {
            return checks.Find(link.Subject) is { } check ? view with { NatCheck = NatCheckResult.Kept(check) } : null;
        }

        if (await SharedCall.OpenAsync(link, query, live, stop) is not { } call)
        {
            return null;
        }

        byte[]? quality = OwnRecords.TryRead(link.Subject, out long id) ? await query.QualityAsync(id, stop) : null;
        return view with { Cdr = call.View, Explanation = call.Explanation, Ladder = call.Ladder, Quality = QualityView.Of(quality is null ? null : QualitySeries.Read(quality)) };
    }

    private static ShareLink? Find(HttpContext context, ShareStore shares)
    {
        string token = context.Request.Headers[ShareToken.Header].ToString();
        return token.Length is > 0 and < 100 ? shares.Find(ShareToken.HashOf(token)) : null;
    }

    private static ProblemHttpResult Gone() =>
        Answers.Problem(StatusCodes.Status404NotFound, "This link shows nothing: it is not whole, has expired, was revoked, or what it showed is kept no more. Ask who sent it for a new one.");
}
