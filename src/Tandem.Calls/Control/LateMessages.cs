using Tandem.Calls.Live;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>
/// What legs say and hear when their call has its record already: the answer to our last BYE, the 487 of an attempt that was given up. A record does not wait for them. Kept in memory, of all shards
/// together in 8 MiB: those of some twenty thousand calls.
/// </summary>
internal sealed class LateMessages(CallShard shard)
{
    private const int MostBytes = 8 << 20;
    private readonly Ladder _one = new(shard.Buffers, shard.LadderLines);
    private readonly LadderRing<long> _calls = new(MostBytes / shard.Parts.Shards.Count);

    public void Add(Leg leg, bool sent, in Flow flow, ReadOnlySpan<byte> message)
    {
        _one.Clear();
        _one.Add(leg.Number, sent, shard.Now, flow, message);
        _calls.Add(leg.RecordId, _one.Packed.Span);
        _one.Clear();
    }

    /// <summary>Those of a record, in order; bounded, as a peer may go on for ever.</summary>
    public IReadOnlyList<LadderMessage> Of(long record) => _calls.Read(record, most: 64);
}
