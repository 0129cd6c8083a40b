using Tandem.Media.Ice;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>
/// Answers phones that keep their flow by STUN on the SIP port (RFC 5626 §3.5.2), before anything else looks at a datagram. Who may ask how often the gate in front has said. Nothing is kept, and
/// nothing allocated. On streams the keep-alive is CRLF, and STUN is none (RFC 5626 §3.5.1). Runs on the reader threads.
/// </summary>
/// <param name="next">Takes all other messages.</param>
/// <param name="wire">The way out.</param>
/// <param name="time">What answers that are longer than their questions are counted by.</param>
public sealed class StunKeepAlives(IWireSink next, IWire wire, TimeProvider time) : IWireSink
{
    // The two bits of a STUN message that are 0 (RFC 8489 §5); no letter has them.
    private const byte StunBits = 0xC0;
    private readonly LongAnswers _long = new(time);
    private long _answered;
    private long _told;

    /// <summary>Binding requests that had their answer.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Binding indications.</summary>
    public long Told => Volatile.Read(ref _told);

    public void OnMessage(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty || (message[0] & StunBits) != 0 || flow.IsStream || !TryTake(flow, message))
        {
            next.OnMessage(flow, message);
        }
    }

    public void OnEndOfRead(bool maySpare) => next.OnEndOfRead(maySpare);

    public void OnClosed(in Flow flow) => next.OnClosed(flow);

    private bool TryTake(in Flow flow, ReadOnlySpan<byte> message)
    {
        Span<byte> answer = stackalloc byte[BindingKeepAlive.LongestAnswer];
        KeepAliveKind kind = BindingKeepAlive.Read(message, flow.Remote, answer, out int length);
        if (kind == KeepAliveKind.Told)
        {
            Interlocked.Increment(ref _told);
        }
        else if (length > 0 && _long.MaySend(length, message.Length, flow.Remote))
        {
            Interlocked.Increment(ref _answered);
            wire.Send(flow, answer[..length]);
        }

        return kind != KeepAliveKind.None;
    }
}
