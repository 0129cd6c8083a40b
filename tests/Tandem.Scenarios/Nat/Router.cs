namespace Tandem.Scenarios.Nat;

/// <summary>What a router does with addresses. Ports as of UDP.</summary>
internal enum NatKind
{
    /// <summary>Nothing, and its phones have public addresses.</summary>
    Public,

    /// <summary>Nothing, though its phones have private addresses: a VPN.</summary>
    Private,

    /// <summary>The phone's port stays, the same for every destination; only whom it has written to comes in, from that port: what Linux does.</summary>
    PortKept,

    /// <summary>Another port, the same for every destination; else as <see cref="PortKept"/>.</summary>
    PortMoved,

    /// <summary>A port by chance for each destination (<c>random</c>): symmetric.</summary>
    Random,

    /// <summary>The same with the kernel's other option (<c>fully-random</c>): symmetric.</summary>
    FullyRandom,

    /// <summary>The port stays, and whoever writes to it comes in.</summary>
    FullCone,

    /// <summary>The port stays, and whom the phone has written to comes in, from any port.</summary>
    AddressRestricted,
}

/// <summary>What a router does with sound.</summary>
internal enum SoundRule
{
    Passes,

    /// <summary>What comes for the phones is lost, what they send passes.</summary>
    LostInward,

    /// <summary>Lost both ways.</summary>
    Lost,
}

/// <summary>How a router is set.</summary>
internal sealed record Router(NatKind Nat)
{
    /// <summary>How long a UDP binding lives in silence, whole seconds; null: as Linux has it, 30 s, or 120 s once both sides have spoken.</summary>
    public int? BindingSeconds { get; init; }

    public SoundRule Sound { get; init; }

    /// <summary>Each datagram that goes out to the SIP port goes twice.</summary>
    public bool Doubles { get; init; }

    /// <summary>The kernel's own SIP helper reads what goes to the SIP port: a real ALG.</summary>
    public bool HasHelper { get; init; }

    public bool Translates => Nat is not (NatKind.Public or NatKind.Private);
}
