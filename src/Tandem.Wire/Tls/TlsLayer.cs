using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;

namespace Tandem.Wire.Tls;

/// <summary>TLS laid over one connection, from its handshake on; what is read and written goes through it until it is disposed.</summary>
internal sealed class TlsLayer : IAsyncDisposable, IDuplexPipe
{
    private readonly ConnectionContext _context;
    private readonly IDuplexPipe _below;
    private readonly SslStream _stream;

    private TlsLayer(ConnectionContext context)
    {
        _context = context;
        _below = context.Transport;
        _stream = new(new PipeStream(_below), leaveInnerStreamOpen: true);
        Input = PipeReader.Create(_stream, new(leaveOpen: true));
        Output = PipeWriter.Create(_stream, new(leaveOpen: true));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>As the accepting side. The problem, or null with the layer.</summary>
    public static Task<(TlsLayer? Layer, string? Problem)> AcceptAsync(ConnectionContext context, TlsIdentities identities, CancellationToken late) =>
        LayAsync(context, stream => stream.AuthenticateAsServerAsync(
            static (_, hello, state, _) => new(((TlsIdentities)(state ?? throw new InvalidOperationException("The state is what we gave.")))
                .ForClient(string.IsNullOrEmpty(hello.ServerName) ? null : hello.ServerName)), identities, late));

    /// <summary>As the side that opened the connection, to whom we look for under this name or address.</summary>
    public static Task<(TlsLayer? Layer, string? Problem)> OpenAsync(ConnectionContext context, TlsIdentities identities, string host, CancellationToken late) =>
        LayAsync(context, stream => stream.AuthenticateAsClientAsync(identities.ForServer(host), late));

    public async ValueTask DisposeAsync()
    {
        _context.Transport = _below;
        await _stream.DisposeAsync();
        await _below.Input.CompleteAsync();
        await _below.Output.CompleteAsync();
    }

    private static async Task<(TlsLayer? Layer, string? Problem)> LayAsync(ConnectionContext context, Func<SslStream, Task> shakeHands)
    {
        var layer = new TlsLayer(context);
        try
        {
            await shakeHands(layer._stream);
            context.Transport = layer;
            return (layer, null);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException)
        {
            await layer.DisposeAsync();
            return (null, failure is OperationCanceledException ? "the handshake took too long" : failure.InnerException?.Message ?? failure.Message);
        }
    }
}
