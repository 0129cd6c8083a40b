using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Rtp;

namespace Tandem.Media.Working;

/// <summary>Hears the keys of one side: as telephone-events (RFC 4733), and as tones in its sound. Allocates nothing for a packet.</summary>
internal sealed class KeyEar
{
    private readonly short[] _narrow = new short[VoiceCoder.MostSamples];
    private readonly EventReceiver _events = new();
    private readonly ToneDetector _tones = new();
    private uint _ssrc;

    /// <summary>A key is held, or seems to be: what is heard now is no speech.</summary>
    public bool MayHold => _tones.MayHold;

    public void Reset()
    {
        _events.Reset();
        _tones.Reset();
    }

    /// <summary>A packet of telephone-events; the key that begins with it, or '\0'.</summary>
    public char HearEvent(in RtpPacket packet)
    {
        if (packet.Ssrc != _ssrc)
        {
            _ssrc = packet.Ssrc;
            _events.Reset();
        }

        return _events.Hear(packet.Timestamp, packet.Payload);
    }

    /// <summary>Sound at 8,000 or 16,000 samples a second; the key that was found in it, or '\0'.</summary>
    public char HearSound(ReadOnlySpan<short> samples, int rate)
    {
        if (rate <= 8000)
        {
            return _tones.Hear(samples);
        }

        for (int i = 0; i < samples.Length / 2; i++)
        {
            _narrow[i] = (short)((samples[2 * i] + samples[(2 * i) + 1]) / 2);
        }

        return _tones.Hear(_narrow.AsSpan(0, samples.Length / 2));
    }
}
