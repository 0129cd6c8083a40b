namespace Tandem.Billing.Cdrs;

/// <summary>
/// Until when a call is charged whose end nobody has said. A side that vanishes — its BYE was lost, its network is gone — is noticed late, by its silence or by a refresh that it does not answer; what
/// it has talked is proven up to its last sign of life: a packet of media, RTCP, a message within the call. Pure.
/// </summary>
public static class ProofOfLife
{
    /// <summary>An end for this reason is noticed, and not said.</summary>
    public static bool Bounds(int endReason) => endReason is (int)EndReason.MediaTimeout or (int)EndReason.SessionTimeout;

    /// <summary>
    /// The talk time in milliseconds that is proven of a side that has vanished. A side that has never sent media, and is hung up for that, proves nothing by its silence: then all of it counts, or
    /// listening without a word would be free.
    /// </summary>
    /// <param name="endReason">Why the call ended.</param>
    /// <param name="endedMs">Talk time at which the switch ended it.</param>
    /// <param name="heardMs">Talk time at the side's last message; below zero when it came before the answer.</param>
    /// <param name="mediaMs">Talk time at its last packet of media or RTCP; <see cref="NoMedia"/> when none ever came, or the media is not seen.</param>
    public static long TalkMs(int endReason, long endedMs, long heardMs, long mediaMs) =>
        !Bounds(endReason) || (endReason == (int)EndReason.MediaTimeout && mediaMs == NoMedia) ? endedMs
        : Math.Clamp(Math.Max(heardMs, mediaMs), 0, endedMs);

    /// <summary>No packet.</summary>
    public const long NoMedia = long.MinValue;
}
