using Tandem.Calls.Live;

namespace Tandem.Calls.Registration;

/// <summary>
/// What happened to registrations lately, for those who listen: a ring of the last ones. While nobody has asked for a while nothing is put into it. Any thread.
/// </summary>
internal sealed class RegistrationNews(TimeProvider time)
{
    private const int Most = 16_384;
    private static readonly TimeSpan Interest = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly RegistrationChange[] _ring = new RegistrationChange[Most];
    private long _count;
    private long _askedAt = long.MinValue;

    public bool IsWanted
    {
        get
        {
            long asked = Volatile.Read(ref _askedAt);
            return asked != long.MinValue && time.GetElapsedTime(asked) < Interest;
        }
    }

    public void Add(RegistrationChange change)
    {
        lock (_gate)
        {
            _ring[_count++ % Most] = change;
        }
    }

    /// <summary>What came after <paramref name="seen"/> of them, as far as it is still known; moves it on. −1: from now on.</summary>
    public IReadOnlyList<RegistrationChange> Since(ref long seen)
    {
        Volatile.Write(ref _askedAt, time.GetTimestamp());
        lock (_gate)
        {
            long from = seen < 0 ? _count : Math.Max(seen, _count - Most);
            var news = new List<RegistrationChange>((int)(_count - from));
            for (; from < _count; from++)
            {
                news.Add(_ring[from % Most]);
            }

            seen = _count;
            return news;
        }
    }
}
