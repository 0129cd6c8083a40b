using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat.Probes;

/// <summary>
/// How many probes are answered: a few a second of each source, and of all together no more than costs nothing. Fixed memory: a source has one place, which a newcomer takes over. Any thread.
/// </summary>
internal sealed class ProbeBudget(TimeProvider time)
{
    private const int SlotBits = 12;
    private const int PerSecond = 5;
    private const int Burst = 40;
    private const int AllPerSecond = 500;
    private static readonly UInt128 Subscriber = UInt128.MaxValue << 64;

    private readonly long _ticksPerMs = Math.Max(1, time.TimestampFrequency / 1000);
    private readonly Lock _gate = new();
    private readonly Slot[] _slots = new Slot[1 << SlotBits];
    private Slot _all;

    public bool Allows(in NetAddress source)
    {
        UInt128 key = source.IsIPv4 ? source.Ip : source.Ip & Subscriber;
        long nowMs = time.GetTimestamp() / _ticksPerMs;
        lock (_gate)
        {
            ulong spread = ((ulong)key ^ (ulong)(key >> 64)) * 0x9E37_79B9_7F4A_7C15;
            ref Slot slot = ref _slots[spread >> (64 - SlotBits)];
            if (!slot.IsUsed || slot.Source != key)
            {
                slot = new() { IsUsed = true, Source = key, AtMs = nowMs, Thousandths = Burst * 1000 };
            }

            if (!_all.IsUsed)
            {
                _all = new() { IsUsed = true, AtMs = nowMs, Thousandths = AllPerSecond * 1000 };
            }

            return Earn(ref slot, nowMs, PerSecond, Burst) && Earn(ref _all, nowMs, AllPerSecond, AllPerSecond) && Spend(ref slot) && Spend(ref _all);
        }
    }

    private static bool Earn(ref Slot slot, long nowMs, int perSecond, int burst)
    {
        slot.Thousandths = Math.Min(burst * 1000L, slot.Thousandths + (Math.Min(nowMs - slot.AtMs, 60_000) * perSecond));
        slot.AtMs = nowMs;
        return slot.Thousandths >= 1000;
    }

    private static bool Spend(ref Slot slot)
    {
        slot.Thousandths -= 1000;
        return true;
    }

    private struct Slot
    {
        public UInt128 Source;
        public long AtMs;
        public long Thousandths;
        public bool IsUsed;
    }
}
