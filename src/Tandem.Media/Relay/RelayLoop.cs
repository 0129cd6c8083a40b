using Microsoft.Extensions.Logging;
using Tandem.Media.Recording;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sounds;
using Tandem.Media.Working;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Media.Relay;

/// <summary>
/// One thread of the media process: an event set, the sockets of its sessions, its own control socket. Everything of a session happens here, so nothing is
/// locked and nothing changes threads; while packets flow nothing is allocated.
/// </summary>
internal sealed class RelayLoop : IPortEvents, IDisposable
{
    // Packets of one batch that share a look at the clock: a tenth of a millisecond at most.
    private const int EventsForOneTime = 16;
    private const uint ControlToken = uint.MaxValue;
    private const long SweepEveryNs = 100_000_000;
    private const long NanosecondsPerMillisecond = 1_000_000;

    // In a sweep's time; a batch that is large already gathers by itself.
    private const long DensePackets = 200;
    private const int LargeBatch = 48;

    // Strangers on the control socket (it is in a directory of mode 0700) must not starve the packets.
    private const int MostOrdersInARow = 16;

    private readonly int _index;
    private readonly RelayOptions _options;
    private readonly MediaClock _clock;
    private readonly ILogger<RelayLoop> _log;
    private readonly EventPoll _poll = new();
    private readonly PacketMemory _packet = new();
    private readonly List<PortPair> _pairs = [];
    private readonly List<RelaySession> _eventful = [];
    private readonly RelayControl _control;
    private readonly LineWorks _works;
    private readonly Action<RelaySession> _tell;
    private readonly LocalSocket _socket;
    private long _nextSweepNs;
    private long _faults;
    private long _packets;
    private long _packetsAtSweep;
    private bool _isDense;
    private bool _hadOrders;
    private int _inBatch;
    private Thread? _thread;
    private volatile bool _stopping;

    /// <summary>Binds the control socket; throws when that is refused.</summary>
    public RelayLoop(
        int index,
        ulong instance,
        IReadOnlyList<PortRange> ranges,
        IReadOnlyList<PortRange> all,
        RelayOptions options,
        MediaClock clock,
        Recorder? recorder,
        SoundLibrary sounds,
        ILogger<RelayLoop> log)
    {
        _index = index;
        _options = options;
        _clock = clock;
        _log = log;
        var path = new LocalPath(RelayPaths.OfLoop(options.SocketPath, index));
        _socket = LocalSocket.TryBind(path, out int error) ?? throw new IOException($"The socket {path.Path} can't be bound: error {error}");
        Table = new(ranges, options, clock, NewPort, Watch);
        _works = new(Table, recorder, sounds, index);
        _control = new(index, Table, _works, _socket, all, options, clock, instance);
        _tell = _control.Tell;
        _poll.TryAdd(_socket.Descriptor, ControlToken);
        _nextSweepNs = clock.NowNs + SweepEveryNs;
    }

    public RelayTable Table { get; }

    /// <summary>Where orders come in.</summary>
    internal LocalSocket Orders => _socket;

    public bool MayConnect => _options.MayConnect;

    /// <summary>Batches that threw: bugs.</summary>
    public long Faults => Volatile.Read(ref _faults);

    /// <summary>Readable events that were handled.</summary>
    public long Packets => Volatile.Read(ref _packets);

    /// <summary>When signalling last spoke to this loop.</summary>
    public long HeardAtNs => _control.HeardAtNs;

    public int Sessions => Table.Count;

    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = $"relay-{_index}" };
        _thread.Start();
    }

    public void OnFirstMedia(RelayLine line, RelayEvents what)
    {
        line.OnFirstMedia(what);
        NoteEventful(line.Session);
    }

    public void OnWork(RelayLine line) => NoteEventful(line.Session);

    /// <summary>One wait and what it brought, then what is due. Tests run it by hand.</summary>
    internal void Turn(int waitMs)
    {
        int count = _poll.Wait(waitMs);
        long now = 0;
        bool hasOrders = false;
        for (int i = 0; i < count; i++)
        {
            uint token = _poll.Token(i);
            if (i % EventsForOneTime == 0)
            {
                now = _clock.NowNs;
            }

            if (token == ControlToken)
            {
                // A single one, as a rule: a look into the empty queue behind it would cost as much as its answer. The second in a row says that there are more.
                hasOrders = true;
                for (int left = _hadOrders || count > 1 ? MostOrdersInARow : 1; left > 0 && _control.TryHandleOne(); left--)
                {
                    // One order each.
                }
            }
            else
            {
                OnReadable(_pairs[(int)(token >> 1)], isRtcp: (token & 1) != 0, now);
            }
        }

        _hadOrders = hasOrders;
        if (_control.HasUnsent)
        {
            _control.SendUnsent();
        }

        _packets += count;
        _inBatch = count;
        if (_eventful.Count > 0)
        {
            TellEvents();
        }

        now = _clock.NowNs;
        _works.Run(now);
        if (now >= _nextSweepNs)
        {
            _nextSweepNs = now + SweepEveryNs;
            _isDense = _packets - _packetsAtSweep >= DensePackets;
            _packetsAtSweep = _packets;
            Table.Sweep(now, _tell);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        if (_thread is not null && _thread != Thread.CurrentThread)
        {
            _thread.Join();
        }

        long now = _clock.NowNs;
        for (int i = Table.Count - 1; i >= 0; i--)
        {
            Table.At(i).End(now);
        }

        _socket.Dispose();
        _control.Dispose();
        _poll.Dispose();
        _packet.Dispose();
    }

    private void Run()
    {
        if (_options.Pin)
        {
            EventPoll.TryPinThread(_index % Environment.ProcessorCount);
        }

        while (!_stopping)
        {
            try
            {
                long wait = (Math.Min(_nextSweepNs, _works.DueNs) - _clock.NowNs) / NanosecondsPerMillisecond;
                Turn((int)Math.Clamp(wait, 0, _control.HasUnsent ? 1 : SweepEveryNs / NanosecondsPerMillisecond));
                if (_isDense && _inBatch < LargeBatch && _options.GatherMicroseconds > 0)
                {
                    EventPoll.Gather(_options.GatherMicroseconds);
                }
            }
            catch (Exception fault)
            {
                // A bug: the calls go on, with the next packet.
                Volatile.Write(ref _faults, _faults + 1);
                _log.LoopFault(_index, _faults, fault);
            }
        }
    }

    private void NoteEventful(RelaySession session)
    {
        if (!session.IsEventful)
        {
            session.IsEventful = true;
            _eventful.Add(session);
        }
    }

    private void TellEvents()
    {
        foreach (RelaySession session in _eventful)
        {
            session.IsEventful = false;
            _control.Tell(session);
        }

        _eventful.Clear();
    }

    private RelayPort NewPort() => new(this);

    /// <summary>A pair that rests is read all the same, so that its next call finds nothing of the last.</summary>
    private void OnReadable(PortPair pair, bool isRtcp, long nowNs)
    {
        DatagramSocket? socket = isRtcp ? pair.Rtcp : pair.Rtp;
        if (socket is null)
        {
            return; // it could not be opened anew
        }

        int length = socket.Receive(_packet, out NetAddress source);
        if (length >= 0 && pair.Owner is { } port)
        {
            port.OnPacket(socket, _packet.Span(length), source, isRtcp, nowNs);
        }
    }

    /// <summary>Once for the sockets' lives: a pair stays in the event set while it rests.</summary>
    private bool Watch(RelayPort port)
    {
        if (port.Pair is not { Rtp: { } rtp } pair || pair.IsWatched)
        {
            return port.Pair is { Rtp: not null };
        }

        if (pair.Slot < 0)
        {
            pair.Slot = _pairs.Count;
            _pairs.Add(pair);
        }

        _poll.TryRemove(rtp.Descriptor); // it may be there from before the other one was opened anew
        pair.IsWatched = _poll.TryAdd(rtp.Descriptor, (uint)pair.Slot << 1);
        if (pair.Rtcp is { } rtcp)
        {
            _poll.TryRemove(rtcp.Descriptor);
            pair.IsWatched &= _poll.TryAdd(rtcp.Descriptor, ((uint)pair.Slot << 1) | 1);
        }

        return pair.IsWatched;
    }
}
