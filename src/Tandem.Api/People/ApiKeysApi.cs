using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.People;

namespace Tandem.Api.People;

/// <summary>Keys for programs, each with a role. A key is shown when it is made; what is kept is its hash, so a lost one is replaced.</summary>
internal static class ApiKeysApi
{
    private const string Noun = "API key";
    private const int KeyBytes = 32;

    /// <summary>So that who finds one in a log or a repository knows what it is.</summary>
    private const string Mark = "tandem_";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder keys = api.MapGroup("/api-keys").WithTags("api-keys");
        keys.MapGet("", List).NeedsView(Pages.People).ProducesProblem(400).WithSummary("All API keys, without the keys themselves");
        keys.MapGet("/{name}", Get).NeedsView(Pages.People).ProducesProblem(404).WithSummary("One API key, without the key itself").WithDescription("With its ETag.");
        keys.MapPost("", PostAsync).NeedsEdit(Pages.People).ProducesProblem(400).ProducesProblem(409).WithSummary("Make an API key")
            .WithDescription("'key' in the answer is the key, and is never told again. It goes into 'Authorization: Bearer KEY'.");
        keys.MapPut("/{name}", PutAsync).NeedsEdit(Pages.People).ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).WithSummary("Change what an API key may do");
        keys.MapDelete("/{name}", DeleteAsync).NeedsEdit(Pages.People).ProducesProblem(404).ProducesProblem(412).WithSummary("Delete an API key")
            .WithDescription("It opens nothing from the next request on.");
    }

    private static Results<Ok<Page<ApiKeyView>>, ProblemHttpResult> List(PeopleStore people, int? limit, string? cursor) =>
        PageRules.Read(limit, cursor) is (int most, long from)
            ? TypedResults.Ok(PageRules.Cut<ApiKeyView>([.. people.Keys().Select(static key => ApiKeyView.Of(key))], most, from))
            : PageRules.Bad(limit, cursor);

    private static Results<Ok<ApiKeyView>, ProblemHttpResult> Get(string name, HttpContext context, PeopleStore people) =>
        people.Key(name) is { } key ? Shown(key, context) : Answers.NotFound(Noun, name);

    private static async Task<Results<Created<ApiKeyView>, ProblemHttpResult>> PostAsync(
        ApiKeyEdit body, HttpContext context, PeopleStore people, PlanHolder plan, TimeProvider time, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        PeopleRules.CheckName(body.Name, problems);
        PeopleRules.CheckReach(body.Role, body.Accounts, plan.Current.Document, problems);
        if (problems.Count > 0 || body is not { Name: { } name, Role: { } role })
        {
            return Answers.Invalid(problems);
        }

        string text = Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        PeopleEditor editor = PeopleRules.Editor(context);
        var made = new ApiKey(name, role, body.Accounts, time.GetUtcNow(), editor.Who.Name, null);
        (PeopleFault fault, ApiKey? key) = await people.ChangeKeyAsync(
            name, SHA256.HashData(Encoding.UTF8.GetBytes(text)), before => before is null ? (PeopleFault.None, made) : (PeopleFault.Exists, before), editor, stop);
        if (fault != PeopleFault.None || key is null)
        {
            return PeopleRules.Refused(fault, Noun, name);
        }

        context.Response.Headers.ETag = Tag(key);
        return TypedResults.Created($"/api/v1/api-keys/{Uri.EscapeDataString(name)}", ApiKeyView.Of(key, text));
    }

    private static async Task<Results<Ok<ApiKeyView>, ProblemHttpResult>> PutAsync(
        string name, ApiKeyEdit body, HttpContext context, PeopleStore people, PlanHolder plan, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        if (body.Name is not null && !body.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(new("name", $"The path says '{name}': a key keeps its name."));
        }

        PeopleRules.CheckReach(body.Role, body.Accounts, plan.Current.Document, problems);
        if (problems.Count > 0 || body.Role is not { } role)
        {
            return Answers.Invalid(problems);
        }

        (PeopleFault fault, ApiKey? key) = await people.ChangeKeyAsync(
            name, null,
            before => before is null ? (PeopleFault.NotFound, null)
                : PeopleRules.IsStale(context, Tag(before)) ? (PeopleFault.Stale, before)
                : (PeopleFault.None, before with { Role = role, Accounts = body.Accounts }),
            PeopleRules.Editor(context), stop);
        return fault == PeopleFault.None && key is not null ? Shown(key, context) : PeopleRules.Refused(fault, Noun, name);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, HttpContext context, PeopleStore people, CancellationToken stop)
    {
        (PeopleFault fault, _) = await people.ChangeKeyAsync(
            name, null,
            before => (before is null ? PeopleFault.NotFound : PeopleRules.IsStale(context, Tag(before)) ? PeopleFault.Stale : PeopleFault.None, null),
            PeopleRules.Editor(context), stop);
        return fault == PeopleFault.None ? TypedResults.NoContent() : PeopleRules.Refused(fault, Noun, name);
    }

    private static Ok<ApiKeyView> Shown(ApiKey key, HttpContext context)
    {
        context.Response.Headers.ETag = Tag(key);
        return TypedResults.Ok(ApiKeyView.Of(key));
    }

    private static string Tag(ApiKey key) => PeopleRules.Tag(key.Role, string.Join(',', key.Accounts ?? ["*"]));
}
