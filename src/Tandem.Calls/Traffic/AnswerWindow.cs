namespace Tandem.Calls.Traffic;

/// <summary>
/// Attempts and answers of the last minutes, in slots; each slot is one word (its time, attempts, answers) that is changed by comparing. SW §1.8, SS_GATEWAY_ASR_RESERVE_TIME.
/// </summary>
internal sealed class AnswerWindow
{
    public const int Slots = 20;
    private const int CountBits = 20;
    private const long CountMask = (1L << CountBits) - 1;
    private readonly long[] _slots = new long[Slots];

    /// <summary>Counts an attempt in the slot with the number <paramref name="time"/>, which rises by one from slot to slot.</summary>
    public void Add(long time, bool answered)
    {
        ref long slot = ref _slots[time % Slots];
        while (true)
        {
            long seen = Volatile.Read(ref slot);
            (long attempts, long answers) = TimeOf(seen) == Stamp(time) ? (AttemptsOf(seen), AnswersOf(seen)) : (0, 0);
            if (attempts == CountMask)
            {
                (attempts, answers) = (attempts / 2, answers / 2); // the ratio is what counts
            }

            long next = (Stamp(time) << (2 * CountBits)) | ((attempts + 1) << CountBits) | (answers + (answered ? 1 : 0));
            if (Interlocked.CompareExchange(ref slot, next, seen) == seen)
            {
                return;
            }
        }
    }

    public (int Attempts, int Answers) Sum(long time)
    {
        long attempts = 0;
        long answers = 0;
        for (long back = 0; back < Slots && back <= time; back++)
        {
            long slot = Volatile.Read(ref _slots[(time - back) % Slots]);
            if (TimeOf(slot) == Stamp(time - back))
            {
                attempts += AttemptsOf(slot);
                answers += AnswersOf(slot);
            }
        }

        return ((int)attempts, (int)answers);
    }

    private static long Stamp(long time) => (time + 1) & ((1L << (63 - (2 * CountBits))) - 1);

    private static long TimeOf(long slot) => slot >> (2 * CountBits);

    private static long AttemptsOf(long slot) => (slot >> CountBits) & CountMask;

    private static long AnswersOf(long slot) => slot & CountMask;
}
