using NAudio.Codecs;

namespace Tandem.Media.Codecs;

/// <summary>
/// G.722 at 64 kbit/s (RFC 3551 §4.5.2: its RTP clock runs at 8,000 though it samples at 16,000). For a peer that has telephone sound only it can be made to work at 8,000 samples a
/// second itself.
/// </summary>
public sealed class G722 : IAudioCodec
{
    private const int BitsPerSecond = 64_000;

    // 120 ms of code; longer packets are not sent by anybody.
    private const int LongestPacket = 960;

    private readonly G722Codec _codec = new();
    private readonly G722CodecState _decoding;
    private readonly G722CodecState _encoding;
    private readonly byte[] _code = new byte[LongestPacket];
    private readonly short[] _linear = new short[2 * LongestPacket];
    private readonly int _samplesPerByte;

    public G722(bool isNarrow)
    {
        G722Flags flags = isNarrow ? G722Flags.SampleRate8000 : G722Flags.None;
        _decoding = new G722CodecState(BitsPerSecond, flags);
        _encoding = new G722CodecState(BitsPerSecond, flags);
        _samplesPerByte = isNarrow ? 1 : 2;
    }

    public string Name => "G722";

    public int SampleRate => 8000 * _samplesPerByte;

    public int RtpClockRate => 8000;

    public int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        if (payload.Length > LongestPacket || samples.Length < payload.Length * _samplesPerByte)
        {
            return 0;
        }

        payload.CopyTo(_code);
        int count = _codec.Decode(_decoding, _linear, _code, payload.Length);
        _linear.AsSpan(0, count).CopyTo(samples);
        return count;
    }

    public int Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        int bytes = samples.Length / _samplesPerByte;
        if (samples.Length % _samplesPerByte != 0 || bytes > LongestPacket || payload.Length < bytes)
        {
            return 0;
        }

        samples.CopyTo(_linear);
        int count = _codec.Encode(_encoding, _code, _linear, samples.Length);
        _code.AsSpan(0, count).CopyTo(payload);
        return count;
    }
}
