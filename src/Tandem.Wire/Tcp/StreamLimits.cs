namespace Tandem.Wire.Tcp;

/// <summary>What a stream may cost us.</summary>
public sealed record StreamLimits
{
    /// <summary>Streams at once, all together.</summary>
    public int MostStreams { get; init; } = 20_000;

    /// <summary>No stream has a higher descriptor: the rest of those that the process may open is for what is not a stream, without which it can't go on.</summary>
    public int HighestDescriptor { get; init; } = int.MaxValue;

    /// <summary>From so many on no stranger's stream is accepted: the rest is for peers that the plan knows, and for our own.</summary>
    public int MostForStrangers { get; init; } = 16_000;

    /// <summary>Accepted streams at once from one address that the plan does not know; of IPv6 from one /64, which is what one subscriber has.</summary>
    public int MostFromStranger { get; init; } = 32;

    /// <summary>Accepted streams at once from one address, or /64, that it knows.</summary>
    public int MostFromKnown { get; init; } = 2_000;

    /// <summary>Start line and headers of one message.</summary>
    public int HeaderBytes { get; init; } = 64 * 1024;

    /// <summary>Headers and body together are no longer than a shard's ring takes, 65,535 bytes.</summary>
    public int BodyBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes waiting to be sent on one stream; a peer that does not read is closed.</summary>
    public int QueuedBytes { get; init; } = 1 << 20;

    /// <summary>A message that has begun must be whole within this time.</summary>
    public TimeSpan Message { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Nothing came and nothing was sent for so long. RFC 5626 §4.4.1 pings come every 2 minutes or more often.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>An accepted stream must bring its first whole message within this time.</summary>
    public TimeSpan FirstMessage { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>TLS must be agreed on within this time.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);
}
