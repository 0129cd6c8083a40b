namespace Tandem.Routing.Plan;

/// <summary>One system parameter as the outside knows it.</summary>
public sealed record ParameterSpec(string Name, string Default, string Range, string Description);
