using Tandem.Wire.Flows;

namespace Tandem.Calls.Live;

/// <summary>
/// One message of a call: which leg (0 = A, n = the nth attempt), which way, when, between which addresses, its bytes. <paramref name="IsCut"/>: the ladder was full, and only
/// the start line is here.
/// </summary>
public sealed record LadderMessage(
    int Leg, bool Sent, DateTimeOffset At, TransportKind Transport, string Local, string Remote, byte[] Message, bool IsCut = false)
{
    /// <summary><c>udp</c>, <c>tcp</c>, <c>tls</c> ...</summary>
    public string TransportName => Transport.Word();
}
