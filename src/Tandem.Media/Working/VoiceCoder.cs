using Tandem.Media.Codecs;

namespace Tandem.Media.Working;

/// <summary>The coders and decoders of one way, made when they are first needed. Between two codecs there is one sample rate: that of the narrower.</summary>
internal sealed class VoiceCoder
{
    /// <summary>120 ms at 16,000 samples a second.</summary>
    public const int MostSamples = 1920;

    private readonly IAudioCodec?[] _narrow = new IAudioCodec?[(int)VoiceCodec.Other + 1];
    private readonly IAudioCodec?[] _wide = new IAudioCodec?[(int)VoiceCodec.Other + 1];

    public static int RateOf(VoiceCodec from, VoiceCodec to) => Math.Min(VoiceCodecs.RateOf(from), VoiceCodecs.RateOf(to));

    /// <summary>How many samples; 0 when it can't be decoded.</summary>
    public int Decode(VoiceCodec codec, int rate, ReadOnlySpan<byte> payload, Span<short> samples) => Of(codec, rate)?.Decode(payload, samples) ?? 0;

    /// <summary>How many bytes; 0 when it can't be made.</summary>
    public int Encode(VoiceCodec codec, int rate, ReadOnlySpan<short> samples, Span<byte> payload) => Of(codec, rate)?.Encode(samples, payload) ?? 0;

    /// <summary>Forgets what the codecs carry from packet to packet.</summary>
    public void Clear()
    {
        Clear(_narrow);
        Clear(_wide);
    }

    private IAudioCodec? Of(VoiceCodec codec, int rate)
    {
        ref IAudioCodec? made = ref (rate > 8000 ? _wide : _narrow)[(int)codec];
        return made ??= VoiceCodecs.Make(codec, rate);
    }

    private static void Clear(IAudioCodec?[] codecs)
    {
        foreach (IAudioCodec? codec in codecs)
        {
            (codec as IDisposable)?.Dispose();
        }

        Array.Clear(codecs);
    }
}
