using Tandem.Billing.Cdrs;
using Tandem.Routing.Routes;

namespace Tandem.Calls.Traffic;

/// <summary>The counters of one trunk or phone. Interlocked on the call path; nothing is allocated there unless a limit changes.</summary>
internal sealed class Line(TrafficKind kind, string name)
{
    private const int CountBits = 16;
    private const long CountMask = (1L << CountBits) - 1;
    private readonly AnswerWindow _answers = new();
    private readonly WindowSum _talks = new();
    private readonly WindowSum _talkMs = new();
    private CallRate? _rate;
    private int _active;
    private long _entered;
    private long _refusedForLines;
    private long _refusedForRate;
    private long _outUntilTicks;
    private ulong _silent;

    // The second (32 bits), new calls in the one before it (16), and in it (16).
    private long _perSecond;

    public int Active => Volatile.Read(ref _active);

    public EndReason? TryEnter(int capacity, int cps, long nowMs, long waitedMs)
    {
        if (capacity > 0 && Active >= capacity)
        {
            Interlocked.Increment(ref _refusedForLines);
            return EndReason.ExceedLineLimit;
        }

        if (cps > 0 && !RateOf(cps).TryTake(nowMs - waitedMs))
        {
            Interlocked.Increment(ref _refusedForRate);
            return EndReason.ExceedRateLimit;
        }

        if (!TryTakeLine(capacity))
        {
            Interlocked.Increment(ref _refusedForLines); // the last line went to another shard since the first look
            return EndReason.ExceedLineLimit;
        }

        Interlocked.Increment(ref _entered);
        Tally(nowMs);
        return null;
    }

    public void Leave() => Interlocked.Decrement(ref _active);

    /// <summary>Of two times the later one counts.</summary>
    public void TakeOut(DateTimeOffset until)
    {
        long seen = Volatile.Read(ref _outUntilTicks);
        while (until.UtcTicks > seen)
        {
            long found = Interlocked.CompareExchange(ref _outUntilTicks, until.UtcTicks, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }

    public DateTimeOffset? OutUntil(DateTimeOffset now)
    {
        long until = Volatile.Read(ref _outUntilTicks);
        return until > now.UtcTicks ? new DateTimeOffset(until, TimeSpan.Zero) : null;
    }

    /// <summary>Which of its addresses answer no OPTIONS.</summary>
    public SilentAddresses Silent => new(Volatile.Read(ref _silent));

    /// <summary>An address answers OPTIONS, or does not. True: that is news. Addresses are asked by one shard.</summary>
    public bool Hears(int address, bool isThere)
    {
        ulong before = Volatile.Read(ref _silent);
        ulong after = isThere ? before & ~(1UL << address) : before | (1UL << address);
        Volatile.Write(ref _silent, after);
        return before != after;
    }

    public bool IsOverRate(int cps, long nowMs) => cps > 0 && Volatile.Read(ref _rate) is { } rate && rate.PerSecond == cps && rate.IsFull(nowMs);

    public void Attempted(bool answered, long slot) => _answers.Add(slot, answered);

    public void Talked(long milliseconds, long slot)
    {
        _talks.Add(slot, 1);
        _talkMs.Add(slot, milliseconds);
    }

    public int AnswerSeizureRatio(long slot) => Ratio(_answers.Sum(slot));

    public LineSnapshot Snapshot(long nowMs, DateTimeOffset now, long slot)
    {
        (int Attempts, int Answers) window = _answers.Sum(slot);
        return new(
            kind,
            name,
            Active,
            LastSecond(nowMs),
            Volatile.Read(ref _entered),
            Volatile.Read(ref _refusedForLines),
            Volatile.Read(ref _refusedForRate),
            OutUntil(now),
            Ratio(window),
            window.Attempts,
            window.Answers,
            Silent.Count,
            _talks.Sum(slot) is > 0 and long talks ? _talkMs.Sum(slot) / (1000d * talks) : null);
    }

    private static int Ratio((int Attempts, int Answers) window) => window.Attempts == 0 ? -1 : (int)(window.Answers * 100L / window.Attempts);

    private bool TryTakeLine(int capacity)
    {
        if (capacity <= 0)
        {
            Interlocked.Increment(ref _active);
            return true;
        }

        int seen = Active;
        while (seen < capacity)
        {
            int found = Interlocked.CompareExchange(ref _active, seen + 1, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }

    private CallRate RateOf(int cps)
    {
        CallRate? rate = Volatile.Read(ref _rate);
        if (rate is not null && rate.PerSecond == cps)
        {
            return rate;
        }

        CallRate other = rate is null ? new CallRate(cps) : new CallRate(cps, rate);
        CallRate? found = Interlocked.CompareExchange(ref _rate, other, rate);
        return found is null || ReferenceEquals(found, rate) ? other : found;
    }

    private void Tally(long nowMs)
    {
        while (true)
        {
            long seen = Volatile.Read(ref _perSecond);
            (long last, long count) = Counts(seen, nowMs / 1000);
            long next = (nowMs / 1000 << (2 * CountBits)) | (last << CountBits) | Math.Min(count + 1, CountMask);
            if (Interlocked.CompareExchange(ref _perSecond, next, seen) == seen)
            {
                return;
            }
        }
    }

    private int LastSecond(long nowMs) => (int)Counts(Volatile.Read(ref _perSecond), nowMs / 1000).Last;

    private static (long Last, long Now) Counts(long seen, long second) =>
        (second - (seen >> (2 * CountBits))) switch
        {
            0 => ((seen >> CountBits) & CountMask, seen & CountMask),
            1 => (seen & CountMask, 0),
            _ => (0, 0),
        };
}
