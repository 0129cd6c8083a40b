using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.People;

namespace Tandem.Api.People;

/// <summary>Keys for programs, each with a role. A key is shown when it is made; what is kept is its hash, so a lost one is replaced.</summary>
internal static class ApiKeysApi
{
    private static readonly PeopleObjects<ApiKey, ApiKeyView> Objects = new(
        "API key", "api-keys", static key => key.Name, static key => ApiKeyView.Of(key), static key => [key.Role, string.Join(',', key.Accounts ?? ["*"]), .. key.Geofence.Allow, "/", .. key.Geofence.Deny, key.Geofence.DenyUnknown ? "known" : ""]);

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
        keys.MapPut("/{name}", PutAsync).NeedsEdit(Pages.People).ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).WithSummary("Change what an API key may do")
            .WithDescription("Accounts and a geofence that are left out stay; null is everything. It holds from the next request on.");
        LastChangeApi.MapPeople(keys, Pages.People, "api-key", "API key");
        keys.MapDelete("/{name}", DeleteAsync).NeedsEdit(Pages.People).ProducesProblem(404).ProducesProblem(412).WithSummary("Delete an API key")
            .WithDescription("It opens nothing from the next request on.");
    }

    private static Results<Ok<Page<ApiKeyView>>, ProblemHttpResult> List(PeopleStore people, int? limit, string? cursor) => Objects.List(people.Keys(), limit, cursor);

    private static Results<Ok<ApiKeyView>, ProblemHttpResult> Get(string name, HttpContext context, PeopleStore people) => Objects.Get(people.Key(name), name, context);

    private static async Task<Results<Created<ApiKeyView>, ProblemHttpResult>> PostAsync(
        ApiKeyEdit body, HttpContext context, PeopleStore people, PlanHolder plan, TimeProvider time, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        PeopleRules.CheckName(body.Name, problems);
        PeopleRules.CheckReach(body.Role, body.Accounts, plan.Current.Document, problems);
        Geofence fence = body.Geofence?.Read() ?? Geofence.None;
        PeopleRules.CheckGeofence(fence, problems);
        if (problems.Count > 0 || body is not { Name: { } name, Role: { } role })
        {
            return Answers.Invalid(problems);
        }

        string text = Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        PeopleEditor editor = PeopleRules.Editor(context);
        var made = new ApiKey(name, role, body.Accounts, time.GetUtcNow(), editor.Who.Name, null) { Geofence = fence };
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return Objects.Added(
            await people.ChangeKeyAsync(name, hash, PeopleObjects<ApiKey, ApiKeyView>.Adding(made), editor, stop), name, context, key => ApiKeyView.Of(key, text));
    }

    private static async Task<Results<Ok<ApiKeyView>, ProblemHttpResult>> PutAsync(
        string name, ApiKeyEdit body, HttpContext context, PeopleStore people, PlanHolder plan, IPlaces places, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        Objects.CheckName(body.Name, name, problems);
        PeopleRules.CheckReach(body.Role, body.SaysAccounts ? body.Accounts : people.Key(name)?.Accounts, plan.Current.Document, problems);
        Geofence fence = body.Geofence?.Read() ?? Geofence.None;
        PeopleRules.CheckGeofence(fence, problems);
        bool isOwn = name.Equals(Caller.Of(context).ByKey?.Key.Name, StringComparison.OrdinalIgnoreCase);
        if (isOwn && problems.Count == 0 && !Origin.IsWithin(fence, context, places))
        {
            problems.Add(new("geofence", $"You are at {Caller.AddressOf(context)} ({Origin.PlaceOf(context, places)}), from where this key would open nothing any more."));
        }

        if (problems.Count > 0 || body.Role is not { } role)
        {
            return Answers.Invalid(problems);
        }

        Func<ApiKey?, (PeopleFault, ApiKey?)> change = Objects.Changing(context, before => before with
        {
            Role = role,
            Accounts = body.SaysAccounts ? body.Accounts : before.Accounts,
            Geofence = body.SaysGeofence ? fence : before.Geofence,
        });
        return Objects.Changed(await people.ChangeKeyAsync(name, null, change, PeopleRules.Editor(context), stop), name, context);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, HttpContext context, PeopleStore people, CancellationToken stop) =>
        Objects.Deleted(await people.ChangeKeyAsync(name, null, Objects.Deleting(context), PeopleRules.Editor(context), stop), name);
}
