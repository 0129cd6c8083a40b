namespace Tandem.Routing.Plan;

/// <summary>The compiled, immutable plan that calls are decided by.</summary>
public sealed class SwitchPlan
{
    public long Revision { get; init; }
}
