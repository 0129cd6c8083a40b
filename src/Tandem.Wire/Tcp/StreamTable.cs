using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;
using Tandem.Wire.Tls;

namespace Tandem.Wire.Tcp;

/// <summary>Who takes a stream's messages.</summary>
internal delegate void TakeMessage(in Flow flow, ReadOnlySpan<byte> message);

/// <summary>Who is told that a stream is gone.</summary>
internal delegate void TakeClosed(in Flow flow);

/// <summary>
/// All open streams, found by number or by their remote address; opens new ones in the background and watches the limits.
/// </summary>
internal sealed class StreamTable : IDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private readonly TimeProvider _time;
    private readonly long _ticksPerMs;
    private readonly TakeMessage _take;
    private readonly TakeClosed _closed;
    private readonly SocketConnectionContextFactory _factory;
    private readonly ConcurrentDictionary<long, StreamConnection> _byNumber = new();
    private readonly ConcurrentDictionary<(TransportKind, NetAddress), StreamConnection> _byRemote = new();
    private readonly StreamRoom _room;
    private readonly long[] _endedBy = new long[Enum.GetValues<CloseReason>().Length];
    private readonly ITimer _sweep;
    private readonly SemaphoreSlim _gone = new(0);
    private long _lastNumber;
    private long _received;
    private long _sent;
    private long _pings;
    private volatile bool _stopping;

    public StreamTable(
        StreamLimits limits, SourceGate gate, TimeProvider time, ILoggerFactory logs, TlsIdentities? identities, byte tos, TakeMessage take, TakeClosed closed)
    {
        Limits = limits;
        Gate = gate;
        _room = new(limits, gate);
        Tos = tos;
        Peers = new(identities, time, logs.CreateLogger<TlsPeers>());
        _time = time;
        _ticksPerMs = Math.Max(1, time.TimestampFrequency / 1000);
        _take = take;
        _closed = closed;
        _factory = new(new SocketConnectionFactoryOptions(), logs.CreateLogger<StreamTable>());
        _sweep = time.CreateTimer(static table => ((StreamTable?)table)?.Sweep(), this, SweepEvery, SweepEvery);
    }

    public StreamLimits Limits { get; }

    public SourceGate Gate { get; }

    public TlsPeers Peers { get; }

    public byte Tos { get; private set; }

    /// <summary><see cref="WireOptions.Misused"/>.</summary>
    public Action<NetAddress>? Misused { get; init; }

    public long NowMs => _time.GetTimestamp() / _ticksPerMs;

    public int Open => _room.Open;

    public long Received => Volatile.Read(ref _received);

    public long Sent => Volatile.Read(ref _sent);

    public long Pings => Volatile.Read(ref _pings);

    public IReadOnlyDictionary<CloseReason, long> EndedBy() =>
        Enum.GetValues<CloseReason>().ToDictionary(static reason => reason, reason => Volatile.Read(ref _endedBy[(int)reason]));

    /// <summary>Serves an accepted stream until it ends.</summary>
    public async Task ServeAsync(ConnectionContext context, Flow flow)
    {
        if ((_stopping ? CloseReason.Stopping : _room.TryEnter(flow.Remote)) is { } reason)
        {
            Count(reason);
            Judge(flow.Remote, reason);
            context.Abort();
            return;
        }

        StreamConnection connection = Make(flow, isAccepted: true);
        _byNumber[connection.Flow.Connection] = connection;
        _byRemote.TryAdd(KeyOf(connection.Flow), connection);
        try
        {
            if (_stopping)
            {
                connection.Close(CloseReason.Stopping);
            }

            await RunAsync(connection, context, isAccepted: true);
        }
        finally
        {
            _room.Leave(flow.Remote);
            Forget(connection);
            Judge(flow.Remote, connection.Reason);
        }
    }

    /// <summary>
    /// Sends on the stream of the flow: by its number, else by its remote address, else on one that is opened now.
    /// </summary>
    public bool Send(in Flow flow, EndPoint bindTo, ReadOnlySpan<byte> message)
    {
        if (flow.Connection != 0)
        {
            return _byNumber.TryGetValue(flow.Connection, out StreamConnection? known) && known.TrySend(message);
        }

        // Twice: the one we find may be closing, and then makes room for a new one.
        for (int attempt = 0; attempt < 2; attempt++)
        {
            if (_byRemote.TryGetValue(KeyOf(flow), out StreamConnection? open))
            {
                if (open.TrySend(message))
                {
                    return true;
                }

                _byRemote.TryRemove(new(KeyOf(flow), open));
            }
        }

        return Begin(flow, bindTo, message);
    }

    public void SetTos(byte tos)
    {
        Tos = tos;
        foreach (StreamConnection connection in _byNumber.Values)
        {
            connection.SetTos(tos);
        }
    }

    public void OnMessage(StreamConnection connection, ReadOnlySpan<byte> message)
    {
        Interlocked.Increment(ref _received);
        if (Gate.Passes(connection.Flow.Remote, message))
        {
            _take(connection.Flow, message);
        }
    }

    public void CountSent() => Interlocked.Increment(ref _sent);

    public void CountPing() => Interlocked.Increment(ref _pings);

    /// <summary>One more was closed before it was served: the process has too few descriptors left.</summary>
    public void TurnedAway() => Count(CloseReason.TooMany);

    /// <summary>No new streams; those there are send what they have, and close.</summary>
    public async Task StopAsync(TimeSpan atMost)
    {
        _stopping = true;
        foreach (StreamConnection connection in _byNumber.Values)
        {
            connection.Close(CloseReason.Stopping);
        }

        await AllGoneAsync(atMost);
        foreach (StreamConnection connection in _byNumber.Values)
        {
            connection.Abort(); // whoever does not read in time loses the rest
        }

        await AllGoneAsync(atMost);
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _gone.Dispose();
        _factory.Dispose();
    }

    /// <summary>Closes what has used up its time.</summary>
    public void Sweep()
    {
        long nowMs = NowMs;
        foreach (StreamConnection connection in _byNumber.Values)
        {
            connection.Sweep(nowMs);
        }
    }

    private static (TransportKind, NetAddress) KeyOf(in Flow flow) => (flow.Transport, flow.Remote);

    private StreamConnection Make(in Flow flow, bool isAccepted) =>
        new(this, flow with { Connection = Interlocked.Increment(ref _lastNumber) }, isAccepted, NowMs);

    private bool Begin(in Flow flow, EndPoint bindTo, ReadOnlySpan<byte> message)
    {
        if (_stopping || Open >= Limits.MostStreams)
        {
            Count(_stopping ? CloseReason.Stopping : CloseReason.TooMany);
            return false;
        }

        StreamConnection connection = Make(flow, isAccepted: false);
        StreamConnection taken = _byRemote.GetOrAdd(KeyOf(flow), connection);
        if (taken != connection)
        {
            return taken.TrySend(message); // another shard was faster
        }

        _room.EnterOutward();
        _byNumber[connection.Flow.Connection] = connection;
        bool isQueued = connection.TrySend(message);

        // On the pool, so that not even making the socket is the shard's time. OpenAsync ends in Forget whatever happens.
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Table.OpenAsync(state.Connection, state.BindTo),
            (Table: this, Connection: connection, BindTo: bindTo),
            preferLocal: false);
        return isQueued;
    }

    private async Task OpenAsync(StreamConnection connection, EndPoint bindTo)
    {
        try
        {
            Socket? socket = await ConnectAsync(connection.Flow.Remote, bindTo);
            if (socket is null)
            {
                connection.Close(CloseReason.ConnectFailed);
                return;
            }

            await using ConnectionContext context = _factory.Create(socket);
            await RunAsync(connection, context, isAccepted: false);
        }
        finally
        {
            connection.Close(CloseReason.ConnectFailed);
            connection.DropQueue();
            _room.LeaveOutward();
            Forget(connection);
        }
    }

    private async Task RunAsync(StreamConnection connection, ConnectionContext context, bool isAccepted)
    {
        if (connection.Flow.Transport is not (TransportKind.Tls or TransportKind.Wss))
        {
            await connection.RunAsync(context);
            return;
        }

        await using TlsLayer? layer = await Peers.LayAsync(context, connection.Flow, isAccepted, Limits.Handshake);
        if (layer is null)
        {
            connection.Close(CloseReason.HandshakeFailed);
            context.Abort();
        }
        else
        {
            await connection.RunAsync(context);
        }
    }

    private async Task<Socket?> ConnectAsync(NetAddress remote, EndPoint bindTo)
    {
        IPEndPoint to = remote.ToEndPoint();
        Socket? socket = null;
        try
        {
            socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (socket.Handle > Limits.HighestDescriptor)
            {
                socket.Dispose();
                return null;
            }

            using var late = new CancellationTokenSource(Limits.Connect, _time);
            socket.Bind(bindTo);
            await socket.ConnectAsync(to, late.Token);
            return socket;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            socket?.Dispose();
            return null;
        }
    }

    private async Task AllGoneAsync(TimeSpan atMost)
    {
        using var late = new CancellationTokenSource(atMost);
        try
        {
            while (!_byNumber.IsEmpty)
            {
                await _gone.WaitAsync(late.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The caller goes on without them.
        }
    }

    private void Forget(StreamConnection connection)
    {
        _byNumber.TryRemove(connection.Flow.Connection, out _);
        _byRemote.TryRemove(new(KeyOf(connection.Flow), connection));
        Count(connection.Reason);
        _closed(connection.Flow);
        if (_stopping)
        {
            _gone.Release();
        }
    }

    private void Judge(in NetAddress remote, CloseReason reason)
    {
        if (Misused is { } misused && StreamRoom.IsMisuse(reason) && !Gate.Knows(remote))
        {
            misused(remote);
        }
    }

    private void Count(CloseReason reason) => Interlocked.Increment(ref _endedBy[(int)reason]);
}
