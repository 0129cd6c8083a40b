using System.Numerics;

namespace Tandem.Wire.Timers;

/// <summary>
/// The timers of one shard: hashed, hierarchical, intrusive. One thread; setting, cancelling and firing allocate nothing. Seven
/// levels of 64 slots reach 2⁴² ms at a tick of 1 ms. A slot of level n stands for 64ⁿ ms and falls into the levels below when
/// its time begins, so a timer is moved at most six times; a bit per slot finds the next one without a walk. Timers fire in order
/// of their due time, those of one time in the order they were set.
/// </summary>
public sealed class TimerWheel
{
    private const int SlotBits = 6;
    private const int SlotsPerLevel = 1 << SlotBits;
    private const int Levels = 7;
    private const long Farthest = (1L << (SlotBits * Levels)) - 1;

    // Two lists beside the wheel: what was set for a time that is past, and what is being fired.
    private const int Overdue = Levels * SlotsPerLevel;
    private const int Firing = Overdue + 1;

    private readonly TimerNode[] _heads = new TimerNode[Firing + 1];
    private readonly ulong[] _occupied = new ulong[Levels];

    // The levels are read relative to _position; it lags behind _nowMs only while Advance runs (or after a timer threw).
    private long _position;
    private long _nowMs;

    public TimerWheel(long nowMs)
    {
        _position = nowMs;
        _nowMs = nowMs;
        for (int i = 0; i < _heads.Length; i++)
        {
            var head = new Head();
            head.Next = head;
            head.Previous = head;
            _heads[i] = head;
        }
    }

    /// <summary>How many timers are set.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// (Re)sets a timer to fire at <paramref name="dueMs"/> of the shard's monotonic clock, or at the next <see cref="Advance"/> when that is
    /// past. A timer that is set while others fire never fires within the same Advance, so a timer of 0 ms can't hold the shard.
    /// </summary>
    public void Set(TimerNode node, long dueMs)
    {
        Cancel(node);
        Count++;
        node.DueMs = Math.Min(dueMs, Farthest);
        if (node.DueMs <= _nowMs)
        {
            Link(node, Overdue);
        }
        else
        {
            PutOnWheel(node);
        }
    }

    /// <summary>Does nothing when the timer is not set. May be called from any timer's <see cref="TimerNode.OnTimer"/>.</summary>
    public void Cancel(TimerNode node)
    {
        if (node.IsSet)
        {
            Count--;
            Unlink(node);
        }
    }

    /// <summary>
    /// Fires everything due up to <paramref name="nowMs"/>. When a timer throws, the others stay set: call again to fire the rest.
    /// </summary>
    public void Advance(long nowMs)
    {
        _nowMs = Math.Max(_nowMs, nowMs);
        Splice(Overdue, Firing);
        while (true)
        {
            FireAll();
            if (!TryNextSlot(out int slot, out long startMs) || startMs > _nowMs)
            {
                _position = _nowMs;
                return;
            }

            _position = startMs;
            if (slot < SlotsPerLevel)
            {
                Splice(slot, Firing);
            }
            else
            {
                Cascade(slot);
            }
        }
    }

    /// <summary>
    /// Milliseconds until <see cref="Advance"/> should be called again, at most <paramref name="atMost"/>. Never later than the next
    /// timer; it may be sooner, when only a slot of a higher level has to be opened.
    /// </summary>
    public int Wait(long nowMs, int atMost)
    {
        if (!IsEmpty(Overdue) || !IsEmpty(Firing))
        {
            return 0;
        }

        return TryNextSlot(out _, out long startMs) ? (int)Math.Clamp(startMs - nowMs, 0, atMost) : atMost;
    }

    private void FireAll()
    {
        TimerNode firing = _heads[Firing];
        while (firing.Next is { } node && node != firing)
        {
            Count--;
            Unlink(node);
            node.OnTimer();
        }
    }

    /// <summary>
    /// A node on level n differs from the position in digit n (base 64) and in none above, so lower levels always come first.
    /// </summary>
    private bool TryNextSlot(out int slot, out long startMs)
    {
        for (int level = 0; level < Levels; level++)
        {
            ulong bits = _occupied[level];
            if (bits != 0)
            {
                int digit = BitOperations.TrailingZeroCount(bits);
                slot = (level * SlotsPerLevel) + digit;
                long block = (1L << (SlotBits * (level + 1))) - 1;
                startMs = (_position & ~block) | ((long)digit << (SlotBits * level));
                return true;
            }
        }

        slot = 0;
        startMs = 0;
        return false;
    }

    private void PutOnWheel(TimerNode node)
    {
        int highestBit = BitOperations.Log2((ulong)((_position ^ node.DueMs) | (SlotsPerLevel - 1)));
        int level = highestBit / SlotBits;
        int digit = (int)(node.DueMs >> (SlotBits * level)) & (SlotsPerLevel - 1);
        _occupied[level] |= 1UL << digit;
        Link(node, (level * SlotsPerLevel) + digit);
    }

    private void Cascade(int slot)
    {
        TimerNode head = _heads[slot];
        while (head.Next is { } node && node != head)
        {
            Unlink(node);
            PutOnWheel(node);
        }
    }

    private void Link(TimerNode node, int slot)
    {
        TimerNode head = _heads[slot];
        TimerNode? last = head.Previous;
        node.Slot = slot;
        node.Next = head;
        node.Previous = last;
        last!.Next = node; // the lists are rings: no link of a set node or a head is null
        head.Previous = node;
    }

    private void Unlink(TimerNode node)
    {
        node.Previous!.Next = node.Next; // as above
        node.Next!.Previous = node.Previous;
        node.Next = null;
        node.Previous = null;
        ClearIfEmpty(node.Slot);
        node.Slot = -1;
    }

    private void Splice(int from, int to)
    {
        TimerNode head = _heads[from];
        while (head.Next is { } node && node != head)
        {
            Unlink(node);
            Link(node, to);
        }
    }

    private bool IsEmpty(int slot) => _heads[slot].Next == _heads[slot];

    private void ClearIfEmpty(int slot)
    {
        if (slot < Overdue && IsEmpty(slot))
        {
            _occupied[slot / SlotsPerLevel] &= ~(1UL << (slot % SlotsPerLevel));
        }
    }

    private sealed class Head : TimerNode
    {
        public override void OnTimer()
        {
        }
    }
}
