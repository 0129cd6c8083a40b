using Tandem.Media.Nodes;

namespace Tandem.Calls.Media;

/// <summary>Posted to each shard: this node has lost its sessions.</summary>
internal sealed record NodeLost(IMediaNode Node);
