using Tandem.Calls.Live;
using Tandem.Media.Nodes;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;

namespace Tandem.Calls.Media;

/// <summary>Posted to each shard: how sessions of our media process are now. Those of other shards are passed over.</summary>
internal sealed record MediaSamples(RelaySample[] Sessions);

/// <summary>The quality series of one call, made from what its node says every five seconds since the session was opened.</summary>
internal sealed class MediaQuality
{
    private RelaySample _before;
    private MediaFlow _callerBefore;
    private MediaFlow _calleeBefore;

    public QualitySeries Series { get; } = new();

    public void Add(RelaySample now, DateTimeOffset at)
    {
        Series.Add(new(Between(_before.A, now.A), Between(_before.B, now.B)), at);
        _before = now;
    }

    /// <summary>What a node that was asked has said; null: nothing, and what came meanwhile counts in the next interval. What the node does not count is 0, and MOS is its mean since the beginning.</summary>
    public void Add(MediaStatistics? now, DateTimeOffset at)
    {
        if (now is null)
        {
            Series.Add(default, at);
            return;
        }

        Series.Add(new(Between(_callerBefore, now.FromA), Between(_calleeBefore, now.FromB)), at);
        (_callerBefore, _calleeBefore) = (now.FromA, now.FromB);
    }

    /// <summary>What has come from a side of this session, and how, as of the last sample.</summary>
    public LiveMedia Of(MediaSide side)
    {
        QualityPoint last = Series.Last;
        int mos = (side == MediaSide.A ? last.Caller : last.Callee).MosHundredths;
        RelaySampleSide ours = side == MediaSide.A ? _before.A : _before.B;
        MediaFlow other = side == MediaSide.A ? _callerBefore : _calleeBefore;
        return other.Packets > 0
            ? new() { Packets = other.Packets, Octets = other.Octets, Lost = Math.Max(0, other.Lost), JitterMicroseconds = Math.Max(0, other.JitterMicroseconds), MosHundredths = mos }
            : new() { Packets = ours.Packets, Octets = ours.Octets, Lost = Math.Max(0, ours.Lost), JitterMicroseconds = (int)Math.Min(ours.JitterMicroseconds, int.MaxValue), MosHundredths = mos };
    }

    /// <summary>Another session: its counts begin at nothing.</summary>
    public void BeginSession() => (_before, _callerBefore, _calleeBefore) = (default, default, default);

    public void Clear()
    {
        BeginSession();
        Series.Clear();
    }

    private static QualitySide Between(MediaFlow before, MediaFlow now)
    {
        int packets = Counted(before.Packets, now.Packets);
        return new(
            packets, Counted(before.Lost, now.Lost), Counted(before.Reordered, now.Reordered), Counted(before.Duplicates, now.Duplicates),
            Math.Max(0, now.JitterMicroseconds), Math.Max(0, now.RoundTripMicroseconds), packets == 0 ? 0 : Math.Max(0, now.MosHundredths));
    }

    private static int Counted(long before, long now) => (int)Math.Clamp(Math.Max(0, now) - Math.Max(0, before), 0, int.MaxValue);

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
