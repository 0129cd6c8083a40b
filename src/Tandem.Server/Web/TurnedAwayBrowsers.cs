using Tandem.Server.Wiring;

namespace Tandem.Server.Web;

/// <summary>Streams of browsers and of programs of the API that were closed at once, because the process has too few descriptors left: counted, and told once a minute at most. Any thread.</summary>
internal sealed class TurnedAwayBrowsers(ILogger log, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private long? _toldAt;
    private long _told;

    /// <summary>All of them so far.</summary>
    public long Count { get; private set; }

    /// <summary>One more.</summary>
    public void Add()
    {
        long untold;
        lock (_gate)
        {
            Count++;
            if (_toldAt is { } at && time.GetElapsedTime(at) < Between)
            {
                return;
            }

            _toldAt = time.GetTimestamp();
            untold = Count - _told;
            _told = Count;
        }

        log.BrowsersTurnedAway(untold);
    }
}
