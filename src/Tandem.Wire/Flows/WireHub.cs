using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Tandem.Wire.Firewall;
using Tandem.Wire.Interop;
using Tandem.Wire.Tcp;
using Tandem.Wire.Udp;

namespace Tandem.Wire.Flows;

/// <summary>
/// All listeners and streams. The constructor binds (or throws <see cref="BindException"/>), <see cref="StartAsync"/> begins to
/// read. What came passes the source gate and goes to the sink. In each flow <see cref="Flow.Local"/> is an address that Via and
/// Contact may show: of a wildcard listener the one that reaches the remote, or the advertised one.
/// </summary>
public sealed class WireHub : IWire, IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(1);
    private readonly SourceGate _gate;
    private readonly ILogger<WireHub> _log;
    private readonly TimeProvider _time;
    private readonly LocalAddresses _locals;
    private readonly NetAddress? _advertised;
    private readonly UdpListener?[] _udp;
    private readonly StreamServer _server;
    private readonly StreamTable _streams;
    private IWireSink? _sink;
    private long _sinkFaults;
    private bool _isStopped;

    public WireHub(WireOptions options, SourceGate gate, TimeProvider time, ILoggerFactory logs)
    {
        _gate = gate;
        _log = logs.CreateLogger<WireHub>();
        _time = time;
        _locals = new(time);
        _advertised = options.Advertise is null ? null : NetAddress.From(options.Advertise, 0);
        _udp = new UdpListener?[options.Bind.Count];
        _streams = new(options.Streams, gate, time, logs, options.Identities, options.Tos, DeliverStreamed, DeliverClosed) { Misused = options.Misused };
        _server = new(_streams, logs);
        var bound = new List<BoundListener>();
        try
        {
            foreach (BindPoint point in options.Bind)
            {
                bound.Add(new(bound.Count, point.Transport, Bind(point, bound.Count, options)));
            }
        }
        catch (BindException)
        {
            Array.ForEach(_udp, static listener => listener?.Dispose());
            _server.CloseSockets();
            _streams.Dispose();
            throw;
        }

        Listeners = bound;
    }

    /// <summary>What was bound, with real ports, in the order it was asked for.</summary>
    public IReadOnlyList<BoundListener> Listeners { get; }

    public WireCounters Counters => new()
    {
        UdpReceived = _udp.Sum(static listener => listener?.Received ?? 0),
        UdpSent = _udp.Sum(static listener => listener?.Sent ?? 0),
        UdpSendFailed = _udp.Sum(static listener => listener?.SendFailed ?? 0),
        UdpReceiveFailed = _udp.Sum(static listener => listener?.ReceiveFailed ?? 0),
        GateDropped = _gate.Dropped,
        BanDropped = _gate.Bans.Dropped,
        SinkFaults = Volatile.Read(ref _sinkFaults),
        StreamMessagesReceived = _streams.Received,
        StreamMessagesSent = _streams.Sent,
        StreamPings = _streams.Pings,
        StreamsOpen = _streams.Open,
        StreamsClosed = _streams.EndedBy(),
    };

    public async Task StartAsync(IWireSink sink, CancellationToken stop)
    {
        _sink = sink;
        await _server.StartAsync(ServeAsync, stop);
        foreach (UdpListener? listener in _udp)
        {
            listener?.Start((in NetAddress remote, ReadOnlySpan<byte> datagram) => OnDatagram(listener, remote, datagram), EndRead);
        }

        foreach (BoundListener listener in Listeners)
        {
            string transport = listener.Transport.Word();
            _log.Listening(transport, listener.Local);
        }
    }

    /// <summary>Ends reading, lets the streams send what they hold (a second at most), closes everything.</summary>
    public async Task StopAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        await _streams.StopAsync(LongestStop);
        using var late = new CancellationTokenSource(LongestStop);
        await _server.StopAsync(late.Token);
        Array.ForEach(_udp, static listener => listener?.Dispose());
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _streams.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>Marks packets from now on with this TOS byte (SS_QOS_SIGNAL).</summary>
    public void SetTos(byte tos)
    {
        Array.ForEach(_udp, listener => listener?.SetTos(tos));
        _streams.SetTos(tos);
    }

    public bool Send(in Flow flow, ReadOnlySpan<byte> message)
    {
        if ((uint)flow.Listener >= (uint)Listeners.Count)
        {
            return false;
        }

        if (flow.Transport == TransportKind.Udp)
        {
            return _udp[flow.Listener]?.Send(flow.Remote, message) ?? false;
        }

        // A stream leaves from the listener's address, if that is one, and from any free port.
        BoundListener listener = Listeners[flow.Listener];
        return listener.Transport == flow.Transport && listener.Local.IsIPv4 == flow.Remote.IsIPv4
            && _streams.Send(flow, new IPEndPoint(listener.Local.ToIPAddress(), 0), message);
    }

    public void Expect(in NetAddress remote, string name) => _streams.Peers.Expect(remote, name);

    public SendBatch NewBatch(Action beforeSends) => new(this, beforeSends);

    internal uint Send(int listener, DatagramSends gathered) => _udp[listener]?.Send(gathered) ?? uint.MaxValue;

    public bool TryRoute(TransportKind transport, NetAddress remote, out Flow flow)
    {
        NetAddress source = _locals.For(remote);
        BoundListener? best = null;
        int bestFit = 0;
        foreach (BoundListener listener in Listeners)
        {
            int fit = listener.Transport == transport ? Fit(listener.Local, source, remote) : 0;
            if (fit > bestFit)
            {
                best = listener;
                bestFit = fit;
            }
        }

        flow = best is null ? default : new(transport, best.Index, 0, LocalOf(best.Local, remote), remote);
        return best is not null;
    }

    public bool TryRoute(TransportKind transport, NetAddress local, NetAddress remote, out Flow flow)
    {
        foreach (BoundListener listener in Listeners)
        {
            if (listener.Transport == transport && listener.Local.IsIPv4 == remote.IsIPv4 && LocalOf(listener.Local, remote) == local)
            {
                flow = new(transport, listener.Index, 0, local, remote);
                return true;
            }
        }

        flow = default;
        return false;
    }

    /// <summary>
    /// 0: can't reach it. The more the better: exactly the address that the kernel would send from, the wildcard, another one.
    /// </summary>
    private static int Fit(in NetAddress local, in NetAddress source, in NetAddress remote)
    {
        if (local.IsIPv4 != remote.IsIPv4 || (local.IsLoopback && !remote.IsLoopback))
        {
            return 0;
        }

        return local.Ip == source.Ip ? 4 : local.IsAny ? 3 : local.IsLoopback == remote.IsLoopback ? 2 : 1;
    }

    private NetAddress Bind(BindPoint point, int index, WireOptions options)
    {
        if (point.Transport != TransportKind.Udp)
        {
            return _server.Bind(point, index, options.Tos);
        }

        var listener = new UdpListener(point, index, options.SocketBufferBytes, options.Tos, _time);
        _udp[index] = listener;
        return listener.Local;
    }

    private NetAddress LocalOf(in NetAddress bound, in NetAddress remote)
    {
        if (_advertised is { } shown && shown.IsIPv4 == remote.IsIPv4 && !remote.IsLoopback)
        {
            return shown with { Port = bound.Port };
        }

        return bound.IsAny ? _locals.For(remote) with { Port = bound.Port } : bound;
    }

    private void OnDatagram(UdpListener listener, in NetAddress remote, ReadOnlySpan<byte> datagram)
    {
        if (!_gate.Bars(remote) && _gate.Passes(remote, datagram))
        {
            Deliver(new(TransportKind.Udp, listener.Index, 0, LocalOf(listener.Local, remote), remote), datagram);
        }
    }

    private Task ServeAsync(ConnectionContext context, int index)
    {
        BoundListener listener = Listeners[index];
        if (context.RemoteEndPoint is not IPEndPoint remoteEnd || context.LocalEndPoint is not IPEndPoint localEnd)
        {
            return Task.CompletedTask; // reset before it was accepted
        }

        NetAddress remote = NetAddress.From(remoteEnd);
        return _streams.ServeAsync(context, new(listener.Transport, index, 0, LocalOf(NetAddress.From(localEnd), remote), remote));
    }

    private void Deliver(in Flow flow, ReadOnlySpan<byte> message)
    {
        try
        {
            _sink?.OnMessage(flow, message);
        }
        catch (Exception fault)
        {
            OnSinkFault(fault);
        }
    }

    private void DeliverStreamed(in Flow flow, ReadOnlySpan<byte> message)
    {
        Deliver(flow, message);
        EndRead(maySpare: false);
    }

    private void EndRead(bool maySpare)
    {
        try
        {
            _sink?.OnEndOfRead(maySpare);
        }
        catch (Exception fault)
        {
            OnSinkFault(fault);
        }
    }

    private void DeliverClosed(in Flow flow)
    {
        try
        {
            _sink?.OnClosed(flow);
        }
        catch (Exception fault)
        {
            OnSinkFault(fault);
        }
    }

    private void OnSinkFault(Exception fault)
    {
        // The first, and then one of a thousand: it is the same bug each time.
        if (Interlocked.Increment(ref _sinkFaults) % 1000 == 1)
        {
            _log.SinkFailed(fault);
        }
    }
}
