namespace Tandem.Calls.Guard;

/// <summary>
/// What of a minute's folded sources becomes a record, and when. If all have room, each does. Else seven eighths of the room go to
/// the heaviest sources; the others are added up by network, the heaviest networks have the last eighth but one, and that one is for
/// all the rest. Records are written some at a time, so that no tick of the shard is long; a source that waits goes on counting.
/// </summary>
internal sealed class FoldedSources(int most, Stack<StrangerSource> spare)
{
    /// <summary>All are written within this many seconds, before the next minute is chosen.</summary>
    private const int WritingSeconds = 40;

    private readonly List<StrangerSource> _pending = [];
    private readonly Queue<StrangerSource> _due = new();
    private readonly StrangerNetworks _rolled = new(spare);

    /// <summary>So many are written in one second.</summary>
    public int PerTick { get; } = (most + WritingSeconds - 1) / WritingSeconds;

    /// <summary>Nothing of what was chosen is still to be written.</summary>
    public bool IsEmpty => _due.Count == 0;

    /// <summary>Takes what is folded; whoever gets no record of its own has none of its attempts left afterwards.</summary>
    public void Choose(IEnumerable<StrangerSource> sources, IEnumerable<StrangerSource> networks)
    {
        Pend(sources);
        int heavy = _pending.Count;
        foreach (StrangerSource network in networks)
        {
            heavy += network.Attempts > 0 && !network.IsDue ? 1 : 0;
        }

        if (heavy <= most - _due.Count)
        {
            Pend(networks);
            Queue(_pending.Count, other: null);
            return;
        }

        int room = most - _due.Count;
        int ofNetworks = Math.Max(1, room / 8) - 1;
        Queue(room - ofNetworks - 1, source => _rolled.Of(source.Address.Ip));
        foreach (StrangerSource network in networks)
        {
            if (network.Attempts > 0 && !network.IsDue)
            {
                _rolled.Of(network.Address.Ip).Absorb(network);
            }
        }

        // The rest comes last: it takes what the heaviest networks leave.
        StrangerSource rest = _rolled.Rest();
        foreach (StrangerSource rolled in _rolled.All.Values)
        {
            rolled.IsRolled = true;
        }

        _rolled.All.Remove(rest.Address.Ip);
        Pend(_rolled.All.Values);
        Queue(ofNetworks, _ => rest);
        foreach (StrangerSource network in _rolled.All.Values)
        {
            if (!network.IsDue)
            {
                spare.Push(network);
            }
        }

        _rolled.All.Clear();
        Due(rest);
    }

    /// <summary>Writes up to so many.</summary>
    public void Write(int count, Action<StrangerSource> write)
    {
        for (; count > 0 && _due.TryDequeue(out StrangerSource? source); count--)
        {
            source.IsDue = false;
            if (source.Attempts > 0)
            {
                write(source);
            }

            if (source.IsRolled)
            {
                spare.Push(source);
            }
        }
    }

    private void Pend(IEnumerable<StrangerSource> from)
    {
        foreach (StrangerSource source in from)
        {
            if (source.Attempts > 0 && !source.IsDue)
            {
                _pending.Add(source);
            }
        }
    }

    /// <summary>The heaviest become due; the others' attempts go where <paramref name="other"/> says.</summary>
    private void Queue(int count, Func<StrangerSource, StrangerSource>? other)
    {
        _pending.Sort(static (a, b) => b.Attempts.CompareTo(a.Attempts));
        for (int i = 0; i < _pending.Count; i++)
        {
            if (i < count)
            {
                Due(_pending[i]);
            }
            else
            {
                other?.Invoke(_pending[i]).Absorb(_pending[i]);
            }
        }

        _pending.Clear();
    }

    private void Due(StrangerSource source)
    {
        source.IsDue = true;
        _due.Enqueue(source);
    }
}
