using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Api.Access;
using Tandem.Api.OpenId;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.People;

namespace Tandem.Api.People;

/// <summary>A browser's session: who has signed in, his password, his one-time codes.</summary>
internal static class SessionApi
{
    public const string Path = "/api/v1/session";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder session = api.MapGroup("/session").WithTags("session").NeedsNothing();
        session.MapGet("", Get).WithSummary("Who has signed in").WithDescription("Needs no key. csrf goes into the header X-Tandem-Csrf of each write that the cookie, not a key, opens.");
        session.MapPost("", SignInAsync).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503).WithSummary("Sign in, or make the first user")
            .WithDescription("With name and password, and code if the user has an authenticator app: when it alone is missing, the 401 has an entry 'code'. With key, the installation key, and while there is "
                + "no user, it makes the first one, an administrator. Answers with a cookie that scripts can't read.");
        session.MapDelete("", SignOutAsync).WithSummary("Sign out");
        session.MapPut("/password", PasswordAsync).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503).WithSummary("Change one's own password")
            .WithDescription("The user's other sessions end.");
        TotpApi.Map(session);
    }

    private static Ok<SessionView> Get(HttpContext context, PeopleStore people, PlanHolder plan) =>
        TypedResults.Ok(View(context, people, plan, context.Features.Get<Caller>(), SessionCookie.Token(context)));

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> SignInAsync(
        SignInRequest body, HttpContext context, SignIn signIn, PeopleStore people, SessionStore sessions, PlanHolder plan, CancellationToken stop)
    {
        (User? user, ProblemHttpResult? refused) = body.Key is null ? await signIn.ProveAsync(body, context, stop) : await signIn.ClaimAsync(body, context, stop);
        if (user is null)
        {
            return refused ?? throw new InvalidOperationException("Nobody is refused without a reason.");
        }

        string token = SessionCookie.NewToken();
        byte[] hash = SessionCookie.HashOf(token);
        if (context.Features.Get<Caller>()?.SignedIn is { } before)
        {
            await sessions.EndAsync(before.Hash, before.Session.User.Name, new(before.Session.User.Name, Caller.AddressOf(context)), stop);
        }

        await sessions.BeginAsync(hash, user.Name, new(user.Name, Caller.AddressOf(context)), stop);
        SessionCookie.Give(context, token);
        return sessions.Find(hash) is (Session session, Role role)
            ? TypedResults.Ok(View(context, people, plan, Caller.Of(hash, session, role, Caller.AddressOf(context)), token))
            : Answers.Problem(StatusCodes.Status401Unauthorized, SignIn.Wrong);
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, SessionStore sessions, CancellationToken stop)
    {
        if (context.Features.Get<Caller>() is { SignedIn: { } signedIn } caller)
        {
            await sessions.EndAsync(signedIn.Hash, signedIn.Session.User.Name, caller.Who, stop);
        }

        SessionCookie.Take(context);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PasswordAsync(
        PasswordRequest body, HttpContext context, SignIn signIn, PasswordHashes hashes, PeopleStore people, SessionStore sessions, PlanHolder plan, TimeProvider time, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (caller.SignedIn is not { } signedIn)
        {
            return NoUser();
        }

        List<ProblemEntry> problems = [];
        PeopleRules.CheckPassword("newPassword", body.NewPassword, caller.Who.Name, plan.Current.Parameters, problems);
        if (problems.Count > 0 || body.NewPassword is not { } wanted)
        {
            return Answers.Invalid(problems);
        }

        if (await signIn.CheckPasswordAsync(signedIn.Session.User, body.Password ?? "", context, stop) is { } refused)
        {
            return refused;
        }

        if (await hashes.HashAsync(wanted, stop) is not { } kept)
        {
            return Answers.ComeAgain(context, SignIn.Busy);
        }

        await people.ChangeSelfAsync(
            caller.Who.Name, user => user with { Password = kept, PasswordAt = time.GetUtcNow() }, caller.Who, "user", "changed his password", stop);
        await sessions.EndOthersAsync(caller.Who.Name, signedIn.Hash, stop);
        return TypedResults.NoContent();
    }

    public static ProblemHttpResult NoUser() => Answers.Problem(StatusCodes.Status409Conflict, "A key is no user: sign in first.");

    private static SessionView View(HttpContext context, PeopleStore people, PlanHolder plan, Caller? caller, string? token) => new(
        people.IsClaimed,
        caller is null ? null : SessionUserView.Of(caller),
        caller?.SignedIn is not null && token is not null ? SessionCookie.CsrfOf(token) : "",
        plan.Current.Parameters.PasswordLength,
        context.RequestServices.GetService<OpenIdSettings>()?.Authority.Host);
}
