using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Routing.Alarms;
using Tandem.Routing.Plan;
using Tandem.Store.Alarms;
using Tandem.Store.People;

namespace Tandem.Api.Alarms;

/// <summary>Which alarms there are, their bounds, who is told of them, and how they leave the switch. In force within a second.</summary>
internal static class AlarmSettingsApi
{
    private const string Noun = "alarm setting";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder settings = api.MapGroup("/alarms/settings").WithTags("alarms");
        settings.MapGet("", List).NeedsView(Pages.Alarms).ProducesProblem(400).WithSummary("All alarm settings");
        settings.MapGet("/{id:long}", Get).NeedsView(Pages.Alarms).ProducesProblem(404).WithSummary("One alarm setting").WithDescription("With its ETag.");
        settings.MapPost("", PostAsync).NeedsEdit(Pages.System).ProducesProblem(400).ProducesProblem(409).WithSummary("Make an alarm setting");
        settings.MapPut("/{id:long}", PutAsync).NeedsEdit(Pages.System).ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).WithSummary("Change an alarm setting");
        settings.MapDelete("/{id:long}", DeleteAsync).NeedsEdit(Pages.System).ProducesProblem(404).ProducesProblem(412).WithSummary("Delete an alarm setting")
            .WithDescription("An alarm that it has raised goes when its period is over.");
        RouteGroupBuilder delivery = api.MapGroup("/alarms/delivery").WithTags("alarms");
        delivery.MapGet("", Delivery).NeedsView(Pages.System).WithSummary("Mail server, webhook and history of alarms").WithDescription("With its ETag. Secrets are never told.");
        delivery.MapPut("", PutDeliveryAsync).NeedsEdit(Pages.System).ProducesProblem(400).ProducesProblem(412).WithSummary("Change mail server, webhook and history of alarms")
            .WithDescription("A secret that is left out stays as long as it goes to the same server and user, or URL; \"\" takes it out.");
    }

    private static Results<Ok<Page<AlarmSettingView>>, ProblemHttpResult> List(AlarmSettings settings, int? limit, string? cursor) => PageRules.Read(limit, cursor) is (int most, long from)
        ? TypedResults.Ok(PageRules.Cut<AlarmSettingView>([.. settings.All.Select(AlarmSettingView.Of)], most, from))
        : PageRules.Bad(limit, cursor);

    private static Results<Ok<AlarmSettingView>, ProblemHttpResult> Get(long id, HttpContext context, AlarmSettings settings) =>
        settings.Find(id) is { } found ? Shown(found, context) : Answers.NotFound(Noun, $"{id}");

    private static async Task<Results<Created<AlarmSettingView>, ProblemHttpResult>> PostAsync(AlarmSettingEdit body, HttpContext context, AlarmSettings settings, PlanHolder plan, CancellationToken stop)
    {
        if (Read(body, plan, out AlarmSetting setting) is { } bad)
        {
            return bad;
        }

        if (await settings.AddAsync(setting, Caller.Of(context).Who, stop) is not (AlarmFault.None, { } made))
        {
            return Answers.Problem(StatusCodes.Status409Conflict, $"There are {AlarmSettings.MostSettings} settings: delete some first.");
        }

        context.Response.Headers.ETag = Tag(made.Version);
        return TypedResults.Created($"/api/v1/alarms/settings/{made.Id}", AlarmSettingView.Of(made));
    }

    private static async Task<Results<Ok<AlarmSettingView>, ProblemHttpResult>> PutAsync(
        long id, AlarmSettingEdit body, HttpContext context, AlarmSettings settings, PlanHolder plan, CancellationToken stop)
    {
        if (Read(body, plan, out AlarmSetting setting) is { } bad)
        {
            return bad;
        }

        return await settings.ChangeAsync(id, Version(context), _ => setting, Caller.Of(context).Who, stop) switch
        {
            (AlarmFault.None, { } after) => Shown(after, context),
            (AlarmFault.Stale, _) => Answers.Stale(),
            _ => Answers.NotFound(Noun, $"{id}"),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(long id, HttpContext context, AlarmSettings settings, CancellationToken stop) =>
        (await settings.ChangeAsync(id, Version(context), static _ => null, Caller.Of(context).Who, stop)).Fault switch
        {
            AlarmFault.None => TypedResults.NoContent(),
            AlarmFault.Stale => Answers.Stale(),
            _ => Answers.NotFound(Noun, $"{id}"),
        };

    private static Ok<AlarmDeliveryView> Delivery(HttpContext context, AlarmSettings settings, AlarmBook book) => Shown(settings.Delivery(), context, book);

    private static async Task<Results<Ok<AlarmDeliveryView>, ProblemHttpResult>> PutDeliveryAsync(
        AlarmDeliveryEdit body, HttpContext context, AlarmSettings settings, AlarmBook book, CancellationToken stop)
    {
        IReadOnlyList<ProblemEntry> problems = DeliveryRules.Check(body);
        return problems.Count > 0 ? Answers.Invalid(problems)
            : await settings.ChangeDeliveryAsync(Version(context), before => DeliveryRules.Apply(body, before), Caller.Of(context).Who, stop) is (AlarmFault.None, { } after) ? Shown(after, context, book)
            : Answers.Stale();
    }

    private static ProblemHttpResult? Read(AlarmSettingEdit body, PlanHolder plan, out AlarmSetting setting)
    {
        List<ProblemEntry> problems = [];
        setting = body.Read(problems);
        problems.AddRange(AlarmRules.Check(setting, plan.Current.Document).Select(static problem => new ProblemEntry(problem.Path, problem.Message)));
        return problems.Count > 0 ? Answers.Invalid(problems) : null;
    }

    private static Ok<AlarmSettingView> Shown(AlarmSetting setting, HttpContext context)
    {
        context.Response.Headers.ETag = Tag(setting.Version);
        return TypedResults.Ok(AlarmSettingView.Of(setting));
    }

    private static Ok<AlarmDeliveryView> Shown(AlarmDelivery delivery, HttpContext context, AlarmBook book)
    {
        context.Response.Headers.ETag = Tag(delivery.Version);
        return TypedResults.Ok(AlarmDeliveryView.Of(delivery, book));
    }

    private static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that If-Match names; null for any, −1 for one that nothing has.</summary>
    private static long? Version(HttpContext context)
    {
        string match = context.Request.Headers.IfMatch.ToString();
        return match.Length == 0 || match == "*" ? null : long.TryParse(match.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out long version) ? version : -1;
    }
}
