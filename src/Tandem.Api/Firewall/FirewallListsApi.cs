using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Store.Firewall;
using Tandem.Store.People;

namespace Tandem.Api.Firewall;

/// <summary>The operators' own lists of addresses and networks: black, whose packets are dropped, and white, who are never banned. In force at once.</summary>
internal static class FirewallListsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        Map(api, "black-list", isBlack: true, "Addresses and networks whose packets are dropped",
            "The plan's sources, phones that are registered and the white list are heard all the same, also inside of a listed network; a line that is all of one of these is refused with 409.");
        Map(api, "white-list", isBlack: false, "Addresses and networks that are never banned",
            "They are still refused when they are not in the plan. A ban that one of them has is lifted within a second.");
    }

    private static void Map(RouteGroupBuilder api, string path, bool isBlack, string summary, string description)
    {
        RouteGroupBuilder list = api.MapGroup($"/firewall/{path}").WithTags("firewall");
        list.MapGet("", (FirewallLineStore store, int? limit, string? cursor) => List(store, isBlack, limit, cursor)).NeedsView(Pages.Firewall).Produces<Page<FirewallLineView>>().ProducesProblem(400).WithSummary(summary);
        list.MapPost("", (FirewallLineOrder body, HttpContext context, FirewallLineStore store, ILiveFirewall firewall, TimeProvider time, CancellationToken stop) =>
                PutAsync(isBlack, body, context, store, firewall, time, stop))
            .NeedsEdit(Pages.Firewall).Produces<FirewallLineView>().ProducesProblem(400).ProducesProblem(409).WithSummary($"Put a line into the {path.Replace('-', ' ')}")
            .WithDescription($"In place of the line of the same source, in whichever list it is. {description}");
        list.MapDelete("", (string source, HttpContext context, FirewallLineStore store, ILiveFirewall firewall, CancellationToken stop) => RemoveAsync(isBlack, source, context, store, firewall, stop))
            .NeedsEdit(Pages.Firewall).Produces(204).ProducesProblem(404).WithSummary($"Take a line out of the {path.Replace('-', ' ')}").WithDescription("?source= as the list has it.");
    }

    private static IResult List(FirewallLineStore store, bool isBlack, int? limit, string? cursor) => PageRules.Read(limit, cursor) is (int most, long from)
        ? TypedResults.Ok(PageRules.Cut<FirewallLineView>([.. store.All().Where(line => line.IsBlack == isBlack).Select(FirewallLineView.Of)], most, from))
        : PageRules.Bad(limit, cursor);

    private static async Task<IResult> PutAsync(
        bool isBlack, FirewallLineOrder body, HttpContext context, FirewallLineStore store, ILiveFirewall firewall, TimeProvider time, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        if (!PlaceRule.TryParse(body.Source, out PlaceRule source, out string fault))
        {
            problems.Add(new("source", fault));
        }

        DateTimeOffset now = time.GetUtcNow();
        if (body.Comment?.Length > BansApi.LongestComment)
        {
            problems.Add(new("comment", $"Up to {BansApi.LongestComment} characters."));
        }

        if (body.Until <= now)
        {
            problems.Add(new("until", "A time to come, or nothing."));
        }

        if (problems.Count > 0)
        {
            return Answers.Invalid(problems);
        }

        // Who is known inside of a country or system is heard all the same, as in a network.
        if (isBlack && source.Network is { } network && firewall.WhySpared(network) is { Length: > 0 } who)
        {
            return BansApi.Spared(network, who);
        }

        Caller caller = Caller.Of(context);
        var line = new FirewallLine(isBlack, source, body.Comment ?? "", body.Until, caller.Who.Name, now);
        if (!await store.PutAsync(line, caller.Who, stop))
        {
            return Answers.Problem(StatusCodes.Status409Conflict, $"The lists have {FirewallLineStore.MostLines} lines: take some out first, or write networks.");
        }

        firewall.Take(store.All());
        return TypedResults.Ok(FirewallLineView.Of(line));
    }

    private static async Task<IResult> RemoveAsync(bool isBlack, string source, HttpContext context, FirewallLineStore store, ILiveFirewall firewall, CancellationToken stop)
    {
        if (!PlaceRule.TryParse(source, out PlaceRule read, out _) || !await store.RemoveAsync(isBlack, read, Caller.Of(context).Who, stop))
        {
            return Answers.NotFound($"line of the {(isBlack ? "black" : "white")} list", source);
        }

        firewall.Take(store.All());
        return TypedResults.NoContent();
    }
}
