using Tandem.Wire.Flows;

namespace Tandem.Media.Turn;

/// <summary>How STUN and TURN run; fixed at their start.</summary>
public sealed record TurnOptions
{
    /// <summary>
    /// Where they are asked, over UDP and TCP. Two of one address family are the two that RFC 5780 asks for: each address is then open on each of the two ports.
    /// </summary>
    public required IReadOnlyList<NetAddress> Points { get; init; }

    /// <summary>First port that is lent to clients.</summary>
    public int LowPort { get; init; } = 50_000;

    /// <summary>The last.</summary>
    public int HighPort { get; init; } = 65_535;

    /// <summary>What clients are told in place of our own address, behind a 1:1 NAT; for clients of its family.</summary>
    public NetAddress? Advertise { get; init; }

    /// <summary>What may be relayed to though it is private, our own, or otherwise refused.</summary>
    public IReadOnlyList<TurnNetwork> Allowed { get; init; } = [];

    /// <summary>The addresses of this machine.</summary>
    public IReadOnlySet<UInt128> Own { get; init; } = new HashSet<UInt128>();

    /// <summary>The file of <see cref="TurnBook"/>; without it nobody can log in, and there is STUN only.</summary>
    public string Book { get; init; } = "";

    /// <summary>No client's socket gets a higher descriptor.</summary>
    public int HighestDescriptor { get; init; } = int.MaxValue;
}
