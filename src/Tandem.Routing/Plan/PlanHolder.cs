namespace Tandem.Routing.Plan;

/// <summary>The plan in force. Publishing is one volatile write: the next call sees it, calls in progress keep theirs.</summary>
public sealed class PlanHolder(SwitchPlan first)
{
    private volatile SwitchPlan _current = first;

    public SwitchPlan Current => _current;

    public void Publish(SwitchPlan plan) => _current = plan;
}
