namespace Tandem.Calls.Nat;

/// <summary>Parts of a message that an agent may write with an address that is not its own network card's.</summary>
[Flags]
public enum NatParts : byte
{
    None = 0,
    Via = 1,
    Contact = 2,
    Sdp = 4,
}

/// <summary>What is known of the agents of one maker, by their User-Agent.</summary>
/// <param name="Name">The family's name.</param>
/// <param name="Learns">What it rewrites itself once an answer has shown it its public address.</param>
/// <param name="Stun">What it writes with the address that a STUN server, or its own setting of an external address, gives; none: it can't.</param>
/// <param name="AlwaysRPort">Its Via never comes without rport.</param>
public sealed record NatFamily(string Name, NatParts Learns, NatParts Stun, bool AlwaysRPort)
{
    /// <summary>Agents of which nothing is known: they may do all of it, so that none is accused.</summary>
    public static NatFamily Unknown { get; } = new("", NatParts.Via | NatParts.Contact, NatParts.Via | NatParts.Contact | NatParts.Sdp, false);
}
