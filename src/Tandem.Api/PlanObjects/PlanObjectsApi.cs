using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Paging;
using Tandem.Api.Plans;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.People;
using Tandem.Store.Plan;

namespace Tandem.Api.PlanObjects;

/// <summary>GET, POST, PUT, PATCH and DELETE for each kind of object in the plan. Each write is a plan revision of its own.</summary>
internal static class PlanObjectsApi
{
    private const int MostTries = 8;
    private const string DryRun = " With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.";

    private delegate IResult? Change(PlanEdit edit, JsonObject? current);

    public static void Map(RouteGroupBuilder api)
    {
        foreach (PlanKind kind in PlanKind.All)
        {
            Map(api.MapGroup($"/{kind.Path}").WithTags(kind.Path).AddEndpointFilter(ReadableBody.CheckAsync), kind);
        }
    }

    private static void Map(RouteGroupBuilder group, PlanKind kind)
    {
        string one = Answers.WithArticle(kind.Noun);
        Rights view = new(kind.Page, PageAccess.View, OwnOnly: kind.OwnerKey is not null);
        group.MapGet("", (HttpContext context, PlanHolder holder, ShownFields shown, int? limit, string? cursor) => List(kind, context, holder, shown, limit, cursor))
            .WithMetadata(view).Produces<Page<JsonObject>>().WithSummary($"All {kind.Path}").WithDescription(kind.Shown);
        group.MapGet("/{name}", (string name, HttpContext context, PlanHolder holder, ShownFields shown) => Get(kind, name, context, holder, shown))
            .WithMetadata(view).Produces<JsonObject>().ProducesProblem(404).WithSummary($"One {kind.Noun}")
            .WithDescription($"{Of(kind)} With its ETag. Secrets are never returned. {kind.Shown}".TrimEnd());
        group.MapPost("", (JsonObject body, HttpContext context, PlanHolder holder, PlanStore store, ShownFields shown, CancellationToken stop, bool dryRun = false) =>
                PostAsync(kind, body, new(context, holder, store, shown, dryRun, stop)))
            .NeedsEdit(kind.Page).WithMetadata(SizeOf(kind))
            .Produces<JsonObject>(201).ProducesProblem(400).ProducesProblem(409).WithSummary($"Add {one}")
            .WithDescription(Of(kind) + DryRun);
        group.MapPut("/{name}", (string name, JsonObject body, HttpContext context, PlanHolder holder, PlanStore store, ShownFields shown, CancellationToken stop, bool dryRun = false) =>
                PutAsync(kind, name, body, new(context, holder, store, shown, dryRun, stop)))
            .NeedsEdit(kind.Page).WithMetadata(SizeOf(kind))
            .Produces<JsonObject>().Produces<JsonObject>(201).ProducesProblem(400).ProducesProblem(412).WithSummary($"Replace {one}, or add it")
            .WithDescription($"{Of(kind)} If-Match takes the object's ETag. A secret that is left out keeps its value; an empty one is removed.{DryRun}");
        group.MapPatch("/{name}", (string name, JsonObject body, HttpContext context, PlanHolder holder, PlanStore store, ShownFields shown, CancellationToken stop, bool dryRun = false) =>
                PatchAsync(kind, name, body, new(context, holder, store, shown, dryRun, stop)))
            .NeedsEdit(kind.Page).WithMetadata(SizeOf(kind))
            .Produces<JsonObject>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(412)
            .WithSummary($"Change some fields of {one}").WithDescription($"{Of(kind)} JSON Merge Patch, RFC 7396.{DryRun}");
        group.MapDelete("/{name}", (string name, HttpContext context, PlanHolder holder, PlanStore store, ShownFields shown, CancellationToken stop, bool dryRun = false) =>
                DeleteAsync(kind, name, new(context, holder, store, shown, dryRun, stop)))
            .NeedsEdit(kind.Page).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).WithSummary($"Remove {one}")
            .WithDescription($"Refused while another object of the plan refers to it.{DryRun}");
        BulkApi.Map(group, kind);
        UndoApi.Map(group, kind);
        LastChangeApi.MapPlan(group, kind.Page, kind.Key, kind.Noun);
    }

    private static string Of(PlanKind kind) => $"Its fields are those of {kind.Type}.";

    private static IResult List(PlanKind kind, HttpContext context, PlanHolder holder, ShownFields shown, int? limit, string? cursor)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        Page<JsonObject> page = PageRules.Cut([.. new PlanEdit(holder.Current.Document, kind, null).All.Where(found => Owns(Caller.Of(context), kind, found))], most, from);
        return TypedResults.Ok(page with { Items = shown.Show(kind, page.Items) });
    }

    private static IResult Get(PlanKind kind, string name, HttpContext context, PlanHolder holder, ShownFields shown)
    {
        if (new PlanEdit(holder.Current.Document, kind, name).Find() is not JsonObject found)
        {
            return Answers.NotFound(kind.Noun, name);
        }

        if (!Owns(Caller.Of(context), kind, found))
        {
            return Own.Foreign(context, kind.Noun, name);
        }

        context.Response.Headers.ETag = PlanEdit.Tag(found);
        return TypedResults.Ok(shown.Show(kind, found));
    }

    private static bool Owns(Caller caller, PlanKind kind, JsonObject found) =>
        !caller.IsLimited || (kind.OwnerKey is { } key && caller.Owns(found[key]?.ToString() ?? ""));

    /// <summary>Only rate tables are large. Everything else keeps the limit of all requests.</summary>
    private static object[] SizeOf(PlanKind kind) => kind == PlanKind.RateTables ? [new RequestSizeLimitAttribute(PlanApi.LargestPlan)] : [];

    private static Task<IResult> PostAsync(PlanKind kind, JsonObject body, Request request)
    {
        string? name = body[kind.NameKey]?.ToString();
        if (string.IsNullOrEmpty(name))
        {
            return Task.FromResult<IResult>(Answers.BadValue(kind.NameKey, $"The {kind.Noun} needs its {kind.NameKey}."));
        }

        return ChangeAsync(kind, name, request, (edit, current) =>
        {
            if (current is not null)
            {
                return Answers.Exists(kind.Noun, name);
            }

            edit.Set(ShownFields.Written(kind, body, null));
            return null;
        });
    }

    private static Task<IResult> PutAsync(PlanKind kind, string name, JsonObject body, Request request)
    {
        if (body[kind.NameKey] is JsonNode given && given.ToString() != name)
        {
            return Task.FromResult<IResult>(Answers.BadValue(kind.NameKey, $"The path says '{name}': an object keeps its {kind.NameKey}."));
        }

        return ChangeAsync(kind, name, request, (edit, current) =>
        {
            JsonObject value = ShownFields.Written(kind, body, current);
            value[kind.NameKey] = name;
            edit.Set(value);
            return null;
        });
    }

    private static Task<IResult> PatchAsync(PlanKind kind, string name, JsonObject body, Request request) =>
        ChangeAsync(kind, name, request, (edit, current) =>
        {
            if (current is null)
            {
                return Answers.NotFound(kind.Noun, name);
            }

            JsonObject value = PlanEdit.Patched(current, ShownFields.Written(kind, body, current));
            if (edit.NameOf(value) != name)
            {
                return Answers.BadValue(kind.NameKey, $"An object keeps its {kind.NameKey}.");
            }

            edit.Set(value);
            return null;
        });

    private static Task<IResult> DeleteAsync(PlanKind kind, string name, Request request) =>
        ChangeAsync(kind, name, request, (edit, current) =>
        {
            if (current is null)
            {
                return Answers.NotFound(kind.Noun, name);
            }

            edit.Remove();
            return null;
        });

    /// <summary>Reads, edits, checks, saves; and again when another save came between.</summary>
    private static async Task<IResult> ChangeAsync(PlanKind kind, string name, Request request, Change change)
    {
        string match = request.Context.Request.Headers.IfMatch.ToString();
        for (int attempt = 0; attempt < MostTries; attempt++)
        {
            SwitchPlan before = request.Holder.Current;
            var edit = new PlanEdit(before.Document, kind, name);
            JsonObject? current = edit.Find();
            if (match.Length > 0 && (current is null || (match != "*" && match != PlanEdit.Tag(current))))
            {
                return Answers.Stale();
            }

            if (change(edit, current) is IResult refused)
            {
                return refused;
            }

            bool removed = edit.Find() is null;
            (PlanDocument? plan, IReadOnlyList<ProblemEntry> problems) = edit.Read();
            if (plan is null)
            {
                return removed
                    ? Answers.Problem(StatusCodes.Status409Conflict, $"The {kind.Noun} '{name}' is still in use; nothing was changed.", problems)
                    : Answers.Invalid(problems);
            }

            if (await request.Store.SaveAsync(plan, Caller.Of(request.Context).Who, before.Revision, request.IsDryRun, request.Stop) is PlanSaved saved)
            {
                if (saved.Refused.Count > 0)
                {
                    return Answers.Invalid(saved.Refused, withPlace: false);
                }

                if (request.IsDryRun)
                {
                    return TypedResults.Ok(PlanApi.View(saved));
                }

                UndoApi.Tell(request.Context, saved);

                return removed ? TypedResults.NoContent() : Saved(kind, name, request, isNew: current is null);
            }
        }

        return Answers.Busy();
    }

    private static IResult Saved(PlanKind kind, string name, Request request, bool isNew)
    {
        if (new PlanEdit(request.Holder.Current.Document, kind, name).Find() is not JsonObject saved)
        {
            return Answers.NotFound(kind.Noun, name);
        }

        request.Context.Response.Headers.ETag = PlanEdit.Tag(saved);
        JsonObject shown = request.Shown.Show(kind, saved);
        return isNew
            ? TypedResults.Created($"/api/v1/{kind.Path}/{Uri.EscapeDataString(name)}", shown)
            : TypedResults.Ok(shown);
    }

    /// <summary>What every write needs.</summary>
    private sealed record Request(HttpContext Context, PlanHolder Holder, PlanStore Store, ShownFields Shown, bool IsDryRun, CancellationToken Stop);
}
