namespace Tandem.Calls.Traffic;

/// <summary>
/// At most so many calls in any second, wherever the second begins: the last calls' times in a ring, and a new call takes the place of the one that many calls before it, once that is a
/// second old. Lock-free: a place holds time and ticket, so that who meets a half-done admission finishes it.
/// </summary>
internal sealed class CallRate
{
    private const int TicketBits = 20;
    private const long TicketMask = (1L << TicketBits) - 1;
    private const int SecondMs = 1000;
    private readonly long[] _places;
    private long _next;

    public CallRate(int perSecond) => _places = new long[Math.Min(perSecond, (int)TicketMask)];

    /// <summary>The same history under another limit.</summary>
    public CallRate(int perSecond, CallRate before)
        : this(perSecond)
    {
        long[] times = [.. before._places.Where(static place => place != 0).Select(static place => place >> TicketBits).Order().TakeLast(_places.Length)];
        foreach (long time in times)
        {
            _places[_next] = Place(time, _next);
            _next++;
        }
    }

    public int PerSecond => _places.Length;

    /// <summary>Takes one of this second's calls. <paramref name="nowMs"/> is monotonic and more than a second when the first call comes.</summary>
    public bool TryTake(long nowMs)
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _next);
            ref long place = ref _places[ticket % _places.Length];
            long seen = Volatile.Read(ref place);
            if (seen != 0 && (seen & TicketMask) == Mark(ticket))
            {
                Interlocked.CompareExchange(ref _next, ticket + 1, ticket); // another thread is between its two steps
            }
            else if (nowMs - (seen >> TicketBits) < SecondMs)
            {
                return false;
            }
            else if (Interlocked.CompareExchange(ref place, Place(nowMs, ticket), seen) == seen)
            {
                Interlocked.CompareExchange(ref _next, ticket + 1, ticket);
                return true;
            }
        }
    }

    /// <summary>Whether a call would be refused now.</summary>
    public bool IsFull(long nowMs) => nowMs - (Volatile.Read(ref _places[Volatile.Read(ref _next) % _places.Length]) >> TicketBits) < SecondMs;

    private static long Mark(long ticket) => (ticket + 1) & TicketMask;

    private static long Place(long nowMs, long ticket) => (nowMs << TicketBits) | Mark(ticket);
}
