using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Store.Firewall;
using Tandem.Store.People;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Firewall;

/// <summary>Who is banned: listed, added by hand, lifted.</summary>
internal static class BansApi
{
    public const int LongestComment = 200;
    private const int UsualSeconds = 3600;
    private const int MostSeconds = 31_536_000;

    /// <summary>"This network", multicast, reserved and broadcast (RFC 6890), and the same of IPv6.</summary>
    private static readonly SourceAddress[] s_noSenders = [.. new[] { "0.0.0.0/8", "224.0.0.0/3", "::/128", "ff00::/8" }
        .Select(static text => SourceAddress.TryParse(text, out SourceAddress range, out string problem) ? range : throw new InvalidOperationException(problem))];

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder bans = api.MapGroup("/firewall/bans").WithTags("firewall");
        bans.MapGet("", List).NeedsView(Pages.Firewall).ProducesProblem(400).WithSummary("Bans, those in force first, newest first")
            .WithDescription("inForce=true leaves out those that have ended and are remembered, so that the next one is longer; reason is one of those that the list shows.");
        bans.MapPost("", AddAsync).NeedsEdit(Pages.Firewall).ProducesProblem(400).ProducesProblem(409).WithSummary("Ban a source")
            .WithDescription("An address, of IPv6 its /64; seconds is 3600 without a word. Who must stay reachable is refused with 409 and named: trunks, phones that are registered, the white lists, who is signed in and may change the firewall.");
        bans.MapDelete("", LiftAsync).NeedsEdit(Pages.Firewall).ProducesProblem(404).WithSummary("Lift a ban").WithDescription("?source= as the list has it. The source is a newcomer then: its next ban is a first one.");
    }

    private static Results<Ok<Page<BanView>>, ProblemHttpResult> List(ILiveFirewall firewall, IPlaces places, bool? inForce, string? reason, int? limit, string? cursor)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        if (!string.IsNullOrEmpty(reason) && FirewallWords.Reason(reason) is null)
        {
            return Answers.BadQuery("reason", $"One of {string.Join(", ", Enum.GetValues<BanReason>().Select(FirewallWords.Of))}.");
        }

        BanReason? wanted = FirewallWords.Reason(reason);
        return TypedResults.Ok(PageRules.Cut<BanView>(
            [.. firewall.All().Where(ban => (inForce != true || ban.IsInForce) && (wanted is null || ban.Ban.Reason == wanted)).Select(ban => BanView.Of(ban, places))], most, from));
    }

    private static async Task<Results<Created<BanView>, ProblemHttpResult>> AddAsync(BanOrder body, HttpContext context, ILiveFirewall firewall, IPlaces places, BanStore store, Deeds deeds)
    {
        List<ProblemEntry> problems = [];
        SourceAddress? source = SourceOf(body.Source, problems);
        if (source is { } read && Ban.PlaceOf(read) is null)
        {
            problems.Add(new("source", "One address. Networks go on the black list."));
        }
        else if (source is { } nobody && Array.Exists(s_noSenders, range => range.Contains(new CallSource(nobody.Ip, 0))))
        {
            problems.Add(new("source", "The address of one sender: nobody sends from an unspecified, broadcast or multicast address."));
        }

        if (body.Seconds is < 1 or > MostSeconds)
        {
            problems.Add(new("seconds", $"1 to {MostSeconds} (a year)."));
        }

        if (body.Comment?.Length > LongestComment)
        {
            problems.Add(new("comment", $"Up to {LongestComment} characters."));
        }

        if (problems.Count > 0 || source is not { } place)
        {
            return Answers.Invalid(problems);
        }

        Caller caller = Caller.Of(context);
        if (SourceAddress.TryParse(caller.Who.Address, out SourceAddress own, out _) && Ban.PlaceOf(own) == Ban.PlaceOf(place))
        {
            return Spared(place, "your own address");
        }

        BanOutcome outcome = firewall.Ban(place, TimeSpan.FromSeconds(body.Seconds ?? UsualSeconds), caller.Who.Name, body.Comment ?? "");
        if (outcome.Ban is not { } ban)
        {
            return Spared(place, outcome.Refusal);
        }

        await StoreAsync(store, ban.Source, ban);
        await deeds.NoteAsync(caller.Who, "ban", ban.Source.ToString(), $"banned until {Json.TimeConverter.Text(ban.Until)}{(ban.Comment.Length > 0 ? $": {ban.Comment}" : "")}");
        return TypedResults.Created($"/api/v1/firewall/bans?source={Uri.EscapeDataString(ban.Source.ToString())}", BanView.Of(ban, isInForce: true, places.Of(ban.Source.Ip)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LiftAsync(string source, HttpContext context, ILiveFirewall firewall, BanStore store, Deeds deeds)
    {
        if (!SourceAddress.TryParse(source, out SourceAddress place, out _) || firewall.Lift(place) is not { } ban)
        {
            return Answers.NotFound("ban of", source);
        }

        await StoreAsync(store, ban.Source, null);
        await deeds.NoteAsync(Caller.Of(context).Who, "ban", ban.Source.ToString(), "lifted");
        return TypedResults.NoContent();
    }

    /// <summary>An address or a network without a port; null with a problem.</summary>
    public static SourceAddress? SourceOf(string? text, List<ProblemEntry> problems)
    {
        string problem = "An address or a network, without a port.";
        if (text is not null)
        {
            bool isRead = SourceAddress.TryParse(text, out SourceAddress source, out string fault);
            if (isRead && source.Port == 0)
            {
                return source;
            }

            problem = isRead ? problem : fault;
        }

        problems.Add(new("source", problem));
        return null;
    }

    public static ProblemHttpResult Spared(SourceAddress source, string who) =>
        Answers.Problem(StatusCodes.Status409Conflict, $"{source} can't be banned: it is {who}. Nothing was changed.", [new("source", who)]);

    /// <summary>At once, so that it holds whatever happens now; what the database does not take, the firewall stores when it can.</summary>
    private static async Task StoreAsync(BanStore store, SourceAddress source, Ban? ban)
    {
        try
        {
            await store.SaveAsync([(source, ban)], [], CancellationToken.None);
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out _))
        {
            // Said by the firewall, which tries again each second.
        }
    }
}
