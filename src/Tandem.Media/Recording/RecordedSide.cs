using Tandem.Media.Codecs;
using Tandem.Media.Rtp;

namespace Tandem.Media.Recording;

/// <summary>
/// One side of a recording: decodes its packets and knows where in the file each belongs. The place comes from the RTP timestamp, counted from when the stream's first packet came; a
/// stream that begins anew, or whose timestamps have run away from the clock, is placed by the clock again. Keys are silence, and so is what can't be decoded.
/// </summary>
internal sealed class RecordedSide(int channel, int fileRate) : IDisposable
{
    /// <summary>The longest packet: 120 ms at 16,000 samples a second.</summary>
    public const int MostSamples = 1920;

    private readonly int _samplesPerMs = fileRate / 1000;
    private readonly IAudioCodec?[] _codecs = new IAudioCodec?[(int)VoiceCodec.Other + 1];
    private VoiceFormats _formats;
    private VoiceCodec _codec;
    private bool _isPlaced;
    private uint _ssrc;
    private uint _timestamp;
    private long _place;

    public void SetFormats(VoiceFormats formats) => _formats = formats;

    /// <summary>Writes a packet's sound into the file. <paramref name="elapsedNs"/>: since the recording began.</summary>
    public void Add(ReadOnlySpan<byte> datagram, long elapsedNs, StereoWav into, Span<short> scratch)
    {
        if (!RtpPacket.TryRead(datagram, out RtpPacket packet))
        {
            return;
        }

        VoiceCodec codec = _formats.CodecOf(packet.PayloadType);
        if (!VoiceCodecs.IsVoice(codec))
        {
            return;
        }

        IAudioCodec? decoder = _codecs[(int)codec] ??= VoiceCodecs.Make(codec, fileRate);
        int count = decoder?.Decode(packet.Payload, scratch) ?? 0;
        if (count == 0)
        {
            return;
        }

        if (decoder!.SampleRate < fileRate && 2 * count <= scratch.Length)
        {
            Widen(scratch[..(2 * count)]);
            count *= 2;
        }

        into.Add(channel, Place(packet, codec, elapsedNs), scratch[..count]);
    }

    public void Dispose()
    {
        foreach (IAudioCodec? codec in _codecs)
        {
            (codec as IDisposable)?.Dispose();
        }
    }

    private long Place(in RtpPacket packet, VoiceCodec codec, long elapsedNs)
    {
        long byClock = elapsedNs / 1000 * _samplesPerMs / 1000;
        if (_isPlaced && packet.Ssrc == _ssrc && codec == _codec)
        {
            // The file's samples and the RTP clock's units are both whole multiples of 8,000 a second.
            int ahead = (int)(packet.Timestamp - _timestamp);
            long place = _place + ((long)ahead * _samplesPerMs / VoiceCodecs.UnitsPerMs(codec));
            if (Math.Abs(place - byClock) <= StereoWav.Patience.TotalMilliseconds * _samplesPerMs)
            {
                if (ahead > 0)
                {
                    (_timestamp, _place) = (packet.Timestamp, place);
                }

                return Math.Max(0, place);
            }
        }

        (_isPlaced, _ssrc, _codec, _timestamp, _place) = (true, packet.Ssrc, codec, packet.Timestamp, byClock);
        return byClock;
    }

    /// <summary>Telephone sound in the first half becomes wide-band sound in the whole: a sample between each two.</summary>
    private static void Widen(Span<short> samples)
    {
        for (int i = (samples.Length / 2) - 1; i >= 0; i--)
        {
            int now = samples[i];
            int next = (2 * i) + 2 < samples.Length ? samples[(2 * i) + 2] : now;
            samples[2 * i] = (short)now;
            samples[(2 * i) + 1] = (short)((now + next) / 2);
        }
    }
}
