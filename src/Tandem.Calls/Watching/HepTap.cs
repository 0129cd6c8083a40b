using Tandem.Calls.Control;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Watching;

/// <summary>A shard's way to the capture server; it does nothing when there is none.</summary>
internal sealed class HepTap(CallShard shard)
{
    private readonly byte[] _packet = shard.Parts.Hep is null ? [] : new byte[HepPacket.MostBytes];

    /// <summary>A message has come in.</summary>
    public void Heard(in Flow flow, ReadOnlySpan<byte> message) => shard.Parts.Hep?.Take(_packet, flow, sent: false, shard.Now, message, []);

    /// <summary>A message has gone out; of a call, it says by which Call-ID its legs belong together: the caller's.</summary>
    public void Sent(in Flow flow, ReadOnlySpan<byte> message, Call? call) => shard.Parts.Hep?.Take(_packet, flow, sent: true, shard.Now, message, call?.Record.CallId);
}
