using Tandem.Billing.Rating;
using Tandem.Routing.Phones;

namespace Tandem.Routing.Routes;

/// <summary>One way out for one call: the trunk, the numbers as they will be sent, the cost.</summary>
public readonly record struct Route(CompiledEgress Trunk, string CallingNumber, string CalledNumber, RateMatch Cost)
{
    /// <summary>The forwarding that it belongs to; null when it is the caller's own.</summary>
    public Forwarding? By { get; init; }

    /// <summary>The phone is a target of its own forwarding: it rings, and is not forwarded again.</summary>
    public bool IsOwnRing { get; init; }

    /// <summary>It rings together with the routes beside it that have the same group.</summary>
    public RingGroup? Group { get; init; }

    /// <summary>Seconds that it may ring when that is less than its trunk lets it; 0 = does not say.</summary>
    public int AlertSeconds { get; init; }
}
