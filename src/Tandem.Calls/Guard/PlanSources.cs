using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Sip.Transport;
using Tandem.Wire.Firewall;

namespace Tandem.Calls.Guard;

/// <summary>Who is no stranger: the plan's addresses and networks, and where the names of its carriers lead.</summary>
public static class PlanSources
{
    /// <summary>All of them at this moment; a name that has not been looked up yet has none.</summary>
    public static HashSet<SourceNetwork> Of(SwitchPlan plan, Locator locator) =>
    [
        .. plan.KnownSources.Select(static source => new SourceNetwork(source.Ip, source.PrefixLength)),
        .. plan.Egress.SelectMany(trunk => Found(trunk, locator)),
    ];

    private static IEnumerable<SourceNetwork> Found(CompiledEgress trunk, Locator locator)
    {
        for (int i = 0; i < trunk.Addresses.Count; i++)
        {
            if (trunk.Addresses[i].Ip is null && locator.TryGet(trunk.Trunk.Addresses[i], out IReadOnlyList<Target> targets))
            {
                foreach (Target target in targets)
                {
                    yield return new SourceNetwork(target.Address.Ip, 128);
                }
            }
        }
    }
}
