using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Paging;
using Tandem.Api.PlanObjects;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.People;
using Tandem.Store.Plan;

namespace Tandem.Api.Parameters;

/// <summary>One system parameter: what it is now, what it may be, what it does, and which settings of single objects go before it (none: it holds for the whole switch).</summary>
public sealed record ParameterView(string Name, string Value, string Default, string Range, string Description, IReadOnlyList<ParameterOverrideView> Overrides);

/// <summary>
/// A field of a kind of plan object (<c>egressTrunks</c>) that goes before a parameter: <c>instead</c> of it where the object has one; as one of several of which the <c>smallest</c> holds (0 is none);
/// or <c>before</c> it, so that the parameter decides what the field leaves equal.
/// </summary>
public sealed record ParameterOverrideView(string Kind, string Field, string Way)
{
    internal static ParameterOverrideView Of(ParameterOverride one) =>
        new(one.Kind, one.Field, one.Way switch { OverrideWay.Smallest => "smallest", OverrideWay.Before => "before", _ => "instead" });
}

/// <summary>A new value; a number may be written as one.</summary>
public sealed record ParameterEdit(JsonElement Value);

/// <summary>System parameters. A change is a plan revision: kept, and in force from the next call on.</summary>
internal static class ParametersApi
{
    private const int MostTries = 8;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder parameters = api.MapGroup("/parameters").WithTags("parameters");
        parameters.MapGet("", List).NeedsView(Pages.System).WithSummary("All system parameters");
        parameters.MapGet("/{name}", Get).NeedsView(Pages.System).ProducesProblem(404).WithSummary("One system parameter");
        parameters.MapPut("/{name}", PutAsync).NeedsEdit(Pages.System).ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).WithSummary("Change a system parameter")
            .WithDescription("In force from the next call on. If-Match takes the ETag.");
        LastChangeApi.MapPlan(parameters, Pages.System, "parameters", "parameter");
    }

    private static Ok<Page<ParameterView>> List(PlanHolder holder)
    {
        PlanDocument plan = holder.Current.Document;
        return TypedResults.Ok(new Page<ParameterView>([.. SystemParameters.All.Select(spec => View(spec, plan))], null));
    }

    private static Results<Ok<ParameterView>, ProblemHttpResult> Get(string name, HttpContext context, PlanHolder holder)
    {
        if (Find(name) is not ParameterSpec spec)
        {
            return Answers.NotFound("parameter", name);
        }

        ParameterView view = View(spec, holder.Current.Document);
        context.Response.Headers.ETag = Tag(view);
        return TypedResults.Ok(view);
    }

    private static async Task<Results<Ok<ParameterView>, ProblemHttpResult>> PutAsync(
        string name, ParameterEdit body, HttpContext context, PlanHolder holder, PlanStore store, CancellationToken stop)
    {
        if (Find(name) is not ParameterSpec spec)
        {
            return Answers.NotFound("parameter", name);
        }

        if (body.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
        {
            return Answers.BadValue("value", $"A value within {spec.Range}.");
        }

        string value = body.Value.ValueKind == JsonValueKind.String ? body.Value.GetString() ?? "" : body.Value.GetRawText();
        string match = context.Request.Headers.IfMatch.ToString();
        for (int attempt = 0; attempt < MostTries; attempt++)
        {
            SwitchPlan before = holder.Current;
            if (match.Length > 0 && match != "*" && match != Tag(View(spec, before.Document)))
            {
                return Answers.Stale();
            }

            PlanDocument plan = before.Document with { Parameters = new Dictionary<string, string>(before.Document.Parameters) { [name] = value } };
            List<PlanProblem> problems = [];
            SystemParameters.Read(plan.Parameters, problems);
            if (problems.Count > 0)
            {
                return Answers.Invalid(problems, withPlace: false);
            }

            if (await store.SaveAsync(plan, Caller.Of(context).Who, before.Revision, dryRun: false, stop) is not null)
            {
                ParameterView view = View(spec, plan);
                context.Response.Headers.ETag = Tag(view);
                return TypedResults.Ok(view);
            }
        }

        return Answers.Busy();
    }

    private static ParameterSpec? Find(string name) => SystemParameters.All.FirstOrDefault(spec => spec.Name == name);

    private static ParameterView View(ParameterSpec spec, PlanDocument plan) =>
        new(spec.Name, plan.Parameters.TryGetValue(spec.Name, out string? value) ? value : spec.Default, spec.Default, spec.Range, spec.Description, [.. spec.Overrides.Select(ParameterOverrideView.Of)]);

    private static string Tag(ParameterView view) => PlanEdit.Tag(new() { [view.Name] = view.Value });
}
