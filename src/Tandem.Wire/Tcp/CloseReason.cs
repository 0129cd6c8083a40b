namespace Tandem.Wire.Tcp;

/// <summary>Why a stream ended.</summary>
public enum CloseReason
{
    /// <summary>The peer closed or reset it.</summary>
    Peer,
    Idle,

    /// <summary>A message was not whole in time, or none came at all.</summary>
    SlowMessage,
    HeaderTooLarge,
    BodyTooLarge,

    /// <summary>No Content-Length, which a stream needs (RFC 3261 §18.3).</summary>
    NoContentLength,

    /// <summary>A Content-Length that is no number, or two that differ.</summary>
    BadContentLength,

    /// <summary>What came is not SIP.</summary>
    NotSip,

    /// <summary>The peer does not read what we send.</summary>
    QueueFull,
    TooMany,
    TooManyFromSource,

    /// <summary>Its source opens too many streams a second (SERVER_FIREWALL_CONNECTION_RATE).</summary>
    TooManyPerSecond,

    /// <summary>We wanted to open it and could not.</summary>
    ConnectFailed,

    /// <summary>TLS could not be agreed on, or one side does not believe the other's certificate.</summary>
    HandshakeFailed,

    /// <summary>Its source is banned.</summary>
    Banned,

    /// <summary>We stop.</summary>
    Stopping,
}
