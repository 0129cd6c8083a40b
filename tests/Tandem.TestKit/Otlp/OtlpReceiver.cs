using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.TestKit.Otlp;

/// <summary>A value that a collector got: the name, its labels as <c>name=value</c> in order, whether it is a sum that only grows.</summary>
public sealed record SeenFigure(string Name, string Labels, bool IsCounter, double Value);

/// <summary>A span that a collector got. Times are nanoseconds since 1970.</summary>
public sealed record SeenSpan(string Trace, string Id, string Parent, string Name, ulong Start, ulong End, int Status, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Events);

/// <summary>A collector that takes OTLP as the specification has it (opentelemetry-proto 1): gRPC, or protobuf over HTTP, and keeps what it got.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Header, ProtoFields Body)> _requests = new();

    private OtlpReceiver(bool isGrpc)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Services.AddRouting();
        _app = builder.Build();
        _app.Run(isGrpc ? TakeGrpcAsync : TakeAsync);
    }

    /// <summary>Where it listens.</summary>
    public string Url => _app.Urls.First();

    /// <summary>The paths of the requests, in order.</summary>
    public IReadOnlyList<string> Paths => [.. _requests.Select(static one => one.Path)];

    /// <summary>What stood in the header <c>x-key</c> of each request.</summary>
    public IReadOnlyList<string> Keys => [.. _requests.Select(static one => one.Header)];

    /// <summary>The figures of the newest request that had some.</summary>
    public IReadOnlyList<SeenFigure> Figures() =>
        [.. _requests.Where(static one => one.Path.Contains("metrics", StringComparison.OrdinalIgnoreCase)).Select(static one => one.Body).LastOrDefault() is { } newest ? FiguresOf(newest) : []];

    /// <summary>All spans so far.</summary>
    public IReadOnlyList<SeenSpan> Spans() =>
        [.. _requests.Where(static one => one.Path.Contains("trace", StringComparison.OrdinalIgnoreCase)).SelectMany(static one => one.Body.Messages(1)).SelectMany(static one => one.Messages(2)).SelectMany(static scope => scope.Messages(2)).Select(SpanOf)];

    /// <summary>The attributes of who sent the newest request.</summary>
    public IReadOnlyDictionary<string, string> Resource() => TagsOf(_requests.Last().Body.Messages(1).First().Messages(1).First(), 1);

    public static async Task<OtlpReceiver> StartAsync(bool isGrpc = false)
    {
        var receiver = new OtlpReceiver(isGrpc);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        if (context.Request.ContentType != "application/x-protobuf")
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        Keep(context, await BodyAsync(context));
        context.Response.ContentType = "application/x-protobuf";
    }

    private async Task TakeGrpcAsync(HttpContext context)
    {
        // A message of gRPC: not compressed, its length, its bytes.
        byte[] body = await BodyAsync(context);
        if (body[0] != 0 || BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1)) != body.Length - 5)
        {
            throw new InvalidDataException("no message of gRPC");
        }

        Keep(context, body.AsMemory(5));
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private void Keep(HttpContext context, ReadOnlyMemory<byte> body) => _requests.Enqueue((context.Request.Path, context.Request.Headers["x-key"].ToString(), new ProtoFields(body)));

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private static IEnumerable<SeenFigure> FiguresOf(ProtoFields request)
    {
        foreach (ProtoFields metric in request.Messages(1).SelectMany(static resource => resource.Messages(2)).SelectMany(static scope => scope.Messages(2)))
        {
            bool isCounter = metric.Has(7);
            ProtoFields data = metric.Messages(isCounter ? 7 : 5).First();
            foreach (ProtoFields point in data.Messages(1))
            {
                string labels = string.Join(' ', TagsOf(point, 7).OrderBy(static tag => tag.Key, StringComparer.Ordinal).Select(static tag => $"{tag.Key}={tag.Value}"));
                yield return new(metric.Text(1), labels, isCounter && data.Number(3) == 1, point.Has(4) ? BitConverter.UInt64BitsToDouble(point.Number(4)) : (long)point.Number(6));
            }
        }
    }

    private static SeenSpan SpanOf(ProtoFields span) => new(
        Convert.ToHexStringLower(span.Bytes(1).Span), Convert.ToHexStringLower(span.Bytes(2).Span), Convert.ToHexStringLower(span.Bytes(4).Span), span.Text(5), span.Number(7), span.Number(8),
        (int)(span.Messages(15).FirstOrDefault()?.Number(3) ?? 0), TagsOf(span, 9), [.. span.Messages(11).Select(static seen => seen.Text(2))]);

    private static Dictionary<string, string> TagsOf(ProtoFields message, int number) =>
        message.Messages(number).ToDictionary(static tag => tag.Text(1), static tag => Value(tag.Messages(2).First()));

    private static string Value(ProtoFields value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(2) ? (value.Number(2) == 1 ? "true" : "false")
        : value.Has(3) ? ((long)value.Number(3)).ToString(CultureInfo.InvariantCulture)
        : value.Has(4) ? BitConverter.UInt64BitsToDouble(value.Number(4)).ToString(CultureInfo.InvariantCulture)
        : value.Has(5) ? string.Join(' ', value.Messages(5).First().Messages(1).Select(Value))
        : "";
}
