using Tandem.Wire.Flows;

namespace Tandem.Media.Turn;

/// <summary>
/// Our UDP sockets: of each address family one address on one port, or, where two points are given, each of the addresses on each of the ports, as NAT behaviour discovery asks. RFC 5780 §6.
/// </summary>
internal sealed class TurnWays
{
    private readonly List<NetAddress> _ways = [];
    private readonly List<(int First, int Addresses, int Ports)> _grids = [];

    public TurnWays(IReadOnlyList<NetAddress> points)
    {
        foreach (IGrouping<bool, NetAddress> family in points.Take(4).GroupBy(static point => point.IsIPv4))
        {
            UInt128[] addresses = [.. family.Take(2).Select(static point => point.Ip).Distinct()];
            ushort[] ports = [.. family.Take(2).Select(static point => point.Port).Distinct()];
            _grids.Add((_ways.Count, addresses.Length, ports.Length));
            _ways.AddRange(addresses.SelectMany(address => ports.Select(port => new NetAddress(address, port))));
        }
    }

    public int Count => _ways.Count;

    public NetAddress this[int way] => _ways[way];

    /// <summary>The one that CHANGED-ADDRESS and OTHER-ADDRESS name: as much else as there is. −1: nothing else, so that clients can't find out how their NAT behaves.</summary>
    public int Other(int way)
    {
        (_, int addresses, int ports) = GridOf(way);
        return addresses * ports == 1 ? -1 : Change(way, addresses == 2, ports == 2);
    }

    /// <summary>The way with the other address, the other port or both; −1 when there is none.</summary>
    public int Change(int way, bool address, bool port)
    {
        (int first, int addresses, int ports) = GridOf(way);
        if ((address && addresses < 2) || (port && ports < 2))
        {
            return -1;
        }

        (int a, int p) = ((way - first) / ports, (way - first) % ports);
        return first + ((address ? 1 - a : a) * ports) + (port ? 1 - p : p);
    }

    private (int First, int Addresses, int Ports) GridOf(int way)
    {
        foreach ((int First, int Addresses, int Ports) grid in _grids)
        {
            if (way >= grid.First && way < grid.First + (grid.Addresses * grid.Ports))
            {
                return grid;
            }
        }

        return (way, 1, 1);
    }
}
