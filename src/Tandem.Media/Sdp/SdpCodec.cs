namespace Tandem.Media.Sdp;

/// <summary>An encoding as <c>a=rtpmap</c> names it (RFC 8866 §6.6), or RFC 3551 §6 for the payload types with a fixed meaning.</summary>
public readonly ref struct SdpCodec
{
    private SdpCodec(ReadOnlySpan<byte> name, int clockRate, int channels)
    {
        Name = name;
        ClockRate = clockRate;
        Channels = channels;
    }

    /// <summary>Empty: the payload type has no meaning.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Timestamp units a second.</summary>
    public int ClockRate { get; }

    public int Channels { get; }

    /// <summary>Key presses, comfort noise and redundancy are carried beside a codec and are none.</summary>
    public bool IsAuxiliary => SdpWords.Is(Name, "telephone-event"u8) || SdpWords.Is(Name, "CN"u8) || SdpWords.Is(Name, "red"u8);

    /// <summary>One of 64 bits, for looking whether two lists may have a codec in common: names without case (RFC 4855 §3), and the rate.</summary>
    internal ulong Bit
    {
        get
        {
            uint hash = (uint)ClockRate;
            foreach (byte letter in Name)
            {
                hash = (hash ^ (uint)(letter | 0x20)) * 16_777_619;
            }

            return 1UL << (int)(hash >> 26);
        }
    }

    public static SdpCodec Static(int payloadType) => payloadType switch
    {
        0 => new("PCMU"u8, 8000, 1),
        3 => new("GSM"u8, 8000, 1),
        4 => new("G723"u8, 8000, 1),
        5 => new("DVI4"u8, 8000, 1),
        6 => new("DVI4"u8, 16000, 1),
        7 => new("LPC"u8, 8000, 1),
        8 => new("PCMA"u8, 8000, 1),
        9 => new("G722"u8, 8000, 1), // 16 kHz sound; the clock is 8000 by an old mistake (RFC 3551 §4.5.2)
        10 => new("L16"u8, 44100, 2),
        11 => new("L16"u8, 44100, 1),
        12 => new("QCELP"u8, 8000, 1),
        13 => new("CN"u8, 8000, 1),
        14 => new("MPA"u8, 90000, 1),
        15 => new("G728"u8, 8000, 1),
        16 => new("DVI4"u8, 11025, 1),
        17 => new("DVI4"u8, 22050, 1),
        18 => new("G729"u8, 8000, 1),
        25 => new("CelB"u8, 90000, 1),
        26 => new("JPEG"u8, 90000, 1),
        28 => new("nv"u8, 90000, 1),
        31 => new("H261"u8, 90000, 1),
        32 => new("MPV"u8, 90000, 1),
        33 => new("MP2T"u8, 90000, 1),
        34 => new("H263"u8, 90000, 1),
        _ => default,
    };

    internal static bool TryReadRtpMap(ReadOnlySpan<byte> value, int payloadType, out SdpCodec codec)
    {
        codec = default;
        var words = new SdpWordReader(value);
        if (!words.TryNextNumber(out int type) || type != payloadType || !words.TryNext(out ReadOnlySpan<byte> encoding))
        {
            return false;
        }

        int slash = encoding.IndexOf((byte)'/');
        if (slash <= 0)
        {
            return false;
        }

        ReadOnlySpan<byte> rates = encoding[(slash + 1)..];
        int second = rates.IndexOf((byte)'/');
        int channels = 1;
        if (second >= 0)
        {
            _ = SdpWordReader.TryNumber(rates[(second + 1)..], out channels);
            rates = rates[..second];
        }

        if (!SdpWordReader.TryNumber(rates, out int rate))
        {
            return false;
        }

        codec = new(encoding[..slash], rate, Math.Max(1, channels));
        return true;
    }
}
