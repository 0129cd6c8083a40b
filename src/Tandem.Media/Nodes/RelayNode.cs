using System.Text;
using Microsoft.Extensions.Logging;
using Tandem.Media.Codecs;
using Tandem.Media.Recording;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Turn;
using Tandem.Media.Sdp;
using Tandem.Wire.Flows;

namespace Tandem.Media.Nodes;

/// <summary>
/// Our own media process, reached through <see cref="RelayClient"/>. An offer opens the ports of its lines and changes nothing on lines that are in use; the answer says how both sides are to be, so
/// that an offer that is refused has moved no media.
/// </summary>
public sealed class RelayNode : IMediaNode, IRelayAnswers, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, MediaRequest> _open = [];
    private readonly RelayNodeOptions _options;
    private readonly RelayClient _client;
    private readonly Random _random;
    private readonly List<RelayKey> _listed = [];
    private HashSet<UInt128> _ours = [];
    private TaskCompletionSource<int> _othersEnded = new();
    private readonly TaskCompletionSource _alive = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RelayNode(RelayNodeOptions options, RelayClientOptions client, TimeProvider time, Random random, ILogger<RelayClient> log)
    {
        _options = options;
        _random = random;
        _client = new(client, this, time, log);
        Watch = new(_client, time);
    }

    public string Name => _options.Name;

    public bool IsUp => _client.IsAlive;

    public bool CanWork => true;

    public bool CanPlay => true;

    public bool TellsSamples => true;

    /// <summary>How recording goes there; null before it has said so.</summary>
    public RecorderState? Recording => _client.Recording;

    /// <summary>How STUN and TURN go; null when our media process has none.</summary>
    public TurnState? TurnState => _client.TurnState;

    /// <summary>From the client's thread: the media process is another than before, and all its sessions are gone.</summary>
    public Action? SessionsLost { get; set; }

    /// <summary>From the client's thread: a key was heard in a session, from a side; its number rises, and it may come twice.</summary>
    public Action<UInt128, MediaSide, char, ulong>? KeyHeard { get; set; }

    /// <summary>From the client's thread: the first packet from a side, in a session that asks for it (<see cref="MediaSession.TellsFirstMedia"/>). It may be told twice.</summary>
    public Action<UInt128, MediaSide>? FirstMedia { get; set; }

    /// <summary>From the client's thread: the sound with this mark was played to the caller to its end. It may come twice.</summary>
    public Action<UInt128, byte>? Played { get; set; }

    /// <summary>Ends when the media process has answered for the first time.</summary>
    public Task Alive => _alive.Task;

    /// <summary>Questions without an answer yet.</summary>
    internal int Waiting => _client.Waiting;

    /// <summary>How all its sessions are, every five seconds.</summary>
    public RelayWatch Watch { get; }

    public void Start()
    {
        _client.Start();
        Watch.Start();
    }

    /// <summary>Ends the sessions that a process before has left and that nobody goes on with: sound without a call is nobody's. The task has their number. Once, before the first call.</summary>
    public Task<int> EndOthersAsync(IEnumerable<UInt128> ours)
    {
        _ours = [.. ours];
        _othersEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _client.List();
        return _othersEnded.Task;
    }

    /// <summary>One round of the client's thread. Tests run it by hand.</summary>
    internal void Turn() => _client.Turn(0);

    public void Ask(MediaRequest request)
    {
        RelayKey key = new(request.Session.Key);
        if (request.Ask is MediaAsk.Ring or MediaAsk.Announce && RingBack.FormatFor(request, out _).Codec == VoiceCodec.None)
        {
            request.Return(MediaOutcome.NoCommonFormat);
            return;
        }

        ulong number = _client.Reserve();
        lock (_gate)
        {
            _open[number] = request; // the answer may be there before the question's method is back
        }

        _ = request.Ask switch
        {
            MediaAsk.Offer => Offer(request, key, number),
            MediaAsk.Answer => Answer(request, key, number),
            MediaAsk.Query => Query(request.Session, key, number),
            MediaAsk.Ring or MediaAsk.Announce => _client.Play(RingBack.Order(request, key), number),
            MediaAsk.Key => _client.Press(key, Math.Max(0, request.Session.Talk.FindVoice()), (RelaySide)request.From, request.Key, request.KeyMs, number),
            MediaAsk.Work => _client.Work(RelayWorkOrders.Of(request.Session, key), number),
            _ => _client.Close(key, number),
        };
    }

    public void Finish(MediaRequest request, SdpBench bench)
    {
        if (request.Outcome != MediaOutcome.Done)
        {
            return;
        }

        if (request.Reply is not RelayReply reply || reply.Status != RelayStatus.Ok)
        {
            Fail(request);
            return;
        }

        if (request.Ask is MediaAsk.Work or MediaAsk.Key)
        {
            return;
        }

        if (request.Ask is MediaAsk.Query or MediaAsk.Delete)
        {
            RelayCounts.Read(reply.Sides, request.Statistics);
            return;
        }

        request.SoundMs = reply.Milliseconds;
        if (request.Ask == MediaAsk.Announce && request.Session.Talk.HasAnswer)
        {
            return; // it knows where it hears us
        }

        (request.Session.NodeState as RelayState)?.Opened(reply.Ports);
        bool isSound = request.Ask is MediaAsk.Ring or MediaAsk.Announce;
        MediaSide to = request.From == MediaSide.A ? MediaSide.B : MediaSide.A;
        Span<SdpEnd> ends = stackalloc SdpEnd[SdpLimits.Media];
        ends.Clear();
        NetAddress address = request.Near;
        bool isUnknown = false;
        foreach (RelayPorts ports in reply.Ports)
        {
            NetAddress own = to == MediaSide.A ? ports.A : ports.B;
            bool carried = request.Session.Talk.TryGet(isSound ? to : request.From, ports.Line, out SdpMedia line) && RelayPeers.IsCarried(line);
            ends[ports.Line] = carried ? new(own.Port, line.RtcpMux ? own.Port : own.Port + 1) : default;
            isUnknown |= carried && own.IsAny && own.IsIPv4 != request.Near.IsIPv4 && !_options.Shows(own);
            address = _options.Shows(own) ? _options.Advertise : own.IsAny ? address : own;
        }

        if (isUnknown)
        {
            (request.Outcome, request.Problem) = (MediaOutcome.NodeRefused, $"{Name}: no address of the other family to show");
            return;
        }

        if (isSound)
        {
            VoiceFormat format = RingBack.FirstFor(request.Session, out int voice);
            bench.TellRing(request, address with { Port = 0 }, ends[..request.Session.Talk.Count], voice, format);
            return;
        }

        var state = (RelayState?)request.Session.NodeState;
        bool ice = state is not null && RelayState.IceOf(request.Session.Talk, to) != 0;
        byte[] ufrag = ice ? Encoding.ASCII.GetBytes(state!.UfragOf(to)) : [];
        byte[] password = ice ? Encoding.ASCII.GetBytes(state!.PasswordOf(to)) : [];
        bench.Tell(request, address with { Port = 0 }, ends[..request.Session.Talk.Count], ufrag, password);
    }

    public void Dispose()
    {
        Watch.Dispose();
        _client.Dispose();
    }

    void IRelayAnswers.OnPorts(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelayPorts> lines)
    {
        if (TryTake(request, out MediaRequest? asked, out RelayReply? reply))
        {
            reply.SetPorts(lines);
            Return(asked, reply, status);
        }
    }

    void IRelayAnswers.OnPlays(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelayPorts> lines, int milliseconds)
    {
        if (TryTake(request, out MediaRequest? asked, out RelayReply? reply))
        {
            reply.SetPorts(lines);
            reply.Milliseconds = milliseconds;
            Return(asked, reply, status);
        }
    }

    void IRelayAnswers.OnClosed(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides) => OnSides(request, status, sides);

    void IRelayAnswers.OnStatistics(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides) => OnSides(request, status, sides);

    void IRelayAnswers.OnListed(ulong request, RelayStatus status, ReadOnlySpan<RelayListed> sessions, bool isLast)
    {
        foreach (RelayListed session in sessions)
        {
            _listed.Add(session.Key);
        }

        if (!isLast)
        {
            return;
        }

        int ended = 0;
        foreach (RelayKey key in _listed.Where(key => !_ours.Contains(key.Value)))
        {
            _client.Close(key);
            ended++;
        }

        _listed.Clear();
        _othersEnded.TrySetResult(ended);
    }

    void IRelayAnswers.OnSampled(ulong request, RelayStatus status, ReadOnlySpan<RelaySample> sessions, RelayTotals totals, bool isLast) =>
        Watch.OnSampled(status, sessions, totals, isLast);

    void IRelayAnswers.OnEvent(in RelayEvent seen)
    {
        if (seen.Events.HasFlag(RelayEvents.FirstMediaFromA))
        {
            FirstMedia?.Invoke(seen.Key.Value, MediaSide.A);
        }

        if (seen.Events.HasFlag(RelayEvents.FirstMediaFromB))
        {
            FirstMedia?.Invoke(seen.Key.Value, MediaSide.B);
        }

        // Silence is looked for by asking, in one way for all nodes.
    }

    void IRelayAnswers.OnKey(in RelayKeyHeard heard) => KeyHeard?.Invoke(heard.Session.Value, (MediaSide)heard.Side, heard.Key, heard.Number);

    void IRelayAnswers.OnPlayed(in RelayPlayed played) => Played?.Invoke(played.Session.Value, played.Mark);

    void IRelayAnswers.OnAlive(in RelayHello hello, bool isAnotherRun)
    {
        _alive.TrySetResult();
        if (isAnotherRun)
        {
            SessionsLost?.Invoke();
        }
    }

    void IRelayAnswers.OnLost()
    {
        // IsUp says so to new calls; those that run may well go on.
    }

    private void OnSides(ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides)
    {
        if (TryTake(request, out MediaRequest? asked, out RelayReply? reply))
        {
            reply.SetSides(sides);
            Return(asked, reply, status);
        }
    }

    private static void Return(MediaRequest asked, RelayReply reply, RelayStatus status)
    {
        reply.Status = status;
        asked.Reply = reply;
        asked.Return(MediaOutcome.Done);
    }

    private bool TryTake(ulong number, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MediaRequest? request, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RelayReply? reply)
    {
        lock (_gate)
        {
            reply = _open.Remove(number, out request) ? request.Reply as RelayReply ?? new RelayReply() : null;
            return reply is not null && request is not null;
        }
    }

    private ulong Offer(MediaRequest request, RelayKey key, ulong number)
    {
        MediaSession session = request.Session;
        bool isFirst = !session.Talk.HasAnswerEver;
        RelayState state = StateOf(session);
        state.TellIce(request);
        RelayOrder order = RelayPeers.ForOffer(request, key, state, isFirst, LocalOf(request, isSpeaker: true), LocalOf(request, isSpeaker: false));
        return isFirst ? _client.Open(order, number) : _client.Update(order, number);
    }

    private ulong Query(MediaSession session, RelayKey key, ulong number)
    {
        if (session is { NodeState: null, Words.Length: > 0 })
        {
            StateOf(session); // taken back: what its sides have said last is known now, before they say something new
        }

        return _client.Query(key, number);
    }

    private ulong Answer(MediaRequest request, RelayKey key, ulong number)
    {
        RelayState state = StateOf(request.Session);
        state.TellIce(request);
        RelayOrder order = RelayPeers.ForAnswer(request, key, state, LocalOf(request, isSpeaker: true), LocalOf(request, isSpeaker: false));
        _client.Update(order, number);
        foreach (RelayPeer peer in order.Peers)
        {
            if (peer.Flags.HasFlag(RelayPeerFlags.Ice))
            {
                _client.SetIce(key, peer.Line, peer.Side, state.UfragOf((MediaSide)peer.Side), state.PasswordOf((MediaSide)peer.Side));
            }
        }

        if (state.Rings)
        {
            state.Rings = false;
            _client.Play(RingBack.Stop(request.Session, key));
        }

        if (request.Session.Work.IsAny)
        {
            _client.Work(RelayWorkOrders.Of(request.Session, key));
        }

        return number;
    }

    /// <summary>What is kept with a session. Shards make theirs at the same time, out of one source of chance.</summary>
    private RelayState StateOf(MediaSession session)
    {
        lock (_random)
        {
            return RelayState.Of(session, _random);
        }
    }

    /// <summary>Where a side's ports are to be: of the family in which it wants its media, which is that of its signalling until it has said.</summary>
    private NetAddress LocalOf(MediaRequest request, bool isSpeaker)
    {
        NetAddress near = isSpeaker ? request.NearSpeaker : request.Near;
        MediaSide side = (request.From == MediaSide.A) == isSpeaker ? MediaSide.A : MediaSide.B;
        foreach (ref readonly SdpMedia line in request.Session.Talk.LinesOf(side))
        {
            if (RelayPeers.IsCarried(line) && !line.Rtp.IsAny)
            {
                return _options.LocalFor(near, line.Rtp.IsIPv4);
            }
        }

        return _options.LocalFor(near, near.IsIPv4);
    }

    private void Fail(MediaRequest request)
    {
        RelayStatus status = (request.Reply as RelayReply)?.Status ?? RelayStatus.TimedOut;
        request.Problem = $"{Name}: {status}";
        request.Outcome = status switch
        {
            RelayStatus.PortsExhausted or RelayStatus.DescriptorsExhausted => MediaOutcome.PortsUsedUp,
            RelayStatus.UnknownSession => MediaOutcome.UnknownSession,
            RelayStatus.TimedOut => MediaOutcome.NodeSilent,
            _ => MediaOutcome.NodeRefused,
        };
    }
}
