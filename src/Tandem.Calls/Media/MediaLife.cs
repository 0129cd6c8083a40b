using Tandem.Calls.Control;
using Tandem.Media.Nodes;

namespace Tandem.Calls.Media;

/// <summary>The last packet of media or RTCP that came from a side.</summary>
/// <param name="IsKnown">False: none came, or nobody knows.</param>
/// <param name="AtMs">By the shard's clock.</param>
internal readonly record struct MediaLife(bool IsKnown, long AtMs)
{
    /// <summary>A node tells the time of day; how long ago that was is all that is taken from it, so that a step of the clock during the call does no harm.</summary>
    public static MediaLife Of(MediaFlow flow, CallShard shard) =>
        flow.LastAliveMs <= 0 ? default : new(true, shard.NowMs - Math.Max(0, shard.Now.ToUnixTimeMilliseconds() - flow.LastAliveMs));
}
