namespace Tandem.Routing.Plan;

/// <summary>One system parameter as the outside knows it.</summary>
/// <param name="Name">As VOS3000 spells it.</param>
/// <param name="Default">What it is at first, as text.</param>
/// <param name="Range">What may be written.</param>
/// <param name="Description">What it does, for the operator.</param>
/// <param name="Overrides">What goes before it; empty: it holds for the whole switch.</param>
public sealed record ParameterSpec(string Name, string Default, string Range, string Description, IReadOnlyList<ParameterOverride> Overrides);
