using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.People;

namespace Tandem.Api.People;

/// <summary>Named sets of rights.</summary>
internal static class RolesApi
{
    private static readonly PeopleObjects<Role, RoleView> Objects = new(
        "role", "roles", static role => role.Name, RoleView.Of, static role => RoleView.PagesOf(role).Select(static pair => $"{pair.Key}={pair.Value}"));

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
        LastChangeApi.MapPeople(roles, Pages.People, "role", "role");
        roles.MapDelete("/{name}", DeleteAsync).NeedsEdit(Pages.People).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).WithSummary("Delete a role that nobody has");
    }

    private static Results<Ok<Page<RoleView>>, ProblemHttpResult> List(PeopleStore people, int? limit, string? cursor) => Objects.List(people.Roles(), limit, cursor);

    private static Results<Ok<RoleView>, ProblemHttpResult> Get(string name, HttpContext context, PeopleStore people) => Objects.Get(people.Role(name), name, context);

    private static async Task<Results<Created<RoleView>, ProblemHttpResult>> PostAsync(RoleEdit body, HttpContext context, PeopleStore people, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        PeopleRules.CheckName(body.Name, problems);
        Dictionary<string, PageAccess> pages = Read(body.Pages, problems);
        if (problems.Count > 0 || body.Name is not { } name)
        {
            return Answers.Invalid(problems);
        }

        var made = new Role(name, pages);
        return Objects.Added(await people.ChangeRoleAsync(name, PeopleObjects<Role, RoleView>.Adding(made), PeopleRules.Editor(context), stop), name, context);
    }

    private static async Task<Results<Ok<RoleView>, ProblemHttpResult>> PutAsync(string name, RoleEdit body, HttpContext context, PeopleStore people, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        Objects.CheckName(body.Name, name, problems);
        Dictionary<string, PageAccess> pages = Read(body.Pages, problems);
        if (problems.Count > 0)
        {
            return Answers.Invalid(problems);
        }

        Func<Role?, (PeopleFault, Role?)> change = Objects.Changing(context, before => before with { Pages = pages });
        return Objects.Changed(await people.ChangeRoleAsync(name, change, PeopleRules.Editor(context), stop), name, context);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, HttpContext context, PeopleStore people, CancellationToken stop) =>
        Objects.Deleted(await people.ChangeRoleAsync(name, Objects.Deleting(context), PeopleRules.Editor(context), stop), name);

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
}
