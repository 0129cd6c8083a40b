namespace Tandem.Calls.Control;

/// <summary>
/// Numbers of CDRs: 63 bits, unique and rising. Milliseconds since 2020 (41 bits: until 2089), the shard (8), a counter (14). A clock that steps back is waited for: the last
/// millisecond stays in use.
/// </summary>
internal sealed class CallIds(TimeProvider time, int shard)
{
    private const int CounterBits = 14;
    private const int ShardBits = 8;
    private static readonly long Epoch = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private long _lastMs;
    private long _counter;

    public long Next()
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds() - Epoch;
        if (now > _lastMs)
        {
            _lastMs = now;
            _counter = 0;
        }
        else if (++_counter >> CounterBits != 0)
        {
            _lastMs++;
            _counter = 0;
        }

        return (((_lastMs << ShardBits) | (uint)shard) << CounterBits) | _counter;
    }
}
