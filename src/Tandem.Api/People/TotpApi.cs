using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Store.People;

namespace Tandem.Api.People;

/// <summary>A user's one-time codes: begun, confirmed by the first code, ended.</summary>
internal static class TotpApi
{
    public static void Map(RouteGroupBuilder session)
    {
        session.MapPost("/totp", BeginAsync).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503).WithSummary("Begin one-time codes")
            .WithDescription("Answers the secret for an authenticator app. Signing in needs no code until PUT has brought the first one. Who has codes already, and wants those of another app, gives password or code.");
        session.MapPut("/totp", ConfirmAsync).ProducesProblem(400).ProducesProblem(409).WithSummary("Confirm one-time codes by the first code");
        session.MapDelete("/totp", EndAsync).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503).WithSummary("End one-time codes")
            .WithDescription("The body has the password, or a code: who finds a browser open does not end them.");
    }

    private static async Task<Results<Ok<TotpView>, ProblemHttpResult>> BeginAsync(ProofRequest? body, HttpContext context, SignIn signIn, PeopleStore people, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (caller.SignedIn is not { Session.User: { } user })
        {
            return SessionApi.NoUser();
        }

        // Another app in the place of the one there is would be an end of the codes too.
        if (user.Totp is not null && await signIn.CheckAgainAsync(user, body, context, stop) is { } refused)
        {
            return refused;
        }

        byte[] secret = OneTimeCodes.NewSecret();
        await people.ChangeSelfAsync(caller.Who.Name, now => now with { NewTotp = secret }, caller.Who, "", "", stop);
        return TypedResults.Ok(new TotpView(OneTimeCodes.Text(secret), OneTimeCodes.Uri(secret, caller.Who.Name)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ConfirmAsync(
        CodeRequest body, HttpContext context, PeopleStore people, SessionStore sessions, TimeProvider time, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (caller.SignedIn is not { } signedIn)
        {
            return SessionApi.NoUser();
        }

        bool done = await people.ChangeSelfAsync(
            caller.Who.Name,
            user => user.NewTotp is { } secret && OneTimeCodes.StepOf(secret, body.Code ?? "", 0, time.GetUtcNow()) is { } step
                ? user with { Totp = secret, NewTotp = null, TotpStep = step }
                : null,
            caller.Who, "user", "turned one-time codes on", stop);
        if (!done)
        {
            return Answers.BadValue("code", "Not the code that the app shows now. Look at the clock of its device, or begin again.");
        }

        await sessions.EndOthersAsync(caller.Who.Name, signedIn.Hash, stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        [FromBody] ProofRequest? body, HttpContext context, SignIn signIn, PeopleStore people, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (caller.SignedIn is not { Session.User: { } user })
        {
            return SessionApi.NoUser();
        }

        if (user.Totp is not null && await signIn.CheckAgainAsync(user, body, context, stop) is { } refused)
        {
            return refused;
        }

        await people.ChangeSelfAsync(
            caller.Who.Name, now => now with { Totp = null, NewTotp = null, TotpStep = 0 }, caller.Who, "user", "turned one-time codes off", stop);
        return TypedResults.NoContent();
    }
}
