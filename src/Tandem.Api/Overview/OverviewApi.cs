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
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/overview", Get).NeedsView(Pages.Overview).WithTags("overview").WithSummary("The switch at a glance: now, the last hour, today, alarms, charts")
            .WithDescription("One picture a second for all who ask. The same comes each second as event 'overview' to who listens to /events?topics=overview, without the charts.");
        api.MapGet("/overload", Overload).NeedsView(Pages.Overview).WithTags("overview").WithSummary("Whether work is turned away for want of time, since when, and how much of whom")
            .WithDescription("As it is at this moment. level is none, strangers or all; SS_OVERLOAD_DELAY says from which delay on.");
    }

    private static Ok<OverviewView> Get(OverviewBoard board) => TypedResults.Ok(board.Now());

    private static Ok<OverloadView> Overload(OverloadWatch watch) => TypedResults.Ok(watch.Now());
}
