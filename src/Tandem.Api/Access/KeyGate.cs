using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tandem.Api.People;
using Tandem.Api.Problems;
using Tandem.Store.People;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Access;

/// <summary>
/// Who is it: nothing under <c>/api</c>, nor the description of it under <c>/openapi</c>, answers without a key or a session. Before routing, so that a stranger learns not even
/// which paths exist. What he may is <see cref="RightsGate"/>'s.
/// </summary>
internal sealed class KeyGate(RequestDelegate next, Callers callers, PeopleStore people, SessionStore sessions, TimeProvider time, ILogger<KeyGate> logger)
{
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(1);

    public async Task InvokeAsync(HttpContext context)
    {
        PathString path = context.Request.Path;
        if (!path.StartsWithSegments("/api") && !path.StartsWithSegments("/openapi"))
        {
            await next(context);
            return;
        }

        string? authorization = context.Request.Headers.Authorization;
        string address = Caller.AddressOf(context);
        Caller? caller = authorization is not null ? callers.ByKey(authorization, address)
            : SessionCookie.Token(context) is { } token ? callers.BySession(token, address)
            : null;
        bool isSigningIn = path.Equals(SessionApi.Path, StringComparison.OrdinalIgnoreCase);
        if (caller is null && (authorization is not null || !isSigningIn))
        {
            await RefuseAsync(context);
            return;
        }

        if (caller?.SignedIn is { } signedIn)
        {
            // A key is sent on purpose; a cookie goes along with whatever another site makes a browser send.
            if (!IsHarmless(context.Request.Method) && !(isSigningIn && HttpMethods.IsPost(context.Request.Method)) && !HasToken(context))
            {
                await Answers.Problem(StatusCodes.Status403Forbidden, $"The header {SessionCookie.CsrfHeader} is missing or old. GET {SessionApi.Path} tells it.").ExecuteAsync(context);
                return;
            }

            await NoteAsync(() => sessions.NoteAsync(signedIn.Hash, signedIn.Session, context.RequestAborted));
        }

        if (caller?.ByKey is { } byKey && (byKey.Key.UsedAt is not { } used || time.GetUtcNow() - used > NoteEvery))
        {
            await NoteAsync(() => people.UsedAsync(byKey.Key, context.RequestAborted));
        }

        if (caller is not null)
        {
            context.Features.Set(caller);
        }

        await next(context);
    }

    private static bool HasToken(HttpContext context) =>
        SessionCookie.Token(context) is { } token && SessionCookie.IsCsrfOf(token, context.Request.Headers[SessionCookie.CsrfHeader].ToString());

    private static bool IsHarmless(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>When somebody was last seen is nice to know, and no reason to refuse him while the database takes nothing.</summary>
    private async Task NoteAsync(Func<Task> note)
    {
        try
        {
            await note();
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out string words))
        {
            logger.NotNoted(words);
        }
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"tandem\"";
        return Answers.Problem(
            StatusCodes.Status401Unauthorized,
            "The key is missing or wrong, or the session is over. Send 'Authorization: Bearer KEY' with the key in DIR/admin.key or an API key, or sign in.").ExecuteAsync(context);
    }
}
