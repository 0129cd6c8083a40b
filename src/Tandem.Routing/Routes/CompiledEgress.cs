using Tandem.Billing.Rating;
using Tandem.Routing.Numbers;
using Tandem.Routing.Phones;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Routes;

/// <summary>An egress trunk, ready for decisions; or a phone, which calls go out to as well.</summary>
public sealed class CompiledEgress
{
    public required string Name { get; init; }
    public required EgressTrunk Trunk { get; init; }

    /// <summary>Set when it is a phone; the trunk's name is its number then.</summary>
    public CompiledPhone? Phone { get; init; }

    /// <summary>The clearing account; null when no cost is booked.</summary>
    public Account? Account { get; init; }
    public RateTable? Rates { get; init; }
    public required DialRules CallingRewrite { get; init; }
    public required DialRules CalledRewrite { get; init; }

    /// <summary>Where its calls go, in order.</summary>
    public IReadOnlyList<EgressAddress> Addresses { get; init; } = [];
    public PrefixList CallerPrefixes { get; init; } = PrefixList.All;

    /// <summary>Place of the trunk in its plan's list: an index for tables kept beside the plan.</summary>
    public int Index { get; init; }
}
