namespace Tandem.Routing.Plan;

/// <summary>The plan in force. Publishing is one volatile write: the next call sees it, calls in progress keep theirs.</summary>
public sealed class PlanHolder(SwitchPlan first)
{
    private volatile SwitchPlan _current = first;

    /// <summary>After each publishing, on the publisher's thread: one observer, who makes tables outside from the plan (the firewall's).</summary>
    public Action<SwitchPlan>? Published { get; set; }

    public SwitchPlan Current => _current;

    public void Publish(SwitchPlan plan)
    {
        _current = plan;
        Published?.Invoke(plan);
    }
}
