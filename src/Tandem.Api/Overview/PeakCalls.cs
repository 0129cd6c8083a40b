namespace Tandem.Api.Overview;

/// <summary>Most calls at once in each minute of the last day, in memory: what nobody looked at while the switch did not run is not known.</summary>
internal sealed class PeakCalls
{
    private const int Minutes = 24 * 60;
    private const long TicksPerMinute = TimeSpan.TicksPerMinute;
    private readonly Lock _gate = new();
    private readonly (long Minute, int Calls)[] _peaks = new (long, int)[Minutes];

    public void Seen(DateTimeOffset at, int calls)
    {
        long minute = at.UtcTicks / TicksPerMinute;
        lock (_gate)
        {
            ref (long Minute, int Calls) peak = ref _peaks[minute % Minutes];
            peak = peak.Minute == minute ? (minute, Math.Max(peak.Calls, calls)) : (minute, calls);
        }
    }

    public int? Of(DateTimeOffset from, TimeSpan length)
    {
        long first = from.UtcTicks / TicksPerMinute;
        long last = (from + length).UtcTicks / TicksPerMinute;
        int? most = null;
        lock (_gate)
        {
            for (long minute = Math.Max(first, last - Minutes); minute < last; minute++)
            {
                (long known, int calls) = _peaks[minute % Minutes];
                most = known == minute ? Math.Max(most ?? 0, calls) : most;
            }
        }

        return most;
    }
}
