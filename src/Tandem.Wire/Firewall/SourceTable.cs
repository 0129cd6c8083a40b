using System.Collections.Frozen;
using Tandem.Wire.Flows;

namespace Tandem.Wire.Firewall;

/// <summary>
/// A source network: the address (IPv4 mapped into IPv6) and how many of its 128 bits count; a single IPv4 address has 128, a /24
/// has 120.
/// </summary>
public readonly record struct SourceNetwork(UInt128 Ip, int Bits);

/// <summary>The addresses and networks that the plan knows. Immutable: a new plan publishes a new table.</summary>
public sealed class SourceTable
{
    public static readonly SourceTable Empty = new([]);

    private readonly FrozenSet<UInt128> _hosts;
    private readonly (UInt128 Mask, FrozenSet<UInt128> Networks)[] _byLength;

    public SourceTable(IEnumerable<SourceNetwork> networks)
    {
        SourceNetwork[] all = [.. networks];
        _hosts = all.Where(static network => network.Bits >= 128).Select(static network => network.Ip).ToFrozenSet();
        _byLength = [.. all
            .Where(static network => network.Bits < 128)
            .GroupBy(static network => Math.Max(network.Bits, 0))
            .Select(static group => (MaskOf(group.Key), group.Select(network => network.Ip & MaskOf(group.Key)).ToFrozenSet()))];
    }

    public bool Knows(in NetAddress source)
    {
        if (_hosts.Contains(source.Ip))
        {
            return true;
        }

        foreach ((UInt128 mask, FrozenSet<UInt128> networks) in _byLength)
        {
            if (networks.Contains(source.Ip & mask))
            {
                return true;
            }
        }

        return false;
    }

    private static UInt128 MaskOf(int bits) => bits == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - bits);
}
