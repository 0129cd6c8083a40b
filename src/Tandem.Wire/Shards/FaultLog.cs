using Microsoft.Extensions.Logging;

namespace Tandem.Wire.Shards;

/// <summary>Counts what a shard's events threw, and logs the first of each second. One thread writes.</summary>
internal sealed class FaultLog(ILogger? log, int shard)
{
    private const int QuietMs = 1000;
    private long _count;
    private long _logged;
    private long _nextMs = long.MinValue;

    public long Count => Volatile.Read(ref _count);

    public void Add(Exception fault, long nowMs, string during)
    {
        _count++;
        if (log is null || nowMs < _nextMs)
        {
            return;
        }

        log.ShardEventFailed(fault, shard, during, _count - _logged - 1);
        _logged = _count;
        _nextMs = nowMs + QuietMs;
    }
}
