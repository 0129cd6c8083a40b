using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Tandem.Media.Ice;
using Tandem.Media.Relay;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Media.Turn;

/// <summary>
/// The thread of STUN and TURN in the media process: one event set, the sockets that clients speak to, and one for each allocation. Everything happens here, so nothing is locked and nothing
/// changes threads; while packets flow nothing is allocated.
/// </summary>
internal sealed class TurnLoop : ITurnSender, IDisposable
{
    private const int EventsForOneTime = 16;
    private const int MostInARow = 32;
    private const int LargestAnswer = 2048;
    private const int ListenerBuffer = 4 << 20;
    private const long SweepEveryMs = 1000;
    private const long NanosecondsPerMillisecond = 1_000_000;
    private const int KindShift = 28;
    private const uint PlaceMask = (1u << KindShift) - 1;
    private const uint Datagrams = 0;
    private const uint Listener = 1u << KindShift;
    private const uint Stream = 2u << KindShift;
    private const uint Allocation = 3u << KindShift;

    private readonly MediaClock _clock;
    private readonly ILogger<TurnServer> _log;
    private readonly EventPoll _poll = new();
    private readonly PacketMemory _packet = new();
    private readonly byte[] _answer = new byte[LargestAnswer];
    private readonly List<DatagramSocket> _sockets = [];
    private readonly List<StreamSocket> _listeners = [];
    private readonly bool[] _hadSome;
    private readonly SourceGate _gate;
    private readonly TurnTable _table;
    private readonly TurnPorts _ports;
    private readonly TurnStreams _streams;
    private readonly TurnRelay _relay;
    private readonly TurnRequests _requests;
    private readonly BindingAnswers _bindings;
    private readonly LongAnswers _long;
    private long _nextSweepMs;
    private long _faults;
    private Thread? _thread;
    private TurnBook _book = TurnBook.Empty;
    private volatile bool _stopping;

    /// <summary>Binds all sockets; throws <see cref="IOException"/> when one is refused.</summary>
    public TurnLoop(TurnOptions options, MediaClock clock, ILogger<TurnServer> log)
    {
        _clock = clock;
        _log = log;
        _gate = new(clock.Time, new Random(), TurnBook.Empty.Rules.SourceRate);
        _long = new(clock.Time);
        _table = new(_poll);
        _ports = new(options);
        _streams = new(_table, _poll, options, Counts);
        var ways = new TurnWays(options.Points);
        var peers = new TurnPeers(options.Own, options.Allowed);
        var nonces = new TurnNonces(RandomNumberGenerator.GetBytes(32));
        _relay = new(_table, peers, this, Counts);
        _requests = new(_table, _ports, peers, new(options, ways), new(nonces), nonces, _gate, new(clock.Time), Counts, static slot => Allocation | (uint)slot);
        _bindings = new(ways, Counts);
        _hadSome = new bool[ways.Count];
        try
        {
            Bind(options, ways);
        }
        catch (IOException)
        {
            Dispose();
            throw;
        }
    }

    public TurnCounts Counts { get; } = new();

    /// <summary>Any thread.</summary>
    public int Allocations => _table.Count;

    /// <summary>Any thread.</summary>
    public int Streams => _streams.Count;

    /// <summary>Batches that threw: bugs.</summary>
    public long Faults => Volatile.Read(ref _faults);

    /// <summary>Users and rules from now on; from any thread.</summary>
    public TurnBook Book
    {
        get => Volatile.Read(ref _book);
        set
        {
            Volatile.Write(ref _book, value);
            _gate.PerSecond = value.Rules.SourceRate;
        }
    }

    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "turn" };
        _thread.Start();
    }

    bool ITurnSender.Send(in TurnClient client, ReadOnlySpan<byte> message) => Send(client, message);

    /// <summary>One wait and what it brought, then what is due. Tests run it by hand.</summary>
    internal void Turn(int waitMs)
    {
        int count = _poll.Wait(waitMs);
        long now = 0;
        _requests.Book = Book;
        for (int i = 0; i < count; i++)
        {
            if (i % EventsForOneTime == 0)
            {
                now = _clock.NowNs / NanosecondsPerMillisecond;
            }

            uint token = _poll.Token(i);
            OnReadable(token & ~PlaceMask, (int)(token & PlaceMask), now);
        }

        if (_streams.HasUnsent)
        {
            _streams.SendUnsent();
        }

        now = _clock.NowNs / NanosecondsPerMillisecond;
        if (now >= _nextSweepMs)
        {
            _nextSweepMs = now + SweepEveryMs;
            _table.Sweep(now);
            _ports.Sweep(now);
            _streams.Sweep(now);
        }
    }

    /// <summary>One message of a client, however it came; whatever it is, nothing throws.</summary>
    internal void OnMessage(in TurnClient client, ReadOnlySpan<byte> message, long nowMs)
    {
        if (TurnRelay.IsChannelData(message))
        {
            _relay.OnChannelData(client, message, nowMs);
            return;
        }

        if (!StunMessage.HasHeader(message))
        {
            Counts.Add(TurnCount.Malformed);
            return;
        }

        switch (StunMessage.TypeOf(message))
        {
            case StunMessage.BindingRequest:
                OnBinding(client, message);
                break;
            case var _ when BinaryPrimitives.ReadUInt32BigEndian(message[4..]) != StunMessage.MagicCookie:
                Counts.Add(TurnCount.Malformed);
                break;
            case TurnRelay.SendIndication:
                _relay.OnSend(client, message, nowMs);
                break;
            case TurnRequests.Allocate or TurnRequests.Refresh or TurnRequests.CreatePermission or TurnRequests.ChannelBind:
                int length = _requests.Answer(message, client, _answer, nowMs, _clock.Time.GetUtcNow().ToUnixTimeSeconds());
                NoteUnsent(length == 0 || Send(client, _answer.AsSpan(0, length)));
                break;
            case StunMessage.BindingIndication:
                break; // keeps a NAT's binding; nothing is wanted
            default:
                Counts.Add(TurnCount.UnknownMethod);
                break;
        }
    }

    public void Dispose()
    {
        _stopping = true;
        if (_thread is not null && _thread != Thread.CurrentThread)
        {
            _thread.Join();
        }

        _streams.Dispose();
        _table.Dispose();
        _ports.Dispose();
        _relay.Dispose();
        _sockets.ForEach(static socket => socket.Dispose());
        _listeners.ForEach(static listener => listener.Dispose());
        _packet.Dispose();
        _poll.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            try
            {
                long wait = _nextSweepMs - (_clock.NowNs / NanosecondsPerMillisecond);
                Turn((int)Math.Clamp(wait, 0, _streams.HasUnsent ? 1 : SweepEveryMs));
            }
            catch (Exception fault)
            {
                // A bug: whoever sends the like again must not fill the log with it.
                Volatile.Write(ref _faults, _faults + 1);
                if (BitOperations.IsPow2(_faults))
                {
                    _log.TurnFault(_faults, fault);
                }
            }
        }
    }

    private void Bind(TurnOptions options, TurnWays ways)
    {
        for (int way = 0; way < ways.Count; way++)
        {
            DatagramSocket socket = DatagramSocket.TryOpen(ways[way], out int error) ?? throw new IOException("--stun: " + TurnBinding.Explain("udp", ways[way], error));
            socket.EnlargeBuffers(ListenerBuffer);
            _sockets.Add(socket);
            _poll.TryAdd(socket.Descriptor, Datagrams | (uint)way);
        }

        foreach (NetAddress point in options.Points)
        {
            StreamSocket listener = StreamSocket.TryListen(point, out int error) ?? throw new IOException("--stun: " + TurnBinding.Explain("tcp", point, error));
            _poll.TryAdd(listener.Descriptor, Listener | (uint)_listeners.Count);
            _listeners.Add(listener);
        }
    }

    private void OnReadable(uint kind, int place, long nowMs)
    {
        switch (kind)
        {
            case Datagrams:
                OnDatagrams(place, nowMs);
                break;
            case Listener:
                _streams.Accept(_listeners[place], Book.Rules.SourceQuota, static slot => Stream | (uint)slot, nowMs);
                break;
            case Stream:
                OnStream(place, nowMs);
                break;
            default:
                if (_table.At(place) is { } allocation)
                {
                    _relay.OnPeer(allocation, nowMs);
                }

                break;
        }
    }

    /// <summary>One at first: a look into the empty queue behind it costs as much as an answer. The second time in a row says that there are more.</summary>
    private void OnDatagrams(int way, long nowMs)
    {
        DatagramSocket socket = _sockets[way];
        int left = _hadSome[way] ? MostInARow : 1;
        int length = 0;
        for (; left > 0 && (length = socket.Receive(_packet, out NetAddress source)) >= 0; left--)
        {
            OnMessage(new(source, way), _packet.Span(length), nowMs);
        }

        _hadSome[way] = length >= 0;
    }

    private void OnStream(int slot, long nowMs)
    {
        if (_streams.At(slot) is not { } stream)
        {
            return;
        }

        stream.Receive();
        int taken = 0;
        while (stream.TryTake(ref taken, nowMs, out ReadOnlySpan<byte> message))
        {
            OnMessage(stream.Client, message, nowMs);
        }

        stream.Drop(taken);
        if (stream.IsBroken)
        {
            _streams.Close(stream);
        }
    }

    private void OnBinding(in TurnClient client, ReadOnlySpan<byte> message)
    {
        if (!_gate.Passes(client.Address, []))
        {
            Counts.Add(TurnCount.TooFast);
            return;
        }

        int length = _bindings.Answer(message, client, _answer, out int way, out NetAddress to);
        bool isLimited = !client.IsStream && _gate.PerSecond > 0; // a stream's address can't be forged
        if (isLimited && !_long.MaySend(length, message.Length, client.Address))
        {
            Counts.Add(TurnCount.TooFast);
            return;
        }

        NoteUnsent(client.IsStream ? Send(client, _answer.AsSpan(0, length)) : _sockets[way].Send(_answer.AsSpan(0, length), to));
    }

    private bool Send(in TurnClient client, ReadOnlySpan<byte> message) =>
        client.IsStream ? _streams.Send(client, message) : _sockets[client.Way].Send(message, client.Address);

    private void NoteUnsent(bool isSent) => Counts.Add(TurnCount.NotSent, isSent ? 0 : 1);
}
