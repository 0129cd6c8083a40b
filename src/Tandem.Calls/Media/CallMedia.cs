using System.IO.Hashing;
using Tandem.Calls.Control;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Routing.Media;
using Tandem.Routing.Routes;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Media;

/// <summary>
/// The media of one call: whether it is relayed and why, the session on its node, the messages that wait for the node. It holds; <see cref="MediaDesk"/> acts. Pooled with its call.
/// </summary>
internal sealed class CallMedia
{
    private readonly CallShard _shard;
    private readonly List<ulong> _forks = new(1);
    private PooledText _offer;
    private PooledText _ring;
    private SaidBefore _fromCaller;
    private SaidBefore _fromCallee;

    public CallMedia(CallShard shard, Call call)
    {
        _shard = shard;
        Call = call;
        Watch = new(shard, this);
        Auxiliary = new(shard, this);
        Poll = new(shard, this);
    }

    public Call Call { get; }

    /// <summary>Rises with each session and with the call's end: answers to older questions are let go.</summary>
    public int Generation { get; private set; }

    /// <summary>The session of the attempt in hand; null while the media goes direct.</summary>
    public MediaSession? Session { get; private set; }

    public bool IsRelayed => Session is not null;

    public MediaProxyDecision Decision { get; set; }

    /// <summary>How keys are changed between the caller and the route in hand.</summary>
    public CallKeys Keys { get; set; }

    /// <summary>Nodes that this attempt has been given to, a bit for each.</summary>
    public uint Tried;

    /// <summary>Messages that wait, in their order; the first for its node's answer.</summary>
    public Queue<HeldMessage> Held { get; } = new();

    /// <summary>Counts the offers of the session, so that an old answer is not taken for the new offer's.</summary>
    public int Turn { get; set; }

    public MediaWatch Watch { get; }

    public AuxiliaryRing Auxiliary { get; }

    public QualityPoll Poll { get; }

    /// <summary>The callee has given a description of its own: its sound is heard from now on.</summary>
    public bool IsHeard { get; set; }

    /// <summary>What the caller has been told so that it hears a tone of ours; empty while it hears none.</summary>
    public ReadOnlySpan<byte> Ring => _ring.Span;

    /// <summary>Every five seconds.</summary>
    public MediaQuality Quality { get; } = new();

    /// <summary>The last packet from the caller, as the node has told it in its last word.</summary>
    public MediaLife CallerLife { get; private set; }

    public MediaLife CalleeLife { get; private set; }

    /// <summary>Where the caller's voice came from, once the node has told it.</summary>
    public SideSound CallerSound { get; private set; }

    public SideSound CalleeSound { get; private set; }

    /// <summary>Where the sides want their media while it goes direct: as they said in offer and answer.</summary>
    public NetAddress DirectCaller { get; set; }

    public NetAddress DirectCallee { get; set; }

    /// <summary>What the callee is offered instead of the caller's own words; empty when those stand.</summary>
    public ReadOnlySpan<byte> Offer => _offer.Span;

    public void Begin(MediaSession session)
    {
        Generation++;
        Session = session;
        session.TellsFirstMedia = Call.Hunt.Current.Trunk is { } route && StopRules.AsksForRtp(Call.Plan.Parameters, route.Trunk);
        Quality.BeginSession();
        _shard.Media.Sampled[session.Key] = this;
        Turn = 0;
        ForgetSaid();
    }

    /// <summary>Where a side wants its media, by its last word; default while it has not said.</summary>
    public NetAddress PlaceOf(MediaSide side)
    {
        if (Session is not { } session)
        {
            return side == MediaSide.A ? DirectCaller : DirectCallee;
        }

        for (int i = 0; i < session.Talk.Count; i++)
        {
            if (session.Talk.TryGet(side, i, out SdpMedia line) && line.IsUsed)
            {
                return line.Rtp;
            }
        }

        return default;
    }

    /// <summary>The session is somebody else's now.</summary>
    public MediaSession? End()
    {
        Generation++;
        MediaSession? session = Session;
        if (session is not null)
        {
            _shard.Media.Sampled.Remove(session.Key);
        }

        Session = null;
        _forks.Clear();
        ForgetSaid();
        _shard.Wheel.Cancel(Watch);
        _shard.Wheel.Cancel(Auxiliary);
        _shard.Wheel.Cancel(Poll);
        DropHeld();
        return session;
    }

    /// <summary>What waits goes nowhere any more.</summary>
    public void DropHeld()
    {
        while (Held.TryDequeue(out HeldMessage held))
        {
            Forsake(held);
            _shard.Table.ReturnMessage(held.Message);
        }
    }

    /// <summary>An answer that nobody will hear: its dialog is to be acknowledged and ended.</summary>
    public void Forsake(in HeldMessage held)
    {
        if (held is { IsAnswer: true, Leg: { State: LegState.Open, Dialog: { } dialog } leg })
        {
            leg.Held ??= _shard.Dialogs.ForAnswer(dialog, held.Message);
        }
    }

    public void SetRing(ReadOnlySpan<byte> told) => _ring.Set(told, _shard.Buffers);

    /// <summary>The node's last word on a session.</summary>
    public void Hear(MediaStatistics counts, OfferAnswer talk)
    {
        (CallerLife, CalleeLife) = (MediaLife.Of(counts.FromA, _shard), MediaLife.Of(counts.FromB, _shard));
        (CallerSound, CalleeSound) = (SideSound.Of(MediaSide.A, talk, counts), SideSound.Of(MediaSide.B, talk, counts));
    }

    public void SetOffer(ReadOnlySpan<byte> told) => _offer.Set(told, _shard.Buffers);

    public bool TryRecall(MediaSide from, ReadOnlySpan<byte> said, int fork, out ReadOnlySpan<byte> told) =>
        (from == MediaSide.A ? ref _fromCaller : ref _fromCallee).TryGet(said, Turn, fork, out told);

    public void Remember(MediaSide from, ReadOnlySpan<byte> said, ReadOnlySpan<byte> told, int fork) =>
        (from == MediaSide.A ? ref _fromCaller : ref _fromCallee).Set(said, told, Turn, fork, _shard.Buffers);

    /// <summary>Forks of the callee's side that have spoken.</summary>
    public int Forks => _forks.Count;

    /// <summary>The number of the callee's fork that a message of its INVITE comes from.</summary>
    public byte ForkOf(SipMessage response)
    {
        ulong tag = XxHash3.HashToUInt64(response.ToTag);
        int known = _forks.IndexOf(tag);
        if (known < 0 && _forks.Count < byte.MaxValue)
        {
            known = _forks.Count;
            _forks.Add(tag);
        }

        return (byte)Math.Max(0, known);
    }

    public void Clear()
    {
        End();
        Tried = 0;
        Decision = default;
        Keys = default;
        CallerLife = CalleeLife = default;
        CallerSound = CalleeSound = default;
        DirectCaller = DirectCallee = default;
        Quality.Clear();
        Watch.Clear();
    }

    private void ForgetSaid()
    {
        IsHeard = false;
        _offer.Clear(_shard.Buffers);
        _ring.Clear(_shard.Buffers);
        _fromCaller.Clear(_shard.Buffers);
        _fromCallee.Clear(_shard.Buffers);
    }
}
