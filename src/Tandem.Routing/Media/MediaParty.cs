using Tandem.Routing.Trunks;

namespace Tandem.Routing.Media;

/// <summary>Where a side's media is, as far as anybody can tell before it flows.</summary>
public enum MediaNetwork : byte
{
    /// <summary>Not known yet: taken as the same as anything.</summary>
    Unknown,
    Loopback,

    /// <summary>Addresses that no other network reaches: RFC 1918, RFC 6598, RFC 4193, link-local.</summary>
    PrivateIPv4,
    PrivateIPv6,
    PublicIPv4,
    PublicIPv6,
}

/// <summary>What the decision about the media proxy has to know of one side.</summary>
public readonly record struct MediaParty
{
    /// <summary>The trunk's or phone's own setting.</summary>
    public RtpForwardType Forward { get; init; }

    public MediaNetwork Network { get; init; }

    /// <summary>It shows an address that its packets do not come from.</summary>
    public bool BehindNat { get; init; }

    /// <summary>VOS3000's encryption is on for the leg.</summary>
    public bool Encrypts { get; init; }

    /// <summary>A feature of it works on the media: supervision, recording, transcoding, conversion of key presses, announcements.</summary>
    public bool NeedsRelay { get; init; }
}
