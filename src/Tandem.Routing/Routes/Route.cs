using Tandem.Billing.Rating;

namespace Tandem.Routing.Routes;

/// <summary>One way out for one call: the trunk, the numbers as they will be sent, the cost.</summary>
public readonly record struct Route(CompiledEgress Trunk, string CallingNumber, string CalledNumber, RateMatch Cost);
