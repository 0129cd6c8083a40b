namespace Tandem.Routing.Access;

/// <summary>Who calls from an address: first by address and port, then by address, then by network, the longest first.</summary>
internal sealed class SourceIndex
{
    private readonly Dictionary<(UInt128 Ip, ushort Port), CompiledIngress[]> _byPort;
    private readonly (int PrefixLength, Dictionary<UInt128, CompiledIngress[]> ByIp)[] _byNetwork;

    public SourceIndex(IEnumerable<CompiledIngress> all)
    {
        // Within one place the best priority stands first; equal ones keep the plan's order.
        (SourceAddress Address, CompiledIngress Ingress)[] places =
        [
            .. all.SelectMany(static ingress => ingress.Sources.Select(address => (address, ingress)))
                .OrderBy(static place => place.ingress.Trunk?.Priority ?? 0),
        ];
        _byPort = places.Where(static place => place.Address.Port != 0)
            .GroupBy(static place => (place.Address.Ip, place.Address.Port))
            .ToDictionary(static group => group.Key, static group => group.Select(static place => place.Ingress).ToArray());
        _byNetwork =
        [
            .. places.Where(static place => place.Address.Port == 0)
                .GroupBy(static place => place.Address.PrefixLength)
                .OrderByDescending(static group => group.Key)
                .Select(static group => (group.Key, group.GroupBy(static place => place.Address.Ip)
                    .ToDictionary(static same => same.Key, static same => same.Select(static place => place.Ingress).ToArray()))),
        ];
    }

    /// <summary>Number of steps from the closest to the widest match.</summary>
    public int Steps => _byNetwork.Length + 1;

    /// <summary>Who is known by that step for this source, best priority first.</summary>
    public ReadOnlySpan<CompiledIngress> At(int step, CallSource source)
    {
        CompiledIngress[]? found;
        if (step == 0)
        {
            return _byPort.TryGetValue((source.Ip, source.Port), out found) ? found : [];
        }

        (int prefixLength, Dictionary<UInt128, CompiledIngress[]> byIp) = _byNetwork[step - 1];
        return byIp.TryGetValue(source.Ip & SourceAddress.Mask(prefixLength), out found) ? found : [];
    }
}
