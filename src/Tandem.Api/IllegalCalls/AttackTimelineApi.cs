using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Alarms;
using Tandem.Api.Firewall;
using Tandem.Api.Problems;
using Tandem.Routing.Access;
using Tandem.Routing.Alarms;
using Tandem.Routing.Plan;
using Tandem.Store.Alarms;
using Tandem.Store.Firewall;
using Tandem.Store.People;
using Tandem.Store.Reports;

namespace Tandem.Api.IllegalCalls;

/// <summary>
/// A part of a timeline: illegal calls that came in it, from so many addresses, what else strangers tried in it by the rule that counts it (wrongPassword, scanner, sweep, malformed, badConnection), and the bans that began in it by reason.
/// </summary>
public sealed record AttackPartView(DateTimeOffset At, long Attempts, long Sources, IReadOnlyDictionary<string, long> Offences, IReadOnlyDictionary<string, long> Bans);

/// <summary>
/// What happened in a period: each part of it, a minute, an hour or a day as <paramref name="Part"/> says; the patterns that are in it; the alarms of illegal calls (20020) that were there, for whoever may see alarms.
/// <paramref name="IsWhole"/> is false when patterns were looked for in the newest records only, because there are more. One page: <paramref name="Next"/> is always null.
/// </summary>
public sealed record AttackTimelineView(
    IReadOnlyList<AttackPartView> Items, string? Next, DateTimeOffset From, DateTimeOffset To, string Part, IReadOnlyList<AttackPatternView> Patterns, bool IsWhole,
    IReadOnlyList<RaisedAlarmView> Alarms);

/// <summary>Attacks by time: attempts, what the firewall did, what was found in them, and who was told.</summary>
internal static class AttackTimelineApi
{
    private const int MostAlarms = 200;

    /// <summary>Up to which length a period is told in parts of which width; a longer one by days. 400 parts at most.</summary>
    private static readonly (TimeSpan Period, TimeSpan Part, string Word)[] Widths = [(TimeSpan.FromHours(6), TimeSpan.FromMinutes(1), "minute"), (TimeSpan.FromDays(16), TimeSpan.FromHours(1), "hour")];

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/illegal-calls/timeline", Timeline).TakesLong().NeedsView(Pages.IllegalCalls).WithTags("illegal-calls").ProducesProblem(400).WithSummary("Illegal calls, other offences, bans, patterns and alarms of a period by time")
            .WithDescription(
                $"from inclusive, to exclusive, {IllegalPeriod.MostDays} days at most; without them the last {AttackPatternsApi.UsualDays} days. source: of one address. Up to six hours are told by minutes, up to 16 days by hours, more by days "
                + "(UTC); each part has its entry. A folded record counts when it began. Sources of the white list are left out. Offences are what strangers tried other than calls: wrong passwords (a refused registration is one), sweeps, what scanners send, broken messages; they count whether their rule is on or not, and of one source as far as it was among the heaviest. "
                + "Alarms are there for whoever may see them (alarms:view), for others there are none. "
                + $"Patterns are looked for in the newest {IllegalAttemptQuery.MostRecords} records: isWhole is false when there are more.");

    private static Results<Ok<AttackTimelineView>, ProblemHttpResult> Timeline(
        HttpContext context, IllegalAttemptQuery query, BanStore bans, OffenceStore offences, AlarmStore alarms, PlanHolder plan, IPlaces places, TimeProvider time, string? from, string? to, string? source, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        IllegalPeriod period = IllegalPeriod.Read(from, to, source, AttackPatternsApi.UsualDays, time.GetUtcNow(), problems);
        if (problems.Count > 0)
        {
            return Answers.BadQuery(problems);
        }

        SystemParameters parameters = plan.Current.Parameters;
        (TimeSpan width, string word) = WidthOf(period);
        Dictionary<DateTimeOffset, IllegalPart> attempts = query.Parts(period.From, period.To, width, period.Source, parameters.IsWhiteListed, stop).ToDictionary(static part => part.At);
        ILookup<DateTimeOffset, BanHour> begun = bans.Parts(period.From, period.To, width, period.Address, stop).ToLookup(static part => part.At);
        ILookup<DateTimeOffset, OffencePart> tried = offences.Parts(period.From, period.To, width, period.Address, stop).ToLookup(static part => part.At);
        List<AttackPartView> items = [];
        for (DateTimeOffset at = BeginOf(period.From, width); at < period.To; at += width)
        {
            IllegalPart part = attempts.GetValueOrDefault(at) ?? new(at, 0, 0);
            items.Add(new(at, part.Attempts, part.Sources, tried[at].ToDictionary(static one => FirewallWords.Of(one.Reason), static one => one.Offences), begun[at].ToDictionary(static one => FirewallWords.Of(one.Reason), static one => one.Bans)));
        }

        AttackPatternsView patterns = AttackPatternsApi.Find(period, query, parameters, places, time, stop);
        bool seesAlarms = Caller.Of(context).May(Pages.Alarms, PageAccess.View);
        return TypedResults.Ok(new AttackTimelineView(
            items,
            null,
            period.From,
            period.To,
            word,
            patterns.Items,
            patterns.IsWhole,
            seesAlarms ? [.. alarms.During(AlarmType.IllegalCalls, period.From, period.To, MostAlarms, stop).Select(RaisedAlarmView.Of)] : []));
    }

    private static (TimeSpan Width, string Word) WidthOf(IllegalPeriod period)
    {
        foreach ((TimeSpan longest, TimeSpan part, string word) in Widths)
        {
            if (period.To - period.From <= longest)
            {
                return (part, word);
            }
        }

        return (TimeSpan.FromDays(1), "day");
    }

    private static DateTimeOffset BeginOf(DateTimeOffset at, TimeSpan width) => new(at.UtcTicks - (at.UtcTicks % width.Ticks), TimeSpan.Zero);
}
