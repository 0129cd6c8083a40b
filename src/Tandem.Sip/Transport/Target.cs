using Tandem.Wire.Flows;

namespace Tandem.Sip.Transport;

/// <summary>One place to send a request to: RFC 3263 §4.</summary>
public readonly record struct Target(TransportKind Transport, NetAddress Address);

/// <summary>
/// The answer to <see cref="Locator.Resolve"/>, posted to the shard that asked: targets in the order to try them. None: the
/// address leads nowhere now.
/// </summary>
public sealed record Located(object Token, string Address, IReadOnlyList<Target> Targets);
