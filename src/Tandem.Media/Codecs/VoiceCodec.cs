using Tandem.Media.Sdp;

namespace Tandem.Media.Codecs;

/// <summary>What a payload type of a voice line is to those that work on the sound.</summary>
public enum VoiceCodec : byte
{
    None,
    Pcmu,
    Pcma,
    G722,
    Opus,

    /// <summary>Keys (telephone-event, RFC 4733) on a clock of 8,000.</summary>
    Keys,

    /// <summary>Keys on Opus's clock of 48,000.</summary>
    WideKeys,

    /// <summary>Passed on and not looked into.</summary>
    Other,
}

/// <summary>The codecs that can be decoded and made.</summary>
public static class VoiceCodecs
{
    /// <summary>RTP timestamp units in a millisecond.</summary>
    public static int UnitsPerMs(VoiceCodec codec) => codec is VoiceCodec.Opus or VoiceCodec.WideKeys ? 48 : 8;

    public static bool IsKeys(VoiceCodec codec) => codec is VoiceCodec.Keys or VoiceCodec.WideKeys;

    /// <summary>It can be decoded, and made.</summary>
    public static bool IsVoice(VoiceCodec codec) => codec is VoiceCodec.Pcmu or VoiceCodec.Pcma or VoiceCodec.G722 || (codec == VoiceCodec.Opus && Opus.IsSupported);

    /// <summary>The sample rate that loses nothing of it that we have: Opus is taken as wide-band sound.</summary>
    public static int RateOf(VoiceCodec codec) => codec is VoiceCodec.G722 or VoiceCodec.Opus ? 16_000 : 8000;

    /// <summary>
    /// A coder and decoder that works at this rate, 8,000 or 16,000; for G.711 always at 8,000. Null for what can't be decoded. Who makes it disposes of it, when it is disposable.
    /// </summary>
    public static IAudioCodec? Make(VoiceCodec codec, int sampleRate) => codec switch
    {
        VoiceCodec.Pcmu => G711.MuLaw,
        VoiceCodec.Pcma => G711.ALaw,
        VoiceCodec.G722 => new G722(isNarrow: sampleRate == 8000),
        VoiceCodec.Opus => Opus.Make(sampleRate),
        _ => null,
    };

    public static VoiceCodec Of(in SdpCodec codec) => (OfName(codec.Name), codec.ClockRate) switch
    {
        (VoiceCodec.Keys, 48_000) => VoiceCodec.WideKeys,
        (VoiceCodec.Opus, not 48_000) => VoiceCodec.Other, // RFC 7587 §4.1 has one clock only
        (var known, _) => known,
    };

    /// <summary>By its name in SDP.</summary>
    public static VoiceCodec OfName(ReadOnlySpan<byte> name) =>
        SdpWords.Is(name, "PCMU"u8) ? VoiceCodec.Pcmu
        : SdpWords.Is(name, "PCMA"u8) ? VoiceCodec.Pcma
        : SdpWords.Is(name, "G722"u8) ? VoiceCodec.G722
        : SdpWords.Is(name, "opus"u8) ? VoiceCodec.Opus
        : SdpWords.Is(name, "telephone-event"u8) ? VoiceCodec.Keys
        : name.IsEmpty ? VoiceCodec.None
        : VoiceCodec.Other;

    /// <summary>What stands in <c>a=rtpmap</c> for one that we add.</summary>
    internal static ReadOnlySpan<byte> MapOf(VoiceCodec codec) => codec switch
    {
        VoiceCodec.Pcmu => "PCMU/8000"u8,
        VoiceCodec.Pcma => "PCMA/8000"u8,
        VoiceCodec.G722 => "G722/8000"u8,
        VoiceCodec.Opus => "opus/48000/2"u8,
        VoiceCodec.WideKeys => "telephone-event/48000"u8,
        _ => "telephone-event/8000"u8,
    };
}
