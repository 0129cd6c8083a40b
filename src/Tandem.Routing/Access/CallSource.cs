namespace Tandem.Routing.Access;

/// <summary>Where a call came from. <paramref name="Ip"/> is an IPv6 or IPv4-mapped address in network order.</summary>
public readonly record struct CallSource(UInt128 Ip, ushort Port);

public enum IdentityKind
{
    /// <summary>No trunk and no phone has this address, and the caller is no phone of ours: an illegal call.</summary>
    Unknown,

    /// <summary>A trunk is known by the source address.</summary>
    Trunk,

    /// <summary>A trunk or phone that must prove itself by digest first.</summary>
    MustAuthenticate,
}

/// <summary>Who sends this call.</summary>
public readonly record struct Identity(IdentityKind Kind, CompiledIngress? Trunk);
