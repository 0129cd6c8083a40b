using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tandem.Media.Recording;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Turn;
using Tandem.Wire.Interop;

namespace Tandem.Media.Relay;

/// <summary>
/// Signalling's end of the talk with the media process. Every method returns at once, with the number of the request; the answer comes to
/// <see cref="IRelayAnswers"/> on the reader thread, exactly once: lost datagrams are sent again, and without any answer it is TimedOut. Orders for one
/// session take effect in the order in which they were given, though an older one that comes late may answer Superseded.
/// Sessions are named by a key of signalling's choice and have up to eight lines (<c>m=</c>), each with two sides, each side with a pair of local ports.
/// Open makes a session and answers its ports; Update says anew how sides are to be (the same order again is harmless) and may add lines; Close ends it and
/// answers what was counted. A session that signalling has forgotten ends by itself: see docs/media.md.
/// </summary>
public sealed class RelayClient : IDisposable
{
    private const int BusyTickMs = 10;
    private const int IdleTickMs = 50;
    private const int RefusedRetriesPerSecond = 200;

    // Closes that no answer came to, of two kilobytes each.
    private const int MostForgotten = 20_000;
    private readonly RelayClientOptions _options;
    private readonly IRelayAnswers _answers;
    private readonly TimeProvider _time;
    private readonly ILogger<RelayClient> _log;
    private readonly LocalSocket _socket;
    private readonly PacketMemory _memory = new();
    private readonly PendingRequests _pending = new();
    private readonly List<PendingRequest> _due = [];
    private readonly RelayReports _reports;
    private readonly RelayProcess _process;
    private Thread? _reader;
    private long _lastRequest;
    private volatile bool _stopping;

    /// <summary>Binds the client's own socket. Throws when its path can't be bound.</summary>
    public RelayClient(RelayClientOptions options, IRelayAnswers answers, TimeProvider time, ILogger<RelayClient> log)
    {
        _options = options;
        _answers = answers;
        _reports = new(answers);
        _time = time;
        _log = log;
        var own = new LocalPath(RelayPaths.OfClient(options.SocketPath, options.Epoch));
        _socket = LocalSocket.TryBind(own, out int error)
            ?? throw new IOException($"The socket {own.Path} can't be bound: error {error}");
        _process = new(options, answers, time, _socket, Reserve);
    }

    /// <summary>Media has answered within the last seconds.</summary>
    public bool IsAlive => _process.IsAlive;

    /// <summary>How recording went when media last answered; null when it doesn't record. A rough figure.</summary>
    public RecorderState? Recording => _process.Recording;

    /// <summary>How STUN and TURN go; null when the process has none.</summary>
    public TurnState? TurnState => _process.TurnState;

    /// <summary>Requests without an answer yet.</summary>
    public int Waiting => _pending.Count;

    /// <summary>Starts the reader thread; hellos go out from now on.</summary>
    public void Start()
    {
        _reader = new Thread(Read) { IsBackground = true, Name = "relay-client" };
        _reader.Start();
    }

    /// <summary>
    /// The number of a request that is to be made next, for one whose answer must find who asked: it may be there before the request's method has returned. Numbers of one session are to be used in the order
    /// in which they were given out.
    /// </summary>
    public ulong Reserve() => (ulong)Interlocked.Increment(ref _lastRequest);

    /// <summary>Makes a session, or says anew how it is to be. Answered by <see cref="IRelayAnswers.OnPorts"/>. A <paramref name="number"/> is one from <see cref="Reserve"/>; 0 = a new one.</summary>
    public ulong Open(RelayOrder order, ulong number = 0) => Order(RelayVerb.Open, order, number);

    /// <summary>As <see cref="Open"/>, but a session that is not there is UnknownSession.</summary>
    public ulong Update(RelayOrder order, ulong number = 0) => Order(RelayVerb.Update, order, number);

    /// <summary>Ends a session. Answered by <see cref="IRelayAnswers.OnClosed"/>.</summary>
    public ulong Close(RelayKey key, ulong number = 0) => Ask(RelayVerb.Close, key, number);

    /// <summary>Answered by <see cref="IRelayAnswers.OnStatistics"/>. The session is this run's from now on.</summary>
    public ulong Query(RelayKey key, ulong number = 0) => Ask(RelayVerb.Query, key, number);

    /// <summary>All open sessions, page by page, by <see cref="IRelayAnswers.OnListed"/>: for a run of signalling that takes them back.</summary>
    public ulong List()
    {
        PendingRequest request = Begin(RelayVerb.List, default);
        request.Length = RelayFrame.Write(request.Bytes, RelayFrame.HeaderSize, new ListBody());
        return Go(request);
    }

    /// <summary>How all open sessions are, and what the process has done, page by page, by <see cref="IRelayAnswers.OnSampled"/>. Claims and keeps no session.</summary>
    public ulong Sample()
    {
        PendingRequest request = Begin(RelayVerb.Sample, default);
        request.Length = RelayFrame.Write(request.Bytes, RelayFrame.HeaderSize, new ListBody());
        return Go(request);
    }

    /// <summary>
    /// Our ICE credentials on one side of a line, as SDP shows them (RFC 8445 §5.3: at least 4 and 22 characters). Answered by <see cref="IRelayAnswers.OnPorts"/>.
    /// </summary>
    public ulong SetIce(RelayKey key, int line, RelaySide side, string ufrag, string password)
    {
        PendingRequest request = Begin(RelayVerb.Ice, key);
        request.Length = RequestBodies.WriteIce(request.Bytes, line, side, ufrag, password);
        return Go(request);
    }

    /// <summary>How a line's sound is to be worked on from now on. Answered by <see cref="IRelayAnswers.OnPorts"/>.</summary>
    public ulong Work(RelayWork work, ulong number = 0)
    {
        PendingRequest request = Begin(RelayVerb.Work, work.Key, number: number);
        request.Length = RequestBodies.Write(request.Bytes, work);
        return Go(request);
    }

    /// <summary>Lets a side hear a sound. Answered by <see cref="IRelayAnswers.OnPlays"/>.</summary>
    public ulong Play(RelayPlay play, ulong number = 0)
    {
        PendingRequest request = Begin(RelayVerb.Play, play.Key, number: number);
        request.Length = RequestBodies.Write(request.Bytes, play);
        return Go(request);
    }

    /// <summary>Plays a key to a side of a line that is worked on. Answered by <see cref="IRelayAnswers.OnPorts"/>.</summary>
    public ulong Press(RelayKey session, int line, RelaySide side, char key, int milliseconds, ulong number = 0)
    {
        PendingRequest request = Begin(RelayVerb.Key, session, number: number);
        request.Length = RequestBodies.WriteKey(request.Bytes, line, side, key, milliseconds);
        return Go(request);
    }

    public void Dispose()
    {
        _stopping = true;
        if (_reader is not null && _reader != Thread.CurrentThread)
        {
            _reader.Join();
        }

        _socket.Dispose();
        _memory.Dispose();
    }

    /// <summary>One round of the reader: what came, what is due. Tests run it by hand.</summary>
    internal void Turn(int waitMs)
    {
        if (_socket.Wait(waitMs))
        {
            for (int length = _socket.Receive(_memory); length >= 0 && !_stopping; length = _socket.Receive(_memory))
            {
                Take(_memory.Span(length));
            }
        }

        long now = _time.GetTimestamp();
        _process.Tick(now);
        _pending.TakeDue(now, _options, _time, _due);
        foreach (PendingRequest due in _due)
        {
            if (due.IsOver)
            {
                Fail(due);
            }
            else
            {
                Send(due, due.Number);
            }
        }

        _due.Clear();
    }

    private void Read()
    {
        while (!_stopping)
        {
            try
            {
                Turn(_pending.Count > 0 ? BusyTickMs : IdleTickMs);
            }
            catch (Exception fault)
            {
                _log.AnswerFault(fault);
            }
        }
    }

    private ulong Order(RelayVerb verb, RelayOrder order, ulong number)
    {
        PendingRequest request = Begin(verb, order.Key, (byte)order.Peers.Count, number);
        request.Length = RequestBodies.Write(request.Bytes, order);
        return Go(request);
    }

    private ulong Ask(RelayVerb verb, RelayKey key, ulong number) => Go(Begin(verb, key, number: number));

    private PendingRequest Begin(RelayVerb verb, RelayKey key, byte count = 0, ulong number = 0)
    {
        PendingRequest request = _pending.Rent();
        request.Verb = verb;
        request.Key = key;
        request.Number = number == 0 ? Reserve() : number;
        request.Loop = 0;
        request.Length = RelayFrame.Write(request.Bytes, 0, Header(verb, request.Number, key, count));
        return request;
    }

    private RelayHeader Header(RelayVerb verb, ulong number, RelayKey key, byte count) => new()
    {
        Magic = RelayHeader.Signature,
        Verb = verb,
        Count = count,
        Request = number,
        Epoch = _options.Epoch,
        Key = key.Value,
    };

    private ulong Go(PendingRequest request)
    {
        ulong number = request.Number; // the answer may take the request away before this returns
        _pending.Add(request, _time.GetTimestamp());
        Send(request, number);
        return number;
    }

    private void Send(PendingRequest request, ulong number)
    {
        LocalPath[] loops = _process.Loops;
        if (loops.Length > 0)
        {
            int loop = request.Verb is RelayVerb.List or RelayVerb.Sample ? Math.Min(request.Loop, loops.Length - 1) : RelayPaths.LoopOf(request.Key, loops.Length);
            _pending.Send(request, number, _socket, loops[loop], _time.GetTimestamp() + (_time.TimestampFrequency / RefusedRetriesPerSecond));
        }
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        if (!RelayFrame.TryReadHeader(message, out RelayHeader header))
        {
            return;
        }

        switch (header.Verb)
        {
            case RelayVerb.Event when RelayFrame.TryRead(message, RelayFrame.HeaderSize, out EventBody body):
                Acknowledge(header, body);
                _answers.OnEvent(new(new(header.Key), body.Line, body.Events));
                break;
            case RelayVerb.Key when RelayFrame.TryRead(message, RelayFrame.HeaderSize, out KeyBody body):
                Acknowledge(header, body);
                _answers.OnKey(new(new(header.Key), body.Line, body.Side, (char)body.Key, body.Number));
                break;
            case RelayVerb.Played when RelayFrame.TryRead(message, RelayFrame.HeaderSize, out PlayedBody body):
                Acknowledge(header, body);
                _answers.OnPlayed(new(new(header.Key), body.Line, body.Side, body.Mark));
                break;
            case RelayVerb.Hello | RelayVerb.Answer when RelayFrame.TryRead(message, RelayFrame.HeaderSize, out HelloBody body):
                if (_process.Take(message, header, body))
                {
                    _pending.MakeDue(_time.GetTimestamp()); // what waited for it goes out now
                }

                break;
            case RelayVerb.List | RelayVerb.Answer when header.Status == RelayStatus.Ok && RelayFrame.TryRead(message, RelayFrame.HeaderSize, out ListBody body):
                TakePage(message, header, body);
                break;
            case RelayVerb.Sample | RelayVerb.Answer when header.Status == RelayStatus.Ok && RelayFrame.TryRead(message, RelayFrame.HeaderSize, out SampleBody body):
                TakeSamples(message, header, body);
                break;
            default:
                if (_pending.TryFinish(header.Request, header.Verb & ~RelayVerb.Answer, out PendingRequest? asked))
                {
                    if (!asked.IsForgotten)
                    {
                        _reports.Report(asked.Verb, asked.Key, header, message);
                    }

                    _pending.Return(asked);
                }

                break;
        }
    }

    private void Acknowledge<T>(RelayHeader header, T body)
        where T : unmanaged
    {
        Span<byte> answer = stackalloc byte[Unsafe.SizeOf<RelayHeader>() + Unsafe.SizeOf<T>()];
        int at = RelayFrame.Write(answer, 0, Header(header.Verb | RelayVerb.Answer, header.Request, new(header.Key), 0));
        RelayFrame.Write(answer, at, body);
        _socket.Answer(answer);
    }

    private void TakePage(ReadOnlySpan<byte> message, RelayHeader header, ListBody body)
    {
        if (!_pending.TryFinish(header.Request, RelayVerb.List, out PendingRequest? asked))
        {
            return;
        }

        bool isLast = IsLast(asked, body.Cursor);
        _answers.OnListed(asked.Number, RelayStatus.Ok, RelayReports.Entries<RelayListed>(message, RelayFrame.HeaderSize + Unsafe.SizeOf<ListBody>(), header.Count), isLast);
        GoOn(asked, body.Cursor, isLast);
    }

    private void TakeSamples(ReadOnlySpan<byte> message, RelayHeader header, SampleBody body)
    {
        if (!_pending.TryFinish(header.Request, RelayVerb.Sample, out PendingRequest? asked))
        {
            return;
        }

        bool isLast = IsLast(asked, body.Cursor);
        ReadOnlySpan<RelaySample> sessions = RelayReports.Entries<RelaySample>(message, RelayFrame.HeaderSize + Unsafe.SizeOf<SampleBody>(), header.Count);
        _answers.OnSampled(asked.Number, RelayStatus.Ok, sessions, body.Totals, isLast);
        GoOn(asked, body.Cursor, isLast);
    }

    private bool IsLast(PendingRequest asked, int cursor) => cursor < 0 && asked.Loop + 1 >= _process.Loops.Length;

    /// <summary>Asks for the next page, of this loop or the next.</summary>
    private void GoOn(PendingRequest asked, int cursor, bool isLast)
    {
        if (isLast)
        {
            _pending.Return(asked);
            return;
        }

        asked.Loop += cursor < 0 ? 1 : 0;
        RelayFrame.Write(asked.Bytes, RelayFrame.HeaderSize, new ListBody { Cursor = Math.Max(0, cursor) });
        _pending.Add(asked, _time.GetTimestamp());
        Send(asked, asked.Number);
    }

    private void Fail(PendingRequest request)
    {
        _reports.Report(request.Verb, request.Key, new() { Status = RelayStatus.TimedOut, Request = request.Number }, []);
        if (request.Verb == RelayVerb.Close && _pending.Count < MostForgotten)
        {
            request.IsForgotten = true; // its session would keep its ports for as long as this run says hello
            _pending.Add(request, _time.GetTimestamp());
        }
        else
        {
            _pending.Return(request);
        }
    }
}
