namespace Tandem.Media.Codecs;

/// <summary>
/// One direction's coder or decoder of linear 16-bit sound, one channel. Keeps what the codec carries from packet to packet, so there is one for each direction of each leg, used by
/// one thread. Allocates nothing after it was made.
/// </summary>
public interface IAudioCodec
{
    /// <summary>The name in SDP's rtpmap: PCMU, PCMA, G722, opus.</summary>
    string Name { get; }

    /// <summary>Linear samples a second.</summary>
    int SampleRate { get; }

    /// <summary>RTP timestamp units a second, which G.722 and Opus do not take from their sample rate (RFC 3551 §4.5.2, RFC 7587 §4.1).</summary>
    int RtpClockRate { get; }

    /// <summary>Decodes a packet. The number of samples; 0 when the payload is not of this codec or <paramref name="samples"/> is too short for it.</summary>
    int Decode(ReadOnlySpan<byte> payload, Span<short> samples);

    /// <summary>Encodes a packet's samples. The number of bytes; 0 when <paramref name="payload"/> is too short or the number of samples is none of the codec's.</summary>
    int Encode(ReadOnlySpan<short> samples, Span<byte> payload);
}
