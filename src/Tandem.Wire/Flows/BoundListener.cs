namespace Tandem.Wire.Flows;

/// <summary>A listener as it was bound: with its index in flows, and the real port where 0 was asked for.</summary>
public sealed record BoundListener(int Index, TransportKind Transport, NetAddress Local);
