using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Media.Ice;

/// <summary>
/// How many answers of more than twice their question a source may be sent: over IPv6 XOR-MAPPED-ADDRESS makes 44 octets of a bare 20 (RFC 8489 §14.2), and clients do not pad. Whoever forges a victim's
/// address is worth little to himself so; who pads his question is not counted. An IPv6 source is its /64. Any thread.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class LongAnswers(TimeProvider time)
{
    /// <summary>Answers a second, and as many at once.</summary>
    public const int PerSecond = 20;

    private const int SlotBits = 12;
    private const int Most = 2;
    private readonly SourceGate _gate = new(time, new Random(), PerSecond, SlotBits);
    private long _dropped;

    /// <summary>Answers that were not sent.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Whether an answer of this length may go to that source.</summary>
    public bool MaySend(int answerLength, int questionLength, in NetAddress source)
    {
        if (answerLength <= Most * questionLength || _gate.Passes(source, []))
        {
            return true;
        }

        Interlocked.Increment(ref _dropped);
        return false;
    }
}
