using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tandem.Wire.Flows;
using Tandem.Wire.Udp;

namespace Tandem.Wire.Tcp;

/// <summary>Who serves a stream that was accepted on the listener of this index, until it ends.</summary>
internal delegate Task ServeStream(ConnectionContext context, int listener);

/// <summary>
/// The accepting side of all streams: a Kestrel of its own, with SIP connection handlers in place of HTTP. Addresses are bound by us before Kestrel starts, so
/// that a failure is known early and has one clear line.
/// </summary>
internal sealed class StreamServer : IAsyncDisposable
{
    private readonly Dictionary<IPEndPoint, Socket> _sockets = [];
    private readonly List<(int Index, IPEndPoint EndPoint)> _listeners = [];
    private readonly StreamTable _streams;
    private readonly ILoggerFactory _logs;
    private readonly ServiceProvider _services;
    private KestrelServer? _server;

    public StreamServer(StreamTable streams, ILoggerFactory logs)
    {
        _streams = streams;
        _logs = logs;
        _services = new ServiceCollection().AddSingleton(logs).BuildServiceProvider();
    }

    /// <summary>Binds one address. Throws <see cref="BindException"/>.</summary>
    public NetAddress Bind(BindPoint point, int index, byte tos)
    {
        if (point.Transport is not (TransportKind.Tcp or TransportKind.Tls))
        {
            throw new BindException($"{point} can't be bound: this version speaks udp, tcp and tls only");
        }

        var socket = new Socket(point.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (point.Address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false; // [::] is IPv6 only; IPv4 has a listener of its own
            }

            socket.Bind(new IPEndPoint(point.Address, point.Port));

            // Linux finds out about a port in use only here when the other one reuses addresses too.
            socket.Listen();
        }
        catch (SocketException cause)
        {
            socket.Dispose();
            throw BindException.For(point, cause);
        }

        SocketTuning.SetTos(socket, tos);
        var bound = (IPEndPoint)(socket.LocalEndPoint ?? throw new InvalidOperationException("A bound socket has an address."));
        _sockets.Add(bound, socket);
        _listeners.Add((index, bound));
        return NetAddress.From(bound);
    }

    public async Task StartAsync(ServeStream serve, CancellationToken stop)
    {
        if (_listeners.Count == 0)
        {
            return;
        }

        var options = new KestrelServerOptions { ApplicationServices = _services };
        foreach ((int index, IPEndPoint endPoint) in _listeners)
        {
            options.Listen(endPoint, listen => listen.Run(context => serve(context, index)));
        }

        var transport = new SocketTransportOptions { CreateBoundListenSocket = Take };
        var listeners = new SparingListeners(new SocketTransportFactory(Options.Create(transport), _logs), _streams.Limits.HighestDescriptor, _streams.TurnedAway);
        _server = new(Options.Create(options), listeners, _logs);
        await _server.StartAsync(new NoHttp(), stop);
    }

    public async Task StopAsync(CancellationToken stop)
    {
        if (_server is not null)
        {
            await _server.StopAsync(stop);
        }
    }

    /// <summary>For a start that failed before Kestrel had the sockets.</summary>
    public void CloseSockets()
    {
        foreach (Socket socket in _sockets.Values)
        {
            socket.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _server?.Dispose();
        CloseSockets();
        await _services.DisposeAsync();
    }

    private Socket Take(EndPoint endPoint) =>
        endPoint is IPEndPoint bound && _sockets.TryGetValue(bound, out Socket? socket)
            ? socket
            : throw new InvalidOperationException($"{endPoint} was not bound before Kestrel started.");

    /// <summary>Kestrel wants an HTTP application; our handlers end each connection before HTTP sees it.</summary>
    private sealed class NoHttp : IHttpApplication<object>
    {
        public object CreateContext(IFeatureCollection contextFeatures) => throw new NotSupportedException("SIP listeners carry no HTTP.");

        public Task ProcessRequestAsync(object context) => throw new NotSupportedException("SIP listeners carry no HTTP.");

        public void DisposeContext(object context, Exception? exception)
        {
        }
    }
}
