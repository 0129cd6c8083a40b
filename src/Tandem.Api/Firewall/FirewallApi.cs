using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Store.Firewall;
using Tandem.Store.People;
using Tandem.Store.Reports;

namespace Tandem.Api.Firewall;

/// <summary>How the firewall stands: where it works, its rules and what they have done, the attacks by hour.</summary>
internal static class FirewallApi
{
    private const int UsualHours = 24;
    private const int MostHours = 31 * 24;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder firewall = api.MapGroup("/firewall").WithTags("firewall");
        firewall.MapGet("", State).NeedsView(Pages.Firewall).WithSummary("Where bans are enforced, and how many there are");
        firewall.MapGet("/rules", Rules).NeedsView(Pages.Firewall).WithSummary("The rules that ban by themselves").WithDescription("They are set by their parameters, PUT /api/v1/parameters/NAME.");
        firewall.MapGet("/trials", Trials).NeedsView(Pages.Firewall).ProducesProblem(400).WithSummary("Whom rules on trial (dry run) would have banned, newest first").WithDescription("The last 200 since the switch started.");
        firewall.MapGet("/timeline", Timeline).NeedsView(Pages.Firewall).ProducesProblem(400).WithSummary("Illegal calls and bans by hour").WithDescription("hours back from now, 24 without a word, 744 at most; each hour has its entry.");
    }

    private static Ok<FirewallView> State(ILiveFirewall firewall) =>
        TypedResults.Ok(new FirewallView(firewall.Enforced.Where, firewall.Enforced.Why, firewall.All().Count(static ban => ban.IsInForce)));

    private static Ok<Page<FirewallRuleView>> Rules(ILiveFirewall firewall, PlanHolder plan)
    {
        FirewallRules rules = plan.Current.Parameters.Firewall;
        IReadOnlyList<RuleTally> tallies = firewall.Tallies();
        return TypedResults.Ok(new Page<FirewallRuleView>(
            [.. FirewallRules.Reasons.Select(reason => FirewallRuleView.Of(reason, rules.Of(reason), tallies.FirstOrDefault(tally => tally.Reason == reason)))], null));
    }

    private static Results<Ok<Page<FirewallTrialView>>, ProblemHttpResult> Trials(ILiveFirewall firewall, IPlaces places, int? limit, string? cursor) =>
        PageRules.Read(limit, cursor) is (int most, long from)
            ? TypedResults.Ok(PageRules.Cut<FirewallTrialView>([.. firewall.WouldHave().Select(trial => FirewallTrialView.Of(trial, places.Of(trial.Source.Ip)))], most, from))
            : PageRules.Bad(limit, cursor);

    private static Results<Ok<Page<FirewallHourView>>, ProblemHttpResult> Timeline(BanStore bans, TrafficQuery traffic, TimeProvider time, int? hours)
    {
        if (hours is < 1 or > MostHours)
        {
            return Answers.BadQuery("hours", $"1 to {MostHours}.");
        }

        long now = HourOf(time.GetUtcNow());
        long first = now - (hours ?? UsualHours) + 1;
        DateTimeOffset from = At(first);
        Dictionary<long, long> illegal = traffic.Since(from).GroupBy(static minute => HourOf(minute.At)).ToDictionary(static hour => hour.Key, static hour => hour.Sum(static minute => minute.Illegal));
        ILookup<long, BanHour> banned = bans.Hours(from).ToLookup(static hour => HourOf(hour.At));
        List<FirewallHourView> all = [];
        for (long hour = first; hour <= now; hour++)
        {
            all.Add(new(At(hour), illegal.GetValueOrDefault(hour), banned[hour].ToDictionary(static one => FirewallWords.Of(one.Reason), static one => one.Bans)));
        }

        return TypedResults.Ok(new Page<FirewallHourView>(all, null));
    }

    private static long HourOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3600;

    private static DateTimeOffset At(long hour) => DateTimeOffset.FromUnixTimeSeconds(hour * 3600);
}
