using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Tandem.Api.OpenId;

/// <summary>Puts signing in by OpenID together. Without <see cref="OpenIdSettings"/> there is none of it.</summary>
public static class OpenIdServices
{
    private const string NoScheme = "none";
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWay = TimeSpan.FromMinutes(15);

    /// <summary>Before <see cref="TandemApi.AddTandemApi"/>.</summary>
    public static IServiceCollection AddOpenId(this IServiceCollection services, OpenIdSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<OpenIdOutcome>();

        // What is on its way to the provider and back is sealed by a key of this run; whoever is on the way when the switch starts anew begins again.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication(NoScheme).AddOpenIdConnect(OpenIdGate.Scheme, options => Set(options, settings));
        return services;
    }

    /// <summary>Before the gate that asks for a key or a session.</summary>
    internal static void UseOpenId(this WebApplication app)
    {
        if (app.Services.GetService<OpenIdSettings>() is not null)
        {
            app.UseMiddleware<OpenIdGate>();
            app.UseAuthentication(); // here, or the framework puts it before everything, and before the gate
        }
    }

    private static void Set(OpenIdConnectOptions options, OpenIdSettings settings)
    {
        options.Authority = settings.Authority.ToString();
        options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.Secret;
        options.CallbackPath = OpenIdGate.Callback;
        options.RemoteSignOutPath = default; // sessions are ours, and end as all do
        options.SignedOutCallbackPath = default;
        options.SignInScheme = NoScheme;

        // By the address, so that the cookies on the way may be Lax: a form that another site posts would need them sent with whatever others make a browser post.
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.Scope.Clear();
        foreach (string scope in settings.Scopes.Prepend(OpenIdConnectScope.OpenId).Distinct(StringComparer.Ordinal))
        {
            options.Scope.Add(scope);
        }

        options.MapInboundClaims = false;
        options.ClaimActions.Clear(); // iss stays: with sub it is who somebody is
        options.GetClaimsFromUserInfoEndpoint = false;
        options.SaveTokens = false;
        options.BackchannelTimeout = LongestAnswer;
        options.RemoteAuthenticationTimeout = LongestWay;
        options.ProtocolValidator.NonceLifetime = LongestWay;
        foreach (CookieBuilder cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events = new()
        {
            OnRedirectToIdentityProvider = context =>
            {
                if (settings.Origin is { } origin)
                {
                    context.ProtocolMessage.RedirectUri = new Uri(origin, OpenIdGate.Callback).ToString();
                }

                return Task.CompletedTask;
            },
            OnTokenValidated = static context =>
            {
                // The handler lets a token pass unsigned that came from the provider itself (OpenID Connect Core 1.0 §3.1.3.7, 6); a signature costs nothing, and then TLS is not all that stands.
                if (string.IsNullOrEmpty(context.SecurityToken.RawSignature))
                {
                    context.Fail("the token is not signed");
                }

                return Task.CompletedTask;
            },
            OnTicketReceived = static context => context.HttpContext.RequestServices.GetRequiredService<OpenIdOutcome>().VouchedForAsync(context),
            OnRemoteFailure = static context => context.HttpContext.RequestServices.GetRequiredService<OpenIdOutcome>().NotVouchedForAsync(context),
        };
    }
}
