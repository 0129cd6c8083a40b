using Tandem.Wire.Flows;

namespace Tandem.Wire.Shards;

/// <summary>What a shard does with its events: one at a time, on the shard's own thread or on that of a reader which works in its place meanwhile.</summary>
public interface IShardHandler
{
    /// <summary>A whole message. The bytes are valid during the call only.</summary>
    void OnMessage(in Flow flow, ReadOnlySpan<byte> message);

    /// <summary>A stream is no more.</summary>
    void OnClosed(in Flow flow);

    /// <summary>A posted event: an operator's command, an answer from a database or a name server.</summary>
    void OnPosted(object posted);

    /// <summary>The ring is empty for now: the moment to flush what was gathered.</summary>
    void OnIdle();
}
