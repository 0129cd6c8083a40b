namespace Tandem.Calls.Live;

/// <summary>An egress trunk that registers at its carrier.</summary>
/// <param name="Trunk">The trunk's name.</param>
/// <param name="State"><c>registered</c>, <c>asking</c>, or <c>waiting</c> for another try.</param>
/// <param name="Registrar">Where it is registered or was last tried; empty before the first try.</param>
/// <param name="Since">When it was registered without a break; null: it is not.</param>
/// <param name="Expires">Until when, unless it is refreshed.</param>
/// <param name="LastAnswer">Status of the last answer; 0: none came.</param>
public sealed record LiveOutwardRegistration(string Trunk, string State, string Registrar, DateTimeOffset? Since, DateTimeOffset? Expires, int LastAnswer);
