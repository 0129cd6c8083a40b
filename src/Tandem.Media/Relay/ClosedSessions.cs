using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Relay;

/// <summary>
/// The last words about sessions that are closed, for a while: a close whose answer was lost comes again, and an open that was overtaken by its close must not
/// bring the session back.
/// </summary>
internal sealed class ClosedSessions(TimeSpan remember)
{
    private readonly long _rememberNs = (long)remember.TotalNanoseconds;
    private readonly Dictionary<RelayKey, Entry> _byKey = [];
    private readonly Queue<Entry> _byTime = new();
    private readonly Stack<Entry> _free = new();

    public void Keep(RelayKey key, ulong epoch, ulong request, ReadOnlySpan<byte> answer, long nowNs)
    {
        if (!_byKey.TryGetValue(key, out Entry? entry))
        {
            entry = _free.TryPop(out Entry? free) ? free : new();
            _byKey.Add(key, entry);
            entry.Key = key;
            entry.ClosedAtNs = nowNs;
            _byTime.Enqueue(entry);
        }

        entry.Epoch = epoch;
        entry.Request = request;
        entry.Set(answer);
    }

    public ReadOnlySpan<byte> Find(RelayKey key) => _byKey.TryGetValue(key, out Entry? entry) ? entry.Answer : default;

    /// <summary>The session was closed by a later order of the same run than this one.</summary>
    public bool IsAfter(RelayKey key, ulong epoch, ulong request) =>
        _byKey.TryGetValue(key, out Entry? entry) && entry.Epoch == epoch && entry.Request > request;

    public void Forget(long nowNs)
    {
        while (_byTime.TryPeek(out Entry? oldest) && nowNs - oldest.ClosedAtNs >= _rememberNs)
        {
            _byTime.Dequeue();
            _byKey.Remove(oldest.Key);
            _free.Push(oldest);
        }
    }

    private sealed class Entry
    {
        private byte[] _answer = [];
        private int _length;

        public RelayKey Key { get; set; }

        public ulong Epoch { get; set; }

        public ulong Request { get; set; }

        public long ClosedAtNs { get; set; }

        public ReadOnlySpan<byte> Answer => _answer.AsSpan(0, _length);

        public void Set(ReadOnlySpan<byte> answer)
        {
            if (_answer.Length < answer.Length)
            {
                _answer = new byte[answer.Length];
            }

            answer.CopyTo(_answer);
            _length = answer.Length;
        }
    }
}
