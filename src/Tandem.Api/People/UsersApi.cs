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

/// <summary>Who may sign in.</summary>
internal static class UsersApi
{
    private static readonly PeopleObjects<User, UserView> Objects = new(
        "user", "users", static user => user.Name, UserView.Of,
        static user => [user.Role, string.Join(',', user.Accounts ?? ["*"]), user.Password, user.IsDisabled ? "off" : "on", user.Totp is null ? "" : "totp", .. user.Geofence.Allow, "/", .. user.Geofence.Deny, user.Geofence.DenyUnknown ? "known" : ""]);

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder users = api.MapGroup("/users").WithTags("users");
        users.MapGet("", List).NeedsView(Pages.People).ProducesProblem(400).WithSummary("All users");
        users.MapGet("/{name}", Get).NeedsView(Pages.People).ProducesProblem(404).WithSummary("One user").WithDescription("With his ETag. Passwords are never returned.");
        users.MapPost("", PostAsync).NeedsEdit(Pages.People).ProducesProblem(400).ProducesProblem(409).WithSummary("Add a user");
        users.MapPut("/{name}", PutAsync).NeedsEdit(Pages.People).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).WithSummary("Change a user")
            .WithDescription("If-Match takes the ETag. A password that is left out stays, and so do accounts and geofence; null is everything. Other rights, another password, another geofence or being disabled end his sessions.");
        LastChangeApi.MapPeople(users, Pages.People, "user", "user");
        users.MapDelete("/{name}", DeleteAsync).NeedsEdit(Pages.People).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).WithSummary("Delete a user");
        users.MapDelete("/{name}/lock", UnlockAsync).NeedsEdit(Pages.People).ProducesProblem(404).WithSummary("Let a user try again who is locked out")
            .WithDescription("'lockedUntil' of a user says until when wrong passwords or codes in a row keep out whoever comes under his name. From now on the count begins anew; that of the addresses goes on.");
    }

    private static Results<Ok<Page<UserView>>, ProblemHttpResult> List(PeopleStore people, SignInGuard guard, int? limit, string? cursor) =>
        Objects.List(people.Users(), limit, cursor, user => View(user, guard));

    private static Results<Ok<UserView>, ProblemHttpResult> Get(string name, HttpContext context, PeopleStore people, SignInGuard guard) =>
        Objects.Get(people.User(name), name, context, user => View(user, guard));

    private static UserView View(User user, SignInGuard guard) => UserView.Of(user) with { LockedUntil = guard.LockedUntil(user.Name) };

    private static async Task<Results<NoContent, ProblemHttpResult>> UnlockAsync(string name, HttpContext context, PeopleStore people, SignInGuard guard, Deeds deeds)
    {
        if (people.User(name) is not { } user)
        {
            return Answers.NotFound("user", name);
        }

        if (guard.Unlock(user.Name))
        {
            await deeds.NoteAsync(Caller.Of(context).Who, "user", $"user {user.Name}", "unlocked");
        }

        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<UserView>, ProblemHttpResult>> PostAsync(
        UserEdit body, HttpContext context, PeopleStore people, PasswordHashes hashes, PlanHolder plan, TimeProvider time, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        PeopleRules.CheckName(body.Name, problems);
        PeopleRules.CheckPassword("password", body.Password, body.Name, plan.Current.Parameters, problems);
        PeopleRules.CheckReach(body.Role, body.Accounts, plan.Current.Document, problems);
        Geofence fence = body.Geofence?.Read() ?? Geofence.None;
        PeopleRules.CheckGeofence(fence, problems);
        if (problems.Count > 0 || body is not { Name: { } name, Role: { } role, Password: { } password })
        {
            return Answers.Invalid(problems);
        }

        if (await hashes.HashAsync(password, stop) is not { } kept)
        {
            return Answers.ComeAgain(context, SignIn.Busy);
        }

        DateTimeOffset now = time.GetUtcNow();
        var added = new User(name, role, body.Accounts, kept, now, now) { IsDisabled = body.IsDisabled == true, Geofence = fence };
        return Objects.Added(await people.ChangeUserAsync(name, PeopleObjects<User, UserView>.Adding(added), PeopleRules.Editor(context), stop), name, context);
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> PutAsync(
        string name, UserEdit body, HttpContext context, PeopleStore people, PasswordHashes hashes, PlanHolder plan, IPlaces places, TimeProvider time, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        Objects.CheckName(body.Name, name, problems);
        if (body.Password is not null)
        {
            PeopleRules.CheckPassword("password", body.Password, name, plan.Current.Parameters, problems);
        }

        User? known = people.User(name);
        IReadOnlyList<string>? accounts = body.SaysAccounts ? body.Accounts : known?.Accounts;
        PeopleRules.CheckReach(body.Role, accounts, plan.Current.Document, problems);
        Geofence fence = (body.SaysGeofence ? body.Geofence?.Read() : known?.Geofence) ?? Geofence.None;
        PeopleRules.CheckGeofence(fence, problems);
        bool isOwn = name.Equals(Caller.Of(context).SignedIn?.Session.User.Name, StringComparison.OrdinalIgnoreCase);
        if (isOwn && body.SaysGeofence && !Origin.IsWithin(fence, context, places))
        {
            problems.Add(new("geofence", $"You are at {Caller.AddressOf(context)} ({Origin.PlaceOf(context, places)}), from where you could not sign in any more."));
        }

        if (body.HasTotp == false && known?.Totp is not null && isOwn)
        {
            problems.Add(new("hasTotp", "One's own codes are ended under My account (DELETE /api/v1/session/totp), with the password or a code."));
        }

        if (problems.Count > 0 || body.Role is not { } role)
        {
            return Answers.Invalid(problems);
        }

        string? kept = body.Password is null ? null : await hashes.HashAsync(body.Password, stop);
        if (body.Password is not null && kept is null)
        {
            return Answers.ComeAgain(context, SignIn.Busy);
        }

        Func<User?, (PeopleFault, User?)> change = Objects.Changing(context, before => before with
        {
            Role = role,
            Accounts = body.SaysAccounts ? body.Accounts : before.Accounts,
            IsDisabled = body.IsDisabled == true,
            Geofence = body.SaysGeofence ? fence : before.Geofence,
            Password = kept ?? before.Password,
            PasswordAt = kept is null ? before.PasswordAt : time.GetUtcNow(),
            Totp = body.HasTotp == false ? null : before.Totp,
            NewTotp = body.HasTotp == false ? null : before.NewTotp,
        });
        return Objects.Changed(await people.ChangeUserAsync(name, change, PeopleRules.Editor(context), stop), name, context);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, HttpContext context, PeopleStore people, CancellationToken stop) =>
        Objects.Deleted(await people.ChangeUserAsync(name, Objects.Deleting(context), PeopleRules.Editor(context), stop), name);
}
