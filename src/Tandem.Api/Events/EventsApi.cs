using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Tandem.Api.Access;
using Tandem.Api.Json;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;

namespace Tandem.Api.Events;

/// <summary>Server-sent events: what changed on the switch, within a second.</summary>
internal static class EventsApi
{
    /// <summary>How often it is looked whether a listener is still in, and with which rights.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/events", Listen).NeedsNothing().WithTags("events").Produces<string>(200, "text/event-stream").ProducesProblem(400).ProducesProblem(503)
            .WithSummary("What changes on the switch").WithDescription(
                "Server-sent events 'call', 'balance', 'nat', 'registration', 'alarm.raised', 'alarm.acknowledged', 'alarm.cleared' and 'overview', from one look a second: those that the caller may see. topics chooses, by comma: calls, balances, nat, "
                + "registrations, alarms, overview; without it all but the overview, which comes each second. Ends when the session does.");

    private static IResult Listen(HttpContext context, EventFeed feed, Callers callers, PlanHolder plan, TimeProvider time, IHostApplicationLifetime lifetime, string? topics, CancellationToken stop)
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
        return TypedResults.ServerSentEvents(ReadAsync(new(feed, reader, filter, callers, plan, time), caller, lifetime.ApplicationStopping, stop));
    }

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        Listener listener, Caller caller, CancellationToken stopping, [EnumeratorCancellation] CancellationToken stop)
    {
        (EventFeed feed, ChannelReader<FeedEvent> reader) = (listener.Feed, listener.Reader);

        // The end of the switch, and of a listener that left, is the end of the feed: no failure, so the enumeration just stops.
        await using CancellationTokenRegistration left = stop.Register(() => feed.Leave(reader));
        await using CancellationTokenRegistration ended = stopping.Register(() => feed.Leave(reader));
        try
        {
            yield return new("{}", "hello");
            long looked = listener.Time.GetTimestamp();
            await foreach (FeedEvent seen in reader.ReadAllAsync(CancellationToken.None))
            {
                if (listener.Time.GetElapsedTime(looked) >= LookEvery)
                {
                    if (listener.Callers.Again(caller) is not { } now)
                    {
                        yield break;
                    }

                    caller = now;
                    looked = listener.Time.GetTimestamp();
                }

                if (listener.Filter.For(caller, listener.Plan, seen) is { } shown)
                {
                    yield return new(JsonSerializer.Serialize(shown.What, shown.What.GetType(), ApiJson.Default), shown.Kind);
                }
            }
        }
        finally
        {
            feed.Leave(reader);
        }
    }

    /// <summary>One who listens, and what it takes to know what he may hear.</summary>
    private sealed record Listener(EventFeed Feed, ChannelReader<FeedEvent> Reader, EventFilter Filter, Callers Callers, PlanHolder Plan, TimeProvider Time);
}
