using Tandem.Wire.Interop;

namespace Tandem.Media.Codecs;

/// <summary>
/// Opus, one channel, by libopus. Its RTP clock runs at 48,000 whatever it samples at (RFC 7587 §4.1). The decoder's room is 120 ms, the longest packet; the encoder takes 10, 20, 40 or
/// 60 ms.
/// </summary>
public sealed class Opus : IAudioCodec, IDisposable
{
    private readonly OpusEncoderHandle _encoder;
    private readonly OpusDecoderHandle _decoder;

    private Opus(int sampleRate, OpusEncoderHandle encoder, OpusDecoderHandle decoder) => (SampleRate, _encoder, _decoder) = (sampleRate, encoder, decoder);

    /// <summary>Whether libopus is installed (Debian: libopus0); without it Opus passes through but is not transcoded.</summary>
    public static bool IsSupported => LibOpus.IsSupported;

    public string Name => "opus";

    public int SampleRate { get; }

    public int RtpClockRate => 48_000;

    /// <summary>A coder and decoder for 8,000 or 16,000 samples a second; null when the library isn't there or refuses.</summary>
    public static Opus? Make(int sampleRate) =>
        IsSupported && LibOpus.NewEncoder(sampleRate) is { } encoder && LibOpus.NewDecoder(sampleRate) is { } decoder ? new(sampleRate, encoder, decoder) : null;

    public int Decode(ReadOnlySpan<byte> payload, Span<short> samples) => payload.IsEmpty ? 0 : Math.Max(0, LibOpus.Decode(_decoder, payload, samples));

    public int Encode(ReadOnlySpan<short> samples, Span<byte> payload) =>
        samples.IsEmpty || payload.IsEmpty ? 0 : Math.Max(0, LibOpus.Encode(_encoder, samples, payload));

    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
    }
}
