namespace Tandem.Billing.Cdrs;

/// <summary>The media of one leg in one direction. −1 stands for what the media node could not know.</summary>
/// <param name="Packets">RTP packets, or UDPTL datagrams.</param>
/// <param name="Octets">Payload octets.</param>
/// <param name="Lost">Packets that never came.</param>
/// <param name="JitterMicroseconds">Interarrival jitter (RFC 3550 §6.4.1), the mean of the call where the node knows it.</param>
/// <param name="MosHundredths">Mean opinion score × 100, by the E-model (ITU-T G.107).</param>
/// <param name="LastPacketAt">When the last packet came; null when none did.</param>
public readonly record struct MediaLeg(long Packets, long Octets, long Lost, int JitterMicroseconds, int MosHundredths, DateTimeOffset? LastPacketAt)
{
    /// <summary>Packets that came after a later one.</summary>
    public long Reordered { get; init; } = -1;

    /// <summary>Packets that came more than once.</summary>
    public long Duplicates { get; init; } = -1;

    /// <summary>To the peer and back, by its RTCP reports.</summary>
    public int RoundTripMicroseconds { get; init; } = -1;

    /// <summary>When the first packet came; null when none did, or the node does not say.</summary>
    public DateTimeOffset? FirstPacketAt { get; init; }

    /// <summary>How often the payload type of voice or video has changed; telephone-events and comfort noise change nothing.</summary>
    public int CodecChanges { get; init; } = -1;
}
