using Tandem.Wire.Shards;

namespace Tandem.Sip.Transport;

/// <summary>
/// What the locator knows of one address, and who waits for it. Shards and lookups meet here, under its lock; posting is all they
/// do in it.
/// </summary>
internal sealed class LocatorEntry(string name, Destination address)
{
    private readonly Lock _gate = new();
    private readonly List<(Shard Shard, object Token)> _waiting = [];
    private Target[][] _orders = [];
    private int _next;
    private long _agingAtMs;
    private long _freshUntilMs = long.MinValue;
    private long _staleUntilMs = long.MinValue;
    private bool _isAsked;

    public string Name => name;

    public Destination Address => address;

    public bool IsBusy
    {
        get
        {
            lock (_gate)
            {
                return _isAsked || _waiting.Count > 0;
            }
        }
    }

    public bool IsUseful(long nowMs)
    {
        lock (_gate)
        {
            return nowMs < _freshUntilMs;
        }
    }

    public bool HasStale(long nowMs)
    {
        lock (_gate)
        {
            return nowMs < _staleUntilMs && _orders is [[_, ..], ..];
        }
    }

    public bool TryGet(long nowMs, out IReadOnlyList<Target> targets, out bool isAging)
    {
        lock (_gate)
        {
            isAging = nowMs >= _agingAtMs && !_isAsked;
            targets = [];
            if (nowMs >= _freshUntilMs || _orders.Length == 0)
            {
                return false;
            }

            targets = _orders[_next];
            _next = (_next + 1) % _orders.Length;
            return true;
        }
    }

    /// <summary>False: the shard now waits, and the entry must be asked for.</summary>
    public bool TryGetOrWait(long nowMs, Shard shard, object token, out IReadOnlyList<Target> targets)
    {
        lock (_gate)
        {
            if (TryGet(nowMs, out targets, out _))
            {
                return true;
            }

            _waiting.Add((shard, token));
            return false;
        }
    }

    /// <summary>True for the one who must put it into the queue.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            bool isFirst = !_isAsked;
            _isAsked = true;
            return isFirst;
        }
    }

    public void Keep(Target[][] orders, long agingAtMs, long freshUntilMs, long staleUntilMs)
    {
        lock (_gate)
        {
            _orders = orders;
            _next = 0;
            _agingAtMs = agingAtMs;
            _freshUntilMs = freshUntilMs;
            _staleUntilMs = staleUntilMs;
        }
    }

    /// <summary>The old answer counts a little longer.</summary>
    public void Prolong(long untilMs)
    {
        lock (_gate)
        {
            _agingAtMs = untilMs;
            _freshUntilMs = Math.Max(_freshUntilMs, untilMs);
        }
    }

    /// <summary>The lookup is over: everyone who waits gets what there is now.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isAsked = false;
            foreach ((Shard shard, object token) in _waiting)
            {
                Target[] targets = _orders.Length == 0 ? [] : _orders[_next++ % _orders.Length];
                shard.Post(new Located(token, name, targets));
            }

            _next = _orders.Length == 0 ? 0 : _next % _orders.Length;
            _waiting.Clear();
        }
    }
}
