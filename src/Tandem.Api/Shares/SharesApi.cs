using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Cdrs;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.Cdrs;
using Tandem.Store.People;
using Tandem.Store.Shares;

namespace Tandem.Api.Shares;

/// <summary>Links that show one thing to people without a session: made, listed, revoked. Whoever may see a thing may share it; that he did is in the audit log.</summary>
internal static class SharesApi
{
    private const int MostHours = 90 * 24;
    private const int UsualHours = 7 * 24;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cdrs/{id}/shares", ShareCallAsync).NeedsEditOfOwn(Pages.Shares).WithTags("shares").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("Make a link that shows one call")
            .WithDescription("'token' in the answer is told once. hideNumbers puts stars in the place of the last four digits of every number, in the messages and captures too, and hides the names of carriers (carrier 1, carrier 2). Carriers' money is never shown.");
        api.MapPost("/nat-checks/{id}/shares", ShareCheckAsync).NeedsEdit(Pages.Shares).WithTags("shares").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("Make a link that shows one result of nat-check");
        RouteGroupBuilder shares = api.MapGroup("/shares").WithTags("shares");
        shares.MapGet("", List).NeedsViewOfOwn(Pages.Shares).ProducesProblem(400).WithSummary("The links in force, newest first")
            .WithDescription("Who is limited to accounts sees those that he made.");
        shares.MapDelete("/{id}", RevokeAsync).NeedsEditOfOwn(Pages.Shares).ProducesProblem(404).WithSummary("Revoke a link")
            .WithDescription("It opens nothing from the next request on. Who made it may, and who may edit call records.");
    }

    /// <summary>Makes a link; null when there are too many.</summary>
    public static async Task<ShareView?> MakeAsync(ShareLink link, ShareStore shares, Store.Audit.Author author, CancellationToken stop)
    {
        string token = ShareToken.NewToken();
        return await shares.AddAsync(link, ShareToken.HashOf(token), author, stop) ? ShareView.Of(link, token) : null;
    }

    private static async Task<Results<Created<ShareView>, ProblemHttpResult>> ShareCallAsync(
        string id, ShareOrder body, HttpContext context, CdrQuery query, ShareStore shares, TimeProvider time, CancellationToken stop) =>
        Caller.Of(context).May(Pages.Cdrs, PageAccess.View) && await OwnRecords.FindAsync(context, query, id, stop) is { } cdr
            ? await ShareAsync(body, ShareKind.Call, CdrView.Of(cdr).Id, context, shares, time, stop)
            : Answers.NotFound("record", id);

    private static async Task<Results<Created<ShareView>, ProblemHttpResult>> ShareCheckAsync(
        string id, ShareOrder body, HttpContext context, NatCheckStore checks, ShareStore shares, TimeProvider time, CancellationToken stop) =>
        Caller.Of(context).May(Pages.SelfTests, PageAccess.View) && checks.Find(id) is { Report: not null } check
            ? await ShareAsync(body, ShareKind.NatCheck, check.Id, context, shares, time, stop)
            : Answers.NotFound("nat-check result", id);

    private static async Task<Results<Created<ShareView>, ProblemHttpResult>> ShareAsync(
        ShareOrder body, ShareKind kind, string subject, HttpContext context, ShareStore shares, TimeProvider time, CancellationToken stop)
    {
        if (body.Hours is < 1 or > MostHours)
        {
            return Answers.BadValue("hours", "1 to 2160 (90 days).");
        }

        Caller caller = Caller.Of(context);
        DateTimeOffset now = time.GetUtcNow();
        bool isCall = kind == ShareKind.Call;
        var link = new ShareLink(
            ShareToken.NewId(), kind, subject, isCall && body.HideNumbers, isCall && body.ShowCharge, caller.IsLimited, now, caller.Who.Name, now.AddHours(body.Hours ?? UsualHours), 0, null);
        return await MakeAsync(link, shares, caller.Who, stop) is { } made
            ? TypedResults.Created($"/api/v1/shares/{made.Id}", made)
            : Answers.Problem(StatusCodes.Status409Conflict, $"There are {ShareStore.MostLinks} links in force: revoke some first.");
    }

    private static Results<Ok<Page<ShareView>>, ProblemHttpResult> List(HttpContext context, ShareStore shares, int? limit, string? cursor)
    {
        Caller caller = Caller.Of(context);
        return PageRules.Read(limit, cursor) is (int most, long from)
            ? TypedResults.Ok(PageRules.Cut<ShareView>([.. shares.All().Where(link => !caller.IsLimited || IsHis(link, caller)).Select(static link => ShareView.Of(link))], most, from))
            : PageRules.Bad(limit, cursor);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, HttpContext context, ShareStore shares, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        return await shares.RevokeAsync(id, link => IsHis(link, caller) || (!caller.IsLimited && caller.May(Pages.Cdrs, PageAccess.Edit)), caller.Who, stop)
            ? TypedResults.NoContent()
            : Answers.NotFound("link of yours", id);
    }

    private static bool IsHis(ShareLink link, Caller caller) => string.Equals(link.CreatedBy, caller.Who.Name, StringComparison.OrdinalIgnoreCase);
}
