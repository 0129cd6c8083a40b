using Tandem.Wire.Flows;

namespace Tandem.Calls.Guard;

/// <summary>
/// Sources by network: 24 bits of IPv4, 64 of IPv6, under its first address. When there are too many, the others are one network
/// without an address.
/// </summary>
internal sealed class StrangerNetworks(Stack<StrangerSource> spare)
{
    private static readonly NetAddress Everybody = new(UInt128.MaxValue, 0);

    public Dictionary<UInt128, StrangerSource> All { get; } = [];

    public int Count => All.Count;

    /// <summary>The network of an address, watched from now on.</summary>
    public StrangerSource Of(UInt128 address)
    {
        UInt128 network = address == Everybody.Ip ? address : NetworkOf(address);
        if (All.TryGetValue(network, out StrangerSource? known))
        {
            return known;
        }

        UInt128 place = Count < IllegalCalls.MostNetworks ? network : Everybody.Ip;
        if (!All.TryGetValue(place, out known))
        {
            known = StrangerSource.From(spare, new NetAddress(place, 0));
            All.Add(place, known);
        }

        return known;
    }

    /// <summary>The one that stands for all that no other has room for.</summary>
    public StrangerSource Rest() => Of(Everybody.Ip);

    private static UInt128 NetworkOf(UInt128 address)
    {
        int host = new NetAddress(address, 0).IsIPv4 ? 8 : 64;
        return address >> host << host;
    }
}
