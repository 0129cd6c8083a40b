using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Media;

/// <summary>The step that decided (SW §6.1).</summary>
public enum MediaProxyStep : byte
{
    /// <summary>A feature of a side works on the media, so the media must come by.</summary>
    Feature,

    /// <summary>A side must be on.</summary>
    MustOn,

    /// <summary>A side is off.</summary>
    Off,

    /// <summary>A side is on.</summary>
    On,
    Encryption,
    BetweenNetworks,
    BehindNat,

    /// <summary>Nothing asks for it.</summary>
    Nothing,
}

/// <summary>
/// Whether a call's media goes through the switch: SW §6.1, first hit decides. A side that is on auto takes the system's mode for its own, so that the four modes and the four settings are one
/// rule: Off and On are then what each such side wants, Must On is met at the first step, and Auto goes on to networks and NAT.
/// </summary>
/// <param name="IsRelayed">Through the switch.</param>
/// <param name="Step">What decided.</param>
public readonly record struct MediaProxyDecision(bool IsRelayed, MediaProxyStep Step)
{
    /// <summary>The call must not be without the relay: better none than one that goes direct.</summary>
    public bool IsMust => Step is MediaProxyStep.MustOn or MediaProxyStep.Feature or MediaProxyStep.Encryption;

    public static MediaProxyDecision Decide(in MediaParty caller, in MediaParty callee, MediaProxyMode mode, bool betweenNetworks, bool behindNat)
    {
        RtpForwardType a = Wanted(caller.Forward, mode);
        RtpForwardType b = Wanted(callee.Forward, mode);
        return caller.NeedsRelay || callee.NeedsRelay ? new(true, MediaProxyStep.Feature)
            : a == RtpForwardType.MustOn || b == RtpForwardType.MustOn ? new(true, MediaProxyStep.MustOn)
            : a == RtpForwardType.Off || b == RtpForwardType.Off ? new(false, MediaProxyStep.Off)
            : a == RtpForwardType.On || b == RtpForwardType.On ? new(true, MediaProxyStep.On)
            : caller.Encrypts || callee.Encrypts ? new(true, MediaProxyStep.Encryption)
            : betweenNetworks && AreApart(caller.Network, callee.Network) ? new(true, MediaProxyStep.BetweenNetworks)
            : behindNat && (caller.BehindNat || callee.BehindNat) ? new(true, MediaProxyStep.BehindNat)
            : new(false, MediaProxyStep.Nothing);
    }

    private static RtpForwardType Wanted(RtpForwardType own, MediaProxyMode mode) => (own, mode) switch
    {
        (not RtpForwardType.Auto, _) => own,
        (_, MediaProxyMode.Off) => RtpForwardType.Off,
        (_, MediaProxyMode.On) => RtpForwardType.On,
        (_, MediaProxyMode.MustOn) => RtpForwardType.MustOn,
        _ => RtpForwardType.Auto,
    };

    private static bool AreApart(MediaNetwork one, MediaNetwork other) =>
        one != other && one != MediaNetwork.Unknown && other != MediaNetwork.Unknown;
}
