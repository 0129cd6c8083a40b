using System.Globalization;

namespace Tandem.Media.Relay.Wire;

/// <summary>Names a relayed session: 128 bits that signalling chooses, so that it can find its call again after a restart.</summary>
public readonly record struct RelayKey(UInt128 Value)
{
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
