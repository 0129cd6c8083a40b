using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Nodes;

/// <summary>
/// Asks our media process every five seconds how all its sessions are: one question for all. What it answers goes to the shards page by page, and its sums to the metrics. An answer that is late is not asked
/// for again before it is there or given up.
/// </summary>
public sealed class RelayWatch : IDisposable
{
    /// <summary>The interval of a call's quality series.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly RelayClient _client;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private RelayTotals _coming;
    private RelayTotals _totals;
    private ITimer? _timer;
    private int _isAsking;

    internal RelayWatch(RelayClient client, TimeProvider time)
    {
        _client = client;
        _time = time;
    }

    /// <summary>From the client's thread: a page of sessions as they are now. It may keep them.</summary>
    public Action<RelaySample[]>? Sampled { get; set; }

    /// <summary>What the media process said last.</summary>
    public RelayTotals Totals
    {
        get
        {
            lock (_gate)
            {
                return _totals;
            }
        }
    }

    internal void Start() => _timer = _time.CreateTimer(_ => Ask(), null, Every, Every);

    internal void Ask()
    {
        if (_client.IsAlive && Interlocked.Exchange(ref _isAsking, 1) == 0)
        {
            _coming = default;
            _client.Sample();
        }
    }

    internal void OnSampled(RelayStatus status, ReadOnlySpan<RelaySample> sessions, RelayTotals totals, bool isLast)
    {
        if (status == RelayStatus.Ok)
        {
            _coming.Add(totals);
        }

        if (!sessions.IsEmpty)
        {
            Sampled?.Invoke(sessions.ToArray());
        }

        if (!isLast)
        {
            return;
        }

        if (status == RelayStatus.Ok)
        {
            lock (_gate)
            {
                _totals = _coming;
            }
        }

        Volatile.Write(ref _isAsking, 0);
    }

    public void Dispose() => _timer?.Dispose();
}
