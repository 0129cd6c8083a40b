using Tandem.Calls.Live;

namespace Tandem.Calls.Guard.Bans;

/// <summary>The last changes of bans, for those who listen, and the last sources that rules on trial would have banned. Fixed sizes; not for many threads at once.</summary>
internal sealed class BanNews
{
    private const int MostChanges = 4096;
    private const int MostTrials = 200;
    private readonly BanChange[] _changes = new BanChange[MostChanges];
    private readonly Queue<WouldBan> _trials = new();
    private long _count;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<WouldBan> Trials => [.. _trials.Reverse()];

    public void Add(BanChange change) => _changes[_count++ % MostChanges] = change;

    /// <summary>False: the source would be banned already.</summary>
    public bool TryAdd(WouldBan trial)
    {
        if (_trials.Any(before => before.Source == trial.Source && before.At + before.Length > trial.At))
        {
            return false;
        }

        if (_trials.Count >= MostTrials)
        {
            _trials.Dequeue();
        }

        _trials.Enqueue(trial);
        return true;
    }

    /// <summary>What came after <paramref name="seen"/> of them, as far as it is still known; moves it on. −1: from now on.</summary>
    public IReadOnlyList<BanChange> Since(ref long seen)
    {
        long from = seen < 0 ? _count : Math.Max(seen, _count - MostChanges);
        var news = new List<BanChange>();
        for (; from < _count; from++)
        {
            news.Add(_changes[from % MostChanges]);
        }

        seen = _count;
        return news;
    }
}
