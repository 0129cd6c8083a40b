namespace Tandem.Wire.Firewall;

/// <summary>
/// So many a second, with as many at once, for each of any number of keys. Memory is fixed: a key has one of two slots of a table, and a newcomer takes the slot of whoever was silent longest. For one thread
/// at a time; nothing is allocated.
/// </summary>
internal sealed class TokenBuckets(ulong seed, int slotBits)
{
    private readonly Slot[] _slots = new Slot[1 << slotBits];

    /// <summary>Takes one of the key's, if there is one left at this time (monotonic milliseconds).</summary>
    public bool TryTake(UInt128 key, long nowMs, int perSecond)
    {
        ref Slot slot = ref _slots[FindOrTake(key, nowMs, perSecond)];
        return Tokens.TryTake(ref slot.Tokens, ref slot.AtMs, nowMs, perSecond);
    }

    private int FindOrTake(UInt128 key, long nowMs, int perSecond)
    {
        (int first, int second) = Slots.Of(key, seed, slotBits);
        if (_slots[first].IsUsed && _slots[first].Key == key)
        {
            return first;
        }

        if (_slots[second].IsUsed && _slots[second].Key == key)
        {
            return second;
        }

        bool isFirstOlder = _slots[second].IsUsed && _slots[first].AtMs <= _slots[second].AtMs;
        int taken = !_slots[first].IsUsed || isFirstOlder ? first : second;
        _slots[taken] = new() { IsUsed = true, Key = key, AtMs = nowMs, Tokens = Tokens.Full(perSecond) };
        return taken;
    }

    private struct Slot
    {
        public UInt128 Key;
        public long AtMs;
        public long Tokens;
        public bool IsUsed;
    }
}
