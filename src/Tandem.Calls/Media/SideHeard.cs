using Tandem.Media.Sdp;

namespace Tandem.Calls.Media;

/// <summary>Posted to a shard by a media node: the first packet has come from a side of a session of its calls.</summary>
internal sealed record SideHeard(UInt128 Session, MediaSide Side);
