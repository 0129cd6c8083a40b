using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Relay;

/// <summary>
/// Who hears from media, on the client's one reader thread: answers by value, nothing of them may be kept, nothing may block. A session's shard is found by
/// its key. <c>request</c> is what the asking method returned. With another status than Ok the spans are empty.
/// </summary>
public interface IRelayAnswers
{
    /// <summary>Answer to an open, update or ICE order: the local ports of all lines.</summary>
    void OnPorts(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelayPorts> lines);

    /// <summary>Answer to a play: the local ports of all lines, and how long the sound is.</summary>
    void OnPlays(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelayPorts> lines, int milliseconds) => OnPorts(key, request, status, lines);

    /// <summary>Answer to a close: the final statistics.</summary>
    void OnClosed(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides);

    void OnStatistics(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides);

    /// <summary>A page of open sessions; <paramref name="isLast"/> after the last one of all loops.</summary>
    void OnListed(ulong request, RelayStatus status, ReadOnlySpan<RelayListed> sessions, bool isLast);

    /// <summary>A page of all open sessions as they are; <paramref name="isLast"/> after the last one of all loops. <paramref name="totals"/> are a part each: all pages together are the process's.</summary>
    void OnSampled(ulong request, RelayStatus status, ReadOnlySpan<RelaySample> sessions, RelayTotals totals, bool isLast)
    {
        // Only who asks for samples hears of them.
    }

    /// <summary>Unasked; may come twice.</summary>
    void OnEvent(in RelayEvent seen);

    /// <summary>Unasked: a key was heard; may come twice.</summary>
    void OnKey(in RelayKeyHeard heard)
    {
        // Who orders no conversion of keys hears of none.
    }

    /// <summary>Unasked: a sound was played to its end; may come twice.</summary>
    void OnPlayed(in RelayPlayed played)
    {
        // Who plays nothing with a mark hears of no end.
    }

    /// <summary>Media answers: at first, after it was away, and when it is another run of it than before (its sessions are gone then).</summary>
    void OnAlive(in RelayHello hello, bool isAnotherRun);

    /// <summary>Media has not answered for three seconds. Orders still wait for their time and then end as TimedOut.</summary>
    void OnLost();
}
