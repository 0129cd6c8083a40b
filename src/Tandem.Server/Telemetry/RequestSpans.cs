using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Tandem.Server.Telemetry;

/// <summary>ASP.NET's spans say which request they are of: its method, the pattern of its route and the status. Never its path, which may hold a number or a link's token.</summary>
internal static class RequestSpans
{
    public static void UseRequestSpans(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
            {
                Describe(span, context);
            }
        }
    });

    private static void Describe(Activity span, HttpContext context)
    {
        string? route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { Length: > 1 } pattern ? pattern.TrimEnd('/') : null;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        span.SetTag("http.request.method", context.Request.Method);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (route is not null)
        {
            span.SetTag("http.route", route);
        }
    }
}
