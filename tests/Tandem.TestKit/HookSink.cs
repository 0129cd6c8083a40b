using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tandem.TestKit;

/// <summary>A program that is told of something by POST, and keeps what it is told.</summary>
public sealed class HookSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SunkPost> _posts = new();

    private HookSink(string address)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Parse(address), 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync(context.RequestAborted);
            _posts.Enqueue(new(body, context.Request.Headers["Tandem-Signature"].ToString()));
            context.Response.StatusCode = Answer;
        });
    }

    /// <summary>The status that it answers.</summary>
    public int Answer { get; set; } = 204;

    /// <summary>Where it is.</summary>
    public string Url => _app.Urls.First() + "/alarms";

    /// <summary>What has come, in order.</summary>
    public IReadOnlyList<SunkPost> Posts => [.. _posts];

    public static async Task<HookSink> StartAsync(string address)
    {
        var sink = new HookSink(address);
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>A POST that came: its body, and the header that signs it.</summary>
public sealed record SunkPost(string Body, string Signature);
