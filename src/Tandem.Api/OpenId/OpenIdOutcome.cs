using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tandem.Api.Access;
using Tandem.Api.People;
using Tandem.Routing.Access;
using Tandem.Store.Audit;
using Tandem.Store.People;

namespace Tandem.Api.OpenId;

/// <summary>What becomes of somebody who comes back from the provider: a session like any other, or the page of signing in with the reason why not.</summary>
internal sealed class OpenIdOutcome(OpenIdSettings settings, OpenIdStore people, SessionStore sessions, AuditLog audit, SignInGuard guard, IPlaces places, ILogger<OpenIdOutcome> logger)
{
    private const string Failed = "sign-in-failed";

    /// <summary>The page of signing in, which knows what to say for a reason.</summary>
    public static string Page(string reason) => "/?signIn=" + reason;

    /// <summary>The provider's answer is whole, signed, fresh and for us.</summary>
    public async Task VouchedForAsync(TicketReceivedContext ticket)
    {
        HttpContext context = ticket.HttpContext;
        ticket.HandleResponse();
        string address = Caller.AddressOf(context);
        ClaimsPrincipal claims = ticket.Principal ?? new();
        var problems = new List<Problems.ProblemEntry>();
        string name = claims.FindFirst(settings.NameClaim)?.Value ?? "";
        PeopleRules.CheckName(name, problems);
        if (problems.Count > 0 || claims.FindFirst("iss")?.Value is not { Length: > 0 } issuer || claims.FindFirst("sub")?.Value is not { Length: > 0 } subject)
        {
            await RefuseAsync(context, SignIn.Shown(name), $"the claim {settings.NameClaim} is no name that a user can have", "name");
            return;
        }

        IReadOnlyList<string> roles = settings.RoleClaim is { } claim ? [.. claims.FindAll(claim).Select(static one => one.Value)] : [];
        (User? user, OpenIdRefusal refusal) = await people.FindAsync(new(issuer, subject, name, roles), settings.DefaultRole, address, context.RequestAborted);
        if (user is null)
        {
            (string why, string reason) = refusal switch
            {
                OpenIdRefusal.Unknown => ("nobody has made this user, and there is no role for those whom nobody has made", "unknown"),
                OpenIdRefusal.Disabled => ("the user is disabled", "disabled"),
                OpenIdRefusal.Another => ("the user of this name is another person of the provider", "another"),
                _ => ("the provider gives no role that there is", "role"),
            };
            await RefuseAsync(context, name, why, reason);
            return;
        }

        if (!Origin.IsWithin(user.Geofence, context, places))
        {
            await RefuseAsync(context, name, $"from outside the geofence: {Origin.PlaceOf(context, places)}", "place");
            return;
        }

        string token = SessionCookie.NewToken();
        await sessions.BeginAsync(SessionCookie.HashOf(token), user.Name, new(user.Name, address), context.RequestAborted);
        guard.Succeeded(OpenIdGate.NameOf(address), address);
        SessionCookie.Give(context, token);
        context.Response.Redirect("/");
    }

    /// <summary>What came back is not what the provider says to somebody who began here: forged, old, for another, or a refusal.</summary>
    public Task NotVouchedForAsync(RemoteFailureContext failure)
    {
        HttpContext context = failure.HttpContext;
        failure.HandleResponse();
        string address = Caller.AddressOf(context);
        logger.NotVouchedFor(address, SignIn.Shown(failure.Failure?.Message.ReplaceLineEndings(" ") ?? "", 300));
        context.Response.Redirect(Page("failed"));
        return Task.CompletedTask;
    }

    private async Task RefuseAsync(HttpContext context, string name, string why, string reason)
    {
        string address = Caller.AddressOf(context);
        await audit.AppendAsync(new Author("", address), Failed, name, "OpenID: " + why, context.RequestAborted);
        context.Response.Redirect(Page(reason));
    }
}
