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

/// <summary>Who may sign in.</summary>
internal static class UsersApi
{
    private const string Noun = "user";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder users = api.MapGroup("/users").WithTags("users");
        users.MapGet("", List).NeedsView(Pages.People).ProducesProblem(400).WithSummary("All users");
        users.MapGet("/{name}", Get).NeedsView(Pages.People).ProducesProblem(404).WithSummary("One user").WithDescription("With his ETag. Passwords are never returned.");
        users.MapPost("", PostAsync).NeedsEdit(Pages.People).ProducesProblem(400).ProducesProblem(409).WithSummary("Add a user");
        users.MapPut("/{name}", PutAsync).NeedsEdit(Pages.People).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).WithSummary("Change a user")
            .WithDescription("If-Match takes the ETag. A password that is left out stays. Other rights, another password or being disabled end his sessions.");
        users.MapDelete("/{name}", DeleteAsync).NeedsEdit(Pages.People).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).WithSummary("Delete a user");
    }

    private static Results<Ok<Page<UserView>>, ProblemHttpResult> List(PeopleStore people, int? limit, string? cursor) =>
        PageRules.Read(limit, cursor) is (int most, long from)
            ? TypedResults.Ok(PageRules.Cut<UserView>([.. people.Users().Select(UserView.Of)], most, from))
            : PageRules.Bad(limit, cursor);

    private static Results<Ok<UserView>, ProblemHttpResult> Get(string name, HttpContext context, PeopleStore people) =>
        people.User(name) is { } user ? Shown(user, context) : Answers.NotFound(Noun, name);

    private static async Task<Results<Created<UserView>, ProblemHttpResult>> PostAsync(
        UserEdit body, HttpContext context, PeopleStore people, PasswordHashes hashes, PlanHolder plan, TimeProvider time, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        PeopleRules.CheckName(body.Name, problems);
        PeopleRules.CheckPassword("password", body.Password, body.Name, plan.Current.Parameters, problems);
        PeopleRules.CheckReach(body.Role, body.Accounts, plan.Current.Document, problems);
        if (problems.Count > 0 || body is not { Name: { } name, Role: { } role, Password: { } password })
        {
            return Answers.Invalid(problems);
        }

        if (await hashes.HashAsync(password, stop) is not { } kept)
        {
            return Answers.ComeAgain(context, SignIn.Busy);
        }

        DateTimeOffset now = time.GetUtcNow();
        var added = new User(name, role, body.Accounts, kept, now, now) { IsDisabled = body.IsDisabled == true };
        (PeopleFault fault, User? user) = await people.ChangeUserAsync(
            name, before => before is null ? (PeopleFault.None, added) : (PeopleFault.Exists, before), PeopleRules.Editor(context), stop);
        if (fault != PeopleFault.None || user is null)
        {
            return PeopleRules.Refused(fault, Noun, name);
        }

        context.Response.Headers.ETag = Tag(user);
        return TypedResults.Created($"/api/v1/users/{Uri.EscapeDataString(name)}", UserView.Of(user));
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> PutAsync(
        string name, UserEdit body, HttpContext context, PeopleStore people, PasswordHashes hashes, PlanHolder plan, TimeProvider time, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        if (body.Name is not null && !body.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(new("name", $"The path says '{name}': a user keeps his name."));
        }

        if (body.Password is not null)
        {
            PeopleRules.CheckPassword("password", body.Password, name, plan.Current.Parameters, problems);
        }

        PeopleRules.CheckReach(body.Role, body.Accounts, plan.Current.Document, problems);
        if (problems.Count > 0 || body.Role is not { } role)
        {
            return Answers.Invalid(problems);
        }

        string? kept = body.Password is null ? null : await hashes.HashAsync(body.Password, stop);
        if (body.Password is not null && kept is null)
        {
            return Answers.ComeAgain(context, SignIn.Busy);
        }

        (PeopleFault fault, User? user) = await people.ChangeUserAsync(
            name,
            before => before is null ? (PeopleFault.NotFound, null)
                : PeopleRules.IsStale(context, Tag(before)) ? (PeopleFault.Stale, before)
                : (PeopleFault.None, before with
                {
                    Role = role,
                    Accounts = body.Accounts,
                    IsDisabled = body.IsDisabled == true,
                    Password = kept ?? before.Password,
                    PasswordAt = kept is null ? before.PasswordAt : time.GetUtcNow(),
                    Totp = body.HasTotp == false ? null : before.Totp,
                    NewTotp = body.HasTotp == false ? null : before.NewTotp,
                }),
            PeopleRules.Editor(context), stop);
        return fault == PeopleFault.None && user is not null ? Shown(user, context) : PeopleRules.Refused(fault, Noun, name);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, HttpContext context, PeopleStore people, CancellationToken stop)
    {
        (PeopleFault fault, _) = await people.ChangeUserAsync(
            name,
            before => (before is null ? PeopleFault.NotFound : PeopleRules.IsStale(context, Tag(before)) ? PeopleFault.Stale : PeopleFault.None, null),
            PeopleRules.Editor(context), stop);
        return fault == PeopleFault.None ? TypedResults.NoContent() : PeopleRules.Refused(fault, Noun, name);
    }

    private static Ok<UserView> Shown(User user, HttpContext context)
    {
        context.Response.Headers.ETag = Tag(user);
        return TypedResults.Ok(UserView.Of(user));
    }

    private static string Tag(User user) => PeopleRules.Tag(
        user.Role, string.Join(',', user.Accounts ?? ["*"]), user.Password, user.IsDisabled ? "off" : "on", user.Totp is null ? "" : "totp");
}
