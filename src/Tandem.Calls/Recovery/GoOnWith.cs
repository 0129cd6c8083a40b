using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;

namespace Tandem.Calls.Recovery;

/// <summary>Go on with a call of a process that has died. False: it can't be.</summary>
internal sealed class GoOnWith(OpenCall call) : ShardQuestion<bool>
{
    public OpenCall Call { get; } = call;
}

/// <summary>A call that this shard's journal holds open is open no more: it goes on in another's, or has ended with its process.</summary>
internal sealed class SettleOpen(OpenCall call, bool goesOn) : ShardQuestion<bool>
{
    public OpenCall Call { get; } = call;

    public bool GoesOn { get; } = goesOn;
}
