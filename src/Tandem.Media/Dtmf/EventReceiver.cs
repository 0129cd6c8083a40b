namespace Tandem.Media.Dtmf;

/// <summary>
/// Hears keys in one stream of telephone-events. A key is sent in many packets that share the RTP timestamp of its beginning (RFC 4733 §2.5.1.1), and its end three times over; it counts
/// once, at its first packet, so that lost ends lose no key.
/// </summary>
public sealed class EventReceiver
{
    private bool _hasHeard;
    private uint _timestamp;

    /// <summary>The key that this packet begins; the null character when it goes on with one already heard, comes late, or is no key.</summary>
    public char Hear(uint rtpTimestamp, ReadOnlySpan<byte> payload)
    {
        if (!TelephoneEvent.TryRead(payload, out TelephoneEvent seen) || seen.Code > DtmfDigit.LastEvent)
        {
            return '\0';
        }

        // Within half the circle behind the last beginning: an old packet that was overtaken.
        if (_hasHeard && (int)(rtpTimestamp - _timestamp) <= 0)
        {
            return '\0';
        }

        _hasHeard = true;
        _timestamp = rtpTimestamp;
        return DtmfDigit.Of(seen.Code);
    }

    /// <summary>The stream begins anew (another SSRC): its timestamps have nothing to do with those before.</summary>
    public void Reset() => _hasHeard = false;
}
