using Tandem.Billing.Rating;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>A rate table as the plan file declares it: its rows inline, or in a CSV beside the plan.</summary>
public sealed record RateDeck
{
    public required string Name { get; init; }
    public string Currency { get; init; } = "USD";
    public IReadOnlyList<RateRow> Rows { get; init; } = [];
}

/// <summary>
/// The plan as a person writes it (contract §3): plain values, names as references. Checked by <see cref="PlanRules"/>,
/// compiled to a <see cref="SwitchPlan"/>.
/// </summary>
public sealed record PlanDocument
{
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<Account> Accounts { get; init; } = [];
    public IReadOnlyList<RateDeck> RateTables { get; init; } = [];
    public IReadOnlyList<IngressTrunk> IngressTrunks { get; init; } = [];
    public IReadOnlyList<EgressTrunk> EgressTrunks { get; init; } = [];
    public IReadOnlyList<Phone> Phones { get; init; } = [];
    public IReadOnlyList<TurnUser> TurnUsers { get; init; } = [];
}

/// <summary>
/// What is wrong, and where: <paramref name="Path"/> as in <c>egressTrunks[0].account</c>; the reader adds file and line.
/// </summary>
public sealed record PlanProblem(string Path, string Message, string File = "", int Line = 0);
