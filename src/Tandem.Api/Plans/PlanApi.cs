using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.People;
using Tandem.Store.Plan;

namespace Tandem.Api.Plans;

/// <summary>One difference between two plans: <c>+</c> added, <c>-</c> removed, <c>~</c> changed; in words, and what was there before and after where that is known and no secret.</summary>
public sealed record PlanChangeView(string Kind, string Path, string What, string Before, string After)
{
    internal static PlanChangeView Of(PlanChange change) => new(change.Kind.ToString(), change.Path, change.What, change.Before, change.After);
}

/// <summary>What a save did, or with <c>dryRun</c> would do.</summary>
public sealed record PlanChanged(long Revision, IReadOnlyList<PlanChangeView> Changes);

/// <summary>The whole plan: read it, replace it, or ask what replacing it would change.</summary>
internal static class PlanApi
{
    /// <summary>Rate decks of some hundred thousand lines come inside a plan. No text that is longer would be read.</summary>
    public const long LargestPlan = PlanText.MaxLength;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder plan = api.MapGroup("/plan").WithTags("Plan");
        plan.MapGet("", Get).NeedsView(Pages.Plan).Produces<string>(200, "application/yaml", "application/json")
            .WithSummary("The plan in force").WithDescription("YAML, or JSON when Accept asks for it. Secrets are never returned. The ETag is the revision.");
        plan.MapPut("", PutAsync).NeedsEdit(Pages.Plan).Accepts<string>("application/yaml", "application/json").WithMetadata(new RequestSizeLimitAttribute(LargestPlan))
            .WithSummary("Replace the plan")
            .WithDescription("YAML or JSON by Content-Type. With dryRun=true nothing is changed. A secret that is left out keeps its value. Every problem is named with its line. "
                + "${NAME:-default} takes its default here; 'tandem apply' fills it from its own environment.");
        PlanHistoryApi.Map(plan);
    }

    private static IResult Get(HttpContext context, PlanHolder holder)
    {
        SwitchPlan plan = holder.Current;
        PlanFormat format = IsJson(context.Request.Headers.Accept.ToString()) ? PlanFormat.Json : PlanFormat.Yaml;
        context.Response.Headers.ETag = Tag(plan.Revision);
        return TypedResults.Text(PlanText.Write(plan.Document, format), format == PlanFormat.Json ? "application/json" : "application/yaml");
    }

    private static async Task<Results<Ok<PlanChanged>, ProblemHttpResult>> PutAsync(
        HttpContext context, PlanHolder holder, PlanStore store, bool dryRun = false, CancellationToken stop = default)
    {
        using var text = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, LargestPlan));
        await context.Request.Body.CopyToAsync(text, stop);
        SwitchPlan before = holder.Current;
        if (context.Request.Headers.IfMatch.ToString() is { Length: > 0 } match && match != "*" && match != Tag(before.Revision))
        {
            return Answers.Stale(); // before a plan of megabytes is read
        }

        PlanFormat format = IsJson(context.Request.ContentType ?? "") ? PlanFormat.Json : PlanFormat.Yaml;
        ReadOnlyMemory<byte> utf8 = text.GetBuffer().AsMemory(0, (int)text.Length);
        PlanReading reading = PlanText.Read(utf8, format, "", null, NoEnvironment, before.Document);
        if (reading.Problems.Count > 0 || reading.Document is null)
        {
            return Answers.Invalid(reading.Problems);
        }

        return await SaveAsync(context, reading.Document, holder, store, dryRun, "", stop);
    }

    /// <summary>Saves a plan that has been checked, if it is still the one that If-Match names.</summary>
    public static async Task<Results<Ok<PlanChanged>, ProblemHttpResult>> SaveAsync(
        HttpContext context, PlanDocument plan, PlanHolder holder, PlanStore store, bool dryRun, string reason, CancellationToken stop)
    {
        long revision = holder.Current.Revision;
        string match = context.Request.Headers.IfMatch.ToString();
        bool isAny = match.Length == 0 || match == "*";
        if (!isAny && match != Tag(revision))
        {
            return Answers.Stale();
        }

        PlanSaved? saved = await store.SaveAsync(plan, Caller.Of(context).Who, isAny ? null : revision, dryRun, stop, reason);
        if (saved is null)
        {
            return Answers.Stale();
        }

        if (saved.Refused.Count > 0)
        {
            return Answers.Invalid(saved.Refused);
        }

        context.Response.Headers.ETag = Tag(saved.Revision);
        return TypedResults.Ok(View(saved));
    }

    /// <summary>Who may change the plan may still not read the switch's environment through it: <c>${NAME}</c> is filled by <c>tandem apply</c>, at its own side.</summary>
    public static string? NoEnvironment(string name) => null;

    public static string Tag(long revision) => $"\"{revision}\"";

    public static PlanChanged View(PlanSaved saved) =>
        new(saved.Revision, [.. saved.Changes.Select(PlanChangeView.Of)]);

    private static bool IsJson(string mediaTypes) => mediaTypes.Contains("json", StringComparison.OrdinalIgnoreCase);
}
