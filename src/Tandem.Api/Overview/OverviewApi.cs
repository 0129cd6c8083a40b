using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Store.People;

namespace Tandem.Api.Overview;

/// <summary>The switch at a glance.</summary>
internal static class OverviewApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/overview", Get).NeedsView(Pages.Overview).WithTags("overview").WithSummary("The switch at a glance: now, the last hour, today, alarms, charts")
            .WithDescription("One picture a second for all who ask. The same comes each second as event 'overview' to who listens to /events?topics=overview, without the charts.");

    private static Ok<OverviewView> Get(OverviewBoard board) => TypedResults.Ok(board.Now());
}
