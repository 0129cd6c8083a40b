using System.Net;

namespace Tandem.Server.NatCheck;

/// <summary>What <c>nat-check</c> was asked for.</summary>
internal sealed record NatCheckOptions
{
    /// <summary>The switch as it was given.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>The longest silence that is tried, seconds; 0: the binding is not measured.</summary>
    public int Longest { get; init; } = 180;

    /// <summary>How near the binding's lifetime is looked for, seconds.</summary>
    public int Precision { get; init; } = 5;

    /// <summary>The address to write into messages; null: the one that packets leave from.</summary>
    public IPAddress? Own { get; init; }
}

/// <summary>What one marked message came to.</summary>
/// <param name="Transport">UDP or TCP.</param>
/// <param name="Port">The port of the switch.</param>
/// <param name="Method">Its method.</param>
/// <param name="Source">Where the switch saw it come from; empty: no answer.</param>
/// <param name="Answers">How many answers came to the one that was sent; more than one: the way doubles.</param>
/// <param name="Changes">What did not arrive as it was sent.</param>
internal sealed record ProbeReport(string Transport, int Port, string Method, string Source, int Answers, IReadOnlyList<Calls.Nat.Probes.ByteChange> Changes);

/// <summary>The NAT's kind, as far as two ports of one address can tell (RFC 5780 §4, RFC 4787 §4.1 and §5).</summary>
/// <param name="Mapping"><c>none</c>, <c>one mapping for all ports</c>, <c>another mapping for each port (symmetric)</c> or <c>not known</c>.</param>
/// <param name="Filtering"><c>lets other ports in</c>, <c>lets only the port in that was asked</c> or <c>not known</c>.</param>
/// <param name="KeepsPort">The port outside is the one inside.</param>
internal sealed record NatType(string Mapping, string Filtering, bool KeepsPort);

/// <summary>How long a UDP binding lives.</summary>
/// <param name="SurvivedSeconds">The longest silence that an answer came through.</param>
/// <param name="LostSeconds">The shortest one that it did not; 0: there was none.</param>
internal sealed record BindingReport(int SurvivedSeconds, int LostSeconds);

/// <summary>A finding with its cures.</summary>
internal sealed record FindingReport(string Finding, string Kind, bool IsBreaking, string Problem, int Confidence, IReadOnlyList<Calls.Nat.NatPart> Evidence, IReadOnlyList<Calls.Nat.NatCure> Cures);

/// <summary>All that a run has found.</summary>
internal sealed record NatCheckReport(string Switch, string Own, IReadOnlyList<ProbeReport> Probes, NatType Type, BindingReport? Binding, IReadOnlyList<FindingReport> Findings)
{
    /// <summary>The switch has answered at least once.</summary>
    public bool IsAnswered => Probes.Any(static probe => probe.Answers > 0);

    /// <summary>Something is wrong that can be cured.</summary>
    public bool HasFault => Findings.Any(static finding => finding.Cures.Count > 0);
}
