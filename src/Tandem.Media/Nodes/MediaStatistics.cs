using Tandem.Media.Sdp;
using Tandem.Wire.Flows;

namespace Tandem.Media.Nodes;

/// <summary>One direction of one side. −1 stands for what the node does not know.</summary>
public record struct MediaFlow
{
    public static readonly MediaFlow Unknown = new() { Lost = -1, Reordered = -1, Duplicates = -1, JitterMicroseconds = -1, RoundTripMicroseconds = -1, MosHundredths = -1, CodecChanges = -1 };

    public long Packets { get; set; }

    /// <summary>Payload octets.</summary>
    public long Octets { get; set; }
    public long Lost { get; set; }

    /// <summary>Packets that came after a later one.</summary>
    public long Reordered { get; set; }

    /// <summary>Packets that came more than once.</summary>
    public long Duplicates { get; set; }

    /// <summary>To the peer and back, by its RTCP reports (RFC 3550 §6.4.1).</summary>
    public int RoundTripMicroseconds { get; set; }

    /// <summary>Interarrival jitter (RFC 3550 §6.4.1).</summary>
    public int JitterMicroseconds { get; set; }

    /// <summary>Mean opinion score by the E-model, 100–500.</summary>
    public int MosHundredths { get; set; }

    /// <summary>How often the payload type of voice or video has changed.</summary>
    public int CodecChanges { get; set; }

    /// <summary>Unix time of the first packet in milliseconds; 0 none came, or not known.</summary>
    public long FirstPacketMs { get; set; }

    /// <summary>Unix time of the last packet in milliseconds; 0 none came.</summary>
    public long LastPacketMs { get; set; }

    /// <summary>Unix time of the last sign of life, RTCP included, in milliseconds; 0 none.</summary>
    public long LastAliveMs { get; set; }
}

/// <summary>What a node counts for a session: for each side what came from it and what was sent to it.</summary>
public sealed class MediaStatistics
{
    public MediaFlow FromA { get; set; }
    public MediaFlow ToA { get; set; }
    public MediaFlow FromB { get; set; }
    public MediaFlow ToB { get; set; }

    /// <summary>Where the voice of A came from; default: nowhere, or the node does not know.</summary>
    public NetAddress SourceOfA { get; set; }

    /// <summary>Where that of B came from.</summary>
    public NetAddress SourceOfB { get; set; }

    /// <summary>There is a recording.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>Its times are of the clock of this machine; those of a node elsewhere may be compared with each other only.</summary>
    public bool IsOurClock { get; set; }

    public void Clear()
    {
        FromA = ToA = FromB = ToB = MediaFlow.Unknown;
        SourceOfA = SourceOfB = default;
        IsRecorded = IsOurClock = false;
    }

    public MediaFlow From(MediaSide side) => side == MediaSide.A ? FromA : FromB;

    public MediaFlow To(MediaSide side) => side == MediaSide.A ? ToA : ToB;
}
