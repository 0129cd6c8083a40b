using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.People;

namespace Tandem.Api.People;

/// <summary>Named sets of rights.</summary>
internal static class RolesApi
{
    private const string Noun = "role";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder roles = api.MapGroup("/roles").WithTags("roles");
        roles.MapGet("", List).NeedsView(Pages.People).ProducesProblem(400).WithSummary("All roles, the built-in ones first")
            .WithDescription($"Rights are view or edit on a page: {string.Join(", ", Pages.All)}.");
        roles.MapGet("/{name}", Get).NeedsView(Pages.People).ProducesProblem(404).WithSummary("One role").WithDescription("With its ETag.");
        roles.MapPost("", PostAsync).NeedsEdit(Pages.People).ProducesProblem(400).ProducesProblem(409).WithSummary("Add a role")
            .WithDescription("Nobody gives rights that he has not himself.");
        roles.MapPut("/{name}", PutAsync).NeedsEdit(Pages.People).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).WithSummary("Change a role")
            .WithDescription("In force with the next request of those who have it. If-Match takes the ETag.");
        roles.MapDelete("/{name}", DeleteAsync).NeedsEdit(Pages.People).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).WithSummary("Delete a role that nobody has");
    }

    private static Results<Ok<Page<RoleView>>, ProblemHttpResult> List(PeopleStore people, int? limit, string? cursor) =>
        PageRules.Read(limit, cursor) is (int most, long from)
            ? TypedResults.Ok(PageRules.Cut<RoleView>([.. people.Roles().Select(RoleView.Of)], most, from))
            : PageRules.Bad(limit, cursor);

    private static Results<Ok<RoleView>, ProblemHttpResult> Get(string name, HttpContext context, PeopleStore people) =>
        people.Role(name) is { } role ? Shown(role, context) : Answers.NotFound(Noun, name);

    private static async Task<Results<Created<RoleView>, ProblemHttpResult>> PostAsync(RoleEdit body, HttpContext context, PeopleStore people, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        PeopleRules.CheckName(body.Name, problems);
        Dictionary<string, PageAccess> pages = Read(body.Pages, problems);
        if (problems.Count > 0 || body.Name is not { } name)
        {
            return Answers.Invalid(problems);
        }

        (PeopleFault fault, Role? role) = await people.ChangeRoleAsync(
            name, before => before is null ? (PeopleFault.None, new(name, pages)) : (PeopleFault.Exists, before), PeopleRules.Editor(context), stop);
        if (fault != PeopleFault.None || role is null)
        {
            return PeopleRules.Refused(fault, Noun, name);
        }

        context.Response.Headers.ETag = Tag(role);
        return TypedResults.Created($"/api/v1/roles/{Uri.EscapeDataString(name)}", RoleView.Of(role));
    }

    private static async Task<Results<Ok<RoleView>, ProblemHttpResult>> PutAsync(string name, RoleEdit body, HttpContext context, PeopleStore people, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        if (body.Name is not null && !body.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(new("name", $"The path says '{name}': a role keeps its name."));
        }

        Dictionary<string, PageAccess> pages = Read(body.Pages, problems);
        if (problems.Count > 0)
        {
            return Answers.Invalid(problems);
        }

        (PeopleFault fault, Role? role) = await people.ChangeRoleAsync(
            name,
            before => before is null ? (PeopleFault.NotFound, null)
                : PeopleRules.IsStale(context, Tag(before)) ? (PeopleFault.Stale, before)
                : (PeopleFault.None, before with { Pages = pages }),
            PeopleRules.Editor(context), stop);
        return fault == PeopleFault.None && role is not null ? Shown(role, context) : PeopleRules.Refused(fault, Noun, name);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, HttpContext context, PeopleStore people, CancellationToken stop)
    {
        (PeopleFault fault, _) = await people.ChangeRoleAsync(
            name,
            before => (before is null ? PeopleFault.NotFound : PeopleRules.IsStale(context, Tag(before)) ? PeopleFault.Stale : PeopleFault.None, null),
            PeopleRules.Editor(context), stop);
        return fault == PeopleFault.None ? TypedResults.NoContent() : PeopleRules.Refused(fault, Noun, name);
    }

    private static Dictionary<string, PageAccess> Read(IReadOnlyDictionary<string, string>? pages, List<ProblemEntry> problems)
    {
        var read = new Dictionary<string, PageAccess>(StringComparer.Ordinal);
        if (pages is null)
        {
            problems.Add(new("pages", "Which pages, as {\"cdrs\":\"view\",\"trunks\":\"edit\"}."));
            return read;
        }

        foreach ((string page, string access) in pages)
        {
            if (!Pages.All.Contains(page))
            {
                problems.Add(new($"pages.{page}", "There is no such page."));
            }

            switch (access)
            {
                case "view":
                    read[page] = PageAccess.View;
                    break;
                case "edit":
                    read[page] = PageAccess.Edit;
                    break;
                default:
                    problems.Add(new($"pages.{page}", "view or edit; a page that is left out is not for the role."));
                    break;
            }
        }

        return read;
    }

    private static Ok<RoleView> Shown(Role role, HttpContext context)
    {
        context.Response.Headers.ETag = Tag(role);
        return TypedResults.Ok(RoleView.Of(role));
    }

    private static string Tag(Role role) => PeopleRules.Tag([.. RoleView.PagesOf(role).Select(static pair => $"{pair.Key}={pair.Value}")]);
}
