using Tandem.Wire.Tcp;

namespace Tandem.Wire.Flows;

/// <summary>What the wire has done since it started; each a count, read on scrape.</summary>
public sealed record WireCounters
{
    public long UdpReceived { get; init; }
    public long UdpSent { get; init; }
    public long UdpSendFailed { get; init; }
    public long UdpReceiveFailed { get; init; }

    /// <summary>Messages of strangers that the source gate dropped.</summary>
    public long GateDropped { get; init; }

    /// <summary>Packets and streams of banned sources.</summary>
    public long BanDropped { get; init; }

    /// <summary>Times the sink threw; a bug, but one that stops nothing.</summary>
    public long SinkFaults { get; init; }

    public long StreamMessagesReceived { get; init; }
    public long StreamMessagesSent { get; init; }
    public long StreamPings { get; init; }
    public int StreamsOpen { get; init; }

    /// <summary>Streams that ended, by why.</summary>
    public IReadOnlyDictionary<CloseReason, long> StreamsClosed { get; init; } = new Dictionary<CloseReason, long>();
}
