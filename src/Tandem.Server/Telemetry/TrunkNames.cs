using Tandem.Routing.Plan;

namespace Tandem.Server.Telemetry;

/// <summary>Which names are trunks that carry calls out: a phone that is rung stands among the attempts by its number, which leaves the switch in no trace. Used by one thread.</summary>
internal sealed class TrunkNames(PlanHolder plan)
{
    private SwitchPlan? _of;
    private HashSet<string> _names = [];

    public bool Has(string name)
    {
        SwitchPlan current = plan.Current;
        if (current != _of)
        {
            _names = [.. current.Document.EgressTrunks.Select(static trunk => trunk.Name)];
            _of = current;
        }

        return _names.Contains(name);
    }
}
