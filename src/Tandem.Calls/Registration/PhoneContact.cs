using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>Where a phone can be reached now: what it registered (RFC 3261 §10.3), or its static address.</summary>
public sealed record PhoneContact(string Uri, Flow Flow, IReadOnlyList<string> Route, double Preference, DateTimeOffset Until);
