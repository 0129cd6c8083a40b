namespace Tandem.Calls.Traffic;

/// <summary>A sum over the last minutes, in as many slots as <see cref="AnswerWindow"/> has; each is one word (its time, its sum) that is changed by comparing.</summary>
internal sealed class WindowSum
{
    private const int SumBits = 40;
    private const long SumMask = (1L << SumBits) - 1;
    private readonly long[] _slots = new long[AnswerWindow.Slots];

    /// <summary>Adds to the slot with the number <paramref name="time"/>, which rises by one from slot to slot.</summary>
    public void Add(long time, long amount)
    {
        ref long slot = ref _slots[time % AnswerWindow.Slots];
        while (true)
        {
            long seen = Volatile.Read(ref slot);
            long before = TimeOf(seen) == Stamp(time) ? seen & SumMask : 0;
            long next = (Stamp(time) << SumBits) | Math.Min(before + amount, SumMask);
            if (Interlocked.CompareExchange(ref slot, next, seen) == seen)
            {
                return;
            }
        }
    }

    public long Sum(long time)
    {
        long sum = 0;
        for (long back = 0; back < AnswerWindow.Slots && back <= time; back++)
        {
            long slot = Volatile.Read(ref _slots[(time - back) % AnswerWindow.Slots]);
            sum += TimeOf(slot) == Stamp(time - back) ? slot & SumMask : 0;
        }

        return sum;
    }

    private static long Stamp(long time) => (time + 1) & ((1L << (63 - SumBits)) - 1);

    private static long TimeOf(long slot) => slot >> SumBits;
}
