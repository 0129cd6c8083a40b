using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tandem.Api.Access;
using Tandem.Api.People;

namespace Tandem.Api.OpenId;

/// <summary>
/// The two addresses of signing in by OpenID, which browsers go to and programs don't: <see cref="Start"/> sends to the provider, <see cref="Callback"/>, which the handler behind takes, is where it sends back.
/// Both need no session, for they make one. Nothing else of ASP.NET's authentication is in use: who somebody is says <see cref="KeyGate"/>.
/// </summary>
internal sealed class OpenIdGate(RequestDelegate next, OpenIdSettings settings, SignInGuard guard, ILogger<OpenIdGate> logger)
{
    public const string Scheme = "openid";
    public const string Start = SessionApi.Path + "/openid";
    public const string Callback = Start + "/callback";

    /// <summary>The name under which tries from an address are counted: whose they are is known only when the provider has said it.</summary>
    public static string NameOf(string address) => Scheme + " " + address;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !context.Request.Path.StartsWithSegments(Start))
        {
            await next(context);
            return;
        }

        string address = Caller.AddressOf(context);
        bool isBack = context.Request.Path != Start;
        if (isBack ? guard.Begin(NameOf(address), address) is not null : guard.IsLocked(NameOf(address)))
        {
            context.Response.Redirect(OpenIdOutcome.Page("locked"));
            return;
        }

        try
        {
            await (isBack ? next(context) : context.ChallengeAsync(Scheme, new() { RedirectUri = "/" }));
        }
        catch (Exception failure) when (IsSilence(failure) && !context.Response.HasStarted)
        {
            if (isBack)
            {
                guard.TakeBack(NameOf(address), address);
            }

            logger.ProviderSilent(settings.Authority, (failure.InnerException ?? failure).Message);
            context.Response.Redirect(OpenIdOutcome.Page("unreachable"));
        }
    }

    /// <summary>Its description could not be had: IdentityModel says that as an invalid operation around what went wrong.</summary>
    private static bool IsSilence(Exception failure) => failure is InvalidOperationException { InnerException: not null } or HttpRequestException or IOException;
}
