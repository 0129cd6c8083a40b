using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tandem.Api.Metrics;

/// <summary>What the switch has counted, for Prometheus; no key.</summary>
internal static class MetricsApi
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Read).Produces<string>(200, "text/plain").WithTags("health").WithSummary("Metrics in Prometheus' text format");

    private static IResult Read(SwitchMetrics metrics)
    {
        var text = new PrometheusText();
        metrics.WriteTo(text);
        return TypedResults.Text(text.ToString(), "text/plain; version=0.0.4; charset=utf-8");
    }
}
