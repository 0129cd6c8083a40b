using Tandem.Wire.Flows;

namespace Tandem.Media.Nodes;

/// <summary>What our own media process shows of itself.</summary>
public sealed record RelayNodeOptions
{
    public string Name { get; init; } = "local";

    /// <summary>The addresses of <c>--media</c>; unspecified: each side's ports are at the address that its signalling is at.</summary>
    public required IReadOnlyList<NetAddress> Bound { get; init; }

    /// <summary>What descriptions show instead, to peers of its family (<c>--advertise</c>); default: the ports' own address.</summary>
    public NetAddress Advertise { get; init; }

    /// <summary>Ports at this address are shown as <see cref="Advertise"/>.</summary>
    public bool Shows(in NetAddress own) => Advertise.Ip != UInt128.Zero && own.Ip != UInt128.Zero && Advertise.IsIPv4 == own.IsIPv4;

    /// <summary>
    /// The address that a side's ports are asked for at: of the family that is wanted, and where there is a choice the one that its signalling is at. Where the family is not served it is asked for
    /// all the same, and so refused: nobody is told an address that can't hear him. <c>default</c> leaves the choice to the relay.
    /// </summary>
    public NetAddress LocalFor(in NetAddress near, bool isIPv4)
    {
        NetAddress chosen = default;
        bool isOnlyFamily = true;
        foreach (NetAddress bound in Bound)
        {
            isOnlyFamily &= bound.IsIPv4 == isIPv4;
            if (bound.IsIPv4 == isIPv4 && (chosen == default || bound.Ip == near.Ip))
            {
                chosen = bound;
            }
        }

        if (chosen == default)
        {
            return near.IsIPv4 == isIPv4 ? near with { Port = 0 } : isIPv4 ? NetAddress.FromIPv4(0, 0) : new(UInt128.One, 0);
        }

        return !chosen.IsAny ? (isOnlyFamily ? default : chosen)
            : near.IsIPv4 == isIPv4 && !(isIPv4 && Shows(near)) ? near with { Port = 0 }
            : isIPv4 ? NetAddress.FromIPv4(0, 0)
            : default;
    }
}
