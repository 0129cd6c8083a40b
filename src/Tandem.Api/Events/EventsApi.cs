using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Tandem.Api.Json;
using Tandem.Api.Problems;

namespace Tandem.Api.Events;

/// <summary>Server-sent events: what changed on the switch, within a second.</summary>
internal static class EventsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/events", Listen).WithTags("events").Produces<string>(200, "text/event-stream").ProducesProblem(503)
            .WithSummary("What changes on the switch").WithDescription("Server-sent events 'call', 'balance', 'nat' and 'registration', from one look a second.");

    private static IResult Listen(EventFeed feed, IHostApplicationLifetime lifetime, CancellationToken stop) =>
        feed.Listen() is ChannelReader<FeedEvent> reader
            ? TypedResults.ServerSentEvents(ReadAsync(feed, reader, lifetime.ApplicationStopping, stop))
            : Answers.Problem(StatusCodes.Status503ServiceUnavailable, "Too many listen already.");

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        EventFeed feed, ChannelReader<FeedEvent> reader, CancellationToken stopping, [EnumeratorCancellation] CancellationToken stop)
    {
        // The end of the switch, and of a listener that left, is the end of the feed: no failure, so the enumeration just stops.
        await using CancellationTokenRegistration left = stop.Register(() => feed.Leave(reader));
        await using CancellationTokenRegistration ended = stopping.Register(() => feed.Leave(reader));
        try
        {
            yield return new("{}", "hello");
            await foreach (FeedEvent seen in reader.ReadAllAsync(CancellationToken.None))
            {
                yield return new(JsonSerializer.Serialize(seen.What, seen.What.GetType(), ApiJson.Default), seen.Kind);
            }
        }
        finally
        {
            feed.Leave(reader);
        }
    }
}
