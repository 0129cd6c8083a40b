using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tandem.Api.Access;
using Tandem.Api.Json;
using Tandem.Routing.Plan;

namespace Tandem.Api.Events;

/// <summary>
/// What one listener hears, as server-sent events (HTML Living Standard §9.2), until he leaves, loses his rights or the switch ends. When nothing happens a comment comes all the same: proxies cut a line on
/// which nothing moves, and who has gone is found out.
/// </summary>
internal sealed class EventStream(EventFeed feed, ChannelReader<FeedEvent> reader, EventFilter filter, Callers callers, PlanHolder plan, TimeProvider time, CancellationToken stopping) : IResult
{
    /// <summary>The first proxies give up after 30 s of silence.</summary>
    internal static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(15);

    /// <summary>How often it is looked whether a listener is still in, and with which rights.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>A line that begins with a colon is a comment: no event.</summary>
    private const string Beat = ":\n\n";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        response.Headers.ContentEncoding = "identity";
        httpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();

        // The end of the switch, and of a listener that left, is the end of the feed: no failure, so it just stops.
        CancellationToken gone = httpContext.RequestAborted;
        await using CancellationTokenRegistration left = gone.Register(() => feed.Leave(reader));
        await using CancellationTokenRegistration ended = stopping.Register(() => feed.Leave(reader));
        try
        {
            await WriteAsync(response, "hello", "{}", gone);
            await response.Body.FlushAsync(gone);
            await TellAsync(response, Caller.Of(httpContext), gone);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // He has gone.
        }
        finally
        {
            feed.Leave(reader);
        }
    }

    private async Task TellAsync(HttpResponse response, Caller caller, CancellationToken gone)
    {
        using var beats = new PeriodicTimer(BeatEvery, time);
        long looked = time.GetTimestamp();
        Task<bool> beat = beats.WaitForNextTickAsync(gone).AsTask();
        Task<bool> isMore = reader.WaitToReadAsync(CancellationToken.None).AsTask();
        while (true)
        {
            bool isBeat = await Task.WhenAny(isMore, beat) == beat;
            if (!isBeat && !await isMore)
            {
                return;
            }

            if (time.GetElapsedTime(looked) >= LookEvery)
            {
                if (callers.Again(caller) is not { } now)
                {
                    return;
                }

                caller = now;
                looked = time.GetTimestamp();
            }

            if (isBeat)
            {
                await beat;
                await response.WriteAsync(Beat, gone);
                beat = beats.WaitForNextTickAsync(gone).AsTask();
            }
            else
            {
                await DrainAsync(response, caller, gone);
                isMore = reader.WaitToReadAsync(CancellationToken.None).AsTask();
            }

            await response.Body.FlushAsync(gone);
        }
    }

    /// <summary>All that waits now; not what comes meanwhile without end, so that the rights are looked at again.</summary>
    private async Task DrainAsync(HttpResponse response, Caller caller, CancellationToken gone)
    {
        for (int waiting = reader.Count; waiting > 0 && reader.TryRead(out FeedEvent? seen); waiting--)
        {
            if (filter.For(caller, plan, seen) is { } shown)
            {
                await WriteAsync(response, shown.Kind, JsonSerializer.Serialize(shown.What, shown.What.GetType(), ApiJson.Default), gone);
            }
        }
    }

    /// <summary>What is told is one line: JSON has its line breaks escaped.</summary>
    private static Task WriteAsync(HttpResponse response, string kind, string data, CancellationToken gone) => response.WriteAsync($"event: {kind}\ndata: {data}\n\n", gone);
}
