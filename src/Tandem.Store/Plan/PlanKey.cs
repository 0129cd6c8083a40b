namespace Tandem.Store.Plan;

/// <summary>What a key of a plan object holds.</summary>
public enum PlanKeyForm
{
    Text,
    Whole,
    Decimal,
    Truth,
    Time,
    Choice,
    Texts,
    Wholes,

    /// <summary>A mapping with keys of its own.</summary>
    Part,

    /// <summary>A list of such.</summary>
    Parts,
}

/// <summary>One key of a kind of plan object, for whoever describes the plan or makes a form of it.</summary>
/// <param name="Name">As the plan file and the API write it.</param>
/// <param name="Form">What it holds.</param>
/// <param name="Description">What it means; empty when its name says all.</param>
/// <param name="IsRequired">An object without it is refused.</param>
/// <param name="IsSecret">Taken, and never shown.</param>
/// <param name="Default">What counts when it is left out, as JSON; null: nothing, or what a parameter says.</param>
/// <param name="Choices">The words of a choice.</param>
/// <param name="Part">The keys of a part.</param>
public sealed record PlanKey(
    string Name,
    PlanKeyForm Form,
    string Description,
    bool IsRequired,
    bool IsSecret,
    string? Default,
    IReadOnlyList<string> Choices,
    IReadOnlyList<PlanKey> Part);
