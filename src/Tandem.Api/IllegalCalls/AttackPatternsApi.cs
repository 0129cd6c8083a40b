using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Routing.Access;
using Tandem.Routing.Attacks;
using Tandem.Routing.Plan;
using Tandem.Store.People;
using Tandem.Store.Reports;

namespace Tandem.Api.IllegalCalls;

/// <summary>Patterns over the illegal calls of a period.</summary>
internal static class AttackPatternsApi
{
    /// <summary>Days back from the end, where no beginning is given.</summary>
    public const int UsualDays = 7;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/illegal-calls/patterns", Patterns).TakesLong().NeedsView(Pages.IllegalCalls).WithTags("illegal-calls").ProducesProblem(400).WithSummary("What illegal calls of a period have in common")
            .WithDescription(
                $"from inclusive, to exclusive, {IllegalPeriod.MostDays} days at most; without them the last {UsualDays} days. source: of one address. Kinds: sequentialDialling (a source walks numbers), sharedNumber (one number "
                + "from many sources), prefixGuessing (many prefixes before one number), abusedDestination (countries and ranges known for revenue share fraud, and SERVER_ILLEGAL_CALL_PREMIUM_PREFIXES), nightBurst. "
                + $"Sources of the white list are left out. The newest {IllegalAttemptQuery.MostRecords} records are looked at.");

    /// <summary>The findings of a period.</summary>
    public static AttackPatternsView Find(IllegalPeriod period, IllegalAttemptQuery query, SystemParameters parameters, IPlaces places, TimeProvider time, CancellationToken stop)
    {
        IllegalAttempts read = query.Read(period.From, period.To, period.Source, parameters.IsWhiteListed, stop);
        IReadOnlyList<AttackPattern> found = AttackPatterns.Find(read.Attempts, new(parameters.IllegalCallPremiumPrefixes, time.LocalTimeZone), stop);
        return new([.. found.Select(pattern => AttackPatternView.Of(pattern, places))], null, period.From, period.To, read.Attempts.Count, read.IsWhole);
    }

    private static Results<Ok<AttackPatternsView>, ProblemHttpResult> Patterns(
        IllegalAttemptQuery query, PlanHolder plan, IPlaces places, TimeProvider time, string? from, string? to, string? source, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        IllegalPeriod period = IllegalPeriod.Read(from, to, source, UsualDays, time.GetUtcNow(), problems);
        return problems.Count > 0 ? Answers.BadQuery(problems) : TypedResults.Ok(Find(period, query, plan.Current.Parameters, places, time, stop));
    }
}
