using System.Net;
using System.Net.Http.Headers;
using Tandem.Store.Plan;

namespace Tandem.Server.Commands;

/// <summary>A plan that was read, as the body of a request, written while it is sent.</summary>
internal sealed class PlanContent : HttpContent
{
    private readonly PlanReading _plan;

    public PlanContent(PlanReading plan)
    {
        _plan = plan;
        Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        PlanMessage.WriteAsync(_plan, stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
