using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Calls.Live;

namespace Tandem.Api.Health;

/// <summary>Whether the process lives, or takes calls.</summary>
public sealed record HealthView(string Status);

/// <summary>For those who watch the process; no key.</summary>
internal static class HealthApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", static () => TypedResults.Ok(new HealthView("alive"))).WithTags("health").WithSummary("The process lives");
        routes.MapGet("/readyz", Ready).Produces<HealthView>().Produces<HealthView>(503).WithTags("health").WithSummary("The switch takes calls");
    }

    private static IResult Ready(ILiveSwitch live) => live.IsReady
        ? TypedResults.Ok(new HealthView("ready"))
        : TypedResults.Json(new HealthView("not ready"), Json.ApiJson.Default.HealthView, statusCode: StatusCodes.Status503ServiceUnavailable);
}
