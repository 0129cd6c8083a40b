using Tandem.Wire.Flows;

namespace Tandem.Calls.Live;

/// <summary>Something asked of a shard from outside. It is posted, answered as an event like any other, with the shard's work held, and who waits for its task goes on elsewhere.</summary>
internal abstract class ShardQuestion<TAnswer>() : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);

/// <summary>Which calls are up?</summary>
internal sealed class ListCalls : ShardQuestion<IReadOnlyList<LiveCall>>;

/// <summary>How is this call, and its media? Null: there is no such call on this shard.</summary>
internal sealed class ShowCall(long id) : ShardQuestion<LiveCallDetail?>
{
    public long Id { get; } = id;
}

/// <summary>Which messages of this call have passed? Null: there is no such call on this shard.</summary>
internal sealed class ShowLadder(long id) : ShardQuestion<LiveLadder?>
{
    public long Id { get; } = id;
}

/// <summary>Which sessions on media nodes have the calls that are up?</summary>
internal sealed class ListSessions : ShardQuestion<IReadOnlyList<UInt128>>;

/// <summary>How are the trunks registered that this shard registers?</summary>
internal sealed class ListOutward : ShardQuestion<IReadOnlyList<LiveOutwardRegistration>>;

/// <summary>Which messages of a phone's registrations, or of a trunk's at its carrier, are known?</summary>
internal sealed class ShowRegistration(string name, bool isTrunk) : ShardQuestion<IReadOnlyList<LadderMessage>>
{
    public string Name { get; } = name;

    public bool IsTrunk { get; } = isTrunk;
}

/// <summary>Which messages of a call came after its record?</summary>
internal sealed class ShowLate(long id) : ShardQuestion<IReadOnlyList<LadderMessage>>
{
    public long Id { get; } = id;
}

/// <summary>End this call. False: there is no such call on this shard.</summary>
internal sealed class HangUp(long id) : ShardQuestion<bool>
{
    public long Id { get; } = id;
}

/// <summary>Take no new calls; answered when the last one has ended. With <paramref name="hangUp"/> those that are up end now.</summary>
internal sealed class Drain(bool hangUp) : ShardQuestion<bool>
{
    public bool HangUp { get; } = hangUp;
}

/// <summary>Messages of a stranger that the firewall dropped before a shard saw them.</summary>
internal sealed record GateDrops(NetAddress Source, long Calls);
