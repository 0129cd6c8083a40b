using Tandem.Calls.Live;
using Tandem.Media.Nodes;
using Tandem.Media.Relay.Wire;

namespace Tandem.Calls.Media;

/// <summary>Posted to each shard: how sessions of our media process are now. Those of other shards are passed over.</summary>
internal sealed record MediaSamples(RelaySample[] Sessions);

/// <summary>The quality series of one call, made from what the media process says every five seconds since the session was opened.</summary>
internal sealed class MediaQuality
{
    private RelaySample _before;

    public QualitySeries Series { get; } = new();

    public void Add(RelaySample now, DateTimeOffset at)
    {
        Series.Add(new(Between(_before.A, now.A), Between(_before.B, now.B)), at);
        _before = now;
    }

    /// <summary>Another session: its counts begin at nothing.</summary>
    public void BeginSession() => _before = default;

    public void Clear()
    {
        _before = default;
        Series.Clear();
    }

    private static QualitySide Between(RelaySampleSide before, RelaySampleSide now)
    {
        int packets = (int)Math.Clamp(now.Packets - before.Packets, 0, int.MaxValue);
        int lost = Math.Max(0, now.Lost - before.Lost); // a late packet makes up for one lost in the interval before
        return new(
            packets, lost, (int)Math.Max(0, (long)now.Reordered - before.Reordered), (int)Math.Max(0, (long)now.Duplicates - before.Duplicates),
            (int)Math.Min(now.JitterMicroseconds, int.MaxValue), (int)Math.Min(now.RoundTripMicroseconds, int.MaxValue),
            packets == 0 || now.Kind != RelayLineKind.Rtp ? 0 : RelayCounts.Mos(now.PayloadType, packets, lost, now.JitterMicroseconds, now.RoundTripMicroseconds));
    }
}
