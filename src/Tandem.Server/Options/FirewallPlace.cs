namespace Tandem.Server.Options;

/// <summary>Where bans are enforced.</summary>
internal enum FirewallPlace
{
    /// <summary>In the kernel when that is possible and gains something, else in the process.</summary>
    Auto,

    /// <summary>By nftables; a start without it fails.</summary>
    Kernel,

    /// <summary>In the first lines of the receive path.</summary>
    Process,
}
