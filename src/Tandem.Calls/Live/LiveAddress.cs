using Tandem.Wire.Flows;

namespace Tandem.Calls.Live;

/// <summary>An address with its port as a call has it. Its text is made when somebody reads it, and not on the call's shard.</summary>
public readonly record struct LiveAddress
{
    private readonly NetAddress _address;

    internal LiveAddress(in NetAddress address) => _address = address;

    /// <summary><c>192.0.2.7:5060</c>; empty where nothing is known.</summary>
    public override string ToString() => _address == default ? "" : _address.ToString();
}
