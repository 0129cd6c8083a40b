using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Calls.Setup;

/// <summary>One address of an egress trunk: as the locator is asked for it, and the name and port that URIs show ("" for an address).</summary>
internal readonly record struct EgressPlace(string Text, string Name, int Port)
{
    public static EgressPlace First(CompiledEgress trunk) => At(trunk, 0);

    public static EgressPlace At(CompiledEgress trunk, int index)
    {
        IReadOnlyList<EgressAddress> addresses = trunk.Addresses;
        EgressAddress named = index < addresses.Count ? addresses[index] : default;
        IReadOnlyList<string> texts = trunk.Trunk.Addresses;
        return new(index < texts.Count ? texts[index] : "", named.Ip is null ? named.Host ?? "" : "", named.Port);
    }
}
