using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Wire.Tcp;

/// <summary>How many streams there are, of all and of each source that opened some, and whether there is room for one more. Any thread.</summary>
internal sealed class StreamRoom(StreamLimits limits, SourceGate gate)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, int> _bySource = [];
    private int _open;

    /// <summary>Accepted ones and our own.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Of an accepted stream: its source's doing, and nothing that happens to a phone which loses its network.</summary>
    public static bool IsMisuse(CloseReason reason) => reason
        is CloseReason.SlowMessage or CloseReason.HeaderTooLarge or CloseReason.BodyTooLarge or CloseReason.NoContentLength or CloseReason.BadContentLength or CloseReason.NotSip
        or CloseReason.HandshakeFailed or CloseReason.TooManyFromSource or CloseReason.TooManyPerSecond;

    /// <summary>One more of this source is accepted, until <see cref="Leave"/>; or why not.</summary>
    public CloseReason? TryEnter(in NetAddress remote)
    {
        lock (_gate)
        {
            if (gate.Bars(remote))
            {
                return CloseReason.Banned;
            }

            UInt128 source = SourceOf(remote);
            int ofSource = _bySource.GetValueOrDefault(source);
            bool isKnown = gate.Knows(remote);
            if (_open >= (isKnown ? limits.MostStreams : Math.Min(limits.MostStreams, limits.MostForStrangers)))
            {
                return CloseReason.TooMany;
            }

            if (ofSource >= (isKnown ? limits.MostFromKnown : limits.MostFromStranger))
            {
                return CloseReason.TooManyFromSource;
            }

            if (!gate.LetsOpen(remote))
            {
                return CloseReason.TooManyPerSecond;
            }

            Interlocked.Increment(ref _open);
            _bySource[source] = ofSource + 1;
            return null;
        }
    }

    /// <summary>One that was accepted has ended.</summary>
    public void Leave(in NetAddress remote)
    {
        lock (_gate)
        {
            Interlocked.Decrement(ref _open);
            UInt128 source = SourceOf(remote);
            int left = _bySource.GetValueOrDefault(source) - 1;
            if (left > 0)
            {
                _bySource[source] = left;
            }
            else
            {
                _bySource.Remove(source);
            }
        }
    }

    /// <summary>We open one.</summary>
    public void EnterOutward() => Interlocked.Increment(ref _open);

    /// <summary>One that we opened has ended.</summary>
    public void LeaveOutward() => Interlocked.Decrement(ref _open);

    private static UInt128 SourceOf(in NetAddress remote) => remote.IsIPv4 ? remote.Ip : remote.Ip >> 64 << 64;
}
