using Tandem.Wire.Flows;

namespace Tandem.Wire.Firewall;

/// <summary>
/// In front of the shards: lets those through whom the plan knows, and of each stranger, and of the strangers of each network, so many messages a second. Memory is
/// fixed: a stranger has one of two slots of a table, and a newcomer takes the slot of whoever was silent longest. An IPv6
/// stranger is counted by its /64, which is what one subscriber has. Nothing is allocated per message. How many calls were among what was
/// dropped stays known by source: see <see cref="TryDrain"/>.
/// </summary>
public sealed class SourceGate
{
    private const int EvictedSlots = 4096;
    private const int NetworkBits = 12; // 4,096 networks are known at a time
    private static readonly UInt128 Subscriber = UInt128.MaxValue << 64;
    private static readonly UInt128 Site = UInt128.MaxValue << 80;
    private static readonly UInt128 Addresses256 = UInt128.MaxValue << 8;

    private readonly TimeProvider _time;
    private readonly long _ticksPerMs;
    private readonly ulong _seed;
    private readonly Lock _gate = new();
    private readonly int _slotBits;
    private readonly Slot[] _slots;
    private readonly TokenBuckets _networks;
    private readonly TokenBuckets _streams;

    // Slots with something to drain, each at most once, so the queue can't overflow.
    private readonly int[] _dirty;
    private readonly (UInt128 Source, long Dropped)[] _evicted = new (UInt128, long)[EvictedSlots];
    private int _dirtyHead;
    private int _dirtyCount;
    private int _evictedCount;
    private long _unattributed;
    private long _dropped;
    private int _perSecond;
    private int _perNetwork;
    private int _streamsPerSecond;
    private SourceTable _known = SourceTable.Empty;
    private SourceTable _white = SourceTable.Empty;

    /// <summary>Knows nobody yet: see <see cref="Publish"/>.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="random">Which sources share a slot nobody can foresee.</param>
    /// <param name="perSecond"><see cref="PerSecond"/>.</param>
    /// <param name="slotBits">Binary logarithm of the sources that are known at a time, 4 to 16.</param>
    public SourceGate(TimeProvider time, Random random, int perSecond = 200, int slotBits = 16)
    {
        _slotBits = slotBits;
        _slots = new Slot[1 << slotBits];
        _dirty = new int[1 << slotBits];
        _time = time;
        _ticksPerMs = Math.Max(1, time.TimestampFrequency / 1000);
        _seed = (ulong)random.NextInt64() | 1;
        _networks = new(_seed, Math.Min(slotBits, NetworkBits));
        _streams = new(_seed, Math.Min(slotBits, NetworkBits));
        _perSecond = perSecond;
        Bans = new BanTable(time);
    }

    /// <summary>Whose packets are dropped.</summary>
    public BanTable Bans { get; }

    /// <summary>Messages per second that a stranger may send, with as many at once; 0 = no limit. Effective at once.</summary>
    public int PerSecond
    {
        get => Volatile.Read(ref _perSecond);
        set => Volatile.Write(ref _perSecond, value);
    }

    /// <summary>
    /// Messages per second that all strangers of one network may send together, with as many at once: of the 256 addresses of an IPv4 /24, or of an IPv6 /48, which is what one site has. 0 = no limit, as at
    /// first. Effective at once.
    /// </summary>
    public int PerNetwork
    {
        get => Volatile.Read(ref _perNetwork);
        set => Volatile.Write(ref _perNetwork, value);
    }

    /// <summary>Streams per second that a stranger who is not on a white list may open, with as many at once; 0 = no limit, as at first. Effective at once.</summary>
    public int StreamsPerSecond
    {
        get => Volatile.Read(ref _streamsPerSecond);
        set => Volatile.Write(ref _streamsPerSecond, value);
    }

    /// <summary>All messages that were dropped.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>The plan's sources from now on: one volatile write.</summary>
    public void Publish(SourceTable known) => Volatile.Write(ref _known, known);

    /// <summary>From now on: networks of the white lists, which may open streams as fast as the plan's sources.</summary>
    public void Spare(SourceTable white) => Volatile.Write(ref _white, white);

    /// <summary>
    /// From any reader thread, before anything of a packet is looked at: is it to be dropped? The plan's own sources never are, whatever stands in the table: a new trunk is heard at once.
    /// </summary>
    public bool Bars(in NetAddress source) => !Bans.IsEmpty && Bans.Bars(source, Volatile.Read(ref _known));

    public bool Knows(in NetAddress source) => Volatile.Read(ref _known).Knows(source);

    /// <summary>From any thread: may this source open one more stream?</summary>
    public bool LetsOpen(in NetAddress source)
    {
        int perSecond = StreamsPerSecond;
        if (perSecond <= 0 || Knows(source) || Volatile.Read(ref _white).Knows(source))
        {
            return true;
        }

        lock (_gate)
        {
            return _streams.TryTake(KeyOf(source), _time.GetTimestamp() / _ticksPerMs, perSecond);
        }
    }

    /// <summary>From any reader thread: may this source's message go on?</summary>
    public bool Passes(in NetAddress source, ReadOnlySpan<byte> message)
    {
        int perSecond = PerSecond;
        if (perSecond <= 0 || Knows(source))
        {
            return true;
        }

        UInt128 key = KeyOf(source);
        long nowMs = _time.GetTimestamp() / _ticksPerMs;
        lock (_gate)
        {
            int index = FindOrTake(key, nowMs, perSecond);
            ref Slot slot = ref _slots[index];

            if (Tokens.TryTake(ref slot.Tokens, ref slot.AtMs, nowMs, perSecond))
            {
                if (PerNetwork is not (> 0 and var perNetwork) || _networks.TryTake(NetworkOf(source), nowMs, perNetwork))
                {
                    return true;
                }

                Tokens.Return(ref slot.Tokens);
            }

            _dropped++;
            if (message.StartsWith(CallBegins) && slot.Dropped++ == 0 && !slot.IsQueued)
            {
                slot.IsQueued = true;
                _dirty[(_dirtyHead + _dirtyCount++) & (_dirty.Length - 1)] = index;
            }

            return false;
        }
    }

    /// <summary>
    /// From any thread: the next source of which calls were dropped, and how many since it was last drained (port 0; an IPv6
    /// source is its /64). When more sources were pushed out of the table than could be remembered, their sum comes under the
    /// address <c>::</c>.
    /// </summary>
    public bool TryDrain(out NetAddress source, out long dropped)
    {
        lock (_gate)
        {
            if (_evictedCount > 0)
            {
                (UInt128 key, dropped) = _evicted[--_evictedCount];
                source = new(key, 0);
                return true;
            }

            while (_dirtyCount > 0)
            {
                ref Slot slot = ref _slots[_dirty[_dirtyHead]];
                _dirtyHead = (_dirtyHead + 1) & (_dirty.Length - 1);
                _dirtyCount--;
                slot.IsQueued = false;
                if (slot.Dropped > 0)
                {
                    source = new(slot.Source, 0);
                    dropped = slot.Dropped;
                    slot.Dropped = 0;
                    return true;
                }
            }

            source = default;
            dropped = _unattributed;
            _unattributed = 0;
            return dropped > 0;
        }
    }

    // What opens a call, as it begins: dropped, it is the only evidence there is of it.
    private static ReadOnlySpan<byte> CallBegins => "INVITE "u8;

    private static UInt128 KeyOf(in NetAddress source) => source.IsIPv4 ? source.Ip : source.Ip & Subscriber;

    private static UInt128 NetworkOf(in NetAddress source) => source.Ip & (source.IsIPv4 ? Addresses256 : Site);

    private int FindOrTake(UInt128 key, long nowMs, int perSecond)
    {
        (int first, int second) = Slots.Of(key, _seed, _slotBits);
        if (_slots[first].IsUsed && _slots[first].Source == key)
        {
            return first;
        }

        if (_slots[second].IsUsed && _slots[second].Source == key)
        {
            return second;
        }

        bool isFirstOlder = _slots[second].IsUsed && _slots[first].AtMs <= _slots[second].AtMs;
        int taken = !_slots[first].IsUsed || isFirstOlder ? first : second;
        ref Slot slot = ref _slots[taken];
        if (slot.Dropped > 0)
        {
            Evict(slot.Source, slot.Dropped);
        }

        slot = new() { IsUsed = true, IsQueued = slot.IsQueued, Source = key, AtMs = nowMs, Tokens = Tokens.Full(perSecond) };
        return taken;
    }

    private void Evict(UInt128 source, long dropped)
    {
        if (_evictedCount < _evicted.Length)
        {
            _evicted[_evictedCount++] = (source, dropped);
        }
        else
        {
            _unattributed += dropped;
        }
    }

    private struct Slot
    {
        public UInt128 Source;
        public long AtMs;
        public long Tokens;
        public long Dropped;
        public bool IsUsed;
        public bool IsQueued;
    }
}
