using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;

namespace Tandem.Api.Events;

/// <summary>Server-sent events: what changed on the switch, within a second.</summary>
internal static class EventsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/events", Listen).NeedsNothing().WithTags("events").Produces<string>(200, "text/event-stream").ProducesProblem(400).ProducesProblem(503)
            .WithSummary("What changes on the switch").WithDescription(
                "Server-sent events 'call', 'balance', 'nat', 'registration', 'ban.added', 'ban.lifted', 'number.added', 'number.lifted', 'alarm.raised', 'alarm.acknowledged', 'alarm.cleared' and 'overview', from one look a second: those that the caller may see. topics chooses, by comma: calls, balances, nat, "
                + "registrations, bans, numbers, alarms, overview; without it all but the overview, which comes each second. Ends when the session does. After each 15 s a comment comes, so that no proxy takes the line for dead.");

    private static IResult Listen(HttpContext context, EventFeed feed, Callers callers, PlanHolder plan, TimeProvider time, IHostApplicationLifetime lifetime, string? topics)
    {
        List<ProblemEntry> problems = [];
        if (EventFilter.Read(topics, problems) is not { } filter)
        {
            return Answers.BadQuery(problems);
        }

        Caller caller = Caller.Of(context);
        if (feed.Listen(caller.Who.Name, filter.HasOverview) is not { } reader)
        {
            return Answers.Problem(StatusCodes.Status503ServiceUnavailable, "Too many listen already.");
        }

        // Who has gone before the first event was read takes up no place either.
        context.Response.OnCompleted(() =>
        {
            feed.Leave(reader);
            return Task.CompletedTask;
        });
        return new EventStream(feed, reader, filter, callers, plan, time, lifetime.ApplicationStopping);
    }
}
